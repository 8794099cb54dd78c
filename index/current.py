"""Which snapshot is in use, which were before it, and how long they are kept.

`current`, beside the snapshots, holds one id a line: the one in use, then those in use before it.
It is replaced whole, by one rename.
"""

import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from index.errors import BuildLockedError, SnapshotError
from index.files import replace_durably
from index.snapshot import File, Manifest, Snapshot, load, read_manifest

SNAPSHOTS = "snapshots"  # under the data directory
KEPT = 5
DRAFT = ".building-"
PREPARED = ".prepared-"  # whole, and not yet published
REMOVED = ".removing-"
_CURRENT = "current"
_ID = re.compile(r"[0-9a-f]{12}")
_LOCK = ".lock"


@dataclass(frozen=True, slots=True)
class Listed:
    """A snapshot on disk, its files unchecked."""

    manifest: Manifest
    current: bool


def load_current(data_dir: Path) -> Snapshot:
    """The snapshot in use.

    Raises:
        SnapshotError: none was built yet, or it is damaged or of another format.
    """
    return load_named(data_dir, current_id(data_dir))


def load_named(data_dir: Path, id_: str) -> Snapshot:
    """The snapshot `id_`.

    Raises:
        SnapshotError: it is not there, damaged, of another format, or lies under another's name.
    """
    snapshot = load(snapshot_folder(data_dir, id_))
    if snapshot.id != id_:
        raise SnapshotError(f"L'index {id_} en est un autre : lancez « secpa index build ».")
    return snapshot


def current_id(data_dir: Path) -> str:
    """The id of the snapshot in use.

    Raises:
        SnapshotError: none was built yet.
    """
    history = _history(data_dir)
    if not history:
        raise SnapshotError("Il n'y a pas encore d'index : lancez « secpa index build ».")
    return history[0]


def snapshot_folder(data_dir: Path, id_: str) -> Path:
    """Where the snapshot `id_` lies, whether or not it exists."""
    return data_dir / SNAPSHOTS / id_


def list_snapshots(data_dir: Path) -> list[Listed]:
    """The readable snapshots, the last built first."""
    used = _history(data_dir)[:1]
    listed = []
    for folder in _folders(data_dir):
        try:
            manifest = read_manifest(folder)
        except SnapshotError:
            continue  # of another version: of no use to this one, and pruned with its turn
        listed.append(Listed(manifest, current=manifest.id in used))
    return sorted(listed, key=lambda item: item.manifest.built_at, reverse=True)


def rollback(data_dir: Path, id_: str | None = None) -> Snapshot:
    """Put an earlier snapshot back in use: `id_`, else the one in use before this one.

    Raises:
        SnapshotError: there is no such snapshot, or it is damaged; the current one stays.
        BuildLockedError: a build is running.
    """
    with build_lock(data_dir):
        snapshot = earlier(data_dir, id_)
        go_back(data_dir, snapshot.id)
    return snapshot


def earlier(data_dir: Path, id_: str | None = None) -> Snapshot:
    """The snapshot `id_`, else the one in use before this one; call it under `build_lock`.

    Raises:
        SnapshotError: there is no such snapshot, or it is damaged.
    """
    if id_ is None:
        history = _history(data_dir)
        if len(history) < 2:
            raise SnapshotError(
                "Il n'y a pas d'index précédent : « secpa index list » montre ceux qui restent."
            )
        id_ = history[1]
    if id_ not in (folder.name for folder in _folders(data_dir)):
        raise SnapshotError(
            f"Il n'y a pas d'index {id_} : « secpa index list » montre ceux qui restent."
        )
    return load_named(data_dir, id_)


def go_back(data_dir: Path, id_: str) -> None:
    """Put an earlier snapshot in use, and forget those after it; call it under `build_lock`."""
    history = _history(data_dir)
    before = history[history.index(id_) + 1 :] if id_ in history else history
    _write_history(data_dir, [id_, *before])


def make_current(data_dir: Path, id_: str) -> None:
    """Put a snapshot in use; call it under `build_lock`."""
    history = _history(data_dir)
    if history[:1] != [id_]:
        _write_history(data_dir, [id_, *(other for other in history if other != id_)])


def prune(data_dir: Path, cited: Iterable[str] = ()) -> None:
    """Remove all but the last `KEPT` snapshots and those `cited`; call it under `build_lock`.

    Those last in use come first, then those last built.
    """
    ranked = [*_history(data_dir), *(item.manifest.id for item in list_snapshots(data_dir))]
    kept = {*list(dict.fromkeys(ranked))[:KEPT], *cited}
    for folder in _folders(data_dir):
        if folder.name not in kept:
            remove(folder)
    for folder in prepared_folders(data_dir)[KEPT:]:
        remove(folder)


def remove_holding(data_dir: Path, digests: Iterable[str], names: Iterable[str]) -> None:
    """Remove the snapshots, published or not, that hold a file of these sha256 or know these ids.

    The one in use stays. Call it under `build_lock`.
    """
    used = _history(data_dir)[:1]
    for folder in (*_folders(data_dir), *prepared_folders(data_dir)):
        if folder.name not in used and (
            _mentions(folder / File.DOCUMENTS, digests) or _mentions(folder / File.SHELF, names)
        ):
            remove(folder)
    left = {folder.name for folder in _folders(data_dir)}
    _write_history(data_dir, [id_ for id_ in _history(data_dir) if id_ in left])


def _mentions(file: Path, texts: Iterable[str]) -> bool:
    """Whether a JSON file has one of the texts as a string."""
    content = file.read_bytes() if file.exists() else b""
    return any(f'"{text}"'.encode() in content for text in texts)


def prepared_folders(data_dir: Path) -> list[Path]:
    """Where whole snapshots lie that were never published, the last made first."""
    found = (data_dir / SNAPSHOTS).glob(f"{PREPARED}*")
    return sorted(found, key=lambda folder: folder.stat().st_mtime_ns, reverse=True)


def remove(folder: Path) -> None:
    """Remove a snapshot: it loses its name first, so that it is never found in part."""
    if folder.exists():
        shutil.rmtree(folder.rename(folder.with_name(f"{REMOVED}{folder.name}")))


def clean(data_dir: Path) -> None:
    """Remove what builds that were stopped left behind; call it under `build_lock`."""
    for pattern in (f"{DRAFT}*", f"{REMOVED}*"):
        for folder in (data_dir / SNAPSHOTS).glob(pattern):
            shutil.rmtree(folder)


@contextmanager
def build_lock(data_dir: Path) -> Iterator[None]:
    """Hold the lock that builds and rollbacks take; the system frees it when a process dies.

    Raises:
        BuildLockedError: another process or thread holds it.
        SnapshotError: what is done under it cannot write.
    """
    folder = data_dir / SNAPSHOTS
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / _LOCK).acquire(blocking=False):
            yield
    except Timeout as error:
        raise BuildLockedError(
            "Une autre mise à jour de l'index est en cours : attendez qu'elle finisse, puis "
            "recommencez."
        ) from error
    except OSError as error:
        raise SnapshotError(
            f"L'index n'a pas pu être écrit dans {data_dir} ({error.strerror or error}) : vérifiez "
            "les droits et la place libre, puis recommencez ; l'index d'avant reste en service."
        ) from error


def _folders(data_dir: Path) -> list[Path]:
    folder = data_dir / SNAPSHOTS
    if not folder.is_dir():
        return []
    return [path for path in folder.iterdir() if path.is_dir() and not path.name.startswith(".")]


def _history(data_dir: Path) -> list[str]:
    """The ids, the one in use first; none where there is no such file, or a damaged one."""
    path = data_dir / SNAPSHOTS / _CURRENT
    if not path.exists():
        return []
    ids = path.read_text(encoding="ascii", errors="replace").split()
    return ids if all(map(_ID.fullmatch, ids)) else []


def _write_history(data_dir: Path, ids: list[str]) -> None:
    path = data_dir / SNAPSHOTS / _CURRENT
    replace_durably(path, ("\n".join(ids[:KEPT]) + "\n").encode("ascii"))
