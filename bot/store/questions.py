"""Questions that a deployment keeps: their masked text, under a hash that only the day's key makes.

The hash of who asked is keyed with a random key of the day, so that it leads from a person to
their questions (`forget`) but not back, not from one day to the next, and, once the key is gone
with the day's questions, nowhere at all.
"""

import hmac
import secrets
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import and_, delete, insert, or_, select

from bot.store.database import Database
from bot.store.tables import day_keys, questions

_KEY = 32  # bytes


@dataclass(frozen=True, slots=True)
class KeptQuestion:
    """A masked question, its day, who asked it (a hash, good for that day) and how it ended."""

    day: date
    person: str
    text: str
    answered: bool


class KeptQuestions:
    """Keeps questions for `days` days, that of the question included; 0 keeps none."""

    def __init__(self, database: Database, days: int) -> None:
        self.days = days
        self._database = database

    def keep(self, person: int, masked: str, day: date, *, answered: bool) -> None:
        """Write a question down, names, numbers and addresses masked already."""
        if not self.days:
            return
        with self._database.write() as connection:
            key = connection.scalar(select(day_keys.c.key).where(day_keys.c.day == day))
            if key is None:
                key = secrets.token_bytes(_KEY)
                connection.execute(insert(day_keys).values(day=day, key=key))
            row = {"day": day, "person": _pseudonym(person, key), "text": masked}
            connection.execute(insert(questions).values(answered=answered, **row))

    def sweep(self, today: date) -> int:
        """Erase the questions and keys of days that are over; returns how many questions."""
        with self._database.write() as connection:
            over = today - timedelta(days=self.days)
            erased = connection.execute(delete(questions).where(questions.c.day <= over)).rowcount
            connection.execute(delete(day_keys).where(day_keys.c.day <= over))
            return erased

    def forget(self, person: int) -> int:
        """Erase the questions of a person; returns how many."""
        with self._database.write() as connection:
            keys = connection.execute(select(day_keys)).all()
            theirs = [
                and_(questions.c.day == day, questions.c.person == _pseudonym(person, key))
                for day, key in keys
            ]
            if not theirs:
                return 0
            return connection.execute(delete(questions).where(or_(*theirs))).rowcount

    def all(self) -> tuple[KeptQuestion, ...]:
        """What is kept, oldest first."""
        with self._database.read() as connection:
            rows = connection.execute(select(questions).order_by(questions.c.id)).all()
        return tuple(KeptQuestion(row.day, row.person, row.text, row.answered) for row in rows)


def _pseudonym(person: int, key: bytes) -> str:
    return hmac.digest(key, str(person).encode(), "sha256").hex()
