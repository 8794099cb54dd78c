"""What the bot remembers of its use, beside the inbox."""

import time
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Self

from bot.store.counts import Counts
from bot.store.database import Database, open_database
from bot.store.follows import Follows
from bot.store.moderators import Moderators
from bot.store.prompts import Prompts
from bot.store.questions import KeptQuestions
from bot.store.ratings import Ratings
from bot.store.reminders import Reminders
from bot.store.requests import Requests

_SWEEP_EVERY = 600.0  # seconds


@dataclass(slots=True)
class Memory:
    """One state file. All but `counts.add` wait for a disk: not for the event loop."""

    database: Database
    counts: Counts
    ratings: Ratings
    follows: Follows
    questions: KeptQuestions
    moderators: Moderators
    prompts: Prompts
    reminders: Reminders
    requests: Requests
    _swept: float = field(default=0.0, init=False)

    @classmethod
    def open(cls, data: Path, keep_questions_days: int) -> Self:
        """Open the state file of a data directory, and erase what is over. Raises StateError."""
        database = open_database(data)
        memory = cls(
            database,
            Counts(database),
            Ratings(database),
            Follows(database),
            KeptQuestions(database, keep_questions_days),
            Moderators(database),
            Prompts(database),
            Reminders(database),
            Requests(database),
        )
        memory.tidy()
        return memory

    def tidy(self) -> bool:
        """Write the counts down; now and then, erase what has been kept long enough: True then."""
        self.counts.flush()
        if self._swept and time.monotonic() - self._swept < _SWEEP_EVERY:
            return False
        self._swept = time.monotonic()
        self.ratings.sweep()
        self.prompts.sweep()
        self.requests.sweep()
        self.questions.sweep(date.today())
        self.database.tidy()
        return True

    def close(self) -> None:
        self.counts.flush()
        self.database.close()
