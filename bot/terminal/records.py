"""An answer as the JSON object that programs read; its shape is a promise."""

from typing import Any

from bot.answering.answer import Answer, TimelineEntry
from bot.answering.citation import Citation


def answer_record(answer: Answer, id_: object, session: str | None) -> dict[str, Any]:
    """The whole answer."""
    return {
        "id": id_,
        "session": session,
        "question": answer.question,
        "language": answer.language,
        "status": answer.status.value,
        "answer": answer.text,
        "citations": [_citation(citation) for citation in answer.citations],
        "timeline": [_entry(entry) for entry in answer.timeline],
        "confidence": round(answer.confidence, 4),
        "snapshot": answer.snapshot,
        "elapsed_ms": answer.elapsed_ms,
    }


def _citation(citation: Citation) -> dict[str, Any]:
    source = citation.source
    return {
        "number": citation.number,
        "document": source.id,
        "title": source.title,
        "author": source.author,
        "date": source.date.isoformat() if source.date else None,
        "url": source.url,
        "locator": citation.locator,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "context": citation.context,
    }


def _entry(entry: TimelineEntry) -> dict[str, Any]:
    return {
        "date": entry.date.isoformat(),
        "precision": entry.precision,
        "label": entry.label,
        "said_by": entry.said_by,
        "said_on": entry.said_on.isoformat() if entry.said_on else None,
        "state": entry.state.value,
        "citation": entry.citation,
        "revised_by": entry.revised_by,
    }
