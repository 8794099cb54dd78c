"""However a snapshot is damaged, it is refused with a sentence, or says what it said before."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.build import build
from index.current import load_current, load_named, snapshot_folder
from index.errors import SnapshotError
from index.snapshot import Snapshot
from tests.index.conftest import QUESTIONS
from tests.index.fake_encoder import FakeEncoder


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with two snapshots: the one in use, and one of another corpus."""
    corpus, place = tmp_path_factory.mktemp("corpus"), tmp_path_factory.mktemp("data")
    (corpus / "chien.txt").write_text("Le chien garde la maison. Il aboie la nuit.\n", "utf-8")
    build(corpus, place, FakeEncoder())
    (corpus / "chat.txt").write_text("Le chat dort sur le toit. Il rêve de souris.\n", "utf-8")
    (corpus / "questions.toml").write_text(QUESTIONS, "utf-8")
    build(corpus, place, FakeEncoder())
    return place


@contextmanager
def put_back(*paths: Path) -> Iterator[None]:
    """What the files held is there again after the block."""
    held = [path.read_bytes() for path in paths]
    try:
        yield
    finally:
        for path, content in zip(paths, held, strict=True):
            path.write_bytes(content)


def files_of(data: Path) -> list[Path]:
    """The files that answers are made from, and the one that says which these are."""
    every = snapshot_folder(data, load_current(data).id).rglob("*")
    current = snapshot_folder(data, "current")
    return sorted(path for path in [*every, current] if path.is_file())


def same(one: Snapshot, other: Snapshot) -> bool:
    """Whether two snapshots give the same answers."""
    plain = ("id", "documents", "missing", "knowledge", "shelf", "passages", "units")
    arrays = ("passage_vectors", "unit_vectors", "question_vectors", "unit_tokens")
    return all(getattr(one, name) == getattr(other, name) for name in plain) and all(
        np.array_equal(getattr(one, name), getattr(other, name)) for name in arrays
    )


def harmless(data: Path, before: Snapshot) -> bool:
    """Whether what is there now is refused, or the same as before."""
    try:
        now = load_current(data)
    except SnapshotError as error:
        return "secpa index build" in str(error)
    return same(now, before)


@settings(max_examples=150)
@given(drawn=st.data())
def test_a_changed_file_is_refused(data: Path, drawn: st.DataObject) -> None:
    """Bytes turned over, cut off, added, or all of another file's in their place."""
    before, paths = load_current(data), files_of(data)
    path, other = drawn.draw(st.sampled_from(paths)), drawn.draw(st.sampled_from(paths))
    content = bytearray(path.read_bytes())
    at = drawn.draw(st.integers(0, max(0, len(content) - 1)))
    harms = ["turn over", "cut off", "add", "swap", "replace"]
    match drawn.draw(st.sampled_from(harms)):
        case "turn over" if content:
            content[at] ^= drawn.draw(st.integers(1, 255))
        case "cut off":
            del content[at:]
        case "add":
            content += drawn.draw(st.binary(min_size=1, max_size=50))
        case "swap":
            content = bytearray(other.read_bytes())
        case _:
            content = bytearray(drawn.draw(st.binary(max_size=200)))
    with put_back(path):
        path.write_bytes(content)
        assert harmless(data, before)


def test_two_files_that_change_places_are_refused(data: Path) -> None:
    """Though each is whole."""
    before = load_current(data)
    files = [path for path in files_of(data) if path.suffix == ".npy"]
    for one, other in pairwise(files):
        with put_back(one, other):
            first, second = one.read_bytes(), other.read_bytes()
            one.write_bytes(second)
            other.write_bytes(first)
            assert harmless(data, before)


def test_a_snapshot_under_anothers_name_is_refused(data: Path) -> None:
    """Whole as it is, it would say what its name does not."""
    snapshots = data / "snapshots"
    ids = (snapshots / "current").read_text("utf-8").split()
    one, other = (snapshots / id_ for id_ in ids)
    aside = snapshots / "aside"
    for first, second, third in ((one, aside, other), (other, aside, one)):
        first.rename(second)
        third.rename(first)
        second.rename(third)
        if first is one:
            for id_ in ids:
                with pytest.raises(SnapshotError, match="secpa index build"):
                    load_named(data, id_)
    assert [load_named(data, id_).id for id_ in ids] == ids
