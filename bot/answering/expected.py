"""The corpus's known questions, by group: what each is answered with, or why with nothing."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.answering.places import Nearness
from bot.answering.spans import Span, Spans
from corpus.knowledge import Knowledge
from corpus.questions import LabelKind
from index.known import Group, question_groups

Matrix = NDArray[np.float32]

LEAST = 0.25  # likeness to known questions from which one is taken for their like
SURE = 0.5  # likeness from which the other words of a question do not matter
_PROPOSED = 12  # groups whose quotes are candidates
_NEGLIGIBLE = 0.05  # likeness below which a group says nothing


@dataclass(frozen=True, slots=True)
class Labels:
    """How like all questions of each kind without an answer, and the entry of each that is nearest.

    `likeness` is the sum over a kind's groups, which is the regression of being of that kind;
    `nearest` holds indices into `Knowledge.labelled`; `closest` is the likeness to one group alone,
    the nearest of all.
    """

    likeness: dict[LabelKind, float]
    nearest: dict[LabelKind, int]
    closest: float


class ExpectedQuestions:
    """What the likeness to each group of known questions, `known` (groups,), says."""

    def __init__(self, knowledge: Knowledge, spans: Spans) -> None:
        self.groups = question_groups(knowledge)[1]
        self._knowledge = knowledge
        self._spans = [self._places(group, spans) for group in self.groups]
        self._answered = np.array([bool(spans) for spans in self._spans], dtype=bool)
        self._labelled = [  # the entry and the kind of each group without an answer
            (number, group.labelled, knowledge.labelled[group.labelled].kind)
            for number, group in enumerate(self.groups)
            if group.labelled is not None
        ]
        self.covered = frozenset(spans[0].document for spans in self._spans if spans)
        self._about, self._other = self._subjects()

    def _places(self, group: Group, spans: Spans) -> tuple[Span, ...]:
        """The group's quote, then the other places that its answer needs."""
        if not group.expected:
            return ()
        entries = [self._knowledge.expected[i] for i in group.expected]
        also = [(place.document, place.quote) for entry in entries for place in entry.also]
        quotes = dict.fromkeys([(entries[0].document, entries[0].quote), *also])
        return tuple(span for quote in quotes if (span := spans.find(*quote)))

    def quote(self, group: int) -> Span | None:
        """Where the group's answer stands; None for a group without one."""
        return self._spans[group][0] if self._spans[group] else None

    def also(self, group: int | None) -> tuple[Span, ...]:
        """The other places that the group's answer needs."""
        return self._spans[group][1:] if group is not None else ()

    def best(self, known: Matrix) -> float:
        """How like the nearest known question is that has an answer."""
        return float(known[self._answered].max(initial=-np.inf)) if self._answered.any() else 0.0

    def answerable(self, known: Matrix) -> float:
        """How like all questions with an answer: the regression of having one, about 0 to 1."""
        return float(known[self._answered].sum(dtype=np.float64))

    def proposed(self, known: Matrix) -> dict[int, int]:
        """The most likely answers: the group for each unit that one starts in."""
        nearest = [int(g) for g in np.argsort(-known)[:_PROPOSED]]
        by_unit: dict[int, int] = {}
        for group in nearest:
            span = self.quote(group)
            if span and known[group] > _NEGLIGIBLE:
                by_unit.setdefault(span.unit, group)
        return by_unit

    def labels(self, known: Matrix) -> Labels:
        """How like the questions without an answer."""
        likeness: dict[LabelKind, float] = {}
        nearest: dict[LabelKind, tuple[float, int]] = {}
        values = known.tolist()
        for number, entry, kind in self._labelled:
            value = values[number]
            likeness[kind] = likeness.get(kind, 0.0) + value
            nearest[kind] = max(nearest.get(kind, (value, entry)), (value, entry))
        closest = max((value for value, _ in nearest.values()), default=0.0)
        return Labels(likeness, {kind: entry for kind, (_, entry) in nearest.items()}, closest)

    def nearness(self, known: Matrix) -> Nearness:
        """How like the known questions about where and which the structures are."""
        about, other = (
            float(sum(known[g] for g in groups)) for groups in (self._about, self._other)
        )
        unlike = self.labels(known).likeness
        possible = about >= max(LEAST, other, unlike.get(LabelKind.OUT_OF_SCOPE, 0.0))
        likely = possible and about >= unlike.get(LabelKind.UNANSWERED, 0.0)
        return Nearness(possible, likely, likely and about >= SURE)

    def _subjects(self) -> tuple[list[int], list[int]]:
        """Groups about the structures' places, and about other quotes."""
        listed = self._knowledge.enumeration
        quotes = {(s.document, s.quote) for s in self._knowledge.structures}
        about: list[int] = []
        other: list[int] = []
        for number, group in enumerate(self.groups):
            if not group.expected:
                continue
            entry = self._knowledge.expected[group.expected[0]]
            whole = listed and entry.document == listed.document and listed.quote in entry.quote
            is_place = whole or (entry.document, entry.quote) in quotes
            (about if is_place else other).append(number)
        return about, other
