"""The bot's face on Telegram: name, description, commands; written only where they differ."""

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

COMMANDS = (
    *("start", "aide", "sources", "dates", "structures", "dossier", "suivre", "stop", "langue"),
    *("confidentialite", "oublier"),
)
IN_GROUPS = ("aide", "sources", "dates", "structures")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Part:
    """One thing Telegram shows of the bot, in one language."""

    name: str
    wanted: object
    read: Callable[[], Awaitable[object]]
    write: Callable[[], Awaitable[object]]


async def publish(bot: ExtBot[int], answerer: Answerer) -> None:
    """Bring the profile up to date; a refusal is logged, and the bot works on without."""
    for language in languages():
        for part in _parts(bot, answerer, language):
            try:
                if await _known(part) != part.wanted:
                    await part.write()
            except TelegramError as error:
                _log.warning("%s (%s) was not published: %s", part.name, language, error.message)


async def _known(part: _Part) -> object:
    """What Telegram shows now, None when it does not say."""
    try:
        return await part.read()
    except TelegramError:
        return None


def _parts(bot: ExtBot[int], answerer: Answerer, language: str) -> Iterator[_Part]:
    words = wording(language)
    code = None if language == FALLBACK else language  # no code: what everyone else sees
    scopes = (
        (BotCommandScopeAllPrivateChats(), COMMANDS),
        (BotCommandScopeAllGroupChats(), IN_GROUPS),
    )
    for scope, names in scopes:
        commands = tuple(BotCommand(name, words.text(f"command_{name}")) for name in names)
        read = partial(bot.get_my_commands, scope, code)
        yield _Part("commands", commands, read, partial(bot.set_my_commands, commands, scope, code))
    face = presented(answerer.profile, answerer.documents, words)
    name, about, long = face.name, face.about, face.description
    yield _Part(
        "name", BotName(name), partial(bot.get_my_name, code), partial(bot.set_my_name, name, code)
    )
    yield _Part(
        "short description",
        BotShortDescription(about),
        partial(bot.get_my_short_description, code),
        partial(bot.set_my_short_description, about, code),
    )
    yield _Part(
        "description",
        BotDescription(long),
        partial(bot.get_my_description, code),
        partial(bot.set_my_description, long, code),
    )
