"""What each moderator was asked last: a reply to that message is the answer to it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert

from bot.store.database import Database
from bot.store.tables import prompts

KEPT = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Prompt:
    """Message `message` asks a person for `kind` of `about`; message `card` shows the outcome."""

    person: int
    message: int
    kind: str
    about: str
    card: int


class Prompts:
    """One for each person, for at most `KEPT`; a new one takes the place of the last.

    People are asked in private alone, so a person's number is their chat's too.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, prompt: Prompt) -> None:
        """Remember what a person was asked."""
        values = {
            "message": prompt.message,
            "at": _now(),
            "kind": prompt.kind,
            "about": prompt.about,
            "card": prompt.card,
        }
        putting = insert(prompts).values(person=prompt.person, **values)
        with self._database.write() as connection:
            connection.execute(
                putting.on_conflict_do_update(index_elements=["person"], set_=values)
            )

    def answered_by(self, person: int, message: int) -> Prompt | None:
        """What a reply of that person to that message answers, None where it is nothing."""
        query = select(prompts).where(
            prompts.c.person == person,
            prompts.c.message == message,
            prompts.c.at > _now() - KEPT,
        )
        with self._database.read() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            return None
        return Prompt(row.person, row.message, row.kind, row.about, row.card)

    def drop(self, person: int) -> None:
        """Forget what a person was asked."""
        with self._database.write() as connection:
            connection.execute(delete(prompts).where(prompts.c.person == person))

    def sweep(self) -> None:
        """Forget what is too old."""
        with self._database.write() as connection:
            connection.execute(delete(prompts).where(prompts.c.at <= _now() - KEPT))


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
