"""One assistant over the five sources, with the real model, and a shorthand to ask it."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.answering.answer import Answer
from bot.answering.assistant import Assistant
from bot.answering.citation import Citation
from index.encoder import Encoder
from index.snapshot import Snapshot
from tests.conftest import REAL_CORPUS

TODAY = dt.date(2026, 11, 21)
Ask = Callable[..., Answer]


@pytest.fixture(scope="session")
def assistant(model_data_dir: Path, real_encoder: Encoder, real_snapshot: Snapshot) -> Assistant:
    """Answers from the five sources."""
    return Assistant(model_data_dir, REAL_CORPUS, real_encoder)


@pytest.fixture(scope="session")
def ask(assistant: Assistant) -> Ask:
    """`ask(question, today=…, session=…, language=…)`, checked to be verbatim whatever it says."""

    def answer(
        question: str,
        today: dt.date = TODAY,
        session: str | None = None,
        language: str | None = None,
    ) -> Answer:
        given = assistant.answer(question, session=session, today=today, language=language)
        check_verbatim(given, assistant)
        return given

    return answer


def check_verbatim(answer: Answer, assistant: Assistant) -> None:
    """Every quote is its document's own text, numbered from 1, and every number is a citation's."""
    by_id = {document.id: document for document in assistant.documents}
    numbers = [citation.number for citation in answer.citations]
    assert numbers == list(range(1, len(numbers) + 1))
    assert set(answer.shown) <= set(numbers)
    for citation in answer.citations:
        text = by_id[citation.document.id].text
        assert citation.quote == text[citation.start : citation.end]
        assert 0 < len(citation.quote) <= 600
        assert citation.quote == citation.quote.strip()
        assert citation.quote in citation.context
    for entry in answer.timeline:
        assert entry.citation in numbers
        assert entry.revised_by is None or entry.revised_by in numbers
    assert all(citation.quote in answer.text for citation in cited(answer))


def cited(answer: Answer) -> list[Citation]:
    """The citations that the answer itself quotes, in its order."""
    return [c for number in answer.shown for c in answer.citations if c.number == number]
