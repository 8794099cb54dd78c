"""Reading a corpus directory, catalogued or bare."""

import hashlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from corpus.catalogue import read_corpus
from corpus.errors import CatalogueError, SourceError

from .conftest import REAL


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_five_sources_are_read() -> None:
    """The real catalogue gives five documents, four dated, the appeal with a note instead."""
    corpus = read_corpus(REAL)
    dates = {document.id: document.source.date for document in corpus.documents}
    assert dates == {
        "2026-02-02-lettre-deputes": date(2026, 2, 2),
        "2026-02-09-lettre-ministre": date(2026, 2, 9),
        "2026-02-10-question-ecrite-12850": date(2026, 2, 10),
        "2026-02-11-communique-collectif": date(2026, 2, 11),
        "sans-date-appel-syndicats-associations": None,
    }
    undated = corpus.documents[-1].source
    assert undated.date_note
    assert corpus.skipped == ()
    assert {"2026-02-04-courrier-porteurs", "rapport-pwc", "petition"} <= {
        source.id for source in corpus.missing
    }


@pytest.mark.parametrize(
    "name", ["../catalogue.toml", "/etc/hostname", "a/../../b.txt", "..\\\\b.txt", "C:\\\\b.txt"]
)
def test_a_source_outside_its_folder_is_refused(copied: Path, name: str) -> None:
    """A file name that leaves the sources' folder is one sentence that names the entry."""
    edit(copied / "catalogue.toml", 'file = "2026-02-02-lettre-deputes.txt"', f'file = "{name}"')
    with pytest.raises(CatalogueError, match=r"2026-02-02-lettre-deputes.*« file »"):
        read_corpus(copied)


def test_a_link_out_of_the_folder_is_refused(copied: Path, tmp_path: Path) -> None:
    """A symbolic link does not smuggle another file in."""
    path = copied / "sources" / "2026-02-02-lettre-deputes.txt"
    elsewhere = tmp_path / "elsewhere.txt"
    path.rename(elsewhere)
    path.symlink_to(elsewhere)
    with pytest.raises(CatalogueError, match="lien"):
        read_corpus(copied)


def test_a_missing_file_is_named(copied: Path) -> None:
    """A catalogued file that does not exist is named, with what to do."""
    (copied / "sources" / "2026-02-09-lettre-ministre.txt").unlink()
    with pytest.raises(CatalogueError, match=r"2026-02-09-lettre-ministre\.txt.*ajoutez-le"):
        read_corpus(copied)


def test_a_changed_file_is_noticed(copied: Path) -> None:
    """One changed byte of a source is refused: quotes were checked against the old text."""
    path = copied / "sources" / "2026-02-09-lettre-ministre.txt"
    path.write_bytes(path.read_bytes().replace(b"octobre", b"Octobre"))
    with pytest.raises(CatalogueError, match="a changé"):
        read_corpus(copied)


def test_a_file_out_of_the_catalogue_is_said_to_be_skipped(copied: Path) -> None:
    """A text that lies in the folder but not in the catalogue is not silently ignored."""
    (copied / "sources" / "nouveau.txt").write_text("Un texte.", encoding="utf-8")
    (skipped,) = read_corpus(copied).skipped
    assert skipped.startswith("nouveau.txt")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('title = "Lettre de la', 'titel = "Lettre de la', "« title »"),
        ("date = 2026-02-09\n", 'date = "2026-02-09"\n', "« date »"),
        ("date = 2026-02-09\n", "date = 2026-02-09T10:00:00\n", "« date »"),
        ("[[source]]", "[[sources]]", "« sources »"),
        ("[[source]]", "[[source", "TOML"),
        ('kind = "lettre"', 'kind = "lettre"\ncolour = "red"', "« colour »"),
        ('id = "petition"', 'id = "rapport-pwc"', "deux fois"),
    ],
)
def test_a_malformed_catalogue_says_what_to_correct(
    copied: Path, old: str, new: str, said: str
) -> None:
    """Every mistake is one sentence that names the file and the thing to correct."""
    edit(copied / "catalogue.toml", old, new)
    with pytest.raises(CatalogueError) as caught:
        read_corpus(copied)
    assert said in str(caught.value)
    assert "catalogue.toml" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_unreadable_catalogued_source_stops_the_reading(
    small: Callable[..., Path],
) -> None:
    """A catalogued file that is no text is an error, not a gap in the corpus."""
    raw = b"\xff\xfe\x00"
    digest = hashlib.sha256(raw).hexdigest()
    directory = small(f'[[source]]\nid = "b"\ntitle = "B"\nfile = "b.txt"\nsha256 = "{digest}"\n')
    (directory / "sources" / "b.txt").write_bytes(raw)
    with pytest.raises(SourceError, match=r"b\.txt"):
        read_corpus(directory)


def test_a_bare_directory_is_a_corpus(tmp_path: Path) -> None:
    """Without a catalogue every readable file is a source, in a stable order, with unique ids."""
    (tmp_path / "sub").mkdir()
    for name in ("b_deux-mots.txt", "a.txt", "a.md", "sub/2026-03-01-note.txt", "image.png"):
        (tmp_path / name).write_text("Une phrase entière.", encoding="utf-8")
    (tmp_path / ".cachee.txt").write_text("Caché.", encoding="utf-8")
    (tmp_path / "mauvais.txt").write_bytes(b"\xff\xfe\x00\x01")
    corpus = read_corpus(tmp_path)
    assert [document.id for document in corpus.documents] == [
        "a.md",
        "a.txt",
        "b_deux-mots",
        "sub/2026-03-01-note",
    ]
    assert [document.source.title for document in corpus.documents] == [
        "A",
        "A",
        "B deux mots",
        "2026-03-01 note",
    ]
    assert all(document.source.author is None for document in corpus.documents)
    assert all(document.source.date is None for document in corpus.documents)
    assert all(len(document.source.sha256) == 64 for document in corpus.documents)
    assert corpus.knowledge.claims == ()
    assert [sentence.split(" ")[0] for sentence in corpus.skipped] == ["image.png", "mauvais.txt"]


def test_links_out_of_a_bare_directory_are_left_out(tmp_path: Path) -> None:
    """A bare corpus holds only what lies in it."""
    inside = tmp_path / "inside"
    inside.mkdir()
    (tmp_path / "secret.txt").write_text("Dehors.", encoding="utf-8")
    (inside / "texte.txt").write_text("Dedans.", encoding="utf-8")
    (inside / "lien.txt").symlink_to(tmp_path / "secret.txt")
    assert [document.id for document in read_corpus(inside).documents] == ["texte"]


@pytest.mark.parametrize("name", ["absent", "vide"])
def test_nothing_to_read_is_an_error(tmp_path: Path, name: str) -> None:
    """A directory that is absent or holds no text is refused with what to do."""
    (tmp_path / "vide").mkdir()
    with pytest.raises(CatalogueError, match="indiquez"):
        read_corpus(tmp_path / name)
