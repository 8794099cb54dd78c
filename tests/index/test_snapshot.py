"""A snapshot is whole, or it is refused with a sentence that says what to do."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from index.build import build
from index.current import current_id, load_current, snapshot_folder
from index.errors import SnapshotError
from index.known import question_groups
from index.snapshot import ENCODED, KEYS, MOST_UNITS_WITH_TOKENS, File, check_encoder, load
from index.texts import question_texts
from tests.index.fake_encoder import FakeEncoder

INDEXES = (File.PASSAGE_INDEX, File.UNIT_INDEX)  # only of many vectors
QUESTIONS_FILE = f"{File.KNOWLEDGE}/questions.toml"


@pytest.fixture
def folder(corpus_dir: Path, data_dir: Path) -> Path:
    """A whole snapshot."""
    return snapshot_folder(data_dir, build(corpus_dir, data_dir, FakeEncoder()).id)


def test_loads_what_was_built(corpus_dir: Path, data_dir: Path) -> None:
    """What a build returns is what any other process reads."""
    built, read = build(corpus_dir, data_dir, FakeEncoder()), load_current(data_dir)
    for name in ("id", "documents", "missing", "knowledge", "passages", "units", "built_at"):
        assert getattr(read, name) == getattr(built, name)
    for name in ("passage_vectors", "unit_vectors", "question_vectors", "unit_tokens"):
        assert (getattr(read, name) == getattr(built, name)).all()
        assert not getattr(read, name).flags.writeable


def test_has_a_vector_for_everything(folder: Path) -> None:
    """Passages, units and questions each have a row, in their own order."""
    snapshot = load(folder)
    assert len(snapshot.documents) == 2
    assert len(snapshot.passage_vectors) == len(snapshot.passages) == 2
    assert len(snapshot.unit_vectors) == len(snapshot.units) == 4
    questions = question_texts(snapshot.knowledge)
    assert questions == ["Où dort le chat ?", "Where does the cat sleep?", "Bonjour"]
    assert (snapshot.question_vectors == FakeEncoder().encode_queries(questions)).all()
    unit = snapshot.units[1]
    quote = snapshot.documents[unit.document].text[unit.start : unit.end]
    assert quote == "Il rêve de souris."
    assert (snapshot.unit_vectors[1] == FakeEncoder().encode_passages([quote])[0]).all()


def test_has_the_vectors_of_each_units_tokens(folder: Path) -> None:
    """One row a word, in the units' order, as float16."""
    snapshot = load(folder)
    assert len(snapshot.unit_token_bounds) == len(snapshot.units) + 1
    assert snapshot.unit_token_bounds[-1] == len(snapshot.unit_tokens)
    for i, unit in enumerate(snapshot.units):
        text = snapshot.documents[unit.document].text[unit.start : unit.end]
        _, (expected,) = FakeEncoder().encode_passages_with_tokens([text])
        found = snapshot.unit_tokens[slice(*snapshot.unit_token_bounds[i : i + 2])]
        assert found.dtype == np.float16
        assert np.allclose(found, expected, atol=1e-3)


def test_many_units_go_without_token_vectors(corpus_dir: Path, data_dir: Path) -> None:
    """Over the limit their index is stored, and no tokens; below it again, it is as before."""
    many = corpus_dir / "liste.txt"
    many.write_text("".join(f"- {i}\n" for i in range(MOST_UNITS_WITH_TOKENS)), "utf-8")
    snapshot = build(corpus_dir, data_dir, FakeEncoder())
    assert snapshot.unit_tokens.shape == (0, FakeEncoder().dimension)
    assert snapshot.unit_token_bounds.tolist() == [0] * (len(snapshot.units) + 1)
    assert (snapshot_folder(data_dir, snapshot.id) / File.UNIT_INDEX).exists()
    assert 1 in load_current(data_dir).unit_index.nearest(snapshot.unit_vectors[1], 3)
    many.unlink()
    snapshot = build(corpus_dir, data_dir, FakeEncoder())
    assert snapshot.unit_token_bounds.tolist() == [0, 6, 10, 15, 19]
    assert not (snapshot_folder(data_dir, snapshot.id) / File.UNIT_INDEX).exists()


def test_knows_its_own_questions(folder: Path) -> None:
    """Each question is likest to the group that it belongs to."""
    snapshot = load(folder)
    of_question, groups = question_groups(snapshot.knowledge)
    texts = question_texts(snapshot.knowledge)
    asked = zip(snapshot.question_vectors, texts, strict=True)
    scores = np.array([snapshot.known.scores(vector, text) for vector, text in asked])
    assert scores.shape == (3, len(groups)) == (3, 2)
    assert scores.argmax(axis=1).tolist() == of_question.tolist() == [0, 0, 1]


@pytest.mark.parametrize(
    "name",
    [
        *(name for name in ENCODED if name not in INDEXES),
        *KEYS,
        *(File.DOCUMENTS, File.MISSING, File.PASSAGES, File.UNITS, QUESTIONS_FILE),
        *(f"{File.PASSAGE_WORDS}/data.csc.index.npy", f"{File.UNIT_WORDS}/vocab.index.json"),
    ],
)
def test_refuses_a_changed_file(folder: Path, name: str) -> None:
    """One changed bit anywhere is noticed, and the file is named."""
    data = bytearray((folder / name).read_bytes())
    data[-1] ^= 1
    (folder / name).write_bytes(data)
    with pytest.raises(SnapshotError, match=rf"{name}.*secpa index build"):
        load(folder)


def test_refuses_files_too_few_and_too_many(folder: Path) -> None:
    """A snapshot holds the files of its manifest and no others."""
    (folder / "more.json").write_text("{}", "utf-8")
    with pytest.raises(SnapshotError, match=r"more\.json"):
        load(folder)
    (folder / "more.json").unlink()
    (folder / File.UNITS).unlink()
    with pytest.raises(SnapshotError, match=File.UNITS):
        load(folder)


@pytest.mark.parametrize("text", ["", "[]", '{"format": 1}', "\0"])
def test_refuses_an_unreadable_manifest(folder: Path, text: str) -> None:
    """A manifest that says nothing is an error of the snapshot, not of the program."""
    (folder / File.MANIFEST).write_text(text, "utf-8")
    with pytest.raises(SnapshotError, match=r"illisible.*secpa index build"):
        load(folder)


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("format", 999, "autre version"),
        ("encoder", "another", "son nom"),
        ("id", "0123456789ab", "son nom"),
    ],
)
def test_refuses_a_manifest_of_another_snapshot(
    folder: Path, field: str, value: object, says: str
) -> None:
    """The id is the hash of format, encoder and files: none of them can be swapped."""
    manifest = json.loads((folder / File.MANIFEST).read_bytes())
    (folder / File.MANIFEST).write_text(json.dumps({**manifest, field: value}), "utf-8")
    with pytest.raises(SnapshotError, match=rf"{says}.*secpa index build"):
        load(folder)


def test_refuses_another_encoder(folder: Path) -> None:
    """Vectors of two models are never compared."""
    snapshot = load(folder)
    check_encoder(snapshot, "fake")
    with pytest.raises(SnapshotError, match=r"fake.*other.*secpa index build"):
        check_encoder(snapshot, "other")


def test_says_that_nothing_was_built(data_dir: Path) -> None:
    """Before the first build, the error names the command to run, and nothing is created."""
    with pytest.raises(SnapshotError, match="secpa index build"):
        load_current(data_dir)
    assert not data_dir.exists()


def test_says_that_the_current_one_is_gone(folder: Path, data_dir: Path) -> None:
    """A snapshot that someone removed is named."""
    shutil.rmtree(folder)
    with pytest.raises(SnapshotError, match=rf"{current_id(data_dir)}.*secpa index build"):
        load_current(data_dir)
