"""What moderators do with the sources: each act, what it leaves, and what it refuses."""

import datetime as dt
import os
import shutil
import zipfile
from pathlib import Path

import pytest

from bot.library.drafts import Stated
from bot.library.errors import LibraryError
from bot.library.library import Library
from bot.store.acts import Kind
from corpus.claims import Precision
from corpus.shelf import FILES
from index.current import SNAPSHOTS, build_lock, load_current
from index.encoder import Encoder
from index.errors import BuildLockedError, EncoderError
from index.snapshot import Snapshot
from tests.corpus import samples
from tests.index.fake_encoder import FakeEncoder
from tests.library.conftest import NEW_LETTER, WHO

STATED = Stated(title="Nouvelle lettre", author="La ministre", date=dt.date(2026, 5, 2))
NEW = "2026-05-02-nouvelle-lettre"
needs_tesseract = pytest.mark.skipif(
    shutil.which("tesseract") is None, reason="tesseract is not installed"
)


def ids(snapshot: Snapshot) -> list[str]:
    return [document.id for document in snapshot.documents]


def publish(library: Library, letter: Path, **said: object) -> Snapshot:
    draft = library.draft(letter, WHO, STATED)
    library.amend(draft.id, Stated(), **said)  # type: ignore[arg-type]
    return library.publish(draft.id, WHO)


def test_persons_in_a_draft_are_shown(library: Library, tmp_path: Path) -> None:
    """Numbers, addresses and names that no source has are for a person to check."""
    path = tmp_path / "note.txt"
    path.write_text("Le chat dort. Demandez Mme Zoé Martin au 06 12 34 56 78.\n", "utf-8")
    said = " ".join(library.draft(path, WHO, Stated()).warnings)
    assert "06 12 34 56 78" in said
    assert "Zoé Martin" in said


def test_a_draft_is_not_public(library: Library, letter: Path, data_dir: Path) -> None:
    """Reading a file, correcting it and seeing what would change leaves the answers alone."""
    before = load_current(data_dir)
    draft = library.draft(letter, WHO, Stated(title="Lettre"))
    amended = library.amend(draft.id, STATED)
    assert amended.source.id == NEW
    assert (amended.source.author, amended.source.date) == ("La ministre", dt.date(2026, 5, 2))
    assert library.drafts() == [amended]
    assert NEW in ids(library.drafted(draft.id))
    assert load_current(data_dir).id == before.id
    assert [act.kind for act in library.journal()] == [Kind.BUILT]
    assert library.discard(draft.id)
    assert not library.discard(draft.id)
    assert library.drafts() == []
    with pytest.raises(LibraryError, match="brouillon"):
        library.publish(draft.id, WHO)


def test_an_old_draft_is_erased(library: Library, letter: Path) -> None:
    """After seven days, row and files; one that is younger stays, and so does its file."""
    old = library.draft(letter, WHO, STATED)
    letter.write_text("Tout autre chose.\n", "utf-8")
    young = library.draft(letter, WHO, STATED)
    for path in library.files.folder.iterdir():
        os.utime(path, (0, 0))
    with library.database.write() as connection:
        connection.exec_driver_sql(
            "UPDATE drafts SET at = datetime('now', '-8 days') WHERE id = ?", (old.id,)
        )
    library.drop_old()
    assert library.drafts() == [young]
    assert library.files.all() == sorted((young.source.sha256, young.read))
    with library.database.read() as connection:
        assert len(connection.exec_driver_sql("SELECT id FROM drafts").all()) == 1


@needs_tesseract
def test_all_the_photos_of_a_letter_are_kept(
    library: Library, tmp_path: Path, data_dir: Path
) -> None:
    """As one archive; once it is removed for good, the same photos are refused."""
    photos = [
        samples.photo(tmp_path / f"photo-{number}.jpg", lines)
        for number, lines in enumerate((samples.LETTER[:3], samples.LETTER[3:]), 1)
    ]
    draft = library.draft(photos[0], WHO, STATED, also=photos[1:])
    assert draft.source.file == "photos.zip"
    library.publish(draft.id, WHO)
    with zipfile.ZipFile(data_dir / FILES / draft.source.sha256) as kept:
        assert {name: kept.read(name) for name in kept.namelist()} == {
            photo.name: photo.read_bytes() for photo in photos
        }
    library.purge(NEW, WHO)
    with pytest.raises(LibraryError, match="supprimé définitivement"):
        library.draft(photos[0], WHO, STATED, also=photos[1:])


def test_publishing(library: Library, letter: Path, data_dir: Path, corpus_dir: Path) -> None:
    """A published source is in the index with its metadata, its file kept as it came.

    The corpus directory is left as it was.
    """
    listed = sorted(path.name for path in corpus_dir.iterdir())
    before = load_current(data_dir)
    made = publish(library, letter)
    current = load_current(data_dir)
    assert current.id == made.id
    assert ids(current) == ["chat", "lettre", NEW]
    document = current.documents[-1]
    assert document.text == NEW_LETTER.strip()
    assert document.source.file == "nouvelle lettre.txt"
    assert (data_dir / FILES / document.source.sha256).read_bytes() == letter.read_bytes()
    act = library.journal()[0]
    assert (act.who, act.kind, act.source) == (WHO, Kind.ADDED, NEW)
    assert (act.before, act.after) == (before.id, made.id)
    assert library.drafts() == []
    assert sorted(path.name for path in corpus_dir.iterdir()) == listed


def test_the_same_file_is_not_added_twice(library: Library, letter: Path) -> None:
    """A file that is published already is refused by name; the sources stay."""
    publish(library, letter)
    draft = library.draft(letter, WHO, Stated(title="Encore"))
    assert draft.like is not None
    assert (draft.like.id, draft.like.share) == (NEW, 1.0)
    with pytest.raises(LibraryError, match=NEW):
        library.publish(draft.id, WHO)
    assert len(library.corpus().documents) == 3


def test_replacing_keeps_what_still_stands(library: Library, letter: Path) -> None:
    """What was stated of the old text goes over to the new where its quote stands there."""
    letter.write_text("Le chat dort sur le toit. Il ne rêve plus.\n", "utf-8")
    made = publish(library, letter, replaces="chat")
    assert ids(made) == ["lettre", NEW]
    assert [(entry.document, entry.questions) for entry in made.knowledge.expected] == [
        (NEW, ("Où dort le chat ?",))
    ]
    (tmp := letter.with_name("encore.txt")).write_text("Le chat est parti.\n", "utf-8")
    draft = library.draft(tmp, WHO, Stated(title="Départ"))
    library.amend(draft.id, Stated(), replaces=NEW)
    made = library.publish(draft.id, WHO)
    assert made.knowledge.expected == ()
    assert [act.kind for act in library.journal(2)] == [Kind.REPLACED, Kind.REPLACED]


def test_withdrawing(library: Library, letter: Path, data_dir: Path) -> None:
    """A withdrawn source leaves the answers and what was stated of it, and stays in the journal."""
    publish(library, letter)
    for id_ in ("lettre", NEW):
        made = library.withdraw(id_, WHO, "caduque")
        assert id_ not in ids(made)
    assert made.knowledge.claims == ()
    assert [(act.source, act.why) for act in library.journal(2)] == [
        (NEW, "caduque"),
        ("lettre", "caduque"),
    ]
    assert [act.kind for act in library.journal(source=NEW)] == [Kind.WITHDRAWN, Kind.ADDED]
    with pytest.raises(LibraryError, match="secpa corpus list"):
        library.withdraw("lettre", WHO)
    with pytest.raises(LibraryError, match="seule source"):
        library.withdraw("chat", WHO)
    assert ids(load_current(data_dir)) == ["chat"]


def test_going_back(library: Library, letter: Path, data_dir: Path) -> None:
    """Going back takes sources and index together, and what is built next goes on from there."""
    first = load_current(data_dir)
    second = publish(library, letter)
    assert library.roll_back(WHO).id == first.id
    assert ids(load_current(data_dir)) == ["chat", "lettre"]
    assert [d.id for d in library.corpus().documents] == ["chat", "lettre"]
    assert library.rebuild(WHO).id == first.id
    assert library.roll_back(WHO, second.id).id == second.id
    assert ids(library.rebuild(WHO))[-1] == NEW
    kinds = [act.kind for act in library.journal()]
    assert kinds == [Kind.WENT_BACK, Kind.WENT_BACK, Kind.ADDED, Kind.BUILT]


def test_a_person_says_what_is_revised(library: Library, letter: Path) -> None:
    """A sentence with another date is proposed; a yes makes it a claim that revises the old one."""
    draft = library.draft(letter, WHO, STATED)
    (candidate,) = library.candidates(draft)
    assert candidate.claim.id == "fin-avril"
    assert candidate.quote == "Le financement du centre s'arrête fin octobre 2026."
    for said in (True, True, False):  # a second tap says nothing new
        library.answer_revision(draft.id, "fin-avril", said)
    made = library.publish(draft.id, WHO)
    old, new = made.knowledge.claims
    assert (new.document, new.revises, new.topic) == (NEW, (old.id,), "argent")
    assert (new.date, new.precision) == (dt.date(2026, 10, 31), Precision.MONTH)
    assert new.quote in made.documents[-1].text
    assert library.withdraw(NEW, WHO).knowledge.claims == (old,)


def test_a_failed_build_changes_nothing(
    library: Library, letter: Path, corpus_dir: Path, data_dir: Path
) -> None:
    """Where no snapshot can be made, the old one stays, and the journal does not say otherwise."""
    before = load_current(data_dir)

    def none() -> Encoder:
        raise EncoderError("Pas de modèle ; installez-en un.")

    failing = Library(corpus_dir, data_dir, none)
    draft = failing.draft(letter, WHO, STATED)
    with pytest.raises(EncoderError):
        failing.publish(draft.id, WHO)
    assert load_current(data_dir).id == before.id
    assert [act.kind for act in library.journal()] == [Kind.BUILT]
    assert NEW in ids(library.publish(draft.id, WHO))


def test_one_change_at_a_time(library: Library, letter: Path, data_dir: Path) -> None:
    """While another process changes the sources, an act is refused in one sentence."""
    draft = library.draft(letter, WHO, STATED)
    with build_lock(data_dir), pytest.raises(BuildLockedError):
        library.publish(draft.id, WHO)
    assert NEW in ids(library.publish(draft.id, WHO))


def test_the_sources_survive_the_loss_of_the_index(
    library: Library, letter: Path, corpus_dir: Path, data_dir: Path
) -> None:
    """Without any snapshot left, the journal knows what was published."""
    made = publish(library, letter)
    for path in (data_dir / SNAPSHOTS).rglob("*"):
        if path.is_file():
            path.unlink()
    again = Library(corpus_dir, data_dir, FakeEncoder).rebuild(WHO)
    assert (again.id, ids(again)) == (made.id, ids(made))
