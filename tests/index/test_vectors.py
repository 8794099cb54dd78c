"""Nearest vectors."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.errors import SnapshotError
from index.vectors import EXACT, VectorIndex


def _unit_vectors(count: int, seed: int) -> NDArray[np.float32]:
    vectors = np.random.default_rng(seed).normal(size=(count, 16)).astype(np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


def test_finds_what_comparing_all_finds() -> None:
    """Scores are inner products, best first, and ids are rows."""
    vectors, queries = _unit_vectors(200, 1), _unit_vectors(7, 2)
    scores, ids = VectorIndex.build(vectors).search(queries, 5)
    expected = np.argsort(-queries @ vectors.T, axis=1)[:, :5]
    assert (ids == expected).all()
    assert np.allclose(scores, np.take_along_axis(queries @ vectors.T, expected, 1), atol=1e-6)


def test_many_vectors_are_found_in_groups(tmp_path: Path) -> None:
    """Beyond `EXACT` most of the nearest are found, the same each time, also when read back."""
    vectors, queries = _unit_vectors(EXACT + 1, 1), _unit_vectors(50, 2)
    index, again = VectorIndex.build(vectors), VectorIndex.build(vectors)
    found = index.search(queries, 10)[1]
    expected = np.argsort(-queries @ vectors.T, axis=1)[:, :10]
    shared = [len(set(a) & set(b)) for a, b in zip(found, expected, strict=True)]
    assert np.mean(shared) > 8
    assert (again.search(queries, 10)[1] == found).all()
    read = VectorIndex.load(tmp_path / "index", index.save(tmp_path / "index"))
    assert (read.search(queries, 10)[1] == found).all()


def test_equal_vectors_are_no_trouble() -> None:
    """Where all stand in one group, no id is made up for the empty ones."""
    vectors = np.tile(_unit_vectors(1, 1), (EXACT + 1, 1))
    found = VectorIndex.build(vectors).nearest(vectors[0], 10)
    assert (found >= 0).all()


@pytest.mark.parametrize("count", [0, 1, 3])
def test_gives_no_more_than_there_is(count: int) -> None:
    """Asking for more than the index holds gives all it holds."""
    scores, ids = VectorIndex.build(_unit_vectors(count, 1)).search(_unit_vectors(2, 2), 10)
    assert scores.shape == ids.shape == (2, count)


def test_refuses_vectors_that_cannot_be_compared() -> None:
    """A vector of another length than 1 would win or lose by its length."""
    with pytest.raises(ValueError, match="length 1"):
        VectorIndex.build(_unit_vectors(3, 1) * 2)


def test_reads_back_what_it_saved(tmp_path: Path) -> None:
    """A saved index answers as before."""
    index = VectorIndex.build(_unit_vectors(50, 1))
    digest = index.save(tmp_path / "index")
    again = VectorIndex.load(tmp_path / "index", digest)
    queries = _unit_vectors(3, 2)
    assert (again.search(queries, 4)[1] == index.search(queries, 4)[1]).all()


def test_never_reads_a_file_that_changed(tmp_path: Path) -> None:
    """FAISS trusts its files, so a changed one is refused before it sees it."""
    path = tmp_path / "index"
    digest = VectorIndex.build(_unit_vectors(50, 1)).save(path)
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    with pytest.raises(SnapshotError, match="secpa index build"):
        VectorIndex.load(path, digest)
    with pytest.raises(SnapshotError, match="secpa index build"):
        VectorIndex.load(tmp_path / "absent", digest)
