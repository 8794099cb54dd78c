"""What publishing a draft would change: first quotes of the watched questions, old and new."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.answering.answer import Answer, Status
from bot.answering.assistant import Assistant


@dataclass(frozen=True, slots=True)
class Change:
    """A watched question whose first quote would be another; None where nothing is quoted."""

    question: str
    before: str | None
    after: str | None


def changes(
    questions: Sequence[str], before: Assistant, after: Assistant, today: date
) -> list[Change]:
    """The questions that the two would not quote the same text for, in their order."""
    found = []
    for question in questions:
        old, new = (
            _first_quote(assistant.answer(question, session=None, today=today))
            for assistant in (before, after)
        )
        if old != new:
            found.append(Change(question, old, new))
    return found


def _first_quote(answer: Answer) -> str | None:
    if answer.status is not Status.ANSWERED or not answer.citations:
        return None
    return answer.citations[0].quote
