"""Quotable stretches of a snapshot's documents, and how a stated quote is found there."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from index.passages import QUOTE_LIMIT
from index.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Span:
    """A quotable stretch of one document; `unit` is the unit that it mostly stands in."""

    document: int
    start: int
    end: int
    unit: int


class Spans:
    """Finds quotes in the documents of one snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._numbers = {document.id: i for i, document in enumerate(snapshot.documents)}
        self._of_units = [
            Span(unit.document, unit.start, unit.end, number)
            for number, unit in enumerate(snapshot.units)
        ]
        documents = [unit.document for unit in snapshot.units]  # increasing
        self._units = [
            range(bisect_left(documents, i), bisect_right(documents, i))
            for i in range(len(snapshot.documents))
        ]

    def find(self, document_id: str, quote: str) -> Span | None:
        """Where a quote stands; None when its document or the quote is not here."""
        number = self._numbers.get(document_id)
        if number is None:
            return None
        start = self._snapshot.documents[number].text.find(quote)
        if start < 0:
            return None
        end = start + len(quote)
        return Span(number, start, end, self._unit_at(number, start, end))

    def whole(self, document_id: str, quote: str) -> Span | None:
        """The whole sentence or list item that holds a quote, within a citation's limit."""
        span = self.find(document_id, quote)
        return self.unit_of(span) if span else None

    def unit_of(self, span: Span) -> Span:
        """The unit that a span stands in; the span itself where it holds whole units."""
        unit = self._snapshot.units[span.unit]
        inside = unit.start <= span.start and span.end <= unit.end
        if inside or span.end - span.start > QUOTE_LIMIT:
            return Span(span.document, unit.start, unit.end, span.unit)
        return span

    def of_unit(self, number: int) -> Span:
        """A unit as a span."""
        return self._of_units[number]

    def text(self, span: Span) -> str:
        """What stands in a span."""
        return self._snapshot.documents[span.document].text[span.start : span.end]

    def _unit_at(self, document: int, start: int, end: int) -> int:
        """The unit that shares most with a stretch, the smallest of those."""
        units = self._snapshot.units

        def shared(i: int) -> tuple[int, int]:
            unit = units[i]
            return min(unit.end, end) - max(unit.start, start), unit.start - unit.end

        return max(self._units[document], key=shared)
