"""So many turns in any stretch of time, given first to whoever matters most."""

import asyncio
import heapq
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from telegram.error import NetworkError


class StoppingError(NetworkError):
    """The bot stops before the turn came: nothing was sent."""


class Window:
    """At most `most` turns in any `seconds`: the lowest rank first, then in order of asking."""

    def __init__(self, most: int, seconds: float, stopping: asyncio.Event | None = None) -> None:
        """With `stopping`, who is in line once that is set waits no longer."""
        self._most = most
        self._seconds = seconds
        self._stopping = stopping or asyncio.Event()
        self._taken = 0
        self._numbers = itertools.count()
        self._line: list[tuple[int, int, asyncio.Future[object]]] = []

    @property
    def busy(self) -> bool:
        return self._taken > 0 or bool(self._line)

    @property
    def taken(self) -> int:
        """Turns of the last `seconds`."""
        return self._taken

    @property
    def full(self) -> bool:
        """Whether one who asks for a turn now has to wait."""
        return self._taken >= self._most or bool(self._line)

    @asynccontextmanager
    async def turn(self, rank: int) -> AsyncIterator[None]:
        """One turn. It counts until `seconds` after its end, whenever Telegram took it.

        Raises StoppingError where it did not come before the bot stopped.
        """
        if self.full:
            await self._wait(rank)
        else:
            self._taken += 1
        try:
            yield
        finally:
            asyncio.get_running_loop().call_later(self._seconds, self._release)

    async def _wait(self, rank: int) -> None:
        mine: asyncio.Future[object] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._line, (rank, next(self._numbers), mine))
        stop: asyncio.Future[object] = asyncio.ensure_future(self._stopping.wait())
        try:
            await asyncio.wait({mine, stop}, return_when=asyncio.FIRST_COMPLETED)
            if not mine.done():
                raise StoppingError("the bot stops")
        except BaseException:
            if mine.done() and not mine.cancelled():  # the turn came, and nobody takes it
                self._release()
            mine.cancel()
            raise
        finally:
            stop.cancel()

    def _release(self) -> None:
        """Give the turn to the next in line."""
        while self._line:
            _, _, next_one = heapq.heappop(self._line)
            if not next_one.done():
                next_one.set_result(None)
                return
        self._taken -= 1
