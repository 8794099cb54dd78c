"""Those who were named moderators, beside those whom the deployment appoints."""

from datetime import UTC, datetime

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert

from bot.store.database import Database
from bot.store.tables import moderators, prompts, reminded


class Moderators:
    """People by their Telegram number, which nobody can change."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def name(self, person: int, who: str) -> bool:
        """Let a person moderate; False where they did already."""
        row = {"person": person, "at": datetime.now(UTC).replace(tzinfo=None), "who": who}
        with self._database.write() as connection:
            named = connection.execute(insert(moderators).values(row).on_conflict_do_nothing())
            return named.rowcount == 1

    def remove(self, person: int) -> bool:
        """Let them no more, and forget what they were asked and told; False where they did not."""
        with self._database.write() as connection:
            for table in (prompts, reminded):
                connection.execute(delete(table).where(table.c.person == person))
            removed = connection.execute(delete(moderators).where(moderators.c.person == person))
            return removed.rowcount == 1

    def all(self) -> frozenset[int]:
        """Everyone named and not removed."""
        with self._database.read() as connection:
            return frozenset(connection.scalars(select(moderators.c.person)))
