"""Counts, ratings, and questions that a deployment keeps."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.store.counts import LONGER, TIMES, Counts, Kind, time_group
from bot.store.database import Database, open_database
from bot.store.questions import KeptQuestions
from bot.store.ratings import Ratings
from bot.store.requests import Request, Requests

TODAY = date(2026, 11, 21)


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return open_database(tmp_path)


def test_counts_add_up(database: Database) -> None:
    """By day, kind and name, over flushes and processes."""
    counts = Counts(database)
    for name in ("a", "b", "a"):
        counts.add(Kind.CLAIM, name)
    counts.flush()
    counts.flush()
    again = Counts(database)
    again.add(Kind.CLAIM, "a")
    again.add(Kind.STATUS, "not_found")
    again.flush()
    today = date.today()
    found = {(each.kind, each.name): each.number for each in counts.between(today, today)}
    assert found == {(Kind.CLAIM, "a"): 3, (Kind.CLAIM, "b"): 1, (Kind.STATUS, "not_found"): 1}
    assert counts.between(today + timedelta(1), today + timedelta(9)) == ()
    database.close()


@given(st.floats(0, 1e6))
def test_every_time_has_its_group(milliseconds: float) -> None:
    """The least bound that it does not exceed."""
    group = time_group(milliseconds)
    if group == LONGER:
        assert milliseconds > TIMES[-1]
    else:
        assert milliseconds <= int(group)
        assert all(milliseconds > bound for bound in TIMES if bound < int(group))


def test_a_message_is_rated_once(database: Database) -> None:
    """Also after a restart; another message, or the same number elsewhere, is another."""
    assert Ratings(database).first(7, 1)
    assert not Ratings(database).first(7, 1)
    assert Ratings(database).first(7, 2)
    assert Ratings(database).first(8, 1)
    Ratings(database).forget(7)
    assert Ratings(database).first(7, 1)
    assert not Ratings(database).first(8, 1)
    database.close()


def test_questions_are_erased_on_time(database: Database) -> None:
    """Kept for so many days, that of the question included, and their key with them."""
    kept = KeptQuestions(database, 2)
    kept.keep(7, "vendredi", TODAY - timedelta(1), answered=True)
    kept.keep(7, "samedi", TODAY, answered=True)
    assert kept.sweep(TODAY) == 0
    assert kept.sweep(TODAY + timedelta(1)) == 1
    assert [each.text for each in kept.all()] == ["samedi"]
    assert kept.sweep(TODAY + timedelta(2)) == 1
    assert kept.all() == ()
    with database.read() as connection:
        assert connection.exec_driver_sql("SELECT * FROM day_keys").all() == []
    database.close()


def test_an_asker_may_ask_again_after_48_hours(database: Database) -> None:
    """Not while a question waits; once it is too old, without waiting for a sweep."""
    kept = Requests(database)
    kept.invite(7, 1, "fr")
    kept.sent(7, 5)
    kept.invite(7, 2, "fr")
    assert kept.of(7) == Request(7, 1, "fr", 5)
    with database.write() as connection:
        connection.exec_driver_sql("UPDATE requests SET at = datetime('now', '-49 hours')")
    kept.invite(7, 3, "en")
    assert kept.of(7) == Request(7, 3, "en", None)
    assert kept.awaiting(5) is None
    database.close()


def test_turned_off_nothing_is_kept(database: Database) -> None:
    """And what was kept before is erased at the next sweep."""
    KeptQuestions(database, 30).keep(7, "avant", TODAY, answered=True)
    off = KeptQuestions(database, 0)
    off.keep(7, "après", TODAY, answered=True)
    assert [each.text for each in off.all()] == ["avant"]
    off.sweep(TODAY)
    assert off.all() == ()
    database.close()


def test_a_person_s_questions_can_be_erased(database: Database) -> None:
    """Over all days, theirs alone; and nothing stored tells who asked, or that it was the same."""
    kept = KeptQuestions(database, 30)
    for day in (TODAY - timedelta(1), TODAY):
        kept.keep(123456789, "une", day, answered=True)
        kept.keep(987654321, "autre", day, answered=True)
    with database.read() as connection:
        people = connection.exec_driver_sql("SELECT person FROM questions").scalars().all()
    assert len(set(people)) == 4
    assert not any("123456789" in person for person in people)
    assert kept.forget(123456789) == 2
    assert kept.forget(123456789) == 0
    assert [each.text for each in kept.all()] == ["autre", "autre"]
    database.close()
