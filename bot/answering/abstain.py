"""Whether what was found answers: one calibrated probability, and what to say when it does not.

A logistic regression over a few measures of the match, learnt on the corpus's known questions,
each left out in turn (`benchmarks/train_answerability.py`). A corpus without known questions uses
the measures of search alone.
"""

import math
import tomllib
from dataclasses import dataclass
from importlib import resources

from bot.answering.answer import Status
from bot.answering.matching import Matches
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


def measures(matches: Matches, holds: bool) -> tuple[float, ...]:
    """What the probability is made from, in the order of the weights in `answerable.toml`."""
    labelled = matches.labels.likeness
    known = matches.choices[0].known if matches.choices else 0.0
    return (
        known,
        matches.expected,
        matches.answerable,
        labelled.get(LabelKind.UNANSWERED, 0.0),
        max(labelled.get(kind, 0.0) for kind in LabelKind if kind is not LabelKind.UNANSWERED),
        matches.late,
        matches.coverage,
        float(holds),
        matches.signs,
        float(matches.strange),
        matches.unknown,
    )


def judge(matches: Matches, holds: bool, *, known_questions: bool) -> Verdict:
    """Decide from the measures; with no choice at all nothing is found."""
    if not matches.choices:
        return Verdict(Status.NOT_FOUND, 0.0)
    table = _DATA["known" if known_questions else "bare"]
    values = measures(matches, holds)
    score = table["bias"] + sum(w * v for w, v in zip(table["weights"], values, strict=True))
    confidence = 1.0 / (1.0 + math.exp(-score))
    labelled = matches.labels.likeness
    for kind in (LabelKind.EMERGENCY, LabelKind.HELP):
        rivals = [matches.answerable, *(v for k, v in labelled.items() if k is not kind)]
        if labelled.get(kind, 0.0) > max(table[kind.value], *rivals):
            return Verdict(_STATUS[kind], labelled[kind])
    if confidence >= table["threshold"]:
        return Verdict(Status.ANSWERED, confidence)
    outside = labelled.get(LabelKind.OUT_OF_SCOPE, 0.0)
    beyond = outside > max(table["out_of_scope"], labelled.get(LabelKind.UNANSWERED, 0.0))
    return Verdict(Status.OUT_OF_SCOPE if beyond else Status.NOT_FOUND, confidence)
