"""A citation: a span of a document that cannot be constructed unless it is verbatim."""

from dataclasses import dataclass

from corpus.document import Document, Source

QUOTE_LIMIT = 600  # characters


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered exact quote, sliced from its document; a span that is not in it: ValueError."""

    number: int
    document: Document
    start: int
    end: int
    context_start: int
    context_end: int
    locator: str  # «§ 5»

    def __post_init__(self) -> None:
        size = len(self.document.text)
        if not 0 <= self.context_start <= self.start < self.end <= self.context_end <= size:
            raise ValueError(f"span {self.start}:{self.end} does not stand in {self.document.id}")
        if self.end - self.start > QUOTE_LIMIT:
            raise ValueError(f"quote of {self.end - self.start} characters, limit {QUOTE_LIMIT}")

    @property
    def source(self) -> Source:
        return self.document.source

    @property
    def quote(self) -> str:
        return self.document.text[self.start : self.end]

    @property
    def context(self) -> str:
        """The passage around the quote, quote included."""
        return self.document.text[self.context_start : self.context_end]
