"""Polls that fail are tried again soon, and hold up no end; news that makes no sense is let go.

python-telegram-bot waits longer after each failure, up to 30 seconds, and does not wake from that
to stop. News that it cannot read it asks for again at once, for ever.
"""

import asyncio
import logging
from typing import Any

from telegram import Update
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot.telegram.outage import Outage
from bot.telegram.transport import TelegramRequest

PAUSES = (0.5, 1.0, 2.0, 4.0)  # seconds after one failure, two, and so on
_log = logging.getLogger(__name__)


class ReadableUpdates(TelegramRequest):
    """Asks for updates; in the place of one that cannot be read stands its number alone.

    So it is acknowledged like the others, and Telegram does not bring it, and them, again.
    """

    __slots__ = ()

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        reply = TelegramRequest.parse_json_payload(payload)
        if isinstance(reply.get("result"), list):
            each_read = map(_readable, reply["result"])
            reply["result"] = [update for update in each_read if update is not None]
        return reply


def _readable(update: Any) -> Any:
    """The update, its number where it cannot be read, None where it has none."""
    number = update.get("update_id") if isinstance(update, dict) else None
    if type(number) is not int:
        _log.error("An update without a number is let go.")
        return None
    try:
        Update.de_json(update, None)
    except Exception as error:
        _log.error("An update that cannot be read is let go (%s).", type(error).__name__)
        return {"update_id": number}
    return update


class PatientBot(ExtBot[int]):
    """A bot for which a poll that fails is one without news, a little later."""

    __slots__ = ("_failures", "_outage")

    def __init__(self, outage: Outage, **given: Any) -> None:
        """`given` is what `ExtBot` takes."""
        super().__init__(**given)
        self._outage = outage
        self._failures = 0

    async def get_updates(self, *args: Any, **kwargs: Any) -> tuple[Update, ...]:
        """The news; none where Telegram cannot be reached, or says what makes no sense."""
        try:
            updates = await super().get_updates(*args, **kwargs)
        except (NetworkError, RetryAfter) as error:
            if isinstance(error, BadRequest):
                raise
            self._outage.met(error)
        except TelegramError:
            raise
        except Exception as error:  # no list of updates
            _log.error("What Telegram brought cannot be read (%s).", type(error).__name__)
        else:
            if self._failures:
                self._failures = 0
                self._outage.over()
            return updates
        if kwargs.get("timeout"):  # the last call, at the end, has none
            await asyncio.sleep(PAUSES[min(self._failures, len(PAUSES) - 1)])
        self._failures += 1
        return ()
