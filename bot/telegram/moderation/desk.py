"""The moderators' desk: the library, who may use it, and one piece of work at a time."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.library.apart import LongWork
from bot.library.library import Library
from bot.store.acts import Kind
from bot.store.moderators import Moderators
from bot.telegram.moderation.albums import Albums


@dataclass(slots=True)
class Desk:
    """One per running bot. People are known by their Telegram number alone."""

    library: Library
    long: LongWork  # what takes so long that answers must go first
    appointed: frozenset[int]  # by the deployment
    moderators: Moderators  # those that the appointed named
    chat: int | None = None  # where moderators answer people; None where they do not
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)  # held by whoever works
    albums: Albums = field(default_factory=Albums)
    _named: frozenset[int] = field(default=frozenset(), init=False)

    def __post_init__(self) -> None:
        self.reload()

    def admits(self, person: int) -> bool:
        """Whether a person moderates; waits for nothing."""
        return person in self.appointed or person in self._named

    @property
    def everyone(self) -> Iterable[int]:
        """All who moderate, the appointed first."""
        return (*sorted(self.appointed), *sorted(self._named - self.appointed))

    @property
    def named(self) -> tuple[int, ...]:
        """Those who were named, and can be removed."""
        return tuple(sorted(self._named - self.appointed))

    def reload(self) -> None:
        """Read who was named; waits for a disk, like what follows."""
        self._named = self.moderators.all()

    def name(self, person: int, who: str) -> bool:
        """Let a person moderate; False where they do already."""
        if self.admits(person) or not self.moderators.name(person, who):
            return False
        self.library.acts.note(who, Kind.NAMED, str(person))
        self.reload()
        return True

    def remove(self, person: int, who: str) -> bool:
        """Let a named person moderate no more; False where there is no such person."""
        if not self.moderators.remove(person):
            return False
        self.library.acts.note(who, Kind.UNNAMED, str(person))
        self.reload()
        return True
