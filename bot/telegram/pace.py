"""Telegram's flood limits, kept before Telegram has to remind us of them.

python-telegram-bot's own limiter knows no limit for a single chat, lets twice its rate through
at first, and lets one chat's 429 stop every other. This one keeps, in any stretch of time,
https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this: 30 messages a
second over all, 20 a minute in a group, one a second in a chat.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

from telegram.constants import FloodLimit
from telegram.error import BadRequest, NetworkError, RetryAfter
from telegram.ext import BaseRateLimiter

_log = logging.getLogger(__name__)

ATTEMPTS = 4
_PAUSE = 0.5  # seconds before the second attempt after a network error, doubled each time
_MARGIN = 1.02  # Telegram's clock is not ours
_KEPT = 2048  # chats remembered
_NEW_MESSAGES = ("send", "forward", "copy")

Reply = bool | dict[str, Any] | list[dict[str, Any]]


class Window:
    """At most `most` turns in any `seconds`, in the order they were asked for."""

    def __init__(self, most: int, seconds: float) -> None:
        self._seconds = seconds
        self._free = asyncio.Semaphore(most)
        self._taken = 0

    @property
    def busy(self) -> bool:
        return self._taken > 0

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """One turn. It counts until `seconds` after its end, whenever Telegram took it."""
        self._taken += 1
        try:
            await self._free.acquire()
        except asyncio.CancelledError:
            self._taken -= 1
            raise
        try:
            yield
        finally:
            asyncio.get_running_loop().call_later(self._seconds, self._release)

    def _release(self) -> None:
        self._taken -= 1
        self._free.release()


class Pace(BaseRateLimiter[int]):
    """Spaces messages out, and tries again after a 429 or a network error.

    A network error may come after Telegram did what was asked; the second attempt then says it
    twice, which is better than not at all.
    """

    def __init__(self, second: float = 1.0) -> None:
        """`second` is how long a second of the limits lasts, for servers with limits of theirs."""
        self._second = second * _MARGIN
        self._overall = Window(FloodLimit.MESSAGES_PER_SECOND, self._second)
        self._groups: dict[int | str, Window] = {}
        self._chats: dict[int | str, Window] = {}

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
        chat = data.get("chat_id")

        async def attempt() -> Reply:
            if chat is None:
                return await callback(*args, **kwargs)
            async with self._overall.turn():
                return await callback(*args, **kwargs)

        async with AsyncExitStack() as turns:
            if chat is not None and endpoint.startswith(_NEW_MESSAGES):
                if endpoint != "sendChatAction":
                    most = int(FloodLimit.MESSAGES_PER_SECOND_PER_CHAT)
                    await turns.enter_async_context(
                        _of(self._chats, chat, most, self._second).turn()
                    )
                if isinstance(chat, str) or chat < 0:
                    most = int(FloodLimit.MESSAGES_PER_MINUTE_PER_GROUP)
                    minute = 60 * self._second
                    await turns.enter_async_context(_of(self._groups, chat, most, minute).turn())
            return await _persist(attempt, endpoint, rate_limit_args or ATTEMPTS)


async def _persist(
    attempt: Callable[[], Coroutine[Any, Any, Reply]], endpoint: str, attempts: int
) -> Reply:
    """Up to `attempts` attempts; what the last one raises is raised."""
    for number in range(attempts - 1):
        try:
            return await attempt()
        except RetryAfter as error:
            pause = _seconds(error) + 0.1
        except NetworkError as error:
            if isinstance(error, BadRequest):
                raise
            pause = _PAUSE * 2**number
        _log.warning("%s waits %.1f s for its next attempt.", endpoint, pause)
        await asyncio.sleep(pause)
    return await attempt()


def _seconds(error: RetryAfter) -> float:
    waited = error.retry_after
    return float(waited) if isinstance(waited, (int, float)) else waited.total_seconds()


def _of(kept: dict[int | str, Window], key: int | str, most: int, seconds: float) -> Window:
    """The window of a chat; the longest unused are forgotten."""
    window = kept.pop(key, None) or Window(most, seconds)
    kept[key] = window
    while len(kept) > _KEPT and not kept[oldest := next(iter(kept))].busy:
        del kept[oldest]
    return window
