"""How long work says where it is, without knowing who listens."""

from enum import StrEnum
from typing import Protocol


class Step(StrEnum):
    """The parts of the work; whoever shows them puts them into words."""

    MODEL = "model"  # unpacking the bundled model, in bytes written
    READING = "reading"  # documents cut
    ENCODING = "encoding"  # texts encoded
    WRITING = "writing"  # files of the snapshot written
    PUBLISHING = "publishing"  # whole and in place (0 of 1), then current (1 of 1)


class Progress(Protocol):
    """Called as work goes on, from the thread that works: `done` of `total`, in the step's unit."""

    def __call__(self, step: Step, done: int, total: int, /) -> None: ...


def silent(step: Step, done: int, total: int) -> None:
    """A `Progress` that shows nothing."""
