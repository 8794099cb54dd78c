"""Who gets through: moderators, in private. Everyone else hears of an unknown command."""

from telegram import CallbackQuery, Message, Update, User
from telegram.constants import ChatType
from telegram.ext import filters

from bot.store.counts import Kind
from bot.telegram.commands import unknown
from bot.telegram.context import Context, words_for
from bot.telegram.moderation.desk import Desk
from bot.telegram.taps import let_go

_COMMAND, _TAP = "command", "tap"  # the names that attempts are counted under


class FromModerator(filters.MessageFilter):
    """What a moderator wrote to the bot alone; a name, a group or a forward makes nobody one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk

    def filter(self, message: Message) -> bool:
        return _admitted(self._desk, message.from_user, message)


def _admitted(desk: Desk, person: User | None, message: Message) -> bool:
    return person is not None and message.chat.type == ChatType.PRIVATE and desk.admits(person.id)


def tapped_by_moderator(query: CallbackQuery, context: Context) -> Message | None:
    """The message that a moderator tapped under, None where someone else did."""
    message = query.message
    if not isinstance(message, Message):
        return None
    return message if _admitted(context.bot_data.desk, query.from_user, message) else None


async def refuse_command(update: Update, context: Context) -> None:
    """A moderators' command, given by someone else."""
    context.bot_data.memory.counts.add(Kind.STRANGER, _COMMAND)
    await unknown(update, context)


async def refuse_tap(query: CallbackQuery, context: Context) -> None:
    """A moderators' button, tapped or forged by someone else."""
    context.bot_data.memory.counts.add(Kind.STRANGER, _TAP)
    words = words_for(context, query.from_user)
    await let_go(query, words.text("unknown_command"), alert=True)
