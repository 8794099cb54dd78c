"""What could not be found: grouped by likeness, told of several people only."""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.report.gaps import PEOPLE, Vectors, gaps
from bot.store.questions import KeptQuestion

TODAY = date(2026, 11, 21)
# Two subjects, each asked in two ways that are alike.
VECTORS = {"a": (1.0, 0.0), "a'": (0.98, 0.199), "b": (0.0, 1.0), "b'": (0.199, 0.98)}


def encode(texts: Sequence[str]) -> Vectors:
    return np.array([VECTORS[text] for text in texts], dtype=np.float32)


def asked(person: int, text: str, day: date = TODAY, *, answered: bool = False) -> KeptQuestion:
    return KeptQuestion(day, f"{day} {person}", text, answered)


def test_groups_of_three_people() -> None:
    """Alike questions count together; a person counts once, and what was answered not at all."""
    kept = [asked(1, "a"), asked(2, "a'"), asked(3, "a"), asked(3, "a"), asked(4, "b")]
    kept += [asked(person, "b'", answered=True) for person in (5, 6, 7)]
    (gap,) = gaps(kept, encode, lambda question: False)
    assert (gap.question, gap.people, gap.closed) == ("a", 3, False)


def test_the_days_are_not_added_up() -> None:
    """The same person on three days may be one person: they do not make a group."""
    kept = [asked(1, "a", TODAY - timedelta(days)) for days in range(3)]
    assert gaps(kept, encode, lambda question: False) == []


def test_a_gap_that_is_answered_now_is_closed() -> None:
    """What a newer source answers is marked so; the largest group comes first."""
    kept = [asked(person, "a") for person in range(3)] + [asked(9 + p, "b") for p in range(4)]
    found = gaps(kept, encode, lambda question: question == "a")
    assert [(gap.question, gap.closed) for gap in found] == [("b", False), ("a", True)]


@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from(sorted(VECTORS)), st.integers(0, 2))))
def test_no_group_claims_more_people_than_asked(entries: list[tuple[int, str, int]]) -> None:
    """Whoever asked what and when, a group has at least three people, and never too many."""
    kept = [asked(person, text, TODAY - timedelta(days)) for person, text, days in entries]
    people = {person for person, _, _ in entries}
    for gap in gaps(kept, encode, lambda question: False):
        assert PEOPLE <= gap.people <= len(people)
