"""Whether what was found answers: one calibrated probability, and what to say when it does not.

A logistic regression over a few measures of the match, learnt on the corpus's known questions,
each left out in turn (`benchmarks/train_known.py`). A corpus without known questions uses
the measures of search alone.
"""

import math
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import resources

from bot.answering.answer import Status
from bot.answering.matching import Choice, Matches
from corpus.questions import LabelKind

_DATA = tomllib.loads(
    resources.files("bot.answering").joinpath("answerable.toml").read_text("utf-8")
)
_STATUS = {
    LabelKind.UNANSWERED: Status.NOT_FOUND,
    LabelKind.OUT_OF_SCOPE: Status.OUT_OF_SCOPE,
    LabelKind.EMERGENCY: Status.EMERGENCY,
    LabelKind.HELP: Status.HELP,
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """The status a question gets, and the probability that its best quote answers it."""

    status: Status
    confidence: float


def measures(matches: Matches, choice: Choice, holds: bool) -> tuple[float, ...]:
    """What the probability is made from, in the order of the weights in `answerable.toml`."""
    labelled = matches.labels.likeness
    return (
        choice.known,
        matches.expected,
        matches.answerable,
        labelled.get(LabelKind.UNANSWERED, 0.0),
        max(labelled.get(kind, 0.0) for kind in LabelKind if kind is not LabelKind.UNANSWERED),
        matches.labels.closest,
        choice.late,
        choice.coverage,
        float(holds),
        choice.signs,
        float(matches.strange),
        matches.unknown,
    )


def judge(
    matches: Matches,
    holds: Callable[[Choice], bool],
    lacks: Callable[[Choice], bool] = lambda choice: False,
) -> tuple[Matches, Verdict]:
    """Decide from the measures, and put first what most likely answers.

    `holds` tells whether a choice's quote is of the kind asked for, `lacks` whether it is without
    what no answer can be without. With no choice at all nothing is found.
    """
    if not matches.choices:
        return matches, Verdict(Status.NOT_FOUND, 0.0)
    best = matches.choices[0]
    table = _DATA["known" if best.covered else "bare"]
    confidence, least = _chance(matches, best, holds(best)), table["threshold"]
    if matches.beside:
        other = matches.beside[0]
        chance = _chance(matches, other, holds(other))
        if chance >= max(_DATA["bare"]["beside"], confidence):
            matches = replace(matches, choices=matches.beside, beside=matches.choices)
            confidence, least = chance, _DATA["bare"]["beside"]
    labelled = matches.labels.likeness
    for kind in (LabelKind.EMERGENCY, LabelKind.HELP):
        rivals = [matches.answerable, *(v for k, v in labelled.items() if k is not kind)]
        if labelled.get(kind, 0.0) > max(table[kind.value], *rivals):
            return matches, Verdict(_STATUS[kind], min(1.0, labelled[kind]))
    if lacks(matches.choices[0]):
        confidence = 0.0
    if confidence >= least:
        return matches, Verdict(Status.ANSWERED, confidence)
    outside = labelled.get(LabelKind.OUT_OF_SCOPE, 0.0)
    beyond = outside > max(table["out_of_scope"], labelled.get(LabelKind.UNANSWERED, 0.0))
    status = Status.OUT_OF_SCOPE if beyond else Status.NOT_FOUND
    return matches, Verdict(status, confidence)


def _chance(matches: Matches, choice: Choice, holds: bool) -> float:
    """The probability that a choice answers."""
    table = _DATA["known" if choice.covered else "bare"]
    values = measures(matches, choice, holds)
    score = table["bias"] + sum(w * v for w, v in zip(table["weights"], values, strict=True))
    return 1.0 / (1.0 + math.exp(-score))
