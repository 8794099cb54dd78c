"""The commands that Telegram offers in a moderator's own chat, and nowhere else."""

import logging

from telegram import BotCommand, BotCommandScopeChat
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.phrases import moderators_wording
from bot.telegram import profile

COMMANDS = (
    *("brouillons", "retirer", "revenir", "purger", "journal", "fraicheur", "bilan"),
    *("surveiller", "moderateur"),
)
_log = logging.getLogger(__name__)


async def publish_menu(bot: ExtBot[int], person: int) -> None:
    """Offer a moderator everyone's commands and theirs; who never wrote to the bot has none."""
    words = moderators_wording()
    names = (*COMMANDS, *profile.COMMANDS)
    commands = [BotCommand(name, words.text(f"command_{name}")) for name in names]
    try:
        await bot.set_my_commands(commands, BotCommandScopeChat(person))
    except TelegramError as error:
        _log.info("A moderator's commands were not published: %s", error.message)


async def remove_menu(bot: ExtBot[int], person: int) -> None:
    """Offer a person everyone's commands again."""
    try:
        await bot.delete_my_commands(BotCommandScopeChat(person))
    except TelegramError as error:
        _log.info("A moderator's commands were not removed: %s", error.message)
