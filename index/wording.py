"""How alike the wordings of questions are: the cosine of their stems and pairs of stems.

Vectors alone take two questions for one that differ by a single word; here that word counts by how
rare it is among the questions (tf-idf with logarithmic frequencies, as in scikit-learn).
"""

import itertools
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.words import stem, words

Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Wordings:
    """`count` questions by feature: which hold it, and what it weighs in each.

    The questions of feature i are `rows[bounds[i]:bounds[i + 1]]`, their weights alike; those of
    one question have length 1. `features` holds hashes, increasing.
    """

    count: int
    features: NDArray[np.uint32]  # (f,)
    bounds: NDArray[np.int64]  # (f + 1,)
    rows: NDArray[np.int32]
    weights: Matrix

    @classmethod
    def of(cls, texts: Sequence[str]) -> "Wordings":
        """Those of some questions."""
        counted = [_counted(text) for text in texts]
        entries = sorted((feature, i) for i, found in enumerate(counted) for feature in found)
        features, starts = np.unique(
            np.array([feature for feature, _ in entries], dtype=np.uint32), return_index=True
        )
        bounds = np.append(starts, len(entries)).astype(np.int64)
        rows = np.array([i for _, i in entries], dtype=np.int32)
        often = np.array([1 + np.log(counted[i][feature]) for feature, i in entries])
        weights = often * np.repeat(_rarity(np.diff(bounds), len(texts)), np.diff(bounds))
        lengths = np.sqrt(np.bincount(rows, weights**2, minlength=len(texts)))
        return cls(len(texts), features, bounds, rows, (weights / lengths[rows]).astype(np.float32))

    def likeness(self, text: str) -> Matrix:
        """The cosine of one question with each: (count,), 0 to 1."""
        found: Matrix = np.zeros(self.count, dtype=np.float32)
        length = 0.0
        counted = _counted(text)
        places = np.searchsorted(self.features, np.array(list(counted), dtype=np.uint32))
        for i, (feature, number) in zip(places.tolist(), counted.items(), strict=True):
            held = i < len(self.features) and self.features[i] == feature
            span = slice(self.bounds[i], self.bounds[i + 1]) if held else slice(0, 0)
            weight = float((1 + np.log(number)) * _rarity(len(self.rows[span]), self.count))
            found[self.rows[span]] += np.float32(weight) * self.weights[span]
            length += weight**2
        return found / np.float32(np.sqrt(length)) if length else found

    def blocks(self, size: int) -> Iterator[Matrix]:
        """The cosines of so many questions at a time with these and all before: (size, stop)."""
        from scipy.sparse import csc_array  # takes a while to load, and only building needs it

        columns = (self.weights, self.rows, self.bounds)
        matrix = csc_array(columns, shape=(self.count, len(self.features))).tocsr()
        for start in range(0, self.count, size):
            stop = min(start + size, self.count)
            yield (matrix[start:stop] @ matrix[:stop].T).toarray()

    def save(self, path: Path) -> None:
        """Write them to a file; the same questions give the same bytes."""
        np.savez(
            path,
            count=np.array(self.count),
            features=self.features,
            bounds=self.bounds,
            rows=self.rows,
            weights=self.weights,
        )

    @classmethod
    def load(cls, path: Path) -> "Wordings":
        """Read what `save` wrote."""
        with np.load(path, allow_pickle=False) as stored:
            count = int(stored["count"])
            arrays = (stored[name] for name in ("features", "bounds", "rows", "weights"))
            return cls(count, *arrays)


def _counted(text: str) -> Counter[int]:
    """How often each stem, and each pair of neighbours, stands in a question; by its hash."""
    stems = [stem(word) for word in words(text)]
    pairs = (f"{first} {second}" for first, second in itertools.pairwise(stems))
    return Counter(zlib.crc32(feature.encode()) for feature in (*stems, *pairs))


def _rarity(holders: NDArray[np.int64] | int, count: int) -> NDArray[np.float64]:
    """Inverse document frequency of features that so many of `count` questions hold."""
    return np.asarray(np.log((1 + count) / (1 + np.asarray(holders))) + 1)
