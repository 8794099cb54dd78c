"""What happened how often, by day: no question, no message, no person."""

import threading
from collections import Counter
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert

from bot.store.database import Database
from bot.store.tables import counts

# Upper bounds, in milliseconds, of the groups that answers are counted in by the time they took.
TIMES = (25, 50, 100, 150, 250, 500, 1000, 2500, 5000)
LONGER = "longer"


class Kind(StrEnum):
    """What is counted, and what its name says."""

    CLAIM = "claim"  # a question answered with that claim
    STATUS = "status"  # how a question ended
    TIME = "time"  # an answer that took at most so many milliseconds
    LIKED = "liked"  # a thumb up for an answer with that claim, empty where it stated none
    DISLIKED = "disliked"
    STRANGER = "stranger"  # what only moderators may do, tried by someone else


@dataclass(frozen=True, slots=True)
class Count:
    """How often something happened on a day."""

    day: date
    kind: Kind
    name: str
    number: int


class Counts:
    """Counts in memory; `flush` writes them down, so that counting never waits for a disk."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._new: Counter[tuple[date, Kind, str]] = Counter()
        self._lock = threading.Lock()

    def add(self, kind: Kind, name: str) -> None:
        """Count one more today."""
        with self._lock:
            self._new[date.today(), kind, name] += 1

    def flush(self) -> None:
        """Write down what was counted since the last time."""
        with self._lock:
            new, self._new = self._new, Counter()
        if not new:
            return
        rows = [
            {"day": day, "kind": kind.value, "name": name, "number": number}
            for (day, kind, name), number in new.items()
        ]
        adding = insert(counts)
        adding = adding.on_conflict_do_update(
            index_elements=["day", "kind", "name"],
            set_={"number": counts.c.number + adding.excluded.number},
        )
        try:
            with self._database.write() as connection:
                connection.execute(adding, rows)
        except Exception:
            with self._lock:
                self._new += new
            raise

    def between(self, first: date, last: date) -> tuple[Count, ...]:
        """What was written down from the day `first` to the day `last`, both included."""
        query = (
            select(counts)
            .where(counts.c.day.between(first, last))
            .order_by(counts.c.day, counts.c.kind, counts.c.name)
        )
        with self._database.read() as connection:
            rows = connection.execute(query).all()
        return tuple(Count(row.day, Kind(row.kind), row.name, row.number) for row in rows)


def time_group(milliseconds: float) -> str:
    """The name under which an answer that took so long is counted."""
    return next((str(bound) for bound in TIMES if milliseconds <= bound), LONGER)
