"""Watched questions: what each new source is tried on before it is published."""

from pathlib import Path

from corpus.entries import DataFile

FILE = "watched.toml"


def read_watched(directory: Path) -> tuple[str, ...]:
    """The questions of `directory`/watched.toml, in order; none where it is absent.

    Raises CatalogueError naming file and entry.
    """
    file = DataFile(directory / FILE, ("watched",))
    return tuple(entry.text("question") for entry in file.entries("watched"))
