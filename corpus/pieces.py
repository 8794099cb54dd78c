"""Pieces of a text in reading order, as every reader yields them, and the text that they make."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from corpus.document import Block, BlockKind

INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")  # soft hyphen, zero-width marks
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
LIST_MARK = re.compile(r"\s*(?:[-•‣◦▪*+–—]|\(?\d{1,2}[.)]|[a-z]\))\s+(?=\S)")
SENTENCE_END = re.compile(r"[.!?…:][»”\")\]]*$")

_LONG_LINE = 120  # characters from which a line is prose, whatever it ends with


@dataclass(frozen=True, slots=True)
class Piece:
    """One heading, paragraph, list item or line; `text` is NFC, without blank ends."""

    kind: BlockKind
    text: str
    gap: str = "\n\n"  # what separates it from the piece before
    marker: int = 0  # length of a list mark in front, part of the text but not of the block
    page: int | None = None  # 1-based, where it starts
    turns: tuple[int, ...] = ()  # offsets in `text` where the next pages start


@dataclass(frozen=True, slots=True)
class Reading:
    """A canonical text and its structure."""

    text: str = field(repr=False)
    blocks: tuple[Block, ...] = field(repr=False)
    pages: tuple[int, ...] = ()  # where each page starts in `text`; empty where there are none


def assemble(pieces: Iterable[Piece], pages: int = 0) -> Reading:
    """The text of `pieces`, on `pages` pages; a page without text starts where the next does.

    Every piece of a format with pages has its `page`.
    """
    parts: list[str] = []
    blocks: list[Block] = []
    starts: dict[int, int] = {}
    size = 0
    for piece in pieces:
        if parts:
            parts.append(piece.gap)
            size += len(piece.gap)
        blocks.append(Block(piece.kind, size + piece.marker, size + len(piece.text), piece.page))
        if piece.page is not None:
            for page, offset in enumerate((0, *piece.turns), start=piece.page):
                starts.setdefault(page, size + offset)
        parts.append(piece.text)
        size += len(piece.text)
    following = size
    for page in range(pages, 0, -1):
        following = starts[page] = min(starts.get(page, following), following)
    return Reading("".join(parts), tuple(blocks), tuple(starts[n] for n in range(1, pages + 1)))


def plain(raw: str) -> str:
    """`raw` on one line: NFC, without invisible or control characters, single spaces inside."""
    kept = CONTROL.sub("", INVISIBLE.sub("", raw))
    return " ".join(unicodedata.normalize("NFC", kept).split())


def line_kind(text: str) -> BlockKind:
    """Whether a line that is neither heading nor list item is prose or stands for itself."""
    prose = len(text) > _LONG_LINE or (SENTENCE_END.search(text) and " " in text)
    return BlockKind.PARAGRAPH if prose else BlockKind.LINE


def laid_out(raw: str, kind: BlockKind | None = None, gap: str = "\n\n") -> Iterator[Piece]:
    """The pieces of one paragraph, in whose `raw` text a line feed is a deliberate line break.

    `kind` is what its source calls it, if it does. A break inside a sentence is none.
    """
    lines: list[str] = []
    for line in filter(None, map(plain, raw.split("\n"))):
        whole = kind is not None or (
            lines and line[0].islower() and not SENTENCE_END.search(lines[-1])
        )
        if lines and whole:
            lines[-1] += f" {line}"
        else:
            lines.append(line)
    for line in lines:
        mark = LIST_MARK.match(line)
        if mark and kind is not BlockKind.HEADING:
            yield Piece(BlockKind.LIST_ITEM, line, gap, mark.end())
        else:
            yield Piece(kind or line_kind(line), line, gap)
        gap = "\n"
