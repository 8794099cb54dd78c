"""An encoder without a model, for tests of everything around one."""

import hashlib
from collections.abc import Sequence

import numpy as np

from index.encoder import Vectors
from index.progress import Progress, Step, silent

DIMENSION = 64


class FakeEncoder:
    """Hashed character trigrams, a pure function of the text; remembers what it was given."""

    def __init__(self, name: str = "fake") -> None:
        self._name = name
        self.encoded: list[str] = []

    @property
    def name(self) -> str:
        return self._name

    @property
    def dimension(self) -> int:
        return DIMENSION

    def encode_queries(self, texts: Sequence[str], progress: Progress = silent) -> Vectors:
        return self._encode(texts, progress)

    def encode_passages(self, texts: Sequence[str], progress: Progress = silent) -> Vectors:
        return self._encode(texts, progress)

    def encode_queries_with_tokens(
        self, texts: Sequence[str], progress: Progress = silent
    ) -> tuple[Vectors, list[Vectors]]:
        return self._encode(texts, progress), [_words(text) for text in texts]

    def encode_passages_with_tokens(
        self, texts: Sequence[str], progress: Progress = silent
    ) -> tuple[Vectors, list[Vectors]]:
        return self._encode(texts, progress), [_words(text) for text in texts]

    def _encode(self, texts: Sequence[str], progress: Progress) -> Vectors:
        vectors = []
        for done, text in enumerate(texts):
            progress(Step.ENCODING, done, len(texts))
            vectors.append(_vector(text))
        progress(Step.ENCODING, len(texts), len(texts))
        self.encoded += texts
        return _stack(vectors)


def _vector(text: str) -> Vectors:
    vector = np.zeros(DIMENSION, dtype=np.float32)
    vector[0] = 1  # a text without trigrams has a vector too
    for i in range(len(text) - 2):
        vector[hashlib.md5(text[i : i + 3].encode()).digest()[0] % DIMENSION] += 1
    return np.asarray(vector / np.linalg.norm(vector), dtype=np.float32)


def _words(text: str) -> Vectors:
    return _stack([_vector(word) for word in text.split()])


def _stack(vectors: list[Vectors]) -> Vectors:
    return np.array(vectors, dtype=np.float32).reshape(-1, DIMENSION)
