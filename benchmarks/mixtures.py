"""Many passages out of few: real texts with their vectors, and beyond them seeded mixtures of two.

The pool is every run of one to seven neighbouring sentences of a file like PIAF's (see
`benchmarks.piaf`), up to `POOL`: real words and real vectors, encoded once and kept in a folder. A
mixture of two texts has sentences of both, and the vector between theirs. No new word enters, so a
word stands in as large a share of a million passages as of ten thousand: harder on BM25 than a
real corpus of that size, whose rarer words grow in number.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder, unit_length
from index.sentences import sentence_spans

POOL = 10_000
LONGEST_RUN = 7  # sentences
QUESTIONS = 1_000
SEED = 20261121

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Pool:
    """Real texts and questions, with their vectors: (n, d) of length 1, in the same order."""

    texts: tuple[str, ...]
    vectors: Vectors
    questions: tuple[str, ...]
    question_vectors: Vectors


def read_pool(path: Path, folder: Path, encoder: Encoder | None = None) -> Pool:
    """The pool of a question file; its vectors are read from `folder`, made once with `encoder`."""
    given = json.loads(path.read_text("utf-8"))
    order = np.random.default_rng(SEED)
    runs = list(_runs([passage["text"] for passage in given["passages"]]))
    texts = [runs[i] for i in order.permutation(len(runs))[:POOL]]
    asked = [each["question"] for each in given["questions"]]
    questions = [asked[i] for i in order.permutation(len(asked))[:QUESTIONS]]
    kept = folder / f"pool-{len(texts)}-{len(questions)}.npz"
    if encoder and not kept.exists():
        np.savez(
            kept,
            texts=encoder.encode_passages(texts),
            questions=encoder.encode_queries(questions),
        )
    with np.load(kept, allow_pickle=False) as arrays:
        return Pool(tuple(texts), arrays["texts"], tuple(questions), arrays["questions"])


def _runs(texts: list[str]) -> Iterator[str]:
    """Every run of one to `LONGEST_RUN` neighbouring sentences, over the ends of texts too."""
    sentences = [text[a:b] for text in texts for a, b in sentence_spans(text, 0, len(text))]
    for first in range(len(sentences)):
        for length in range(1, min(LONGEST_RUN, len(sentences) - first) + 1):
            yield " ".join(sentences[first : first + length])


@dataclass(frozen=True, slots=True)
class Mixtures:
    """`size` passages of a pool: its own first, then mixtures; the same every time."""

    pool: Pool
    size: int

    def _pairs(self) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Of each mixture its two texts, (m, 2), and the first one's share, (m,), 0.5 to 1."""
        count = max(0, self.size - len(self.pool.texts))
        chance = np.random.default_rng(SEED)
        pairs = chance.integers(len(self.pool.texts), size=(count, 2))
        return pairs, chance.uniform(0.5, 1.0, count).astype(np.float32)

    def vectors(self) -> Vectors:
        """Their vectors: (size, d), float32, of length 1."""
        pairs, share = self._pairs()
        own = self.pool.vectors[: self.size]
        made = np.empty((self.size, own.shape[1]), dtype=np.float32)
        made[: len(own)] = own
        for begin in range(0, len(pairs), 50_000):  # a block at a time: no copies in memory
            part = slice(begin, begin + 50_000)
            first, second = self.pool.vectors[pairs[part].T]
            weight = share[part, None]
            rows = slice(len(own) + begin, len(own) + begin + len(first))
            made[rows] = unit_length(weight * first + (1 - weight) * second)
        return made

    def texts(self) -> Iterator[str]:
        """Their texts: of each of the two the first words, as many as its share."""
        yield from self.pool.texts[: self.size]
        words = [text.split() for text in self.pool.texts]
        pairs, share = self._pairs()
        for (a, b), weight in zip(pairs.tolist(), share.tolist(), strict=True):
            first, second = words[a], words[b]
            cut = round(len(first) * weight)
            yield " ".join(first[:cut] + second[: round(len(second) * (1 - weight))])
