"""An answer as one Telegram message, short enough for a phone and for Telegram's limits."""

from dataclasses import dataclass

from telegram.constants import MessageEntityType

from bot.answering.answer import Answer
from bot.answering.citation import Citation
from bot.phrases import Wording
from bot.telegram.formatted import (
    TEXT_LIMIT,
    Formatted,
    bold,
    clip,
    italic,
    join,
    plain,
    quoted,
    styled,
)
from bot.telegram.sourceline import same_source_line, source_line
from corpus.document import Document

_FOLDED_OVER = 280  # characters; a longer quote shows its first lines and opens on a tap
_SUBJECT_LIMIT = 200
_PART_LIMIT = 1200
_GAP = "\n\n"
_BULLET = "• "


def shown_citations(answer: Answer) -> tuple[Citation, ...]:
    """The quotes that the message itself holds."""
    return tuple(each for each in answer.citations if each.number in answer.shown)


def cited(
    document: Document, quote: str, locator: str | None, words: Wording, username: str
) -> Formatted:
    """A quote, word for word, and its source line."""
    return _block(quote) + source_line(document, locator, words, username)


def _block(quote: str) -> Formatted:
    return quoted(quote, folded=len(quote) > _FOLDED_OVER) + plain("\n")


def answer_message(answer: Answer, words: Wording, username: str) -> Formatted:
    """The whole message; what does not fit goes, the least needed first.

    `username` is the bot's, for links. The first quote is always whole.
    """
    parts: list[_Part] = []

    def add(rank: int, text: Formatted, gap: str = _GAP) -> None:
        if text.text.strip():
            parts.append(_Part(rank, gap, text))

    add(2, bold(clip(answer.subject.strip(), _SUBJECT_LIMIT)))
    for said in answer.lead:
        add(1, plain(clip(said.strip(), _PART_LIMIT)))
    shown = shown_citations(answer)
    for place, citation in enumerate(shown):
        again = place > 0 and shown[place - 1].document.id == citation.document.id
        line = same_source_line if again else source_line
        source = line(citation.document, citation.locator, words, username)
        add(0 if place == 0 else 5, _block(citation.quote) + source)
        if place == 0 and answer.gloss:
            add(3, italic(clip(answer.gloss.strip(), _PART_LIMIT)))
    bullet = _BULLET if len(answer.notes) > 1 else ""
    for place, note in enumerate(answer.notes):
        text = plain(clip(bullet + note.strip(), _PART_LIMIT))
        add(4, text, "\n" if place else _GAP)
    if not parts:
        add(0, plain(clip(answer.text.strip(), _PART_LIMIT)))
    return _fitted(parts)


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of a message: `rank` 0 is kept longest, `gap` stands before it."""

    rank: int
    gap: str
    text: Formatted


def _fitted(parts: list[_Part]) -> Formatted:
    kept = list(parts)
    while (whole := _put_together(kept)).size > TEXT_LIMIT:
        worst = max(range(len(kept)), key=lambda place: (kept[place].rank, place))
        del kept[worst]
    return whole


def _put_together(parts: list[_Part]) -> Formatted:
    whole = Formatted()
    for part in parts:
        whole = whole + plain(part.gap if whole.text else "") + part.text
    return whole


def passage_message(
    head: Formatted, text: str, span: tuple[int, int], mark: tuple[int, int] | None
) -> Formatted:
    """The passage `text[span]` under `head`, with the part of it in `mark` underlined.

    A passage too long for a message is cut around the mark.
    """
    start, end = span
    room = (TEXT_LIMIT - head.size - 10) // 2  # two units a character at the most
    before = after = ""
    if end - start > room:
        centre = mark[0] if mark else start
        first = max(start, min(centre - room // 4, end - room))
        before, after = "…" if first > start else "", "…" if first + room < end else ""
        start, end = first, min(first + room, end)
    marked = (max(start, mark[0]), min(end, mark[1])) if mark else (start, start)
    if marked[0] >= marked[1]:
        body = plain(text[start:end])
    else:
        body = (
            plain(text[start : marked[0]])
            + styled(text[marked[0] : marked[1]], MessageEntityType.UNDERLINE)
            + plain(text[marked[1] : end])
        )
    return join(_GAP, [head, plain(before) + body + plain(after)])
