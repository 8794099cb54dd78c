"""Long work in a process of its own, at a lower priority: answers go first while sources change.

The process is given its task as JSON and says, a JSON object a line, how far it is and how it
ended. Where the one that started it dies, it ends at its next word. What it did is
whole, or nothing.
"""

import datetime as dt
import os
import select
import subprocess
import sys
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Protocol

from pydantic import TypeAdapter

from bot.library.changes import Change
from bot.library.errors import LibraryError
from bot.library.library import Library
from corpus.errors import SecpaError
from index.encoder import Encoder, load_encoder
from index.progress import Progress, Step, silent

SILENCE = 900  # seconds without a word after which the process hangs
NICE = 10  # added to the priority's number: behind everything that answers


class _Act(StrEnum):
    CHANGES = "changes"
    PUBLISH = "publish"
    WITHDRAW = "withdraw"
    PURGE = "purge"


class LongWork(Protocol):
    """What takes long; a `Library` does it where it is, an `Apart` elsewhere."""

    def changes(
        self, draft_id: str, today: dt.date, progress: Progress = silent
    ) -> list[Change]: ...

    def publish(self, draft_id: str, who: str, progress: Progress = silent) -> object: ...

    def withdraw(
        self, id_: str, who: str, why: str | None = None, progress: Progress = silent
    ) -> object: ...

    def purge(self, id_: str, who: str, progress: Progress = silent) -> object: ...


@dataclass(frozen=True, slots=True)
class _Task:
    """One act; `who` and `why` are empty where nobody needs them."""

    corpus_dir: Path
    data_dir: Path
    encoder: str
    act: _Act
    about: str
    who: str = ""
    why: str | None = None
    today: dt.date | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    """How far the work is, or how it ended: in what changes, or in why it was refused."""

    step: Step | None = None
    done: int = 0
    total: int = 0
    changes: list[Change] | None = None
    refused: str | None = None


_TASK, _LINE = TypeAdapter(_Task), TypeAdapter(_Line)


class Apart:
    """Does long work of one library elsewhere. Its methods raise LibraryError, with the sentence of
    whatever was in the way; the sources are then what they were."""

    def __init__(self, corpus_dir: Path, data_dir: Path, encoder: str) -> None:
        """`encoder` is the encoder's name, as in the settings."""
        self._corpus_dir = corpus_dir
        self._data_dir = data_dir
        self._encoder = encoder

    def changes(self, draft_id: str, today: dt.date, progress: Progress = silent) -> list[Change]:
        """The watched questions that would get another first quote."""
        return self._run(self._task(_Act.CHANGES, draft_id, today=today), progress)

    def publish(self, draft_id: str, who: str, progress: Progress = silent) -> None:
        """Put a draft in use."""
        self._run(self._task(_Act.PUBLISH, draft_id, who), progress)

    def withdraw(
        self, id_: str, who: str, why: str | None = None, progress: Progress = silent
    ) -> None:
        """Take a source out of the answers."""
        self._run(self._task(_Act.WITHDRAW, id_, who, why), progress)

    def purge(self, id_: str, who: str, progress: Progress = silent) -> None:
        """Remove a source for good."""
        self._run(self._task(_Act.PURGE, id_, who), progress)

    def _task(
        self,
        act: _Act,
        about: str,
        who: str = "",
        why: str | None = None,
        today: dt.date | None = None,
    ) -> _Task:
        where = (self._corpus_dir.absolute(), self._data_dir.absolute())
        return _Task(*where, self._encoder, act, about, who, why, today)

    def _run(self, task: _Task, progress: Progress) -> list[Change]:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot.library.apart"],
            bufsize=0,  # what is waited for is in the pipe, nothing in a buffer before it
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,  # an interrupted terminal does not interrupt it
        )
        ended: _Line | None = None
        with process:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(_TASK.dump_json(task))
            process.stdin.close()
            while said := _next(process):
                line = _LINE.validate_json(said)
                if line.step is None:
                    ended = line
                else:
                    progress(line.step, line.done, line.total)
        if ended is None:
            raise LibraryError(
                "Le travail s'est arrêté en route (mémoire ou disque pleins ?) et n'a rien changé "
                "à moitié : voyez « secpa corpus log », puis recommencez."
            )
        if ended.refused is not None:
            raise LibraryError(ended.refused)
        return ended.changes or []


def _next(process: "subprocess.Popen[bytes]") -> bytes:
    """The process's next line, empty at its end; it is ended where it is silent for too long."""
    assert process.stdout is not None
    if select.select([process.stdout], [], [], SILENCE)[0]:
        return process.stdout.readline()
    process.kill()
    raise LibraryError(
        f"Le travail ne donnait plus signe de vie depuis {SILENCE // 60} minutes et a été arrêté, "
        "sans rien changer à moitié : voyez « secpa corpus log », puis recommencez."
    )


def main() -> None:
    """Do the task on standard input."""
    os.nice(NICE)
    task = _TASK.validate_json(sys.stdin.buffer.read())
    try:
        _say(_Line(changes=_done(task)))
    except SecpaError as error:
        _say(_Line(refused=str(error)))


def _done(task: _Task) -> list[Change]:
    @cache
    def load() -> Encoder:
        return load_encoder(task.encoder, task.data_dir)

    library = Library(task.corpus_dir, task.data_dir, load)
    match task.act:
        case _Act.CHANGES:
            return library.changes(task.about, task.today or dt.date.today(), _tell)
        case _Act.PUBLISH:
            library.publish(task.about, task.who, _tell)
        case _Act.WITHDRAW:
            library.withdraw(task.about, task.who, task.why, _tell)
        case _Act.PURGE:
            library.purge(task.about, task.who, _tell)
    return []


def _tell(step: Step, done: int, total: int, /) -> None:
    _say(_Line(step, done, total))


def _say(line: _Line) -> None:
    sys.stdout.buffer.write(_LINE.dump_json(line) + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
