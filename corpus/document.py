"""A document: one source's canonical text, its structure, and what is known of its origin."""

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum


class BlockKind(StrEnum):
    """What a stretch of text is, as its source lays it out."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    LINE = "line"  # a line of its own: letter head, address, signature, «key : value»


@dataclass(frozen=True, slots=True)
class Block:
    """A span of `Document.text` with one role; blocks are increasing and never overlap."""

    kind: BlockKind
    start: int
    end: int
    page: int | None = None  # 1-based, where the format has pages


@dataclass(frozen=True, slots=True)
class Source:
    """What the catalogue says about a document; everything but `id` and `title` may be unknown."""

    id: str
    title: str
    file: str = ""
    author: str | None = None
    role: str | None = (
        None  # as readers see it: «ministère», «député», «collectif», «appel signé par …»
    )
    kind: str | None = None  # «lettre», «question écrite», «communiqué», «appel»
    date: dt.date | None = None
    date_note: str | None = None
    url: str | None = None
    sha256: str = ""  # of the file's bytes
    addressees: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    replies_to: tuple[str, ...] = ()
    revises: tuple[str, ...] = ()
    called: tuple[str, ...] = ()  # how people name its author: «la ministre», «Mme Rist»


@dataclass(frozen=True, slots=True)
class MissingSource:
    """A document that the sources cite and the corpus lacks."""

    id: str
    title: str
    cited_by: tuple[str, ...]
    date: dt.date | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One canonical text; passages, sentences and citations are spans of it, never copies.

    `text` is NFC, without carriage returns; offsets count code points.
    """

    source: Source
    text: str = field(repr=False)
    blocks: tuple[Block, ...] = field(repr=False)

    @property
    def id(self) -> str:
        return self.source.id
