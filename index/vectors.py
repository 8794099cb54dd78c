"""Nearest vectors; the only module that knows FAISS."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import SnapshotError
from index.files import sha256_of
from index.threads import limit_threads


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
        index = _empty(vectors.shape[1], len(vectors))
        index.add(np.ascontiguousarray(vectors, dtype=np.float32))
        return cls(index)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def search(
        self, queries: NDArray[np.float32], k: int
    ) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """Scores and ids of the `k` nearest, best first: two arrays (queries, min(k, n))."""
        k = min(k, len(self))
        if k == 0:
            shape = (len(queries), 0)
            return np.empty(shape, np.float32), np.empty(shape, np.int64)
        scores, ids = self._index.search(np.ascontiguousarray(queries, dtype=np.float32), k)
        return scores, ids

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


def _empty(dimension: int, size: int) -> Any:
    """The kind of index for `size` vectors: exact; an approximate one would be chosen here."""
    limit_threads()
    import faiss

    return faiss.IndexFlatIP(dimension)
