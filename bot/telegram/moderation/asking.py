"""Asking a moderator for a few words, to be given as a reply to that message."""

from enum import StrEnum

from telegram import ForceReply, Message, User

from bot.phrases import moderators_wording
from bot.store.prompts import Prompt
from bot.telegram.context import Context


class Asked(StrEnum):
    """What a moderator is asked for."""

    TITLE = "title"
    AUTHOR = "author"
    ROLE = "role"
    DATE = "date"
    WHY = "why"  # a source is to be withdrawn


async def ask(kind: Asked, about: str, card: Message, person: User, context: Context) -> None:
    """Ask, below the message `card`, which will show what comes of the answer."""
    words = moderators_wording()
    sent = await card.reply_text(
        words.text(f"ask_{kind.value}"), reply_markup=ForceReply(), do_quote=False
    )
    prompt = Prompt(person.id, sent.message_id, kind.value, about, card.message_id)
    await context.bot_data.blocking(context.bot_data.memory.prompts.put, prompt)
