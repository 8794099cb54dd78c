"""When something fails: one sentence to the person, one line in the log, never the token."""

import logging
import re
import secrets
import traceback
from pathlib import Path

from telegram import CallbackQuery, Update
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.telegram.context import Context, words_for

_log = logging.getLogger(__name__)
_OURS = Path(__file__).parents[1]
_TALKATIVE = ("asyncio", "httpx", "httpcore", "sqlalchemy", "telegram", "tornado")
_QUOTING = ("telegram", "tornado", "asyncio")  # put what they were given into their sentences


async def on_error(update: object, context: Context) -> None:
    """The application's error handler."""
    error = context.error
    if error is None or isinstance(error, Forbidden):  # the person left: nobody to tell
        return
    incident = secrets.token_hex(4)
    _log.error("incident %s: %s", incident, summary(error))
    if not isinstance(update, Update):
        return
    if isinstance(error, NetworkError | RetryAfter) and not isinstance(error, BadRequest):
        context.bot_data.inbox.postpone(update.update_id)  # taken up again once it is over
        return
    words = words_for(context, update.effective_user)
    try:
        query = update.callback_query
        if query is not None:
            await _toast(query, words.text("failed_short", incident=incident))
        elif update.effective_message is not None:
            sentence = words.text("failed", incident=incident)
            await update.effective_message.reply_text(sentence)
        elif update.inline_query is not None:
            await update.inline_query.answer([], cache_time=0)
    except TelegramError as second:
        _log.error("incident %s: not told either: %s", incident, summary(second))


async def _toast(query: CallbackQuery, text: str) -> None:
    await query.answer(text, show_alert=True)


def summary(error: BaseException) -> str:
    """Kind and place of an error, on one line; its message may hold a person's words.

    The place is the way through our own code: what a library raises it raises in one place.
    """
    way = [(Path(f.f_code.co_filename), line) for f, line in traceback.walk_tb(error.__traceback__)]
    ours = {file.name: line for file, line in way if file.is_relative_to(_OURS)}
    where = ", ".join(f"{name}:{line}" for name, line in (ours or {"?": 0}).items())
    return f"{type(error).__name__} at {where}"


class OneLine(logging.Filter):
    """Takes the token, tracebacks and what people wrote out of every record."""

    def __init__(self, token: str) -> None:
        super().__init__()
        self._token = re.compile(re.escape(token), re.IGNORECASE)  # errors have capitals of theirs

    def filter(self, record: logging.LogRecord) -> bool:
        quotes = record.name.partition(".")[0] in _QUOTING
        message = str(record.msg).partition("\n")[0] if quotes else record.getMessage()
        if record.exc_info and record.exc_info[1] is not None:
            message = f"{message}: {summary(record.exc_info[1])}"
        record.msg = self._token.sub("<token>", message).replace("\n", " ")
        record.args, record.exc_info, record.exc_text, record.stack_info = None, None, None, None
        return True


def quiet_logs(token: str) -> None:
    """Keep libraries silent unless something fails, and secrets out of what handlers write."""
    if not logging.getLogger().handlers:
        logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    for handler in logging.getLogger().handlers:
        handler.addFilter(OneLine(token))
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
