"""Which deadlines passed with no newer source."""

import datetime as dt
from pathlib import Path

from bot.answering.timeline import Claims
from bot.library.drafts import Stated
from bot.library.freshness import freshness
from bot.library.library import Library

TODAY = dt.date(2026, 11, 21)


def stand(library: Library, today: dt.date) -> list[dt.date]:
    """The days of the deadlines that passed by `today`."""
    corpus = library.corpus()
    claims = Claims(corpus.knowledge, corpus.documents)
    return [each.day for each in freshness(claims, corpus.documents, today).overdue]


def test_a_deadline_passes(library: Library) -> None:
    """Not on its own day, but from the next."""
    last = dt.date(2026, 4, 30)
    assert stand(library, last) == []
    assert stand(library, last + dt.timedelta(1)) == [last]


def test_a_revised_deadline_is_not_told(library: Library, letter: Path) -> None:
    """What took its place counts instead."""
    draft = library.draft(letter, "x", Stated(date=dt.date(2026, 4, 2)))
    library.amend(draft.id, Stated(), revises=("fin-avril",))
    library.publish(draft.id, "x")
    assert stand(library, TODAY) == [dt.date(2026, 10, 31)]


def test_a_newer_source_may_have_followed(library: Library, letter: Path) -> None:
    """Once a source came after the deadline, nobody is told of it."""
    letter.write_text("Le centre ouvre le samedi.\n", "utf-8")
    library.publish(library.draft(letter, "x", Stated(date=dt.date(2026, 5, 2))).id, "x")
    assert stand(library, TODAY) == []
