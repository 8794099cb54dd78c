"""One update at a time in each chat, all chats side by side."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

from bot.telegram.inbox import Inbox

AT_ONCE = 256  # updates in hand, waiting for their chat's turn included


@dataclass(slots=True)
class _Turn:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    users: int = 0


def chat_key(update: object) -> int | None:
    """What updates are ordered by: the chat, or the person where there is none."""
    if not isinstance(update, Update):
        return None
    if update.effective_chat is not None:
        return update.effective_chat.id
    return update.effective_user.id if update.effective_user is not None else None


class ChatOrder(BaseUpdateProcessor):
    """Handles each chat's updates in the order they came, and strikes them off the inbox.

    Updates whose turn has not come when the bot stops stay in the inbox for the next start.
    """

    __slots__ = ("_inbox", "_stopping", "_turns")

    def __init__(self, inbox: Inbox, stopping: Callable[[], bool]) -> None:
        super().__init__(AT_ONCE)
        self._inbox = inbox
        self._stopping = stopping
        self._turns: dict[int | None, _Turn] = {}

    async def initialize(self) -> None:
        """Nothing to allocate."""

    async def shutdown(self) -> None:
        """Nothing to free."""

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        key = chat_key(update)
        turn = self._turns.setdefault(key, _Turn())
        turn.users += 1
        try:
            async with turn.lock:
                if self._stopping():
                    _drop(coroutine)
                    return
                await coroutine
                if isinstance(update, Update):
                    self._inbox.done(update.update_id)
        finally:
            turn.users -= 1
            if not turn.users:
                del self._turns[key]


def _drop(coroutine: Awaitable[Any]) -> None:
    if isinstance(coroutine, Coroutine):
        coroutine.close()
    logging.getLogger(__name__).info("An update waits for the next start.")
