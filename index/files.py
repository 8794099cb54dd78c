"""Files that outlive a crash, and are known by their hash."""

import hashlib
import os
from pathlib import Path


def replace_durably(path: Path, data: bytes) -> None:
    """Give `path` a new content at once: after a crash it holds the old or the new, whole."""
    draft = path.with_name(f".{path.name}.partial")
    draft.write_bytes(data)
    sync(draft)
    draft.replace(path)
    sync(path.parent)


def hashes(folder: Path) -> dict[str, str]:
    """The hex sha256 of every file under `folder`, by its path in it."""
    return {
        path.relative_to(folder).as_posix(): sha256_of(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def sha256_of(path: Path) -> str:
    """The hex sha256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sync(path: Path) -> None:
    """Wait until the disk holds a file, or a folder's list of names."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_tree(folder: Path) -> None:
    """`sync` for everything under `folder`, and `folder` itself."""
    for path in folder.rglob("*"):
        sync(path)
    sync(folder)
