"""Builds, and what becomes of the snapshots they leave."""

import os
import stat
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import CatalogueError, SecpaError
from index.build import build
from index.current import (
    KEPT,
    SNAPSHOTS,
    current_id,
    list_snapshots,
    load_current,
    prune,
    rollback,
    snapshot_folder,
)
from index.encoder import Vectors
from index.errors import BuildLockedError, EncoderError, SnapshotError
from index.progress import Progress, Step, silent
from index.snapshot import File, load
from tests.index.fake_encoder import FakeEncoder


def _say(corpus_dir: Path, text: str) -> None:
    (corpus_dir / "chien.txt").write_text(text, "utf-8")


def _build_several(corpus_dir: Path, data_dir: Path, count: int) -> list[str]:
    ids = []
    for number in range(count):
        _say(corpus_dir, f"Le chien a {number} puces.")
        ids.append(build(corpus_dir, data_dir, FakeEncoder()).id)
    return ids


def test_does_nothing_twice(corpus_dir: Path, data_dir: Path) -> None:
    """The same corpus and encoder give the same snapshot, untouched and without encoding."""
    first = build(corpus_dir, data_dir, FakeEncoder())
    encoder = FakeEncoder()
    again = build(corpus_dir, data_dir, encoder)
    assert (again.id, again.built_at) == (first.id, first.built_at)
    assert encoder.encoded == []


def test_encodes_only_what_is_new(corpus_dir: Path, data_dir: Path) -> None:
    """A changed document costs its own new texts; all other vectors are those of before."""
    first = build(corpus_dir, data_dir, FakeEncoder())
    _say(corpus_dir, "Le chien garde la maison. Il dort la nuit.\n")
    encoder = FakeEncoder()
    second = build(corpus_dir, data_dir, encoder)
    assert second.id != first.id == list_snapshots(data_dir)[1].manifest.id
    assert encoder.encoded == [
        "Le chien garde la maison. Il dort la nuit.",
        "Il dort la nuit.",
    ]
    assert (second.unit_vectors[:3] == first.unit_vectors[:3]).all()
    third = second.unit_token_bounds[3]
    assert (second.unit_tokens[:third] == first.unit_tokens[:third]).all()


def test_encodes_a_repeated_text_once(corpus_dir: Path, data_dir: Path) -> None:
    """Two documents that say the same share its vectors."""
    _say(corpus_dir, "Le chat dort sur le toit.")
    encoder = FakeEncoder()
    build(corpus_dir, data_dir, encoder)
    assert encoder.encoded.count("Le chat dort sur le toit.") == 1


def test_another_encoder_starts_anew(corpus_dir: Path, data_dir: Path) -> None:
    """Vectors are never taken over from another model."""
    first = build(corpus_dir, data_dir, FakeEncoder("one"))
    encoder = FakeEncoder("two")
    assert build(corpus_dir, data_dir, encoder).id != first.id
    assert len(encoder.encoded) == 2 + 4 + 3


def test_takes_nothing_from_a_damaged_snapshot(corpus_dir: Path, data_dir: Path) -> None:
    """Where a snapshot's files changed, its vectors are made again, also its own."""
    first = build(corpus_dir, data_dir, FakeEncoder())
    path = snapshot_folder(data_dir, first.id) / File.UNIT_VECTORS
    made = first.unit_vectors.copy()
    path.write_bytes(path.read_bytes()[:-4] + b"\0\0\0\0")
    encoder = FakeEncoder()
    assert build(corpus_dir, data_dir, encoder).id == first.id
    assert len(encoder.encoded) == 2 + 4 + 3
    assert (load_current(data_dir).unit_vectors == made).all()


def test_a_second_build_is_refused_at_once(corpus_dir: Path, data_dir: Path) -> None:
    """While one build runs, another, and a rollback, say so and change nothing."""
    refused = []

    def meddle(step: Step, done: int, total: int, /) -> None:
        with pytest.raises(BuildLockedError, match="attendez"):
            build(corpus_dir, data_dir, FakeEncoder())
        with pytest.raises(BuildLockedError, match="attendez"):
            rollback(data_dir)
        refused.append(step)

    snapshot = build(corpus_dir, data_dir, FakeEncoder(), meddle)
    assert set(refused) == {Step.READING, Step.ENCODING, Step.WRITING, Step.PUBLISHING}
    assert current_id(data_dir) == snapshot.id


def test_progress_goes_from_nothing_to_all(corpus_dir: Path, data_dir: Path) -> None:
    """Every step counts up to its total."""
    seen: dict[Step, list[tuple[int, int]]] = {}
    build(
        corpus_dir,
        data_dir,
        FakeEncoder(),
        lambda step, done, total: seen.setdefault(step, []).append((done, total)),
    )
    assert list(seen) == [Step.READING, Step.ENCODING, Step.WRITING, Step.PUBLISHING]
    for counts in seen.values():
        assert counts[0][0] == 0
        assert counts[-1][0] == counts[-1][1]
        assert counts == sorted(counts)


class _Broken(FakeEncoder):
    """Gives vectors that are no numbers."""

    def encode_passages(self, texts: Sequence[str], progress: Progress = silent) -> Vectors:
        return np.full((len(texts), self.dimension), np.nan, dtype=np.float32)


def test_a_build_that_fails_changes_nothing(corpus_dir: Path, data_dir: Path) -> None:
    """After a bad corpus or a bad model the old snapshot stays, and nothing else is left."""
    first = build(corpus_dir, data_dir, FakeEncoder())
    before = sorted((data_dir / SNAPSHOTS).iterdir())
    with pytest.raises(EncoderError, match="SECPA_ENCODER"):
        build(corpus_dir, data_dir, _Broken("broken"))
    (corpus_dir / "questions.toml").write_text("[[expected]]\n", "utf-8")
    with pytest.raises(CatalogueError):
        build(corpus_dir, data_dir, FakeEncoder())
    assert sorted((data_dir / SNAPSHOTS).iterdir()) == before
    assert load_current(data_dir).id == first.id


def test_a_place_that_cannot_be_written_is_named(corpus_dir: Path, tmp_path: Path) -> None:
    """A data directory that is a file gives one sentence."""
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(SnapshotError, match=r"file .*vérifiez les droits"):
        build(corpus_dir, tmp_path / "file", FakeEncoder())


def test_keeps_the_last_five(corpus_dir: Path, data_dir: Path) -> None:
    """Older snapshots go; the last five, and what answers still cite, stay."""
    ids = _build_several(corpus_dir, data_dir, KEPT + 2)
    assert [item.manifest.id for item in list_snapshots(data_dir)] == ids[:1:-1]
    assert [item.current for item in list_snapshots(data_dir)] == [True, False, False, False, False]
    rollback(data_dir, ids[2])
    prune(data_dir, cited=ids[3:4])
    assert len(list_snapshots(data_dir)) == KEPT


def test_keeps_what_is_cited(corpus_dir: Path, data_dir: Path) -> None:
    """A snapshot that an answer still cites outlives the five."""
    ids = _build_several(corpus_dir, data_dir, KEPT)
    _say(corpus_dir, "Le chien n'a plus de puces.")
    build(corpus_dir, data_dir, FakeEncoder(), cited=ids[:1])
    assert load(snapshot_folder(data_dir, ids[0])).id == ids[0]
    assert len(list_snapshots(data_dir)) == KEPT + 1


def test_rolls_back_one_step_after_another(corpus_dir: Path, data_dir: Path) -> None:
    """Without an id, each rollback undoes one change, down to the first."""
    ids = _build_several(corpus_dir, data_dir, 3)
    assert rollback(data_dir).id == current_id(data_dir) == ids[1]
    assert rollback(data_dir).id == load_current(data_dir).id == ids[0]
    with pytest.raises(SnapshotError, match="secpa index list"):
        rollback(data_dir)
    assert current_id(data_dir) == ids[0]


def test_rolls_back_to_what_was_in_use(corpus_dir: Path, data_dir: Path) -> None:
    """The snapshot in use before counts, not the one built before."""
    ids = _build_several(corpus_dir, data_dir, 3)
    _say(corpus_dir, "Le chien a 0 puces.")
    assert build(corpus_dir, data_dir, FakeEncoder()).id == ids[0]
    assert rollback(data_dir).id == ids[2]


def test_rolls_back_and_forth_by_id(corpus_dir: Path, data_dir: Path) -> None:
    """Any kept snapshot can be put in use, also one that was rolled back from."""
    ids = _build_several(corpus_dir, data_dir, 3)
    assert rollback(data_dir, ids[0]).id == current_id(data_dir) == ids[0]
    assert rollback(data_dir, ids[2]).id == current_id(data_dir) == ids[2]


@pytest.mark.parametrize("id_", ["0123456789ab", "", "..", ".lock", "../snapshots"])
def test_rolls_back_to_nothing_unknown(corpus_dir: Path, data_dir: Path, id_: str) -> None:
    """An id that is not in the list is refused, whatever path it spells."""
    snapshot = build(corpus_dir, data_dir, FakeEncoder())
    with pytest.raises(SnapshotError, match="secpa index list"):
        rollback(data_dir, id_)
    assert current_id(data_dir) == snapshot.id


def test_rolls_back_to_nothing_damaged(corpus_dir: Path, data_dir: Path) -> None:
    """A damaged snapshot is not put in use."""
    ids = _build_several(corpus_dir, data_dir, 2)
    (snapshot_folder(data_dir, ids[0]) / File.DOCUMENTS).write_text("[]", "utf-8")
    with pytest.raises(SnapshotError, match=File.DOCUMENTS):
        rollback(data_dir)
    assert current_id(data_dir) == ids[1]


def test_others_may_read_what_is_built(corpus_dir: Path, data_dir: Path) -> None:
    """A snapshot built by one user, as in an image, is read by another."""
    os.umask(0o022)
    folder = snapshot_folder(data_dir, build(corpus_dir, data_dir, FakeEncoder()).id)
    for path in folder.rglob("*"):
        assert path.stat().st_mode & stat.S_IROTH, path
    assert issubclass(SnapshotError, SecpaError)
