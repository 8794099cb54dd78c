"""What each moderator was told of by itself, so that they are told once."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert

from bot.store.database import Database
from bot.store.tables import reminded


class Reminders:
    """People and what they were told of, by names that mean the same for ever."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def told(self, person: int) -> frozenset[str]:
        """What a person was told of."""
        query = select(reminded.c.about).where(reminded.c.person == person)
        with self._database.read() as connection:
            return frozenset(connection.scalars(query))

    def done(self, person: int, abouts: Iterable[str]) -> None:
        """A person was told."""
        with self._database.write() as connection:
            for about in abouts:
                statement = insert(reminded).values(person=person, about=about)
                connection.execute(statement.on_conflict_do_nothing())
