"""Work that the first questions would otherwise wait for, done while the bot starts."""

import datetime as dt
from threading import Thread

from bot.answering.assistant import Assistant
from bot.privacy import dictionary


def begin(assistant: Assistant) -> None:
    """Answer once and read the dictionaries, on a thread that no end waits for."""
    Thread(target=_warm, args=(assistant,), name="warming", daemon=True).start()


def _warm(assistant: Assistant) -> None:
    for document in assistant.documents[:1]:
        assistant.answer(document.source.title, session=None, today=dt.date.today())
    dictionary.read_all()
