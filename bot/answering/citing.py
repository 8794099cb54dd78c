"""Spans into numbered citations, with the passage around them and their place in the text."""

from bot.answering.citation import Citation
from bot.answering.spans import Span
from bot.phrases import Wording
from corpus.document import BlockKind, Document
from index.passages import UnitKind
from index.snapshot import Snapshot

_PROSE = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
_LABEL = 60  # characters of a list's introduction in a locator


class Citer:
    """Makes the citations of one answer, numbering them as they are asked for."""

    def __init__(self, snapshot: Snapshot, words: Wording) -> None:
        self._snapshot = snapshot
        self._words = words
        self.citations: list[Citation] = []

    def cite(self, span: Span) -> int:
        """The number of the citation for `span`; the same span is cited once.

        A span whose text a citation already holds gets that citation's number.
        """
        document = self._snapshot.documents[span.document]
        for made in self.citations:
            if made.document is document and made.start <= span.start and span.end <= made.end:
                return made.number
        unit = self._snapshot.units[span.unit]
        passage = self._snapshot.passages[unit.passage]
        number = len(self.citations) + 1
        self.citations.append(
            Citation(
                number,
                document,
                span.start,
                span.end,
                min(passage.start, span.start),
                max(passage.end, span.end),
                self._locator(document, span),
            )
        )
        return number

    def _locator(self, document: Document, span: Span) -> str:
        where = _paragraph(document, span.start, self._words)
        unit = self._snapshot.units[span.unit]
        if unit.kind is UnitKind.ENUMERATED and unit.parent is not None:
            parent = self._snapshot.units[unit.parent]
            intro = document.text[parent.start : parent.end].partition(" :")[0]
            if parent.start < span.start and len(intro) <= _LABEL:
                return self._words.text("locator_list", list=intro, place=where)
        return where


def _paragraph(document: Document, start: int, words: Wording) -> str:
    """«§ 5», counting paragraphs and list items; else where it stands among them."""
    prose = [block for block in document.blocks if block.kind in _PROSE]
    number = sum(block.start <= start for block in prose)
    if number == 0:
        return words.text("locator_head")
    if start < prose[number - 1].end:
        return words.text("locator_paragraph", number=number)
    if number == len(prose):
        return words.text("locator_end")
    return words.text("locator_after", number=number)


def continued(snapshot: Snapshot, span: Span, limit: int) -> list[Span]:
    """What follows `span` in its sentence, where that was too long for one quote."""
    following: list[Span] = []
    units = snapshot.units
    last = span
    for number in range(span.unit + 1, len(units)):
        unit = units[number]
        if unit.document != span.document or len(following) == limit:
            break
        if unit.kind is UnitKind.ENUMERATED:
            continue
        gap = snapshot.documents[span.document].text[last.end : unit.start]
        if gap.strip() not in (",", ";"):
            break
        last = Span(unit.document, unit.start, unit.end, number)
        following.append(last)
    return following
