"""Letting go of a button that was tapped."""

import logging

from telegram import CallbackQuery
from telegram.constants import CallbackQueryLimit
from telegram.error import BadRequest

from bot.telegram.formatted import clip

LIMIT = int(CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH)  # 200
_log = logging.getLogger(__name__)


async def let_go(query: CallbackQuery, said: str | None = None, *, alert: bool = False) -> None:
    """Answer a tap, with a sentence or none; `alert` keeps it until it is read."""
    try:
        await query.answer(clip(said, LIMIT) if said else None, show_alert=alert)
    except BadRequest as error:  # too late: what was asked for is there all the same
        _log.info("A tap could not be answered: %s", error.message)
