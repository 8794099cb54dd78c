"""What a reader makes of one file: its text, and what the file says of itself."""

import datetime as dt
from dataclasses import dataclass

from corpus.pieces import Reading


@dataclass(frozen=True, slots=True)
class Extract:
    """One file, read."""

    reading: Reading
    title: str | None = None  # of the file's own properties
    author: str | None = None
    date: dt.date | None = None
    ocr_confidence: float | None = None  # 0 to 1; None where no page was recognised from an image
    warnings: tuple[str, ...] = ()


def day_of(stated: str) -> dt.date | None:
    """The day of a date as files state it, «2026-02-09T10:00:00Z»; None where it is none."""
    try:
        return dt.date.fromisoformat(stated[:10])
    except ValueError:
        return None
