"""What handlers work with, typed: the answerer, the inbox, and how to reply."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import ParamSpec, TypeVar

from telegram import Chat, InlineKeyboardMarkup, Message, Update, User
from telegram.constants import ChatType
from telegram.error import BadRequest
from telegram.ext import Application, CallbackContext, ExtBot

from bot.answering.answer import Answer, Status
from bot.phrases import Wording, wording
from bot.privacy.screening import Screening
from bot.telegram.answerer import Answerer
from bot.telegram.inbox import Inbox
from bot.telegram.memory import Memory
from bot.telegram.moderation.desk import Desk
from bot.telegram.offers import Offers
from bot.telegram.outage import Outage
from bot.telegram.screens import Screen

P = ParamSpec("P")
T = TypeVar("T")

WORKERS = 2
_NOT_MODIFIED = "message is not modified"


class Seen:
    """The last few of something, to tell a first time from the next."""

    def __init__(self, kept: int = 256) -> None:
        self._last: deque[str] = deque(maxlen=kept)

    def add(self, name: str) -> bool:
        """True the first time."""
        if name in self._last:
            return False
        self._last.append(name)
        return True


@dataclass(frozen=True, slots=True)
class Given:
    """What a question is met with."""

    answer: Answer
    names_patient: bool  # the answer is not shown then, but a reminder


@dataclass(slots=True)
class Services:
    """One per running bot. Blocking calls go through its few threads, never the event loop."""

    answerer: Answerer
    inbox: Inbox
    memory: Memory
    screening: Screening
    desk: Desk
    controller: str | None = None
    albums: Seen = field(default_factory=Seen)
    offers: Offers = field(default_factory=Offers)
    file_ids: dict[str, str] = field(default_factory=dict)  # by sha256 of the file
    outage: Outage = field(
        default_factory=lambda: Outage(
            "Telegram cannot be reached", "what is to be sent waits", "Telegram is reached again"
        )
    )
    _answering: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(WORKERS, thread_name_prefix="answer")
    )
    _other: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(WORKERS, thread_name_prefix="other")
    )

    async def blocking(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `function` in a worker that answers no question. At most `turns.AT_ONCE` wait."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._other, lambda: function(*args, **kwargs))

    async def answer(self, question: str, session: str | None, language: str | None) -> Given:
        """Answer in a worker of its own sort: no disk that is slow or locked holds it up."""
        loop = asyncio.get_running_loop()
        work = partial(self._answer, question, session, language)
        return await loop.run_in_executor(self._answering, work)

    def shutdown(self) -> None:
        """Wait for the workers to end."""
        self._answering.shutdown(wait=True)
        self._other.shutdown(wait=True)

    def _answer(self, question: str, session: str | None, language: str | None) -> Given:
        patient = self.screening.names_patient(question)
        answer = self.answerer.answer(
            question,
            session=None if patient else session,  # nothing of it is remembered
            today=date.today(),
            language=language,
        )
        return Given(answer, patient and answer.status is not Status.EMERGENCY)

    def offers_person(self, answer: Answer, chat: Chat) -> bool:
        """Whether a person may be asked instead: the sources do not say, and it is in private."""
        private, asked = chat.type == ChatType.PRIVATE, self.desk.chat is not None
        return private and asked and answer.status in (Status.NOT_FOUND, Status.OUT_OF_SCOPE)

    def language_of(self, user: User | None) -> str | None:
        """The language that a person chose by `/langue`, None where they left it to the bot."""
        return self.inbox.language_of(user.id) if user else None


class Nothing(dict[str, object]):
    """What is kept by chat or by person: nothing."""


class Context(CallbackContext[ExtBot[int], Nothing, Nothing, Services]):
    """What every handler is given, besides its update."""


App = Application[ExtBot[int], Context, Nothing, Nothing, Services, None]


def words_for(context: Context, user: User | None) -> Wording:
    """The wording for a person: in the language they chose, else in that of their app."""
    chosen = context.bot_data.language_of(user)
    return wording(chosen or (user.language_code if user else None))


def session_of(update: Update) -> str | None:
    """Where a follow-up question belongs: this person, in this chat and topic."""
    chat, user, message = update.effective_chat, update.effective_user, update.effective_message
    if chat is None or user is None:
        return None
    thread = message.message_thread_id if message is not None and message.is_topic_message else None
    return f"telegram:{chat.id}:{thread or 0}:{user.id}"


async def send(to: Message, screen: Screen) -> Message:
    """Answer `to` in its own chat and topic; quoting it in a group, where others speak between."""
    return await to.reply_text(
        screen.message.text,
        entities=screen.message.entities,
        reply_markup=screen.keyboard,
        do_quote=to.chat.type != "private",
        allow_sending_without_reply=True,
    )


async def replace(message: Message, screen: Screen) -> None:
    """Put `screen` in the place of one of the bot's own messages; fine if it is there already."""
    with _unless_there_already():
        await message.edit_text(
            screen.message.text, entities=screen.message.entities, reply_markup=screen.keyboard
        )


async def replace_keyboard(message: Message, keyboard: InlineKeyboardMarkup | None) -> None:
    """The same for the buttons alone."""
    with _unless_there_already():
        await message.edit_reply_markup(keyboard)


@contextmanager
def _unless_there_already() -> Iterator[None]:
    try:
        yield
    except BadRequest as error:
        if _NOT_MODIFIED not in error.message.lower():
            raise
