"""Who is to be told when a claim changes: a chat and a claim, nothing else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.dialects.sqlite import insert

from bot.store.database import Database
from bot.store.tables import follows, notices, told


class Change(StrEnum):
    """What became of a claim."""

    REVISED = "revised"  # another claim has taken its place
    REWORDED = "reworded"  # its source says it in other words
    WITHDRAWN = "withdrawn"  # no source says it any more


@dataclass(frozen=True, slots=True)
class Said:
    """What a claim says, for comparing, and what to call it once it is gone."""

    quote: str  # a digest
    revisers: frozenset[str]  # ids of the claims that take its place
    labels: Mapping[str, str] = field(compare=False)  # by language


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that a chat is still to be told."""

    chat: int
    claim: str
    change: Change
    labels: Mapping[str, str]  # what the claim is, or was, called, by language


class Follows:
    """What each chat follows, and what it has not been told yet."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def follow(self, chat: int, claims: Iterable[str]) -> int:
        """Let a chat follow claims; returns how many it did not follow before."""
        rows = [{"chat": chat, "claim": claim} for claim in claims]
        adding = insert(follows).on_conflict_do_nothing()
        with self._database.write() as connection:
            return sum(connection.execute(adding, row).rowcount for row in rows)

    def stop(self, chat: int, claims: Iterable[str] | None = None) -> int:
        """Let a chat follow those claims no more, or none at all; returns how many it did."""
        with self._database.write() as connection:
            return _stop(connection, chat, claims)

    def of(self, chat: int) -> frozenset[str]:
        """The claims that a chat follows."""
        with self._database.read() as connection:
            return frozenset(
                connection.scalars(select(follows.c.claim).where(follows.c.chat == chat))
            )

    def followers_of(self, claim: str) -> frozenset[int]:
        """The chats that follow a claim."""
        with self._database.read() as connection:
            return frozenset(
                connection.scalars(select(follows.c.chat).where(follows.c.claim == claim))
            )

    def compare(self, now: Mapping[str, Said]) -> None:
        """Note what the followers are to be told, given what the claims say `now`.

        In one step with remembering it: nobody is told twice, and nothing is lost between.
        """
        with self._database.write() as connection:
            before = {
                row.claim: Said(row.quote, frozenset(row.revisers.split()), row.labels)
                for row in connection.execute(select(told))
            }
            if before == now:
                return
            for claim, said in before.items():
                change = _change(said, now.get(claim))
                if change is not None:
                    _note(connection, claim, change, now.get(claim, said).labels)
            connection.execute(delete(told))
            for claim, said in now.items():
                revisers = " ".join(sorted(said.revisers))
                row = {"claim": claim, "quote": said.quote, "revisers": revisers}
                connection.execute(insert(told).values(labels=dict(said.labels), **row))

    def pending(self) -> tuple[Notice, ...]:
        """What is still to be told, chat by chat."""
        query = select(notices).order_by(notices.c.chat, notices.c.claim)
        with self._database.read() as connection:
            rows = connection.execute(query).all()
        return tuple(Notice(row.chat, row.claim, Change(row.change), row.labels) for row in rows)

    def done(self, notice: Notice) -> None:
        """A chat was told; a claim that no source states any more is followed no longer."""
        with self._database.write() as connection:
            connection.execute(
                delete(notices).where(
                    notices.c.chat == notice.chat,
                    notices.c.claim == notice.claim,
                    notices.c.change == notice.change.value,
                )
            )
            if notice.change is Change.WITHDRAWN:
                _stop(connection, notice.chat, (notice.claim,))

    def moved(self, chat: int, to: int) -> None:
        """A group has another number now."""
        with self._database.write() as connection:
            for table in (follows, notices):
                connection.execute(
                    update(table)
                    .where(table.c.chat == chat)
                    .values(chat=to)
                    .prefix_with("OR IGNORE")
                )
                connection.execute(delete(table).where(table.c.chat == chat))


def _change(before: Said, now: Said | None) -> Change | None:
    if now is None:
        return Change.WITHDRAWN
    if now.revisers - before.revisers:
        return Change.REVISED
    return Change.REWORDED if now.quote != before.quote else None


def _note(connection: Connection, claim: str, change: Change, labels: Mapping[str, str]) -> None:
    noted = {"change": change.value, "labels": dict(labels)}
    for chat in connection.scalars(select(follows.c.chat).where(follows.c.claim == claim)).all():
        noting = insert(notices).values(chat=chat, claim=claim, **noted)
        connection.execute(
            noting.on_conflict_do_update(index_elements=["chat", "claim"], set_=noted)
        )


def _stop(connection: Connection, chat: int, claims: Iterable[str] | None) -> int:
    stopped = 0
    for table in (notices, follows):
        query = delete(table).where(table.c.chat == chat)
        if claims is not None:
            query = query.where(table.c.claim.in_(list(claims)))
        stopped = connection.execute(query).rowcount
    return stopped
