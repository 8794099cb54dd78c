"""`secpa ask --jsonl`: one question object a line in, one answer object a line out, in order."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from typing import Any, NoReturn

from bot.answering.assistant import Assistant
from bot.terminal.records import answer_record
from corpus.errors import SecpaError


def answered_lines(
    assistant: Assistant, lines: Iterable[str], today: dt.date, language: str | None
) -> Iterator[str]:
    """The JSON line for each non-empty line; a bad one gets `{"id", "error"}`, never a stop."""
    for line in lines:
        if line.strip():
            yield json.dumps(_answered(assistant, line, today, language), ensure_ascii=False)


def _answered(
    assistant: Assistant, line: str, today: dt.date, language: str | None
) -> dict[str, Any]:
    id_: object = None
    try:
        asked = json.loads(line, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return {"id": None, "error": "La ligne n'est pas du JSON ; corrigez-la."}
    try:
        if not isinstance(asked, dict):
            return {"id": None, "error": "La ligne n'est pas un objet JSON ; écrivez-en un."}
        id_ = asked.get("id")
        question, session = asked.get("question"), asked.get("session")
        if not isinstance(question, str):
            return {"id": id_, "error": "Il manque « question », un texte ; ajoutez-la."}
        if session is not None and not isinstance(session, str):
            return {"id": id_, "error": "« session » doit être un texte ; corrigez-la."}
        day = dt.date.fromisoformat(asked["today"]) if asked.get("today") else today
    except (TypeError, ValueError):
        return {"id": id_, "error": "« today » n'est pas une date ; écrivez 2026-11-21."}
    try:
        answer = assistant.answer(question, session=session, today=day, language=language)
    except SecpaError as error:
        return {"id": id_, "error": str(error)}
    return answer_record(answer, id_, session)


def _refuse(constant: str) -> NoReturn:
    """`NaN` and infinities, which Python reads and JSON has not."""
    raise ValueError(constant)
