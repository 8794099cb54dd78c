"""Where a person's answer to an asker is to go, for 48 hours or until it was given.

No question is kept, and of the asker only the number of their chat and the language they read.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.dialects.sqlite import insert

from bot.store.database import Database
from bot.store.tables import requests

KEPT = timedelta(hours=48)


@dataclass(frozen=True, slots=True)
class Request:
    """An asker who was invited to write, by message `prompt`, or who waits for an answer."""

    asker: int
    prompt: int
    language: str
    sent: int | None  # their question's message among the moderators


class Requests:
    """At most one for each asker."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def invite(self, asker: int, prompt: int, language: str) -> None:
        """A reply of the asker to message `prompt` will be their question, unless one waits."""
        values = {"at": _now(), "prompt": prompt, "sent": None, "language": language}
        free = or_(requests.c.sent.is_(None), requests.c.at <= _now() - KEPT)
        inviting = insert(requests).values(asker=asker, **values)
        with self._database.write() as connection:
            connection.execute(
                inviting.on_conflict_do_update(index_elements=["asker"], set_=values, where=free)
            )

    def of(self, asker: int) -> Request | None:
        """What an asker waits for, None where it is nothing."""
        return self._one(requests.c.asker == asker)

    def sent(self, asker: int, message: int) -> None:
        """The asker's question stands among the moderators, as message `message`."""
        with self._database.write() as connection:
            connection.execute(
                update(requests).where(requests.c.asker == asker).values(sent=message, at=_now())
            )

    def awaiting(self, message: int) -> Request | None:
        """Whose question stands in that message, None where no answer is waited for."""
        return self._one(requests.c.sent == message)

    def drop(self, asker: int) -> bool:
        """Forget an asker; whether there was anything to forget."""
        with self._database.write() as connection:
            dropped = connection.execute(delete(requests).where(requests.c.asker == asker))
            return dropped.rowcount == 1

    def sweep(self) -> None:
        """Forget those that are older than 48 hours."""
        with self._database.write() as connection:
            connection.execute(delete(requests).where(requests.c.at <= _now() - KEPT))

    def _one(self, where: ColumnElement[bool]) -> Request | None:
        query = select(requests).where(where, requests.c.at > _now() - KEPT)
        with self._database.read() as connection:
            row = connection.execute(query).one_or_none()
        return Request(row.asker, row.prompt, row.language, row.sent) if row else None


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
