"""Reads a file that someone sends: its text, and what it seems to be."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from corpus.document import Block
from corpus.errors import SourceError, UnreadableFileError
from corpus.reader import read_file as read_text


@dataclass(frozen=True, slots=True)
class Intake:
    """What was read; what could not be guessed is None."""

    text: str = field(repr=False)
    pages: tuple[int, ...]  # where each page starts in `text`; empty where there are none
    format: str
    ocr: bool
    ocr_confidence: float | None  # 0 to 1
    title: str | None
    author: str | None
    role: str | None
    date: dt.date | None
    warnings: tuple[str, ...]
    blocks: tuple[Block, ...] = field(repr=False)


def read_file(path: Path, *, also: Sequence[Path] = ()) -> Intake:
    """Read a file; `also` are the further pages of a letter that was photographed.

    Raises:
        UnreadableFileError: nothing can be read there; the message says what to do.
    """
    try:
        text, blocks = read_text(path)
    except SourceError as error:
        raise UnreadableFileError(str(error)) from error
    return Intake(
        text=text,
        pages=(),
        format=path.suffix.lower().removeprefix("."),
        ocr=False,
        ocr_confidence=None,
        title=text[blocks[0].start : blocks[0].end][:120] if blocks else None,
        author=None,
        role=None,
        date=None,
        warnings=(),
        blocks=blocks,
    )
