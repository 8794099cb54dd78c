"""How well the spans are ranked, before places, dates and refusals have their say.

A span is relevant when it holds a gold fragment. Any one is enough for a person, so recall is the
share of questions with a relevant span among the first. nDCG has gains of 0 or 1; the ideal list
begins with as many relevant spans as the sources hold.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.answering.spans import Span
from bot.evaluation.intervals import Measured, measured
from bot.evaluation.questions import Asked
from bot.evaluation.rules import Rules
from index.passages import Unit
from index.snapshot import Snapshot

DEPTH = 10


@dataclass(frozen=True, slots=True)
class Ranking:
    """Which of the first spans are relevant, best first, and how many could be."""

    relevant: tuple[bool, ...]  # at most DEPTH
    possible: int


@dataclass(frozen=True, slots=True)
class Retrieval:
    """The measures over a set of rankings."""

    recall_1: Measured
    recall_3: Measured
    recall_10: Measured
    mrr_10: Measured
    ndcg_10: Measured


class Relevance:
    """What is relevant among the spans of one snapshot."""

    def __init__(self, snapshot: Snapshot, rules: Rules) -> None:
        self._documents = snapshot.documents
        self._rules = rules
        shortest = sorted(snapshot.units, key=lambda unit: unit.end - unit.start)
        self._units = [(unit, self._text(unit)) for unit in shortest]

    def ranking(self, asked: Asked, spans: Sequence[Span]) -> Ranking:
        """Judge the ranked spans for one question."""
        held = tuple(self._rules.holds(asked, self._text(span)) for span in spans[:DEPTH])
        return Ranking(held, max(self._possible(asked), sum(held)))

    def _possible(self, asked: Asked) -> int:
        """Units that hold gold, those that overlap counted once."""
        kept: list[Unit] = []
        for unit, text in self._units:
            if self._rules.holds(asked, text) and not any(_overlap(unit, other) for other in kept):
                kept.append(unit)
        return len(kept)

    def _text(self, place: Span | Unit) -> str:
        return self._documents[place.document].text[place.start : place.end]


def retrieval(rankings: Sequence[Ranking]) -> Retrieval:
    """The measures, with their intervals."""

    def over(measure: Callable[[Ranking], float]) -> Measured:
        return measured([measure(ranking) for ranking in rankings])

    return Retrieval(
        over(lambda ranking: recall(ranking, 1)),
        over(lambda ranking: recall(ranking, 3)),
        over(lambda ranking: recall(ranking, DEPTH)),
        over(reciprocal_rank),
        over(ndcg),
    )


def recall(ranking: Ranking, count: int) -> float:
    """1 where a relevant span is among the first `count`, else 0."""
    return float(any(ranking.relevant[:count]))


def reciprocal_rank(ranking: Ranking) -> float:
    """1 over the place of the first relevant span; 0 where none is among the first DEPTH."""
    return 1.0 / (ranking.relevant.index(True) + 1) if any(ranking.relevant) else 0.0


def ndcg(ranking: Ranking) -> float:
    """Discounted gain over that of the ideal list: 0 to 1 (Järvelin and Kekäläinen 2002)."""
    ideal = sum(_discount(place) for place in range(min(ranking.possible, DEPTH)))
    gained = sum(_discount(place) for place, held in enumerate(ranking.relevant) if held)
    return gained / ideal if ideal else 0.0


def _overlap(one: Unit, other: Unit) -> bool:
    return one.document == other.document and one.start < other.end and other.start < one.end


def _discount(place: int) -> float:
    return 1.0 / math.log2(place + 2)
