"""The journal of what was done to the sources, in the state database.

An act is written down before anything changes, as intended; it is done once the snapshot that it
names is in use. What a crash left intended is settled by looking which snapshot is in use.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import RowMapping, desc, insert, select, update

from bot.store.database import Database
from bot.store.tables import acts


class Kind(StrEnum):
    """What was done."""

    BUILT = "built"
    ADDED = "added"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    WENT_BACK = "went_back"
    PURGED = "purged"
    RESTORED = "restored"
    NAMED = "named"  # a moderator, by their number
    UNNAMED = "unnamed"
    WATCHED = "watched"  # a question
    UNWATCHED = "unwatched"
    VERIFIED = "verified"  # there is no newer source


class State(StrEnum):
    """How far an act came."""

    INTENDED = "intended"
    DONE = "done"
    ABANDONED = "abandoned"  # it failed or was killed, and changed nothing


@dataclass(frozen=True, slots=True)
class Act:
    """One act. `before` and `after` are snapshot ids; `source` is the id of what it was about."""

    id: int
    at: datetime  # UTC
    who: str
    kind: Kind
    state: State
    source: str | None
    why: str | None
    before: str | None
    after: str | None


def replacing(source: str) -> str:
    """Why an act was done that put another source in the place of one."""
    return f"remplace {source}"


class Acts:
    """The journal; each method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def intend(
        self, who: str, kind: Kind, source: str | None, why: str | None, before: str | None
    ) -> int:
        """Write down what will be tried; returns the act's number."""
        values = {
            "at": _now(),
            "who": who,
            "kind": kind.value,
            "state": State.INTENDED.value,
            "source": source,
            "why": why,
            "before": before,
        }
        with self._database.write() as connection:
            made = connection.execute(insert(acts).values(values).returning(acts.c.id))
            return int(made.scalar_one())

    def note(self, who: str, kind: Kind, why: str | None = None) -> None:
        """Write down what was done and changed no source."""
        values = {
            "at": _now(),
            "who": who,
            "kind": kind.value,
            "state": State.DONE.value,
            "why": why,
        }
        with self._database.write() as connection:
            connection.execute(insert(acts).values(values))

    def plan(self, id_: int, after: str, shelf: str) -> None:
        """Write down the snapshot that will be in use, and its shelf in JSON."""
        self._change(id_, after=after, shelf=shelf)

    def settle(self, id_: int, state: State) -> None:
        """Write down how it ended."""
        self._change(id_, state=state.value)

    def open(self) -> list[Act]:
        """The acts that are only intended, the first one first."""
        with self._database.read() as connection:
            rows = connection.execute(
                select(acts).where(acts.c.state == State.INTENDED.value).order_by(acts.c.id)
            ).mappings()
            return [_act(row) for row in rows]

    def done(self, limit: int | None = None, source: str | None = None) -> list[Act]:
        """The acts that are done, the last one first; those about one source where it is given."""
        query = select(acts).where(acts.c.state == State.DONE.value).order_by(desc(acts.c.id))
        if source is not None:
            query = query.where(acts.c.source == source)
        with self._database.read() as connection:
            return [_act(row) for row in connection.execute(query.limit(limit)).mappings()]

    def last_of(self, kind: Kind) -> datetime | None:
        """When that was last done, in UTC; None where it never was."""
        query = select(acts.c.at).where(acts.c.state == State.DONE.value, acts.c.kind == kind.value)
        with self._database.read() as connection:
            at = connection.scalar(query.order_by(desc(acts.c.id)).limit(1))
        return None if at is None else at.replace(tzinfo=UTC)

    def last_shelf(self) -> str | None:
        """The shelf, in JSON, that the last act left."""
        query = (
            select(acts.c.shelf)
            .where(acts.c.state == State.DONE.value, acts.c.shelf.is_not(None))
            .order_by(desc(acts.c.id))
            .limit(1)
        )
        with self._database.read() as connection:
            return connection.execute(query).scalar()

    def shelves(self) -> Iterator[tuple[int, str]]:
        """Every act's number with the shelf that it left or was to leave, in JSON."""
        query = select(acts.c.id, acts.c.shelf).where(acts.c.shelf.is_not(None))
        with self._database.read() as connection:
            rows = connection.execute(query).all()
        yield from ((row.id, row.shelf) for row in rows)

    def blot(self, names: Mapping[str, str], shelves: Mapping[int, str]) -> None:
        """Give sources other names in every act, and acts other shelves, all at once."""
        with self._database.write() as connection:
            for old, new in names.items():
                connection.execute(
                    update(acts).where(acts.c.source == old).values(source=new, why=None)
                )
                connection.execute(
                    update(acts).where(acts.c.why == replacing(old)).values(why=replacing(new))
                )
            for id_, shelf in shelves.items():
                connection.execute(update(acts).where(acts.c.id == id_).values(shelf=shelf))

    def _change(self, id_: int, **values: str) -> None:
        with self._database.write() as connection:
            connection.execute(update(acts).where(acts.c.id == id_).values(**values))


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


def _act(row: RowMapping) -> Act:
    return Act(
        id=row["id"],
        at=row["at"].replace(tzinfo=UTC),
        who=row["who"],
        kind=Kind(row["kind"]),
        state=State(row["state"]),
        source=row["source"],
        why=row["why"],
        before=row["before"],
        after=row["after"],
    )
