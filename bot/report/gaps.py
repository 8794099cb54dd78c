"""What several people asked and the sources did not answer, grouped by likeness.

People are told apart only within a day, for the key of their hash changes with it. So a group
counts for as many people as asked it on its fullest day: never more than there were.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from bot.store.questions import KeptQuestion

LIKE = 0.92  # cosine of two questions' vectors from which they ask the same: gap_likeness.py
PEOPLE = 3  # fewer than that could be recognised
MOST = 12  # groups
_READ = 2000  # questions, the latest

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Gap:
    """Questions that ask the same, by the one nearest to all of them, masked."""

    question: str
    people: int  # at least so many different ones
    closed: bool  # today's sources answer it


def gaps(
    kept: Sequence[KeptQuestion],
    encode: Callable[[Sequence[str]], Vectors],
    answered: Callable[[str], bool],
) -> list[Gap]:
    """The groups of `PEOPLE` or more among the questions that had no answer, the largest first.

    `encode` gives vectors of length one; `answered` says whether a question is answered now.
    """
    open_ = [question for question in kept if not question.answered][-_READ:]
    if not open_:
        return []
    vectors = encode([question.text for question in open_])
    found = []
    for members in grouped(vectors):
        people = _people([open_[member] for member in members])
        if people >= PEOPLE:
            likeness = vectors[members] @ vectors[members].sum(axis=0)
            found.append((people, open_[members[int(likeness.argmax())]].text))
    found.sort(key=lambda each: -each[0])
    return [Gap(question, people, answered(question)) for people, question in found[:MOST]]


def _people(questions: Sequence[KeptQuestion]) -> int:
    """How many asked on the day on which most did."""
    by_day: defaultdict[date, set[str]] = defaultdict(set)
    for question in questions:
        by_day[question.day].add(question.person)
    return max(len(people) for people in by_day.values())


def grouped(vectors: Vectors, like: float = LIKE) -> list[list[int]]:
    """The rows by likeness: each in the group all of which it is like, or in one of its own."""
    groups: list[list[int]] = []
    for number, vector in enumerate(vectors):
        likeness = [float((vectors[members] @ vector).min()) for members in groups]
        best = max(range(len(groups)), key=likeness.__getitem__, default=None)
        if best is not None and likeness[best] >= like:
            groups[best].append(number)
        else:
            groups.append([number])
    return groups
