"""What the library keeps besides its journal: drafts, tombstones, watched questions."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert

from bot.store.database import Database
from bot.store.tables import drafts, tombstones, watched

DRAFTS_KEPT = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class StoredDraft:
    """A draft as stored: its own name, whose it is, and the rest in JSON."""

    id: str
    who: str
    json: str


class Drafts:
    """Drafts, each for at most `DRAFTS_KEPT`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, draft: StoredDraft) -> None:
        """Store a draft, in the place of one with the same id."""
        values = {"at": _now(), "who": draft.who, "draft": draft.json}
        statement = insert(drafts).values(id=draft.id, **values)
        with self._database.write() as connection:
            connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=values))

    def get(self, id_: str) -> StoredDraft | None:
        """The draft of that id, None where there is none any more."""
        return next((draft for draft in self.all() if draft.id == id_), None)

    def all(self) -> list[StoredDraft]:
        """Every draft that is not too old, the oldest first."""
        query = select(drafts).where(drafts.c.at > _now() - DRAFTS_KEPT).order_by(drafts.c.at)
        with self._database.read() as connection:
            return [StoredDraft(row.id, row.who, row.draft) for row in connection.execute(query)]

    def drop(self, id_: str) -> bool:
        """Forget a draft; whether there was one."""
        with self._database.write() as connection:
            dropped = connection.execute(delete(drafts).where(drafts.c.id == id_))
            return dropped.rowcount == 1

    def drop_old(self) -> None:
        """Forget those that are too old."""
        with self._database.write() as connection:
            connection.execute(delete(drafts).where(drafts.c.at <= _now() - DRAFTS_KEPT))


class Tombstones:
    """The sha256 of files that were removed for good."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, digests: tuple[str, ...], who: str) -> None:
        """Remember them."""
        with self._database.write() as connection:
            for digest in digests:
                statement = insert(tombstones).values(sha256=digest, at=_now(), who=who)
                connection.execute(statement.on_conflict_do_nothing())

    def all(self) -> tuple[str, ...]:
        """All of them, sorted."""
        with self._database.read() as connection:
            return tuple(sorted(connection.scalars(select(tombstones.c.sha256))))


class Watched:
    """The watched questions that moderators added."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, question: str, who: str) -> None:
        """Watch a question."""
        with self._database.write() as connection:
            statement = insert(watched).values(question=question, who=who)
            connection.execute(statement.on_conflict_do_nothing())

    def drop(self, question: str) -> None:
        """Watch a question no more."""
        with self._database.write() as connection:
            connection.execute(delete(watched).where(watched.c.question == question))

    def all(self) -> tuple[str, ...]:
        """All of them, sorted."""
        with self._database.read() as connection:
            return tuple(sorted(connection.scalars(select(watched.c.question))))


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
