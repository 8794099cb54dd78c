"""Dates that an answer shows as what they are not: an old one as current, a past one as coming."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.answering.answer import State, TimelineEntry
from bot.evaluation.questions import Asked


@dataclass(frozen=True, slots=True)
class WrongDate:
    """One date of one answer that misleads."""

    id: str  # of the question
    date: dt.date
    shown: str
    must_be: str


@dataclass(frozen=True, slots=True)
class DateCheck:
    """How many questions were checked, asked on how many days, and what was wrong."""

    questions: int
    days: int
    wrong: tuple[WrongDate, ...]


def wrong_dates(asked: Asked, timeline: Sequence[TimelineEntry]) -> list[WrongDate]:
    """What `asked.must_not` forbids and the timeline does; a date that it lacks breaks nothing."""
    if asked.must_not is None:
        return []
    wrong = [
        WrongDate(asked.id, entry.date, "current", "revised")
        for entry in timeline
        if entry.date in asked.must_not.revised and entry.revised_by is None
    ]
    states = (
        (State.PAST, asked.must_not.past),
        (State.TODAY, asked.must_not.today),
        (State.COMING, asked.must_not.coming),
    )
    for state, dates in states:
        wrong += [
            WrongDate(asked.id, entry.date, entry.state.value, state.value)
            for entry in timeline
            if entry.date in dates and entry.state is not state
        ]
    return wrong


def checked(answered: Iterable[tuple[Asked, Sequence[TimelineEntry]]]) -> DateCheck | None:
    """The check of all questions that forbid something; None where none does."""
    held = [(asked, timeline) for asked, timeline in answered if asked.must_not]
    if not held:
        return None
    wrong = [each for asked, timeline in held for each in wrong_dates(asked, timeline)]
    return DateCheck(len(held), len({asked.today for asked, _ in held}), tuple(wrong))
