"""The shelf as data: what it holds, what it drops, and that damage is told."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Document, Source
from corpus.errors import SourceError
from corpus.reader import canonical
from corpus.shelf import (
    EMPTY,
    Added,
    Shelf,
    document_to_json,
    kept_document,
    read_with_shelf,
    shelf_from_json,
    shelf_to_json,
)

IDS = st.sampled_from(["a", "b", "c", "d"])


def added(id_: str, *replaces: str) -> Added:
    return Added(Source(id_, f"Titre {id_}", sha256=id_ * 64), "0" * 64, replaces)


@given(st.lists(st.tuples(IDS, st.lists(IDS, max_size=2)), max_size=6))
def test_a_shelf_reads_back(acts: list[tuple[str, list[str]]]) -> None:
    """Whatever was added and replaced, JSON gives the same shelf, and no id stands twice."""
    shelf = EMPTY
    for id_, replaces in acts:
        shelf = shelf.without(id_).with_added(added(id_, *replaces))
    assert shelf_from_json(shelf_to_json(shelf)) == shelf
    ids = [entry.source.id for entry in shelf.added]
    assert len(ids) == len(set(ids))


def test_replacing_remembers_what_was_replaced_before() -> None:
    """The third version stands for the first as well as for the second."""
    shelf = EMPTY.with_added(added("b", "a")).with_added(added("c", "b"))
    assert [(entry.source.id, entry.replaces) for entry in shelf.added] == [("c", ("b", "a"))]
    assert set(shelf.withdrawn) == {"a", "b"}


def test_a_purged_file_is_dropped_by_its_hash() -> None:
    """What has the hash goes, whatever it is called, and the hash stays."""
    shelf = EMPTY.with_added(added("a")).with_added(added("b")).without_files(("a" * 64,))
    assert [entry.source.id for entry in shelf.added] == ["b"]
    assert shelf.purged == ("a" * 64,)


@pytest.mark.parametrize("harm", ["missing", "damaged"])
def test_a_kept_document_that_is_lost(tmp_path: Path, harm: str) -> None:
    """A kept document that is missing or changed is never read; the message names the way out."""
    text, blocks = canonical("Le chat dort.")
    data = document_to_json(Document(Source("chat", "Le chat"), text, blocks))
    entry = Added(Source("chat", "Le chat"), hashlib.sha256(data).hexdigest())
    (tmp_path / entry.read).write_bytes(data)
    assert kept_document(tmp_path, entry).text == "Le chat dort."
    if harm == "missing":
        (tmp_path / entry.read).unlink()
    else:
        (tmp_path / entry.read).write_bytes(data.replace(b"dort", b"mord"))
    with pytest.raises(SourceError, match="secpa restore"):
        kept_document(tmp_path, entry)


def test_an_empty_shelf_changes_nothing(tmp_path: Path) -> None:
    """The corpus directory alone is what an empty shelf gives."""
    (tmp_path / "chat.txt").write_text("Le chat dort.\n", "utf-8")
    corpus = read_with_shelf(tmp_path, tmp_path / "files", Shelf())
    assert [document.id for document in corpus.documents] == ["chat"]
