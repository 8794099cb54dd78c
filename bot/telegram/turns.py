"""Whose turn it is: one update at a time in each chat, and in a chat one person after another.

Who sends a hundred messages waits for a hundred answers, and nobody else waits for more than one
of them. Updates stand in the inbox before they stand here; the first thousand that wait are held
in memory too, of the rest only the numbers. While the inbox cannot be written, all are held.
"""

import asyncio
import json
import logging
import time
from collections import OrderedDict, deque
from collections.abc import Awaitable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from telegram import Bot, Update, User
from telegram.constants import ChatType
from telegram.ext import BaseUpdateProcessor

from bot.telegram.inbox import Inbox, origin_of

AT_ONCE = 128  # updates in hand: as many as the flood limits let out in some four seconds
HELD = 1_000  # waiting updates kept in memory
MOST_HELD = 2_000  # while the inbox cannot be written; Telegram keeps the rest then
MOST = 10_000  # that wait; Telegram keeps the rest until there is room
SHARE = 500  # that wait of one person; more are let go, and the person is told
AGAIN = 600.0  # seconds before what the network interrupted once more is taken up once more
AWAY = 1.0  # seconds before an update is looked for again that could not be read
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Waiting:
    """An update that waits; only its number where it is to be read from the inbox again."""

    number: int
    update: Update | None
    since: float  # monotonic seconds


@dataclass(slots=True)
class Person:
    """Someone's updates of one chat, and what they were told while these wait."""

    chat: int | None  # where to tell them: None for a group
    user: User | None
    line: deque[_Waiting] = field(default_factory=deque)
    too_many: bool = False  # some were let go
    told: set[str] = field(default_factory=set)  # the phrases

    @property
    def waits(self) -> float:
        """Seconds since the oldest update that waits came."""
        return time.monotonic() - self.line[0].since


@dataclass(slots=True)
class _Chat:
    """The people of a chat whose updates wait, the next one first."""

    key: int | None
    people: "OrderedDict[int | None, Person]" = field(default_factory=OrderedDict)
    busy: bool = False  # in the queue, or in hand


class Turns(asyncio.Queue[object]):
    """The application's queue. What stands in it are chats whose turn has come, once each."""

    def __init__(self, inbox: Inbox) -> None:
        super().__init__()
        self.stopping = asyncio.Event()
        self.bot: Bot | None = None  # the one that updates read from the inbox are for
        self._inbox = inbox
        self._chats: dict[int | None, _Chat] = {}
        self._hands = asyncio.Semaphore(AT_ONCE)
        self._waiting = 0
        self._held = 0
        self._left: list[int] = []  # interrupted by the network
        self._taken_up: dict[int, float] = {}  # when, of the last `AGAIN` seconds; monotonic
        self._room = asyncio.Event()
        self._room.set()

    @property
    def people(self) -> list[Person]:
        """Those whose updates wait."""
        return [person for chat in self._chats.values() for person in chat.people.values()]

    async def put(self, item: object) -> None:
        """Write an update down, once, and line it up; waits while too many do.

        Anything else is the application's way to end: what waits then stays in the inbox.
        """
        if not isinstance(item, Update):
            self.stopping.set()
            await super().put(item)
            return
        told = _told(item)
        if told is None:
            _log.error("An update without its numbers or time is let go.")
            return
        while not self._room.is_set():  # another that waited may have filled it again
            await self._room.wait()
        # An inline query left by a crash could be answered no longer: nothing of it is written.
        if item.inline_query is not None or self._inbox.receive(item.update_id, *told):
            self._line_up(item)

    def put_waiting(self) -> int:
        """Line up what an earlier process left; returns how many updates that was."""
        numbers = self._inbox.waiting()
        self._line_up_all(numbers)
        return len(numbers)

    def put_left(self) -> None:
        """Line up again what the network interrupted, each at most once in `AGAIN` seconds.

        What could not be written when it came cannot be read again: it is not taken up.
        """
        if not self._inbox.usable:
            return
        now = time.monotonic()
        self._taken_up = {each: at for each, at in self._taken_up.items() if at > now - AGAIN}
        left = self._left + self._inbox.take_left()
        ready = [each for each in left if each not in self._taken_up]
        self._left = [each for each in left if each in self._taken_up]
        self._taken_up.update(dict.fromkeys(ready, now))
        self._line_up_all(ready)

    def _line_up_all(self, numbers: list[int]) -> None:
        for update in map(self._read, numbers):
            if update is not None:
                self._line_up(update)

    async def get(self) -> object:
        """The next update of the chat whose turn it is, once there is a hand free for it."""
        while True:
            await self._hands.acquire()
            chat = await super().get()
            if not isinstance(chat, _Chat):
                return chat
            update = self._next(chat)
            if update is not None:
                self._inbox.begin(update.update_id)
                return update
            if self._inbox.usable:  # it is handled, or makes no sense
                self._pass_on(chat)
            else:
                self._hands.release()
                asyncio.get_running_loop().call_later(AWAY, self._line_up_again, chat)
            self.task_done()

    def finished(self, update: Update) -> None:
        """The update was handled, or is left for the next start: its chat may go on."""
        self._pass_on(self._chats[chat_key(update)])

    def _line_up(self, update: Update) -> None:
        key, user, where = chat_key(update), update.effective_user, update.effective_chat
        chat = self._chats.setdefault(key, _Chat(key))
        private = where.id if where is not None and where.type == ChatType.PRIVATE else None
        person = chat.people.setdefault(user.id if user else None, Person(private, user))
        if len(person.line) >= SHARE:
            person.too_many = True
            self._inbox.done(update.update_id)
            return
        written = self._inbox.usable and update.inline_query is None
        held = None if written and self._held >= HELD else update
        person.line.append(_Waiting(update.update_id, held, time.monotonic()))
        self._held += held is not None
        self._waiting += 1
        if self._waiting >= MOST or self._held >= MOST_HELD:
            self._room.clear()
        if not chat.busy:
            chat.busy = True
            self.put_nowait(chat)

    def _next(self, chat: _Chat) -> Update | None:
        """Take the first update of the chat's next person, who then goes to the end.

        None where it cannot be read now: it stays where it is while the inbox is away.
        """
        key, person = next(iter(chat.people.items()))
        first = person.line[0]
        update = first.update or self._read(first.number)
        if update is None and not self._inbox.usable:
            return None
        person.line.popleft()
        del chat.people[key]
        if person.line:
            chat.people[key] = person
        self._held -= first.update is not None
        self._waiting -= 1
        if self._waiting < MOST and self._held < MOST_HELD:
            self._room.set()
        return update

    def _pass_on(self, chat: _Chat) -> None:
        """A hand is free; the chat waits for its next turn where it has more to ask."""
        self._hands.release()
        self._line_up_again(chat)

    def _line_up_again(self, chat: _Chat) -> None:
        if chat.people and not self.stopping.is_set():
            self.put_nowait(chat)
        else:
            del self._chats[chat.key]

    def _read(self, number: int) -> Update | None:
        body = self._inbox.body(number)
        try:
            return None if body is None else Update.de_json(json.loads(body), self.bot)
        except Exception as error:  # one that can never be read must not stop the others
            _log.error("An update left on the disk makes no sense (%s).", type(error).__name__)
            self._inbox.done(number)
            return None


def chat_key(update: Update) -> int | None:
    """What updates are ordered by: the chat, or the person where there is none."""
    if update.effective_chat is not None:
        return update.effective_chat.id
    return update.effective_user.id if update.effective_user is not None else None


def _told(update: Update) -> tuple[str, str] | None:
    """The update as JSON, and what it is about; None where it lacks what every update has."""
    try:
        return (update.to_json(), origin_of(update)) if _numbered(update) else None
    except (AttributeError, TypeError):  # the library takes anything in the place of anything
        return None


def _numbered(update: Update) -> bool:
    """Whether its ids are numbers that a database takes: the library takes whatever is there."""
    ids: list[object] = [update.update_id]
    ids += [each.id for each in (update.effective_chat, update.effective_user) if each is not None]
    ids += [each.message_id for each in (update.effective_message,) if each is not None]
    return all(type(each) is int and abs(each) < 1 << 63 for each in ids)


class InOrder(BaseUpdateProcessor):
    """Handles what the queue gives out, and strikes it off the inbox.

    What is given out once the bot stops stays in the inbox for the next start.
    """

    __slots__ = ("_inbox", "_turns")

    def __init__(self, turns: Turns, inbox: Inbox) -> None:
        super().__init__(AT_ONCE)
        self._turns = turns
        self._inbox = inbox

    async def initialize(self) -> None:
        """Nothing to allocate."""

    async def shutdown(self) -> None:
        """Nothing to free."""

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        if not isinstance(update, Update):  # nothing of the kind is ever queued
            await coroutine
            return
        try:
            if self._turns.stopping.is_set():
                self._inbox.postpone(update.update_id)
                if isinstance(coroutine, Coroutine):
                    coroutine.close()
            else:
                await coroutine
            self._inbox.done(update.update_id)
        finally:
            self._turns.finished(update)
