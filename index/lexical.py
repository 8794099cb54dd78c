"""Search by words: BM25 over stems, with the rarity of each word in the corpus."""

import math
from collections import Counter
from collections.abc import Sequence

import bm25s
import numpy as np
import numpy.typing as npt

from index.words import content, words

# Lucene's BM25 with the usual k1; b below the usual 0.75, passages being of like length.
K1, B = 1.2, 0.6


class WordIndex:
    """BM25 scores of one list of texts; `n` texts in, arrays of `n` scores out."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.stems = [content(words(text)) for text in texts]
        self.frequency = Counter(stem for stems in self.stems for stem in set(stems))
        self._bm25: bm25s.BM25 | None = None
        if self.frequency:
            self._bm25 = bm25s.BM25(method="lucene", k1=K1, b=B)
            self._bm25.index(self.stems, show_progress=False)

    def scores(self, stems: Sequence[str]) -> npt.NDArray[np.float32]:
        """BM25 of every text for a question's stems, float32 (n,); zeros where none is known."""
        known = [stem for stem in stems if stem in self.frequency]
        if self._bm25 is None or not known:
            return np.zeros(len(self.stems), dtype=np.float32)
        return np.asarray(self._bm25.get_scores(known), dtype=np.float32)

    def rarity(self, stem: str) -> float:
        """Inverse document frequency, as in BM25; highest for a word that no text holds."""
        count, total = self.frequency.get(stem, 0), len(self.stems)
        return math.log(1 + (total - count + 0.5) / (count + 0.5))
