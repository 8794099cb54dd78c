"""A moderator's reply to what they were asked."""

import contextlib

from telegram import Update
from telegram.constants import ReactionEmoji
from telegram.error import TelegramError

from bot.library.days import read_day
from bot.library.drafts import Stated
from bot.phrases import moderators_wording
from bot.telegram import person
from bot.telegram.context import Context, replace, send
from bot.telegram.formatted import plain
from bot.telegram.moderation.asking import Asked
from bot.telegram.moderation.cards import draft_card
from bot.telegram.moderation.removing import withdraw
from bot.telegram.moderation.work import in_turn, own_message
from bot.telegram.screens import Screen

LIMIT = 300  # characters of an answer
_NOTED = ReactionEmoji.OK_HAND_SIGN


async def on_reply(update: Update, context: Context) -> None:
    """A moderator's reply: the answer to what they were asked, or else a reply like any."""
    message, moderator = update.effective_message, update.effective_user
    if message is None or message.reply_to_message is None or moderator is None:
        return
    services = context.bot_data
    prompts = services.memory.prompts
    number = message.reply_to_message.message_id
    prompt = await services.blocking(prompts.answered_by, moderator.id, number)
    if prompt is None:
        await person.on_reply(update, context)
        return
    words = moderators_wording()
    said = " ".join((message.text or "").split())[:LIMIT]
    if prompt.kind == Asked.WHY:
        await services.blocking(prompts.drop, moderator.id)
        await withdraw(prompt.about, said, own_message(message, prompt.card), moderator, services)
        return
    stated = _stated(Asked(prompt.kind), said)
    if stated is None:
        await send(message, Screen(plain(words.text("no_date"))))
        return
    await services.blocking(prompts.drop, moderator.id)
    library = services.desk.library

    def corrected() -> Screen:
        library.amend(prompt.about, stated)
        return draft_card(library.review(prompt.about), words)

    await replace(own_message(message, prompt.card), await in_turn(services, corrected))
    with contextlib.suppress(TelegramError):  # the card above says it too
        await message.set_reaction(_NOTED)


def _stated(kind: Asked, said: str) -> Stated | None:
    """What a person says of a draft; None where it should be a date and is none."""
    match kind:
        case Asked.TITLE:
            return Stated(title=said)
        case Asked.AUTHOR:
            return Stated(author=said)
        case Asked.ROLE:
            return Stated(role=said)
    day = read_day(said)
    return Stated(date=day) if day else None
