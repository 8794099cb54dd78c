"""Search by words: BM25 over stems, with the rarity of each word in the corpus."""

import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import bm25s
import numpy as np
import numpy.typing as npt

# Lucene's BM25 with the usual k1; b below the usual 0.75, passages being of like length.
K1, B = 1.2, 0.6

Scores = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]


class WordIndex:
    """BM25 scores of one list of texts, known by their rows in it.

    What a question costs grows with how often its words stand in the texts: of each word the
    texts that hold it are listed with its share of their scores.
    """

    def __init__(self, bm25: "bm25s.BM25 | None", size: int) -> None:
        """Takes a BM25 of `size` texts, None where they hold no word; use `build` or `load`."""
        self._bm25 = bm25
        self._size = size
        self._columns: Mapping[str, int] = bm25.vocab_dict if bm25 else {}
        counts = np.diff(bm25.scores["indptr"]).tolist() if bm25 else ()
        self.frequency: Mapping[str, int] = MappingProxyType(
            {stem: counts[column] for stem, column in self._columns.items()}
        )  # texts that hold each stem

    @classmethod
    def build(cls, texts: Iterable[Iterable[str]]) -> "WordIndex":
        """Count the stems of each text; the same texts give the same index to the bit."""
        columns: dict[str, int] = {}
        numbers = [[columns.setdefault(stem, len(columns)) for stem in stems] for stems in texts]
        if not columns:
            return cls(None, len(numbers))
        bm25 = bm25s.BM25(method="lucene", k1=K1, b=B)
        bm25.index((numbers, columns), create_empty_token=False, show_progress=False)
        return cls(bm25, len(numbers))

    def __len__(self) -> int:
        return self._size

    def best(self, stems: Sequence[str], k: int) -> Rows:
        """Rows of the `k` texts that score highest, of those that hold any stem; in no order."""
        known = [stem for stem in stems if stem in self._columns]
        if self._bm25 is None or not known:
            return np.empty(0, dtype=np.int64)
        scores = self._bm25.get_scores(known)
        found = np.flatnonzero(scores)  # few: to partition all is what takes long
        if len(found) <= k:
            return found
        return found[np.argpartition(-scores[found], k - 1)[:k]]

    def scores(self, stems: Sequence[str], rows: Rows) -> Scores:
        """BM25 of the texts in `rows`, float32, one each; zeros where no stem is known."""
        total = np.zeros(len(rows), dtype=np.float32)
        for stem in stems:
            total += self.shares(stem, rows)
        return total

    def shares(self, stem: str, rows: Rows) -> Scores:
        """What a stem adds to the scores of the texts in `rows`: 0 where one does not hold it."""
        column = self._columns.get(stem)
        if self._bm25 is None or column is None:
            return np.zeros(len(rows), dtype=np.float32)
        index = self._bm25.scores
        span = slice(index["indptr"][column], index["indptr"][column + 1])
        holders, shares = index["indices"][span], index["data"][span]  # increasing rows
        place = np.minimum(np.searchsorted(holders, rows), len(holders) - 1)
        return np.where(holders[place] == rows, shares[place], np.float32(0))

    def rarity(self, stem: str) -> float:
        """Inverse document frequency, as in BM25; highest for a word that no text holds."""
        count = self.frequency.get(stem, 0)
        return math.log(1 + (self._size - count + 0.5) / (count + 0.5))

    def save(self, folder: Path) -> None:
        """Write the index as files of a new folder; none where the texts hold no word."""
        if self._bm25 is not None:
            self._bm25.save(folder, show_progress=False)

    @classmethod
    def load(cls, folder: Path, size: int) -> "WordIndex":
        """Map an index of `size` texts from the folder that `save` wrote."""
        if not folder.exists():
            return cls(None, size)
        bm25 = bm25s.BM25.load(folder, mmap=True, show_progress=False)
        for name in ("data", "indices", "indptr"):
            bm25.scores[name] = bm25.scores[name].view(np.ndarray)  # slices faster
        return cls(bm25, size)
