"""Which known question a new one is like: kernel ridge regression over vectors and wordings.

Nearest neighbours alone confuse questions that differ by one word that matters; a ridge
regression with one output a group of questions learns which directions matter. On the project's
own questions, each left out in turn, the right quote comes first for 65 % against 34 %
(`benchmarks/known_questions.py`).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.knowledge import Knowledge
from index.wording import Wordings

WIDTH = 0.15  # of the exponential kernel, in units of cosine; e5's cosines lie within 0.7 to 1
WORDED = 0.15  # share of the wording's cosine in the kernel, chosen on tests/eval/development*
RIDGE = 0.03
_ROWS = 1000  # of the kernel that are made at once

Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Group:
    """Questions with one answer: indices into `Knowledge.expected`, or one into `.labelled`."""

    expected: tuple[int, ...] = ()
    labelled: int | None = None


def question_groups(knowledge: Knowledge) -> tuple[NDArray[np.int32], tuple[Group, ...]]:
    """The group of each of `index.texts.question_texts(knowledge)`, and the groups.

    Entries of one document with one quote are a group, in the order in which they first appear;
    then each labelled entry is one.
    """
    places: dict[tuple[str, str], list[int]] = {}
    for i, entry in enumerate(knowledge.expected):
        places.setdefault((entry.document, entry.quote), []).append(i)
    groups = [Group(expected=tuple(entries)) for entries in places.values()]
    groups += [Group(labelled=i) for i in range(len(knowledge.labelled))]
    number = {place: i for i, place in enumerate(places)}
    of_entry = [number[entry.document, entry.quote] for entry in knowledge.expected]
    of_entry += range(len(places), len(groups))
    sizes = [len(entry.questions) for entry in knowledge.expected]
    sizes += [len(entry.questions) for entry in knowledge.labelled]
    return np.repeat(np.array(of_entry, dtype=np.int32), sizes), tuple(groups)


def kernel(vectors: Matrix, wordings: Wordings) -> Matrix:
    """How alike all questions are, 1 for equal ones: (n, d) → (n, n)."""
    result = np.empty((len(vectors), len(vectors)), dtype=np.float32)
    for start, rows in _rows(vectors, wordings):
        stop = start + len(rows)
        result[start:stop, :stop] = rows
        result[:stop, start:stop] = rows.T
    return result


def _rows(vectors: Matrix, wordings: Wordings) -> Iterator[tuple[int, Matrix]]:
    """The kernel's lower half in runs of rows, up to the last one's own column, and their start."""
    for i, worded in enumerate(wordings.blocks(_ROWS)):
        start, stop = i * _ROWS, i * _ROWS + len(worded)
        yield start, _mixed(vectors[start:stop] @ vectors[:stop].T, worded)


def _mixed(cosines: Matrix, worded: Matrix) -> Matrix:
    """The kernel, of the cosines of vectors and of wordings, which are overwritten."""
    cosines -= 1.0
    cosines /= WIDTH
    np.exp(cosines, out=cosines)
    cosines *= 1 - WORDED
    worded *= WORDED
    cosines += worded
    return cosines


def fit(vectors: Matrix, wordings: Wordings, groups: NDArray[np.int32], count: int) -> Matrix:
    """Weights (questions, groups) of the regression of group membership on questions.

    Raises LinAlgError where the kernel with its ridge is not positive definite.
    """
    if not len(vectors):
        return np.zeros((0, count), dtype=np.float32)
    # It takes a while to load, and is only needed for building.
    from scipy.linalg.lapack import spftrf, spftrs

    targets = np.zeros((len(vectors), count), dtype=np.float32, order="F")
    targets[np.arange(len(vectors)), groups] = 1.0
    packed = _packed(vectors, wordings)
    factor, failed = spftrf(len(vectors), packed, transr="T", uplo="L", overwrite_a=1)
    if failed:
        raise np.linalg.LinAlgError(f"the kernel has no Cholesky factor ({failed})")
    weights, _ = spftrs(len(vectors), factor, targets, transr="T", uplo="L", overwrite_b=1)
    return np.ascontiguousarray(weights)


def _packed(vectors: Matrix, wordings: Wordings) -> Matrix:
    """The kernel's lower half with the ridge, in LAPACK's rectangular full packed format (1-D).

    Half the memory of the whole matrix, which is the largest thing in building: 200 MB for 10,000
    questions. The first half of the columns stand as they are; the triangle that the second half
    adds is turned over into the room above them.
    """
    size = len(vectors)
    half, extra = (size + 1) // 2, (size + 1) % 2
    packed = np.empty((size + extra, half), dtype=np.float32)
    for start, rows in _rows(vectors, wordings):
        for i, row in enumerate(rows, start):
            row[i] += RIDGE
            packed[i + extra, : i + 1] = row[: min(i + 1, half)]
            if i >= half:
                packed[: i - half + 1, i - half + 1 - extra] = row[half : i + 1]
    return packed.ravel()


def left_out(vectors: Matrix, wordings: Wordings, groups: NDArray[np.int32], count: int) -> Matrix:
    """Scores (questions, groups) of every question as if it were not among the known ones.

    The closed form for ridge regression: y - α / diag((K + λI)⁻¹).
    """
    targets = np.zeros((len(vectors), count))
    targets[np.arange(len(vectors)), groups] = 1.0
    gram = kernel(vectors, wordings)
    gram[np.diag_indices_from(gram)] += RIDGE
    inverse = np.linalg.inv(gram)
    scores: Matrix = (targets - inverse @ targets / np.diag(inverse)[:, None]).astype(np.float32)
    return scores


@dataclass(frozen=True, slots=True)
class KnownQuestions:
    """The fitted regression: `vectors` (questions, d), `weights` (questions, groups)."""

    vectors: Matrix
    wordings: Wordings
    weights: Matrix

    def scores(self, vector: Matrix, text: str) -> Matrix:
        """Likeness of one question (d,) to each group, about 0 for none and 1 for a known one."""
        alike = _mixed(self.vectors @ vector, self.wordings.likeness(text))
        result: Matrix = alike @ self.weights
        return result
