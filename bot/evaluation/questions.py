"""A question file: one JSON object a line, the question and what a right answer holds.

The format is described in `tests/eval/README.md`.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import ClassVar

from pydantic import ConfigDict, TypeAdapter, ValidationError

from bot.evaluation.errors import EvaluationError


class Expect(StrEnum):
    """What a right answer is."""

    ANSWERED = "answered"  # a gold fragment in the first quote, or in the first three
    ABSTAINED = "abstained"  # nothing found, or out of scope
    HELP = "help"
    EMERGENCY = "emergency"  # with the right number
    NO_EMERGENCY = "no_emergency"
    NONE_LISTED = "none_listed"  # nothing found, or an answer that says none is named
    EITHER = "either"  # nothing found, or gold in the first quote


@dataclass(frozen=True, slots=True)
class MustNot:
    """What would be wrong in an answer's timeline: each date, and what it must be shown as."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    revised: tuple[dt.date, ...] = ()  # never without what revised it
    past: tuple[dt.date, ...] = ()  # never as anything but past, and so on
    today: tuple[dt.date, ...] = ()
    coming: tuple[dt.date, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, and what its answer is held against; fragments compare folded."""

    id: str
    kind: str
    question: str
    expect: Expect
    gold: tuple[str, ...] = ("",)  # any one is enough; without one, any quote is
    answer_has: tuple[str, ...] = ()  # all, in the answer or the quotes counted
    all_of: tuple[str, ...] = ()  # all, in the answer or the first three quotes
    number: str = "15|112"  # of whom to call, alternatives separated by |
    source: str | None = None  # how the id begins of the source that the quote must be from
    session: str | None = None
    today: dt.date | None = None
    must_not: MustNot | None = None

    @property
    def answerable(self) -> bool:
        return self.expect is Expect.ANSWERED


_ASKED = TypeAdapter(Asked)


def read_questions(path: Path) -> tuple[Asked, ...]:
    """The questions of a file, in order.

    Raises:
        EvaluationError: it cannot be read, is empty, or has a line of another format.
    """
    try:
        lines = path.read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationError(
            f"{path} ne peut pas être lu : donnez un fichier de questions JSONL, en UTF-8."
        ) from error
    found: dict[str, Asked] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            asked = _ASKED.validate_json(line)
        except ValidationError as error:
            fields = (".".join(str(part) for part in e["loc"]) for e in error.errors())
            wrong = ", ".join(dict.fromkeys(field for field in fields if field))
            raise EvaluationError(
                f"{path}, ligne {number} : {f'« {wrong} »' if wrong else 'le JSON'} ne va pas ; "
                "corrigez la ligne d'après tests/eval/README.md."
            ) from error
        if asked.id in found:
            raise EvaluationError(
                f"{path}, ligne {number} : « {asked.id} » est déjà pris ; changez l'un des deux."
            )
        found[asked.id] = asked
    if not found:
        raise EvaluationError(f"{path} ne contient aucune question : ajoutez-en une par ligne.")
    return tuple(found.values())
