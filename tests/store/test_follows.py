"""Who follows what, and what they are still to be told."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.store.database import Database, open_database
from bot.store.follows import Change, Follows, Said

LABELS = {"fr": "Fin des crédits"}


def said(quote: str, *revisers: str) -> Said:
    return Said(quote, frozenset(revisers), LABELS)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def follows(database: Database) -> Follows:
    """Three claims are known; chat 7 follows two of them, chat 8 one."""
    follows = Follows(database)
    follows.compare({"a": said("A"), "b": said("B"), "c": said("C")})
    follows.follow(7, ("a", "b"))
    follows.follow(8, ("a",))
    return follows


def test_following_and_stopping(follows: Follows) -> None:
    """Twice is once; a chat stops one claim, or all, and no one else's."""
    assert follows.follow(7, ("a", "c")) == 1
    assert follows.of(7) == {"a", "b", "c"}
    assert follows.followers_of("a") == {7, 8}
    assert follows.stop(7, ("a",)) == 1
    assert follows.stop(7) == 2
    assert follows.stop(7) == 0
    assert follows.of(8) == {"a"}


def test_nothing_new_is_nothing_to_tell(follows: Follows) -> None:
    """The same claims again, one claim more, and one that revises no longer."""
    follows.compare({"a": said("A"), "b": said("B"), "c": said("C"), "d": said("D")})
    follows.compare({"a": said("A"), "b": said("B"), "c": said("C")})
    assert follows.pending() == ()


@pytest.mark.parametrize(
    ("now", "change"),
    [
        ({"a": said("A", "d")}, Change.REVISED),
        ({"a": said("A!")}, Change.REWORDED),
        ({}, Change.WITHDRAWN),
    ],
)
def test_each_follower_is_told_of_a_change_once(
    database: Database, follows: Follows, now: dict[str, Said], change: Change
) -> None:
    """Until it is done, over restarts, and never again after."""
    rest = {"b": said("B"), "c": said("C")}
    follows.compare({**rest, **now})
    follows.compare({**rest, **now})
    again = Follows(database)
    pending = again.pending()
    assert [(each.chat, each.claim, each.change) for each in pending] == [
        (7, "a", change),
        (8, "a", change),
    ]
    assert pending[0].labels == LABELS
    again.done(pending[0])
    assert [each.chat for each in again.pending()] == [8]
    again.compare({**rest, **now})
    assert [each.chat for each in again.pending()] == [8]
    assert ("a" in again.of(7)) == (change is not Change.WITHDRAWN)


def test_who_stops_is_not_told_any_more(follows: Follows) -> None:
    """Also what was already waiting to be told."""
    follows.compare({})
    follows.stop(7)
    assert [each.chat for each in follows.pending()] == [8]


def test_a_group_that_moves_takes_its_follows_along(follows: Follows) -> None:
    """With what waits, and without doubling what the new number follows already."""
    follows.follow(9, ("b",))
    follows.compare({})
    follows.moved(7, 9)
    assert follows.of(7) == frozenset()
    assert follows.of(9) == {"a", "b"}
    assert sorted((each.chat, each.claim) for each in follows.pending()) == [
        (8, "a"),
        (9, "a"),
        (9, "b"),
    ]
