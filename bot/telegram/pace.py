"""Telegram's flood limits, kept before Telegram has to remind us of them.

python-telegram-bot's own limiter knows no limit for a single chat, lets twice its rate through
at first, and lets one chat's 429 stop every other. This one keeps, in any stretch of time,
https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this: 30 messages a
second over all, 20 a minute in a group, one a second in a chat. Once a third of a second's
messages are out the next are evenly spaced, for a full window would hold one up for most of a
second. Answers go before broadcasts.
"""

import asyncio
import datetime as dt
import logging
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from enum import IntEnum
from functools import partial
from typing import Any

from telegram.constants import FloodLimit
from telegram.error import BadRequest, ChatMigrated, NetworkError, RetryAfter
from telegram.ext import BaseRateLimiter

from bot.telegram.outage import Outage
from bot.telegram.window import StoppingError, Window

_log = logging.getLogger(__name__)

_PAUSE = 0.5  # seconds before the second attempt after a network error, doubled each time
_LONGEST_PAUSE = 5.0  # seconds
_MARGIN = 1.02  # Telegram's clock is not ours
_AT_ONCE = 10  # messages of a second before the next are spaced out
_UNDER_WAY = 2  # requests sent, and their replies not read yet
_SLOW = _UNDER_WAY / FloodLimit.MESSAGES_PER_SECOND  # seconds, so that no message ever waits long
_AFTERWARDS = 0.1  # seconds after what a 429 asks to wait
_NEW_MESSAGES = ("send", "forward", "copy")
_TYPING = "sendChatAction"

Reply = bool | dict[str, Any] | list[dict[str, Any]]


class Rank(IntEnum):
    """Who goes first where turns are short, and, by `PERSISTENCE`, how long each is tried."""

    NOTICE = 0  # so short and rare that it delays nobody; worth nothing later
    ANSWER = 1  # somebody waits for it
    BROADCAST = 2  # it stays written down until it was sent
    TYPING = 3  # left out where it would have to wait


# Seconds for which attempts go on while Telegram cannot be reached.
PERSISTENCE = {Rank.NOTICE: 0.0, Rank.ANSWER: 3600.0, Rank.BROADCAST: 5.0, Rank.TYPING: 0.0}


class _BarredError(RetryAfter):
    """Nothing was sent: Telegram asked this chat to wait, and that is not over."""


class Pace(BaseRateLimiter[int]):
    """Spaces messages out, and tries again after a 429 or a network error.

    A network error may come after Telegram did what was asked; the second attempt then says it
    twice, which is better than not at all. What a 429 forbids a chat holds for all that goes to
    it, whatever its rank. Once `stopping` is set no new attempt is begun.
    """

    def __init__(self, outage: Outage, stopping: asyncio.Event, second: float = 1.0) -> None:
        """`second` is how long a second of the limits lasts, for servers with limits of theirs."""
        self._second = second * _MARGIN
        self._stopping = stopping
        self._outage = outage
        most = int(FloodLimit.MESSAGES_PER_SECOND)
        self._overall = Window(most, self._second)
        self._evenly = Window(1, self._second / most)
        self._free = asyncio.Semaphore(_UNDER_WAY)
        self._groups: dict[int | str, Window] = {}
        self._chats: dict[int | str, Window] = {}
        self._barred: dict[int | str, float] = {}  # until when, on the event loop's clock

    async def initialize(self) -> None:
        """Nothing to allocate."""

    async def shutdown(self) -> None:
        """Nothing to free."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Reply]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Reply:
        """`rate_limit_args` is a `Rank`, None an answer's, which follows a group that moved."""
        rank = Rank.ANSWER if rate_limit_args is None else Rank(rate_limit_args)
        request = partial(callback, *args, **kwargs)
        try:
            return await self._in_turn(request, endpoint, data.get("chat_id"), rank)
        except ChatMigrated as error:
            if rank is not Rank.ANSWER:
                raise
            data["chat_id"] = error.new_chat_id  # `args` holds the same `data`
            return await self._in_turn(request, endpoint, error.new_chat_id, rank)

    async def _in_turn(
        self,
        request: Callable[[], Coroutine[Any, Any, Reply]],
        endpoint: str,
        chat: int | str | None,
        rank: Rank,
    ) -> Reply:
        if endpoint == _TYPING:
            rank = Rank.TYPING
            waits = (self._overall, self._evenly, self._chats.get(chat or 0))
            if self._bar(chat) or any(window is not None and window.full for window in waits):
                return True

        async def attempt() -> Reply:
            if chat is None:
                return await request()
            self._keep_out(chat)  # before it takes a turn, and after it waited for one
            if self._overall.taken >= _AT_ONCE:
                async with self._evenly.turn(rank):
                    pass  # it is the time between two that counts, not how long one takes
            async with self._overall.turn(rank), self._under_way():
                self._keep_out(chat)
                return await request()

        async with AsyncExitStack() as turns:
            if chat is not None and endpoint.startswith(_NEW_MESSAGES):
                one = Window(int(FloodLimit.MESSAGES_PER_SECOND_PER_CHAT), self._second)
                await turns.enter_async_context(_of(self._chats, chat, one).turn(rank))
                if isinstance(chat, str) or chat < 0:
                    most, minute = int(FloodLimit.MESSAGES_PER_MINUTE_PER_GROUP), 60 * self._second
                    many = Window(most, minute, self._stopping)  # no end waits for a minute
                    await turns.enter_async_context(_of(self._groups, chat, many).turn(rank))
            return await self._persist(attempt, endpoint, chat, PERSISTENCE[rank])

    def _bar(self, chat: int | str | None) -> float:
        """Seconds for which Telegram still wants nothing for a chat."""
        return max(0.0, self._barred.get(chat or 0, 0.0) - asyncio.get_running_loop().time())

    def _keep_out(self, chat: int | str) -> None:
        """Raise RetryAfter while a chat has to wait."""
        left = self._bar(chat)
        if left > 0:
            raise _BarredError(dt.timedelta(seconds=left))

    def _told_to_wait(self, chat: int | str | None, seconds: float, endpoint: str) -> None:
        """Telegram asks a chat to wait; None where it does not say which."""
        _log.warning("%s: Telegram asks a chat to wait %.0f s.", endpoint, seconds)
        if chat is None:
            return
        now = asyncio.get_running_loop().time()
        self._barred = {each: until for each, until in self._barred.items() if until > now}
        self._barred[chat] = max(self._barred.get(chat, 0.0), now + seconds)

    @asynccontextmanager
    async def _under_way(self) -> AsyncIterator[None]:
        """Few requests at a time: what dies with the process unread is said twice.

        A slow one soon stops counting: the flood limit, not this, is what messages wait for.
        """
        await self._free.acquire()
        slow = asyncio.get_running_loop().call_later(_SLOW, self._free.release)
        try:
            yield
        finally:
            if slow.when() > asyncio.get_running_loop().time():
                slow.cancel()
                self._free.release()

    async def _persist(
        self,
        attempt: Callable[[], Coroutine[Any, Any, Reply]],
        endpoint: str,
        chat: int | str | None,
        patience: float,
    ) -> Reply:
        """Attempts for `patience` seconds; what the last one raises is raised."""
        clock = asyncio.get_running_loop().time
        end, pause = clock() + patience, _PAUSE
        while True:
            try:
                reply = await attempt()
            except (RetryAfter, NetworkError) as error:
                if isinstance(error, BadRequest | StoppingError):
                    raise
                if isinstance(error, RetryAfter):
                    waits = seconds_of(error) + _AFTERWARDS
                    if not isinstance(error, _BarredError):
                        self._told_to_wait(chat, waits, endpoint)
                else:
                    self._outage.met(error)
                    waits, pause = pause, min(2 * pause, _LONGEST_PAUSE)
                if clock() + waits > end or await self._stops_within(waits):
                    raise
            else:
                self._outage.over()
                return reply

    async def _stops_within(self, seconds: float) -> bool:
        """Let `seconds` pass; True where the bot is stopped before they did."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)
        return self._stopping.is_set()


def seconds_of(error: RetryAfter) -> float:
    """How long Telegram asks to wait."""
    waited = error.retry_after
    return float(waited) if isinstance(waited, (int, float)) else waited.total_seconds()


def _of(kept: dict[int | str, Window], key: int | str, made: Window) -> Window:
    """The window of a chat, `made` where it has none; those that hold nobody up are forgotten."""
    window = kept.pop(key, None) or made
    kept[key] = window
    while not kept[oldest := next(iter(kept))].busy and oldest != key:
        del kept[oldest]
    return window
