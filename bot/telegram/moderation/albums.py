"""Photographs sent together arrive one by one; here they wait for the last."""

import asyncio
from dataclasses import dataclass, field

from telegram import Message

QUIET = 1.5  # seconds after which an album has no more photographs


@dataclass(slots=True)
class Albums:
    """The albums of which a photograph may still come."""

    _waiting: dict[str, list[Message]] = field(default_factory=dict)

    def add(self, group: str, message: Message) -> bool:
        """Keep a photograph with the others of its album; True for the first."""
        first = group not in self._waiting
        self._waiting.setdefault(group, []).append(message)
        return first

    async def whole(self, group: str) -> list[Message]:
        """The album, once no more has come for a while."""
        number = 0
        while number < len(self._waiting[group]):
            number = len(self._waiting[group])
            await asyncio.sleep(QUIET)
        album = self._waiting.pop(group)
        return sorted(album, key=lambda message: message.message_id)
