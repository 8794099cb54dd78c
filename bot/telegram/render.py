"""An answer as one Telegram message, short enough for a phone and for Telegram's limits."""

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
from bot.telegram.sourceline import source_line
from corpus.document import Document

_FOLDED_OVER = 280  # characters; a longer quote shows its first lines and opens on a tap
_SUBJECT_LIMIT = 200
_PART_LIMIT = 1200
_GAP = "\n\n"
_MARK = (MessageEntityType.BOLD, MessageEntityType.UNDERLINE)


def shown_citations(answer: Answer) -> tuple[Citation, ...]:
    """The quotes that the message itself holds."""
    return tuple(each for each in answer.citations if each.number in answer.shown)


def cited(
    document: Document, quote: str, locator: str | None, words: Wording, username: str
) -> Formatted:
    """A quote, word for word, and its source line."""
    block = quoted(quote, folded=len(quote) > _FOLDED_OVER)
    return block + plain("\n") + source_line(document, locator, words, username)


def answer_message(answer: Answer, words: Wording, username: str) -> Formatted:
    """The whole message; what does not fit goes, the least needed first.

    `username` is the bot's, for links. The first quote is always whole.
    """
    parts: list[tuple[int, Formatted]] = []  # (rank, part) in reading order, 0 is kept longest

    def add(rank: int, part: Formatted) -> None:
        if part.text.strip():
            parts.append((rank, part))

    add(2, bold(clip(answer.subject.strip(), _SUBJECT_LIMIT)))
    for line in answer.lead:
        add(1, plain(clip(line.strip(), _PART_LIMIT)))
    for place, citation in enumerate(shown_citations(answer)):
        block = cited(citation.document, citation.quote, citation.locator, words, username)
        add(0 if place == 0 else 5, block)
        if place == 0 and answer.gloss:
            add(3, italic(clip(answer.gloss.strip(), _PART_LIMIT)))
    for line in answer.notes:
        add(4, plain(clip(line.strip(), _PART_LIMIT)))
    if not parts:
        add(0, plain(clip(answer.text.strip(), _PART_LIMIT)))
    return _fitted(parts)


def _fitted(parts: list[tuple[int, Formatted]]) -> Formatted:
    kept = list(parts)
    while (whole := join(_GAP, [part for _, part in kept])).size > TEXT_LIMIT:
        worst = max(range(len(kept)), key=lambda place: (kept[place][0], place))
        del kept[worst]
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
            + styled(text[marked[0] : marked[1]], *_MARK)
            + plain(text[marked[1] : end])
        )
    return join(_GAP, [head, plain(before) + body + plain(after)])
