"""Which answers were rated: the message's number for 48 hours, and not by whom or how."""

import time

from sqlalchemy import delete
from sqlalchemy.dialects.sqlite import insert

from bot.store.database import Database
from bot.store.tables import ratings

KEPT = 48 * 3600.0  # seconds


class Ratings:
    """Tells the first rating of a message from the next."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def first(self, chat: int, message: int) -> bool:
        """Remember that a message was rated; False where it had been already."""
        row = {"chat": chat, "message": message, "rated": time.time()}
        with self._database.write() as connection:
            added = connection.execute(insert(ratings).values(row).on_conflict_do_nothing())
            return added.rowcount == 1

    def sweep(self) -> None:
        """Forget what is older than 48 hours."""
        with self._database.write() as connection:
            connection.execute(delete(ratings).where(ratings.c.rated < time.time() - KEPT))

    def forget(self, chat: int) -> None:
        """Forget the ratings of a chat."""
        with self._database.write() as connection:
            connection.execute(delete(ratings).where(ratings.c.chat == chat))
