"""Reads a file that someone sends: its text, and what it seems to be.

The file is parsed in a process of its own, a fresh interpreter, with limits on its time, its memory
and its size: a file that breaks a parser breaks nothing else.
"""

import datetime as dt
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter

from corpus.document import Block
from corpus.errors import UnreadableFileError
from corpus.formats import sentences
from corpus.formats.limits import REFUSED, SECONDS, SIZE_LIMIT


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


_INTAKE = TypeAdapter(Intake)


def read_file(path: Path, *, also: Sequence[Path] = ()) -> Intake:
    """Read a file; `also` are the further pages of a letter that was photographed.

    Safe in any thread; takes a minute at most.

    Raises:
        UnreadableFileError: nothing can be read there; the message says what to do.
    """
    paths = (path, *also)
    for each in paths:
        _check_size(each)
    process = subprocess.Popen(
        [sys.executable, "-m", "corpus.formats", *map(os.path.abspath, paths)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,  # tesseract, which it starts, ends with it
    )
    with process:
        try:
            answer, said = process.communicate(timeout=SECONDS)
        except subprocess.TimeoutExpired as error:
            sentence = sentences.TOO_SLOW.format(name=path.name, seconds=SECONDS)
            raise UnreadableFileError(sentence) from error
        finally:
            _end(process)
    if process.returncode == REFUSED:
        raise UnreadableFileError(answer.decode())
    if process.returncode:
        failure = ChildProcessError(process.returncode, said.decode("utf-8", "replace")[-2000:])
        raise UnreadableFileError(sentences.DAMAGED.format(name=path.name)) from failure
    return _INTAKE.validate_json(answer)


def _check_size(path: Path) -> None:
    try:
        size = path.stat().st_size
    except OSError as error:
        sentence = sentences.ABSENT.format(name=path.name, reason=error.strerror)
        raise UnreadableFileError(sentence) from error
    if size > SIZE_LIMIT:
        megabytes, limit = size // 1_000_000, SIZE_LIMIT // 1_000_000
        sentence = sentences.TOO_LARGE.format(name=path.name, size=megabytes, limit=limit)
        raise UnreadableFileError(sentence)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End the process, if it runs, and all that it started."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
