"""Letting go of a button that was tapped."""

import logging

from telegram import CallbackQuery
from telegram.error import BadRequest

_log = logging.getLogger(__name__)


async def let_go(query: CallbackQuery, said: str | None = None, *, alert: bool = False) -> None:
    """Answer a tap, with a sentence or none; `alert` keeps it until it is read."""
    try:
        await query.answer(said, show_alert=alert)
    except BadRequest as error:  # too late: what was asked for is there all the same
        _log.info("A tap could not be answered: %s", error.message)
