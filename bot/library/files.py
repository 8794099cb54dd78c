"""Kept files, each named by the sha256 of its content: written once, never changed."""

import hashlib
import time
from collections.abc import Iterable
from pathlib import Path

from corpus.shelf import FILES
from index.files import replace_durably

_FRESH = 3600  # seconds


class KeptFiles:
    """The folder of kept files under a data directory."""

    def __init__(self, data_dir: Path) -> None:
        self.folder = data_dir / FILES

    def keep(self, data: bytes) -> str:
        """Keep a content and return its sha256; one that is there already stays as it is."""
        digest = hashlib.sha256(data).hexdigest()
        path = self.folder / digest
        if path.exists():
            path.touch()
        else:
            self.folder.mkdir(parents=True, exist_ok=True)
            replace_durably(path, data)
        return digest

    def path(self, digest: str) -> Path:
        """Where a content lies, whether or not it is there."""
        return self.folder / digest

    def all(self) -> list[str]:
        """The sha256 of every file, sorted."""
        if not self.folder.is_dir():
            return []
        return sorted(path.name for path in self.folder.iterdir() if not path.suffix)

    def drop_all_but(self, digests: Iterable[str]) -> None:
        """Remove every file that is not among `digests`, and what a crash left half written.

        A file of the last hour stays: someone may be about to name it.
        """
        kept, before = set(digests), time.time() - _FRESH
        if self.folder.is_dir():
            for path in self.folder.iterdir():
                if path.name not in kept and path.stat().st_mtime < before:
                    path.unlink()
