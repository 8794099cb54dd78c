"""How one bot is run."""

import hmac
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from bot.settings import Settings
from corpus.errors import SecpaError


class TelegramError(SecpaError):
    """The bot cannot run as it is set up, or Telegram does not let it."""


class Secret(str):
    """A string whose comparison takes the same time wherever the other one differs.

    python-telegram-bot compares a webhook's secret with `!=`; a subclass's own way comes first.
    """

    __slots__ = ()
    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        return isinstance(other, str) and hmac.compare_digest(
            str.encode(self, "utf-8", "replace"), str.encode(other, "utf-8", "replace")
        )

    def __ne__(self, other: object) -> bool:
        return not self == other


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where Telegram brings updates, and where this process waits for them."""

    url: str
    secret: Secret = field(repr=False)
    host: str
    port: int

    @property
    def path(self) -> str:
        return urlsplit(self.url).path.strip("/")


@dataclass(frozen=True, slots=True)
class Options:
    """What the Telegram side needs of the settings."""

    token: str = field(repr=False)
    data: Path  # the folder that holds what the bot remembers
    api_url: str | None = None
    webhook: Webhook | None = None
    health: tuple[str, int] | None = None  # host and port of /healthz and /readyz
    controller: str | None = None  # who runs this bot
    keep_questions_days: int = 0  # 0: none is kept
    moderators: frozenset[int] = frozenset()  # Telegram numbers
    moderators_chat: int | None = None  # where people answer people; None where they do not

    @classmethod
    def of(cls, settings: Settings, health: tuple[str, int] | None = None) -> Self:
        """Raises TelegramError when there is no token."""
        if settings.telegram_token is None:
            raise TelegramError(
                "Il manque le jeton du robot : demandez-en un à @BotFather et donnez-le par "
                "SECPA_TELEGRAM_TOKEN, ou essayez « secpa chat », qui n'en demande pas."
            )
        webhook = None
        if settings.webhook_url and settings.webhook_secret is not None:
            host, port = settings.listen_address
            secret = Secret(settings.webhook_secret.get_secret_value())
            webhook = Webhook(settings.webhook_url, secret, host, port)
        return cls(
            token=settings.telegram_token.get_secret_value(),
            data=settings.data_dir,
            api_url=settings.telegram_api_url,
            webhook=webhook,
            health=health,
            controller=settings.controller,
            keep_questions_days=settings.keep_questions_days,
            moderators=frozenset(settings.moderators),
            moderators_chat=settings.moderators_chat,
        )
