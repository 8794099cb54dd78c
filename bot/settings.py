"""Settings, from the environment or a `.env` file in the working directory, all named `SECPA_…`.

Each field's description says, in French, what its value must be: it is the end of the sentence
that a person reads when the value is wrong. The value itself is never shown.
"""

import re
from pathlib import Path
from typing import Annotated, Any, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from corpus.errors import SecpaError

PREFIX = "SECPA_"
TOKEN_SHAPE = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
# What Telegram accepts as a webhook's secret: Bot API, setWebhook, secret_token.
SECRET_SHAPE = re.compile(r"[A-Za-z0-9_-]{1,256}")


class SettingsError(SecpaError):
    """A setting has a value that cannot be used, or `.env` cannot be read."""


class Settings(BaseSettings):
    """What a deployment chooses; load it with `load_settings`, which words what is wrong."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    telegram_token: SecretStr | None = Field(
        None, description="le jeton donné par @BotFather, de la forme 123456:ABC-def"
    )
    telegram_api_url: str | None = Field(
        None, description="l'adresse d'un serveur Bot API, par exemple http://127.0.0.1:9000"
    )
    moderators: Annotated[tuple[int, ...], NoDecode] = Field(
        (), description="des identifiants Telegram séparés par des virgules, par exemple 123,456"
    )
    moderators_chat: int | None = Field(
        None,
        description="l'identifiant d'une conversation Telegram, un nombre, par exemple -1001234567",
    )
    encoder: str = Field(
        "bundled",
        min_length=1,
        description="« bundled », ou le nom ou le chemin d'un modèle sentence-transformers",
    )
    data_dir: Path = Field(Path("var"), description="un dossier où écrire")
    corpus_dir: Path = Field(Path("corpus"), description="le dossier du corpus")
    webhook_url: str | None = Field(
        None, description="l'adresse https où Telegram envoie les messages"
    )
    webhook_secret: SecretStr | None = Field(
        None, description="1 à 256 lettres, chiffres, « _ » ou « - », dès qu'un webhook est choisi"
    )
    listen: str = Field(
        "127.0.0.1:8443", description="l'adresse et le port à écouter, par exemple 127.0.0.1:8443"
    )
    health_listen: str | None = Field(
        None, description="l'adresse et le port de /healthz et /readyz, par exemple 127.0.0.1:8080"
    )
    controller: str | None = Field(
        None, description="la personne ou l'association qui fait tourner le bot"
    )
    keep_questions_days: int = Field(
        0, ge=0, le=365, description="un nombre de jours, de 0 à 365 ; 0 ne garde aucune question"
    )

    @field_validator("telegram_token")
    @classmethod
    def _token(cls, value: SecretStr | None) -> SecretStr | None:
        return _shaped(value, TOKEN_SHAPE)

    @field_validator("webhook_secret")
    @classmethod
    def _secret(cls, value: SecretStr | None) -> SecretStr | None:
        return _shaped(value, SECRET_SHAPE)

    @field_validator("telegram_api_url", "webhook_url")
    @classmethod
    def _url(cls, value: str | None) -> str | None:
        if value is None:
            return None
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ValueError
        return value.rstrip("/")

    @field_validator("moderators", mode="before")
    @classmethod
    def _identifiers(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        return tuple(int(part) for part in value.split(",") if part.strip())

    @field_validator("listen", "health_listen")
    @classmethod
    def _address(cls, value: str | None) -> str | None:
        if value is None:
            return None
        host, _, port = value.rpartition(":")
        if not host or not port.isdecimal() or not 0 <= int(port) <= 65535:
            raise ValueError
        return value

    @model_validator(mode="after")
    def _webhook_is_guarded(self) -> Self:
        """A webhook without a secret would take messages from anyone who finds its address."""
        if self.webhook_url and self.webhook_secret is None:
            raise ValueError("webhook_secret")
        return self

    @property
    def listen_address(self) -> tuple[str, int]:
        """The host and the port to listen on, IPv6 brackets removed."""
        return _host_and_port(self.listen)

    @property
    def health_address(self) -> tuple[str, int] | None:
        """The host and the port of the health checks; None where they are off."""
        return _host_and_port(self.health_listen) if self.health_listen else None


def _host_and_port(address: str) -> tuple[str, int]:
    host, _, port = address.rpartition(":")
    return host.strip("[]"), int(port)


def load_settings(*, corpus_dir: Path | None = None, data_dir: Path | None = None) -> Settings:
    """Read the settings; a directory given here (by the command line) wins over all others.

    Raises SettingsError, one sentence that names each wrong variable and what it must be.
    """
    directories = {"corpus_dir": corpus_dir, "data_dir": data_dir}
    given: dict[str, Any] = {name: path for name, path in directories.items() if path is not None}
    try:
        return Settings(**given)
    except ValidationError as error:
        raise SettingsError(_sentence(error)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            "Le fichier .env ne peut pas être lu : vérifiez ses droits et qu'il est bien en UTF-8."
        ) from error


def variable(field: str) -> str:
    """The environment variable of a field: `data_dir` is `SECPA_DATA_DIR`."""
    return PREFIX + field.upper()


def _sentence(error: ValidationError) -> str:
    # An error of the whole model has no location: its message is then the field it is about.
    fields = [str(e["loc"][0]) if e["loc"] else str(e["ctx"]["error"]) for e in error.errors()]
    expected = [
        f"{variable(field)} ({Settings.model_fields[field].description})"
        for field in dict.fromkeys(fields)
    ]
    plural = len(expected) > 1
    return (
        f"{'Ces réglages ne vont' if plural else 'Ce réglage ne va'} pas : {', '.join(expected)} ;"
        f" {'corrigez-les' if plural else 'corrigez-le'} dans l'environnement ou dans .env."
    )


def _shaped(value: SecretStr | None, shape: re.Pattern[str]) -> SecretStr | None:
    if value is not None and not shape.fullmatch(value.get_secret_value()):
        raise ValueError
    return value
