"""Work that takes a while: apart from the event loop, one piece at a time, its steps shown."""

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from telegram import Message, User
from telegram.error import TelegramError

from bot.phrases import Wording
from bot.telegram.context import Services, replace
from bot.telegram.formatted import clip, plain
from bot.telegram.screens import Screen
from index.progress import Progress, Step

T = TypeVar("T")

EVERY = 1.5  # seconds between two edits of one message
_NAME_LIMIT = 60  # characters


@dataclass(slots=True)
class _Line:
    """The step that work has reached, set from the thread that works."""

    words: Wording
    said: str = ""

    def __call__(self, step: Step, done: int, total: int, /) -> None:
        self.said = self.words.text(f"step_{step.value}", done=done, total=total)


async def worked(
    services: Services, shown: Message, heading: str, words: Wording, work: Callable[[Progress], T]
) -> T:
    """What `work` returns; meanwhile its steps stand in `shown`, one of the bot's own messages."""
    line = _Line(words)
    task = asyncio.ensure_future(in_turn(services, lambda: work(line)))
    told = shown.text
    while True:
        said = "\n".join(filter(None, (heading, line.said)))
        if said != told:
            told = said
            with contextlib.suppress(TelegramError):  # the work matters more
                await replace(shown, Screen(plain(said)))
        done, _ = await asyncio.wait({task}, timeout=EVERY)
        if done:
            return task.result()


async def in_turn(services: Services, work: Callable[[], T]) -> T:
    """What `work` returns; one piece of work at a time, so that answers keep a thread."""
    async with services.desk.turn:
        return await services.blocking(work)


def who(person: User) -> str:
    """A moderator as the journal names them."""
    name = clip(" ".join(person.full_name.split()), _NAME_LIMIT)
    return f"{name} ({person.id})"


def own_message(beside: Message, number: int) -> Message:
    """The bot's message `number` in the chat of another one, to be changed."""
    message = Message(message_id=number, date=beside.date, chat=beside.chat)
    message.set_bot(beside.get_bot())
    return message
