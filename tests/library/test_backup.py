"""Everything lost, and a backup put back."""

import hashlib
import json
import shutil
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from bot.library.backup import read_backup, write_backup
from bot.library.drafts import Stated
from bot.library.errors import BackupError
from bot.library.files import KeptFiles
from bot.library.library import Library
from bot.store.acts import Kind
from corpus.shelf import EMPTY, FILES
from index.current import load_current
from index.snapshot import Snapshot
from tests.index.fake_encoder import FakeEncoder
from tests.library.conftest import WHO


def restore(backup: Path, corpus_dir: Path, data_dir: Path) -> Snapshot:
    shelf = read_backup(backup, data_dir, KeptFiles(data_dir))
    return Library(corpus_dir, data_dir, FakeEncoder).restored(shelf, WHO)


@pytest.fixture
def backup(library: Library, letter: Path, tmp_path: Path) -> Path:
    """A backup of one added source, one withdrawn, one watched question."""
    library.publish(library.draft(letter, WHO, Stated(title="Nouvelle")).id, WHO)
    library.withdraw("chat", WHO)
    library.watched.add("Où dort le chat ?", WHO)
    library.back_up(tmp_path / "sauvegarde.zip")
    return tmp_path / "sauvegarde.zip"


def test_everything_lost(library: Library, backup: Path, corpus_dir: Path, data_dir: Path) -> None:
    """With the data directory gone, sources, files, journal and watched questions come back."""
    lost = load_current(data_dir)
    library.database.close()
    shutil.rmtree(data_dir)
    made = restore(backup, corpus_dir, data_dir)
    assert (made.id, made.documents) == (lost.id, lost.documents)
    new = Library(corpus_dir, data_dir, FakeEncoder)
    assert [act.kind for act in new.journal()] == [
        Kind.RESTORED,
        Kind.WITHDRAWN,
        Kind.ADDED,
        Kind.BUILT,
    ]
    assert new.watched.all() == ("Où dort le chat ?",)
    assert (data_dir / FILES / made.documents[-1].source.sha256).exists()
    assert backup.stat().st_mode & 0o077 == 0


def test_beside_an_open_state(
    library: Library, backup: Path, corpus_dir: Path, data_dir: Path, letter: Path
) -> None:
    """A backup is put back while another process has the state open, and it sees it."""
    letter.write_text("Tout autre chose.\n", "utf-8")
    library.publish(library.draft(letter, WHO, Stated(title="Après")).id, WHO)
    restore(backup, corpus_dir, data_dir)
    assert [document.id for document in library.corpus().documents] == ["lettre", "nouvelle"]
    assert library.journal(1)[0].kind is Kind.RESTORED


def test_what_was_purged_since_stays_away(
    library: Library, backup: Path, corpus_dir: Path, data_dir: Path
) -> None:
    """A source removed for good after the backup does not come back with it, nor its file."""
    digest = load_current(data_dir).documents[-1].source.sha256
    library.purge("nouvelle", WHO)
    made = restore(backup, corpus_dir, data_dir)
    assert [document.id for document in made.documents] == ["lettre"]
    assert not (data_dir / FILES / digest).exists()
    assert list((data_dir / FILES).iterdir()) == []


def test_a_damaged_state_is_put_aside(
    library: Library, backup: Path, corpus_dir: Path, data_dir: Path
) -> None:
    """A state file that cannot be read is no hindrance, and is not thrown away."""
    library.database.close()
    for path in data_dir.glob("state.sqlite3*"):
        path.unlink()
    (data_dir / "state.sqlite3").write_bytes(b"not a database" * 1000)
    assert len(restore(backup, corpus_dir, data_dir).documents) == 2
    assert (data_dir / "state.sqlite3.damaged").exists()


@pytest.mark.parametrize(
    "harm", ["missing", "no archive", "changed", "stranger", "torn", "newer state", "newer shelf"]
)
def test_a_bad_backup_changes_nothing(
    library: Library, backup: Path, data_dir: Path, tmp_path: Path, harm: str
) -> None:
    """A backup that is not whole is refused in one sentence, before anything is written."""
    bad = tmp_path / "bad.zip"
    if harm == "no archive":
        bad.write_bytes(b"PK nothing")
    elif harm == "torn":
        with zipfile.ZipFile(backup) as whole:
            start = whole.getinfo("state.sqlite3").header_offset
        torn = bytearray(backup.read_bytes())
        torn[start + 60 : start + 80] = b"\xff" * 20
        bad.write_bytes(torn)
    elif harm.startswith("newer"):
        _make_newer(backup, bad, harm.removeprefix("newer "))
    elif harm != "missing":
        with zipfile.ZipFile(backup) as whole, zipfile.ZipFile(bad, "w") as changed:
            for name in whole.namelist():
                data = whole.read(name)
                if harm == "changed" and name == "shelf.json":
                    data += b" "
                if harm == "stranger" and name == "contents.json":
                    data = data.replace(b"shelf.json", b"../x.json")
                changed.writestr(name, data)
    before = load_current(data_dir).id, library.journal()
    with pytest.raises(BackupError, match="mettez le programme" if "newer" in harm else None):
        read_backup(bad, data_dir, KeptFiles(data_dir))
    assert (load_current(data_dir).id, library.journal()) == before


def _make_newer(backup: Path, newer: Path, part: str) -> None:
    """The backup as a later version of the program might write it."""
    with zipfile.ZipFile(backup) as whole:
        contents = {name: whole.read(name) for name in whole.namelist()}
    if part == "shelf":
        contents["shelf.json"] = b'{"added": {"by": "another version"}}'
    else:
        state = newer.with_name("newer.sqlite3")
        state.write_bytes(contents["state.sqlite3"])
        with closing(sqlite3.connect(state)) as connection, connection:
            connection.execute("UPDATE alembic_version SET version_num = '9999'")
        contents["state.sqlite3"] = state.read_bytes()
    said = json.loads(contents.pop("contents.json"))
    said["files"] = {name: hashlib.sha256(data).hexdigest() for name, data in contents.items()}
    with zipfile.ZipFile(newer, "w") as made:
        for name, data in contents.items():
            made.writestr(name, data)
        made.writestr("contents.json", json.dumps(said))


def test_a_state_that_cannot_be_read_is_not_saved(
    library: Library, data_dir: Path, tmp_path: Path
) -> None:
    """One sentence, and no half of a backup is left."""
    library.database.close()
    for path in data_dir.glob("state.sqlite3*"):
        path.unlink()
    (data_dir / "state.sqlite3").write_bytes(b"not a database" * 1000)
    with pytest.raises(BackupError, match="n'a pas pu être écrite"):
        write_backup(tmp_path / "s.zip", data_dir, KeptFiles(data_dir), EMPTY)
    assert list(tmp_path.glob("*s.zip*")) == []
