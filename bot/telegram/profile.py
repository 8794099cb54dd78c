"""The bot's face on Telegram: name, description, commands; written only where they differ."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from functools import partial

from telegram import (
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotDescription,
    BotName,
    BotShortDescription,
)
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.answering.presentation import presented
from bot.phrases import FALLBACK, languages, wording
from bot.telegram.answerer import Answerer

ASKED_FOR = (
    *("aide", "sources", "dates", "structures", "dossier", "suivre", "stop", "langue"),
    *("confidentialite", "oublier"),
)
COMMANDS = ("start", *ASKED_FOR)
IN_GROUPS = ("aide", "sources", "dates", "structures")
PATIENCE = 60.0  # seconds for one part of the profile
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Part:
    """One thing Telegram shows of the bot, in one language."""

    name: str
    wanted: object
    read: Callable[[], Awaitable[object]]
    write: Callable[[], Awaitable[object]]


async def publish(bot: ExtBot[int], answerer: Answerer) -> None:
    """Bring the profile up to date; a refusal is logged, and the bot works on without.

    Names come last: Telegram lets them change a few times a day only, and may ask for hours.
    """
    parts = [part for language in languages() for part in _parts(bot, answerer, language)]
    parts += [_name(bot, answerer, language) for language in languages()]
    for part in parts:
        try:
            async with asyncio.timeout(PATIENCE):
                if await _known(part) != part.wanted:
                    await part.write()
        except TimeoutError:
            _log.warning("%s was not published: Telegram asks to wait.", part.name)
        except TelegramError as error:
            _log.warning("%s was not published: %s", part.name, error.message)


async def _known(part: _Part) -> object:
    """What Telegram shows now, None when it does not say."""
    try:
        return await part.read()
    except TelegramError:
        return None


def _parts(bot: ExtBot[int], answerer: Answerer, language: str) -> Iterator[_Part]:
    words = wording(language)
    code = _code(language)
    scopes = (
        (BotCommandScopeAllPrivateChats(), COMMANDS),
        (BotCommandScopeAllGroupChats(), IN_GROUPS),
    )
    for scope, names in scopes:
        commands = tuple(BotCommand(name, words.text(f"command_{name}")) for name in names)
        read = partial(bot.get_my_commands, scope, code)
        yield _Part(
            f"commands ({language})",
            commands,
            read,
            partial(bot.set_my_commands, commands, scope, code),
        )
    face = presented(answerer.profile, answerer.documents, words)
    about, long = face.about, face.description
    yield _Part(
        f"short description ({language})",
        BotShortDescription(about),
        partial(bot.get_my_short_description, code),
        partial(bot.set_my_short_description, about, code),
    )
    yield _Part(
        f"description ({language})",
        BotDescription(long),
        partial(bot.get_my_description, code),
        partial(bot.set_my_description, long, code),
    )


def _name(bot: ExtBot[int], answerer: Answerer, language: str) -> _Part:
    words, code = wording(language), _code(language)
    name = presented(answerer.profile, answerer.documents, words).name
    read, write = partial(bot.get_my_name, code), partial(bot.set_my_name, name, code)
    return _Part(f"name ({language})", BotName(name), read, write)


def _code(language: str) -> str | None:
    """No code for what everyone sees whose language the bot does not speak."""
    return None if language == FALLBACK else language
