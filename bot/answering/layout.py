"""An answer's parts laid out as plain text, the way it is read aloud or pasted."""

from collections.abc import Iterable, Sequence

from bot.answering.citation import Citation
from bot.phrases import Wording
from corpus.document import Source


def plain_text(
    lead: Sequence[str],
    citations: Iterable[Citation],
    gloss: str | None,
    notes: Sequence[str],
    words: Wording,
) -> str:
    """Lead, quotes with their source lines, the gloss under the first one, then the notes."""
    parts = ["\n".join(lead)] if lead else []
    for place, citation in enumerate(citations):
        parts.append(f"« {citation.quote} »\n{source_line(citation, words)}")
        if place == 0 and gloss:
            parts.append(gloss)
    if notes:
        parts.append("\n".join(notes))
    return "\n\n".join(parts)


def source_line(citation: Citation, words: Wording) -> str:
    """«— Stéphanie Rist (ministère), 9 février 2026, Lettre aux porteurs, § 5 [1]»."""
    source = citation.source
    day = words.day(source.date) if source.date else words.text("undated")
    said = [part for part in (signed(source, words), day, source.title, citation.locator) if part]
    return f"— {', '.join(said)} [{citation.number}]"


def signed(source: Source, words: Wording) -> str | None:
    """Author and role, as far as they are known."""
    if source.author and source.role and source.role not in source.author:
        return words.text("signature", author=source.author, role=source.role)
    return source.author or source.role
