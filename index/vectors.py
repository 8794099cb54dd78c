"""Nearest vectors; the only module that knows FAISS.

Up to `EXACT` vectors every one is compared: 0.2 ms a thousand on two cores. Beyond, vectors are
grouped around centres (IVF) and held in one byte a number (SQ8): a question is compared with an
eighth of them, which finds 0.96 of the ten nearest among a million in a few milliseconds, in a
quarter of the memory (`benchmarks/scale.py`, docs/performance.md).
"""

import math
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import SnapshotError
from index.files import sha256_of
from index.threads import limit_threads

EXACT = 20_000  # vectors; comparing all of them takes 4 ms
_PROBED = 8  # one group in so many is searched
_ROUNDS = 10  # of k-means
_SAMPLED = 64  # vectors a centre learns from
_SEED = 1234


class VectorIndex:
    """Vectors of length 1, searched by inner product; ids are the rows they came in."""

    def __init__(self, index: Any) -> None:
        """Takes a FAISS index; use `build` or `load`."""
        self._index = index

    @classmethod
    def build(cls, vectors: NDArray[np.float32]) -> "VectorIndex":
        """An index over `vectors`: (n, dimension), float32, each of length 1.

        Raises:
            ValueError: a vector is of another length; its scores would not be comparable.
        """
        if not np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-3):
            raise ValueError("vectors of an inner product index must have length 1")
        rows = np.ascontiguousarray(vectors, dtype=np.float32)
        index = _exact(rows) if len(rows) <= EXACT else _grouped(rows)
        index.add(rows)
        return cls(index)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def search(
        self, queries: NDArray[np.float32], k: int
    ) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """Scores and ids of the `k` nearest, best first: two arrays (queries, min(k, n)).

        Where the groups that are searched hold fewer, the last ids are -1.
        """
        k = min(k, len(self))
        if k == 0:
            shape = (len(queries), 0)
            return np.empty(shape, np.float32), np.empty(shape, np.int64)
        scores, ids = self._index.search(np.ascontiguousarray(queries, dtype=np.float32), k)
        return scores, ids

    def nearest(self, vector: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        """Ids of the vectors nearest to one, (d,): `k` or fewer, best first."""
        ids = self.search(vector[None], k)[1][0]
        found: NDArray[np.int64] = ids[ids >= 0]
        return found

    def save(self, path: Path) -> str:
        """Write the index; the hex sha256 that `load` asks for."""
        import faiss

        faiss.write_index(self._index, str(path))
        return sha256_of(path)

    @classmethod
    def load(cls, path: Path, sha256: str) -> "VectorIndex":
        """Read an index back. FAISS trusts what it reads, so the file's hash is checked first.

        Raises:
            SnapshotError: the file is missing or is not the one that was saved.
        """
        if not path.is_file() or sha256_of(path) != sha256:
            raise SnapshotError(
                f"Le fichier {path.name} de l'index est abîmé : lancez « secpa index build »."
            )
        limit_threads()
        import faiss

        return cls(faiss.read_index(str(path)))


def _exact(vectors: NDArray[np.float32]) -> Any:
    """An index that compares all vectors."""
    limit_threads()
    import faiss

    return faiss.IndexFlatIP(vectors.shape[1])


def _grouped(vectors: NDArray[np.float32]) -> Any:
    """An index that compares the vectors of the nearest groups, trained on a seeded sample."""
    limit_threads()
    import faiss

    size, dimension = vectors.shape
    groups = 2 * math.isqrt(size)
    index = faiss.IndexIVFScalarQuantizer(
        faiss.IndexFlatIP(dimension),
        dimension,
        groups,
        faiss.ScalarQuantizer.QT_8bit,
        faiss.METRIC_INNER_PRODUCT,
    )
    index.cp.niter, index.cp.max_points_per_centroid = _ROUNDS, _SAMPLED
    index.nprobe = groups // _PROBED
    sample = np.random.default_rng(_SEED).permutation(size)[: groups * _SAMPLED]
    index.train(vectors[np.sort(sample)])
    return index
