"""A source removed for good is nowhere any more, and does not come back."""

import datetime as dt
from pathlib import Path

import pytest

from bot.library.drafts import Stated
from bot.library.errors import LibraryError
from bot.library.library import Library
from bot.store.acts import Kind
from index.current import list_snapshots, load_current
from tests.index.fake_encoder import FakeEncoder
from tests.library.conftest import WHO

SECRET = "Madame Hortensia Belleplume habite au numéro sept."


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A file that should never have been published."""
    path = tmp_path / "belleplume.txt"
    path.write_text(SECRET + "\n", "utf-8")
    return path


def holding(data_dir: Path, *words: str) -> list[str]:
    """The files under the data directory that hold one of the words."""
    wanted = [word.encode() for word in words]
    return [
        path.relative_to(data_dir).as_posix()
        for path in data_dir.rglob("*")
        if path.is_file() and any(word in path.read_bytes() for word in wanted)
    ]


@pytest.mark.parametrize("withdrawn_first", [False, True])
def test_nothing_is_left(
    library: Library, secret: Path, data_dir: Path, corpus_dir: Path, withdrawn_first: bool
) -> None:
    """No file holds its text or name; snapshots without it stay; nobody can publish it again."""
    first = load_current(data_dir)
    stated = Stated(title="Lettre de Belleplume", date=dt.date(2026, 1, 1))
    draft = library.draft(secret, WHO, stated)
    library.publish(draft.id, WHO)
    library.draft(secret, WHO, stated)
    if withdrawn_first:
        library.withdraw(draft.source.id, WHO, "Belleplume le demande")
    assert holding(data_dir, "Belleplume", "belleplume")
    made = library.purge(draft.source.id, WHO)
    library.database.close()

    assert holding(data_dir, "Belleplume", "belleplume", draft.read) == []
    kept = [listed.manifest.id for listed in list_snapshots(data_dir)]
    assert set(kept) == {first.id, made.id}
    acts = Library(corpus_dir, data_dir, FakeEncoder).journal()
    assert acts[0].kind is Kind.PURGED
    assert {act.source for act in acts if act.source} == {acts[0].source}
    with pytest.raises(LibraryError, match="supprimé définitivement"):
        library.draft(secret, WHO, Stated(title="Autre"))


def test_what_took_its_place_does_not_name_it(
    library: Library, secret: Path, letter: Path, data_dir: Path
) -> None:
    """The journal still says that a source was replaced, and no longer which."""
    old = library.publish(library.draft(secret, WHO, Stated()).id, WHO).documents[-1].id
    draft = library.draft(letter, WHO, Stated())
    library.replacing(draft.id, old)
    library.publish(draft.id, WHO)
    library.purge(old, WHO)
    library.database.close()
    assert old == "belleplume"
    assert holding(data_dir, "belleplume") == []
    purged, replaced = library.journal(2)
    assert (replaced.kind, replaced.why) == (Kind.REPLACED, f"remplace {purged.source}")


def test_a_source_of_the_corpus_directory(library: Library, corpus_dir: Path) -> None:
    """Its file is only ever read, so it stays; but it is read no more, whatever it is called."""
    made = library.purge("chat", WHO)
    assert [document.id for document in made.documents] == ["lettre"]
    assert made.knowledge.expected == ()
    assert library.listed("chat")
    (corpus_dir / "chat.txt").rename(corpus_dir / "minou.txt")
    assert [document.id for document in library.rebuild(WHO).documents] == ["lettre"]


def test_what_was_never_there(library: Library, data_dir: Path) -> None:
    """An id that no source ever had is one sentence, and nothing changes."""
    before = load_current(data_dir)
    with pytest.raises(LibraryError, match="secpa corpus log"):
        library.purge("inconnue", WHO)
    assert load_current(data_dir).id == before.id
