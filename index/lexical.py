"""Search by words: BM25 over stems, with the rarity of each word in the corpus."""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

# Lucene's BM25 with the usual k1; b below the usual 0.75, passages being of like length.
K1, B = 1.2, 0.6
# As bm25s names them.
_ARRAYS = ("indptr.csc.index.npy", "indices.csc.index.npy", "data.csc.index.npy")
_STEMS = "vocab.index.json"

Scores = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Lists:
    """The texts that hold each stem: those of column i are `rows[bounds[i]:bounds[i + 1]]`.

    Rows increase within a column; `shares` are what the stem adds to the score of each.
    """

    bounds: Rows  # (stems + 1,)
    rows: Rows
    shares: Scores


class WordIndex:
    """BM25 scores of one list of texts, known by their rows in it.

    What a question costs grows with how often its words stand in the texts: of each word the
    texts that hold it are listed with its share of their scores.
    """

    def __init__(self, columns: Mapping[str, int], lists: Lists | None, size: int) -> None:
        """Takes lists of `size` texts, None where they hold no word; use `build` or `load`."""
        self._lists = lists
        self._size = size
        self._columns = columns
        counts = np.diff(lists.bounds).tolist() if lists else ()
        self.frequency: Mapping[str, int] = MappingProxyType(
            {stem: counts[column] for stem, column in columns.items()}
        )  # texts that hold each stem

    @classmethod
    def build(cls, texts: Iterable[Iterable[str]]) -> "WordIndex":
        """Count the stems of each text; the same texts give the same index to the bit."""
        columns: dict[str, int] = {}
        numbers = [[columns.setdefault(stem, len(columns)) for stem in stems] for stems in texts]
        if not columns:
            return cls(columns, None, len(numbers))
        import bm25s  # takes a while to load, and only building needs it

        bm25 = bm25s.BM25(method="lucene", k1=K1, b=B)
        bm25.index((numbers, columns), create_empty_token=False, show_progress=False)
        found = bm25.scores
        return cls(columns, Lists(found["indptr"], found["indices"], found["data"]), len(numbers))

    def __len__(self) -> int:
        return self._size

    def best(self, stems: Sequence[str], k: int) -> Rows:
        """Rows of the `k` texts that score highest, of those that hold any stem; in no order."""
        known = [stem for stem in stems if stem in self._columns]
        if self._lists is None or not known:
            return np.empty(0, dtype=np.int64)
        scores = np.zeros(self._size, dtype=np.float32)
        for stem in known:
            holders, shares = self._of(self._lists, self._columns[stem])
            scores[holders] += shares
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
        if self._lists is None or column is None:
            return np.zeros(len(rows), dtype=np.float32)
        holders, shares = self._of(self._lists, column)
        place = np.minimum(np.searchsorted(holders, rows), len(holders) - 1)
        return np.where(holders[place] == rows, shares[place], np.float32(0))

    def _of(self, lists: Lists, column: int) -> tuple[Rows, Scores]:
        """The texts that hold a stem, and its share of the score of each."""
        span = slice(lists.bounds[column], lists.bounds[column + 1])
        return lists.rows[span], lists.shares[span]

    def rarity(self, stem: str) -> float:
        """Inverse document frequency, as in BM25; highest for a word that no text holds."""
        count = self.frequency.get(stem, 0)
        return math.log(1 + (self._size - count + 0.5) / (count + 0.5))

    def save(self, folder: Path) -> None:
        """Write the index as files of a new folder; none where the texts hold no word."""
        if self._lists is None:
            return
        folder.mkdir()
        arrays: tuple[Rows | Scores, ...] = (
            self._lists.bounds,
            self._lists.rows,
            self._lists.shares,
        )
        for name, array in zip(_ARRAYS, arrays, strict=True):
            np.save(folder / name, array, allow_pickle=False)
        stems = json.dumps(dict(self._columns), ensure_ascii=False)
        (folder / _STEMS).write_text(stems, "utf-8")

    @classmethod
    def load(cls, folder: Path, size: int) -> "WordIndex":
        """Map an index of `size` texts from the folder that `save` wrote."""
        if not folder.exists():
            return cls({}, None, size)
        mapped = (np.load(folder / name, mmap_mode="r", allow_pickle=False) for name in _ARRAYS)
        lists = Lists(*(array.view(np.ndarray) for array in mapped))  # slices faster than a map
        return cls(json.loads((folder / _STEMS).read_text("utf-8")), lists, size)
