"""A new question is told to be like known ones by what they have in common that matters."""

import numpy as np
import pytest

from corpus.knowledge import Knowledge
from corpus.questions import Asks, Expected, LabelKind, Labelled
from index.known import (
    RIDGE,
    Group,
    KnownQuestions,
    fit,
    kernel,
    left_out,
    question_groups,
)
from index.texts import question_texts
from index.wording import Wordings

KNOWLEDGE = Knowledge(
    expected=(
        Expected("a", "Un.", Asks.DATE, ("q1", "q2")),
        Expected("b", "Deux.", Asks.SUM, ("q3",)),
        Expected("a", "Un.", Asks.REASON, ("q4",)),
    ),
    labelled=(
        Labelled(LabelKind.HELP, ("q5", "q6")),
        Labelled(LabelKind.EMERGENCY, ("q7",), number="15"),
    ),
)


def unit(rows: int, seed: int = 1) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """Random vectors of length 1."""
    found = np.random.default_rng(seed).normal(size=(rows, 24)).astype(np.float32)
    return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True), dtype=np.float32)


def test_groups() -> None:
    """Entries with one quote are one group, however far apart; each labelled entry is one."""
    of_question, groups = question_groups(KNOWLEDGE)
    assert groups == (
        Group(expected=(0, 2)),
        Group(expected=(1,)),
        Group(labelled=0),
        Group(labelled=1),
    )
    assert of_question.tolist() == [0, 0, 1, 0, 2, 2, 3]
    assert len(of_question) == len(question_texts(KNOWLEDGE))


def wordings(count: int) -> Wordings:
    """Those of the first so many questions."""
    return Wordings.of([f"quel est le {i}" for i in range(count)])


@pytest.mark.parametrize("count", [1, 2, 5, 6, 1001, 1002])
def test_the_regression_is_solved(count: int) -> None:
    """The weights are those of the plain equation, for odd and even numbers of questions."""
    vectors, groups = unit(count), np.arange(count, dtype=np.int32) % 3
    ridged = kernel(vectors, wordings(count)).astype(np.float64) + RIDGE * np.eye(count)
    expected = np.linalg.solve(ridged, np.eye(3)[groups])
    assert fit(vectors, wordings(count), groups, 3) == pytest.approx(expected, abs=1e-3)


def test_a_known_question_is_like_its_group() -> None:
    """Asked again word for word, a question is nearest to its own group, near 1."""
    of_question, groups = question_groups(KNOWLEDGE)
    vectors, texts = unit(7), question_texts(KNOWLEDGE)
    worded = Wordings.of(texts)
    known = KnownQuestions(vectors, worded, fit(vectors, worded, of_question, len(groups)))
    for vector, text, group in zip(vectors, texts, of_question, strict=True):
        found = known.scores(vector, text)
        assert found.shape == (4,)
        assert int(found.argmax()) == group
        assert found[group] == pytest.approx(1, abs=0.15)


def test_without_questions() -> None:
    """A corpus without known questions is like none."""
    of_question, groups = question_groups(Knowledge())
    assert groups == ()
    assert of_question.shape == (0,)
    worded = Wordings.of([])
    known = KnownQuestions(unit(0), worded, fit(unit(0), worded, of_question, 0))
    assert known.scores(unit(1)[0], "Qui ?").shape == (0,)


def test_left_out_is_what_fitting_without_it_gives() -> None:
    """The closed form agrees with fitting anew without each question, words as rare as before."""
    of_question, groups = question_groups(KNOWLEDGE)
    vectors = unit(7, seed=3)
    # All share their words but one of their own, so that leaving one out makes no other rarer.
    worded = wordings(7)
    shortcut = left_out(vectors, worded, of_question, len(groups))
    gram = kernel(vectors, worded)
    for i in range(len(vectors)):
        others = np.arange(len(vectors)) != i
        targets = np.eye(len(groups))[of_question[others]]
        weights = np.linalg.solve(gram[np.ix_(others, others)] + RIDGE * np.eye(6), targets)
        assert shortcut[i] == pytest.approx(gram[i, others] @ weights, abs=1e-3)


def test_kernel() -> None:
    """Equal questions are 1 alike, others less, either way round; as `scores` weighs them."""
    vectors, worded = unit(5), wordings(5)
    alike = kernel(vectors, worded)
    assert np.diag(alike) == pytest.approx(1, abs=1e-4)
    assert alike == pytest.approx(alike.T, abs=1e-6)
    assert (alike - np.eye(5) < 1).all()
    known = KnownQuestions(vectors, worded, np.eye(5, dtype=np.float32))
    assert known.scores(vectors[2], "quel est le 2") == pytest.approx(alike[2], abs=1e-5)
