"""A question as it is understood: its language, what it asks for, what it leans on."""

from dataclasses import dataclass

from bot.answering.asks import asked
from bot.answering.authors import AuthorNames
from bot.answering.conversation import Turn, is_short, leans
from bot.answering.language import detect
from corpus.questions import Asks
from index.words import fold

LONGEST = 600  # characters that are read of a question; a pasted letter says nothing more after


@dataclass(frozen=True, slots=True)
class Question:
    """`text` stands alone: what was left out is taken from the turn before."""

    text: str
    language: str
    kind: Asks | None
    leans: bool  # on the turn before, for its subject or the author it calls «il»


def understand(
    raw: str, before: Turn | None, authors: AuthorNames, language: str | None = None
) -> Question:
    """Read a question; one that leans on the turn before is completed from it.

    «et le collectif ?» after «Que demandent les députés ?» asks what the collective demands, and
    «il propose quoi ?» after «Qui est M. Clouet ?» what Mr Clouet proposes.
    """
    text = " ".join(raw.split())[:LONGEST]
    spoken = detect(text)
    whole = _completed(text, spoken, before.question, authors) if before else None
    return Question(whole or text, language or spoken, asked(whole or text, spoken), bool(whole))


def _completed(text: str, spoken: str, before: str, authors: AuthorNames) -> str | None:
    """`text` with what it takes from the question before; None where it says all itself."""
    if is_short(text) and (resolved := authors.resolved(text, before, spoken)):
        return resolved
    if not leans(text, spoken):
        return None
    new, old = authors.mention(text), authors.mention(before)
    if new and old and new != old:
        at = fold(before).find(old)
        if at >= 0 and len(fold(before)) == len(before):
            return before[:at] + new + before[at + len(old) :]
    return f"{before} {text}"
