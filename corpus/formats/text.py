"""Plain text and Markdown."""

from pathlib import Path

from corpus.formats.extract import Extract
from corpus.pieces import Reading
from corpus.reader import read_file


def read(path: Path) -> Extract:
    """Read a .txt or .md file. Raises SourceError."""
    text, blocks = read_file(path)
    return Extract(Reading(text, blocks))
