"""Which handler takes what moderators do; the rest of the bot never sees it."""

import re
from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Update
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot.phrases import moderators_wording
from bot.telegram.context import Context, replace, send
from bot.telegram.formatted import plain
from bot.telegram.moderation import (
    drafting,
    freshness,
    going_back,
    keyboards,
    lists,
    naming,
    receiving,
    removing,
    replies,
    report,
)
from bot.telegram.moderation.desk import Desk
from bot.telegram.moderation.gate import (
    FromModerator,
    refuse_command,
    refuse_tap,
    tapped_by_moderator,
)
from bot.telegram.moderation.keyboards import PREFIX, Tap
from bot.telegram.moderation.tapped import Act, Tapped
from bot.telegram.screens import Screen
from bot.telegram.taps import let_go
from corpus.errors import SecpaError

_DATA = re.compile(rf"{PREFIX}(?P<action>[A-Za-z])(?P<rest>[A-Za-z0-9_-]*)")
Handler = Callable[[Update, Context], Coroutine[None, None, None]]

COMMANDS: dict[str, Handler] = {
    "brouillons": lists.drafts,
    "retirer": removing.withdraw_which,
    "revenir": going_back.back_where,
    "purger": removing.purge_which,
    "journal": lists.journal,
    "fraicheur": freshness.show,
    "bilan": report.show,
    "surveiller": lists.watch,
    "moderateur": naming.name,
}
_TAPS: dict[Tap, Act] = {
    **drafting.ACTS,
    **removing.ACTS,
    **going_back.ACTS,
    **lists.ACTS,
    **naming.ACTS,
    **freshness.ACTS,
}


def add_handlers(app: Application[Any, Context, Any, Any, Any, Any], desk: Desk) -> None:
    """Before every other handler, for these are the narrower ones."""
    new, private = filters.UpdateType.MESSAGE, filters.ChatType.PRIVATE
    moderator = FromModerator(desk)
    theirs = new & moderator
    own = theirs & ~filters.FORWARDED  # what they pass on is someone else's: a text, not an order
    for name, handler in COMMANDS.items():
        app.add_handler(CommandHandler(name, _worded(handler), filters=own))
    others = new & private & ~moderator
    app.add_handler(CommandHandler(tuple(COMMANDS), refuse_command, filters=others))
    app.add_handler(CallbackQueryHandler(on_tap, pattern=f"^{PREFIX}"))
    for what, handler in (
        (filters.Document.ALL, receiving.on_document),
        (filters.PHOTO, receiving.on_photo),
        (filters.FORWARDED & filters.TEXT, receiving.on_forward),
        (filters.REPLY & filters.TEXT & ~filters.COMMAND, replies.on_reply),
    ):
        app.add_handler(MessageHandler(theirs & what, _worded(handler)))


def _worded(handler: Handler) -> Handler:
    """The handler, its errors told: they are written for whoever moderates."""

    async def told(update: Update, context: Context) -> None:
        try:
            await handler(update, context)
        except SecpaError as error:
            if update.effective_message is not None:
                await send(update.effective_message, Screen(plain(str(error))))

    return told


async def on_tap(update: Update, context: Context) -> None:
    """A moderators' button; what comes of it stands in the message that it hangs under."""
    query = update.callback_query
    if query is None:
        return
    message = tapped_by_moderator(query, context)
    if message is None:
        await refuse_tap(query, context)
        return
    read = _DATA.fullmatch(query.data or "")
    if read is None or read["action"] not in set(Tap):
        await let_go(query, moderators_wording().text("stale_button"), alert=True)
        return
    await let_go(query)
    try:
        tapped = Tapped(query.from_user, message, read["rest"], context)
        await _TAPS[Tap(read["action"])](tapped)
    except SecpaError as error:
        drafts = keyboards.button(moderators_wording().text("button_drafts"), Tap.DRAFTS)
        await replace(message, Screen(plain(str(error)), keyboards.keyboard([drafts])))
