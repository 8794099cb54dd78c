"""Backups: what moderators did, as one file, and back again.

A backup holds the state file, the kept files and the shelf in use, each with its sha256. It does
not hold the corpus directory, nor what can be made again: snapshots and the model.
"""

import hashlib
import re
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from bot.library.errors import BackupError
from bot.library.files import KeptFiles
from bot.store.database import FILE as STATE
from bot.store.database import StateError, open_database
from bot.store.library import Tombstones
from corpus.shelf import Shelf, kept_bytes, shelf_from_json, shelf_to_json

FORMAT = 1  # grows with every change of what a backup holds
_CONTENTS, _SHELF, _FILES = "contents.json", "shelf.json", "files/"
_NAME = re.compile(r"state\.sqlite3|shelf\.json|files/[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class _Contents:
    """What a backup says of itself."""

    format: int
    files: Mapping[str, str]  # sha256 by name


_CONTENTS_TYPE = TypeAdapter(_Contents)


def write_backup(target: Path, data_dir: Path, files: KeptFiles, shelf: Shelf) -> None:
    """Write a backup, whole or not at all; call it under `build_lock`. Raises BackupError."""
    draft = target.with_name(f".{target.name}.partial")
    digests: dict[str, str] = {}
    try:
        draft.unlink(missing_ok=True)
        draft.touch(mode=0o600)  # it may hold what people asked
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive:

            def put(name: str, data: bytes) -> None:
                archive.writestr(name, data)
                digests[name] = hashlib.sha256(data).hexdigest()

            put(STATE, _copy_of(data_dir / STATE))
            put(_SHELF, shelf_to_json(shelf))
            for digest in files.all():
                put(f"{_FILES}{digest}", kept_bytes(files.folder, digest))
            archive.writestr(_CONTENTS, _CONTENTS_TYPE.dump_json(_Contents(FORMAT, digests)))
        draft.replace(target)
    except (OSError, sqlite3.Error) as error:
        draft.unlink(missing_ok=True)
        reason = getattr(error, "strerror", None) or error
        raise BackupError(
            f"La sauvegarde n'a pas pu être écrite dans {target} ({reason}) ; vérifiez les droits "
            "et la place libre, puis recommencez."
        ) from error


def read_backup(source: Path, data_dir: Path, files: KeptFiles) -> Shelf:
    """Put back the state and the kept files; returns the shelf that was in use then.

    What was removed for good, then or since, stays removed. Call it under `build_lock`, with the
    state file closed in this process. Raises BackupError, before anything is changed.
    """
    contents = _verified(source)
    state, shelf = _brought_up_to_date(contents[STATE], contents[_SHELF], source)
    dead = _tombstones(data_dir)
    for name, data in contents.items():
        if name.startswith(_FILES) and name.removeprefix(_FILES) not in dead:
            files.keep(data)
    _restore(state, data_dir / STATE)
    database = open_database(data_dir)
    tombstones = Tombstones(database)
    tombstones.add(dead, "restore")
    dead = tombstones.all()
    database.close()
    return shelf.without_files(dead)


def _verified(source: Path) -> dict[str, bytes]:
    """Everything in a backup, checked against what it says of itself."""
    wrong = BackupError(
        f"{source} n'est pas une sauvegarde entière de ce programme ; choisissez-en une autre. "
        "Rien n'a été changé."
    )
    try:
        with zipfile.ZipFile(source) as archive:
            listed = _CONTENTS_TYPE.validate_json(archive.read(_CONTENTS))
            if listed.format != FORMAT or not {STATE, _SHELF} <= listed.files.keys():
                raise wrong
            contents = {name: archive.read(name) for name in listed.files}
    except FileNotFoundError as error:
        raise BackupError(f"Il n'y a pas de fichier {source} ; vérifiez son chemin.") from error
    except (OSError, EOFError, KeyError, RuntimeError, ValidationError) as error:
        raise wrong from error
    except (zipfile.BadZipFile, zlib.error) as error:
        raise wrong from error
    for name, data in contents.items():
        named_right = _NAME.fullmatch(name) is not None
        if not named_right or hashlib.sha256(data).hexdigest() != listed.files[name]:
            raise wrong
    return contents


def _brought_up_to_date(state: bytes, shelf: bytes, source: Path) -> tuple[bytes, Shelf]:
    """The saved state with the tables of this program, and the shelf. Raises BackupError."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, STATE)
        copy.write_bytes(state)
        try:
            open_database(copy.parent).close()
            return _copy_of(copy), shelf_from_json(shelf)
        except (StateError, ValueError) as error:
            raise BackupError(
                f"{source} ne se lit pas avec cette version du programme ; mettez le programme à "
                "jour, puis recommencez. Rien n'a été changé."
            ) from error


def _tombstones(data_dir: Path) -> tuple[str, ...]:
    """What the state there, if it can be read, knows as removed; an unreadable one is put aside."""
    state = data_dir / STATE
    try:
        database = open_database(data_dir)
    except StateError:
        for path in (state, *(state.with_name(f"{STATE}{end}") for end in ("-wal", "-shm"))):
            if path.exists():
                path.replace(path.with_name(f"{path.name}.damaged"))
        return ()
    dead = Tombstones(database).all()
    database.close()
    return dead


def _copy_of(path: Path) -> bytes:
    """A state file's content at one moment, while others may be writing to it."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, STATE)
        with closing(sqlite3.connect(path)) as live, closing(sqlite3.connect(copy)) as target:
            live.backup(target)
        return copy.read_bytes()


def _restore(content: bytes, path: Path) -> None:
    """Give the state file another content in one transaction, while others may have it open."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, STATE)
        copy.write_bytes(content)
        with closing(sqlite3.connect(copy)) as saved, closing(sqlite3.connect(path)) as live:
            saved.backup(live)
