"""Which snapshot is in use, which were before it, and how long they are kept.

`current`, beside the snapshots, holds one id a line: the one in use, then those in use before it.
It is replaced whole, by one rename.
"""

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from index.errors import BuildLockedError, SnapshotError
from index.files import replace_durably
from index.snapshot import Manifest, Snapshot, load, read_manifest

SNAPSHOTS = "snapshots"  # under the data directory
KEPT = 5
DRAFT = ".building-"
REMOVED = ".removing-"
_CURRENT = "current"
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
    return load(snapshot_folder(data_dir, current_id(data_dir)))


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
        history = _history(data_dir)
        if id_ is None:
            if len(history) < 2:
                raise SnapshotError(
                    "Il n'y a pas d'index précédent : « secpa index list » montre ceux qui restent."
                )
            id_ = history[1]
        snapshot = _load_listed(data_dir, id_)
        earlier = history[history.index(id_) + 1 :] if id_ in history else history
        _write_history(data_dir, [id_, *earlier])
    return snapshot


def _load_listed(data_dir: Path, id_: str) -> Snapshot:
    if id_ not in (folder.name for folder in _folders(data_dir)):
        raise SnapshotError(
            f"Il n'y a pas d'index {id_} : « secpa index list » montre ceux qui restent."
        )
    return load(snapshot_folder(data_dir, id_))


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
    """
    folder = data_dir / SNAPSHOTS
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / _LOCK)
    try:
        lock.acquire(blocking=False)
    except Timeout as error:
        raise BuildLockedError(
            "Une autre mise à jour de l'index est en cours : attendez qu'elle finisse, puis "
            "recommencez."
        ) from error
    try:
        yield
    finally:
        lock.release()


def _folders(data_dir: Path) -> list[Path]:
    folder = data_dir / SNAPSHOTS
    if not folder.is_dir():
        return []
    return [path for path in folder.iterdir() if path.is_dir() and not path.name.startswith(".")]


def _history(data_dir: Path) -> list[str]:
    path = data_dir / SNAPSHOTS / _CURRENT
    return path.read_text(encoding="ascii").split() if path.exists() else []


def _write_history(data_dir: Path, ids: list[str]) -> None:
    path = data_dir / SNAPSHOTS / _CURRENT
    replace_durably(path, ("\n".join(ids[:KEPT]) + "\n").encode("ascii"))
