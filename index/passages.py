"""Passages (context) and units (answers) as spans of a document's text."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from corpus.document import Block, BlockKind, Document
from index.enumeration import members
from index.sentences import sentence_spans, split_long

QUOTE_LIMIT = 600  # characters: the longest unit, and so the longest quote
PASSAGE_SIZE = 1000  # characters a passage aims at
PASSAGE_UNITS = 8  # sentences at most in a passage
LONG_SENTENCE = 250  # characters from which a member of an enumeration is quoted alone


class UnitKind(StrEnum):
    """What a unit is: it decides how it may be quoted and how it competes."""

    SENTENCE = "sentence"
    LIST_ITEM = "list_item"
    ENUMERATED = "enumerated"  # one member of an enumeration inside a sentence
    HEADING = "heading"
    LINE = "line"


@dataclass(frozen=True, slots=True)
class Passage:
    """Up to eight sentences, `Document.text[start:end]` of `documents[document]`."""

    document: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Unit:
    """The smallest span that can be quoted as an answer."""

    document: int
    passage: int  # index into the passages of the snapshot
    start: int
    end: int
    kind: UnitKind
    parent: int | None = None  # for an enumerated unit, the index of the sentence that holds it


def cut(
    document: Document, index: int, first_passage: int, first_unit: int
) -> tuple[list[Passage], list[Unit]]:
    """Cut a document into passages and units, both increasing.

    `index` is the document's place in the snapshot; the new passages and units are numbered from
    `first_passage` and `first_unit`. Every letter of every block stands in some unit; units other
    than enumerated ones never overlap.
    """
    passages: list[Passage] = []
    units: list[Unit] = []
    for group in _groups(_spans(document)):
        number = first_passage + len(passages)
        passages.append(Passage(index, group[0].start, group[-1].end))
        for span in group:
            first = len(units)
            pieces = split_long(document.text, span.start, span.end, QUOTE_LIMIT)
            units += [Unit(index, number, a, b, span.kind) for a, b in pieces]
            if span.end - span.start > LONG_SENTENCE:
                for a, b in members(document.text, span.start, span.end):
                    holder = next((i for i, (_, end) in enumerate(pieces) if b <= end), 0)
                    parent = first_unit + first + holder
                    units.append(Unit(index, number, a, b, UnitKind.ENUMERATED, parent))
    return passages, units


@dataclass(frozen=True, slots=True)
class _Span:
    """A sentence, list item, heading or line, however long, and whether it starts a block."""

    start: int
    end: int
    kind: UnitKind
    opens: bool


def _groups(spans: Iterator[_Span]) -> Iterator[list[_Span]]:
    """Runs of spans that make a passage, broken between paragraphs where one is long enough."""
    group: list[_Span] = []
    for span in spans:
        if group:
            size = group[-1].end - group[0].start
            full = span.end - group[0].start > PASSAGE_SIZE or len(group) >= PASSAGE_UNITS
            rounded = span.opens and size >= PASSAGE_SIZE / 2
            titled = group[-1].kind is UnitKind.HEADING
            if (full or rounded or span.kind is UnitKind.HEADING) and not titled:
                yield group
                group = []
        group.append(span)
    if group:
        yield group


def _spans(document: Document) -> Iterator[_Span]:
    """The document's sentences, list items, headings and lines in order."""
    text = document.text
    kinds = {
        BlockKind.HEADING: UnitKind.HEADING,
        BlockKind.PARAGRAPH: UnitKind.SENTENCE,
        BlockKind.LIST_ITEM: UnitKind.LIST_ITEM,
        BlockKind.LINE: UnitKind.LINE,
    }
    for block in _joined_lines(document):
        whole = block.kind is not BlockKind.PARAGRAPH and block.end - block.start <= QUOTE_LIMIT
        inside = (
            [(block.start, block.end)] if whole else sentence_spans(text, block.start, block.end)
        )
        for a, b in inside:
            yield _Span(a, b, kinds[block.kind], opens=a == block.start)


def _joined_lines(document: Document) -> Iterator[Block]:
    """Blocks, with the lines of one address or letter head taken together."""
    pending: Block | None = None
    for block in document.blocks:
        if pending and (
            block.kind is BlockKind.LINE
            and pending.kind is BlockKind.LINE
            and document.text[pending.end : block.start] == "\n"
            and " : " not in document.text[pending.start : block.end]
        ):
            pending = Block(BlockKind.LINE, pending.start, block.end, pending.page)
            continue
        if pending:
            yield pending
        pending = block
    if pending:
        yield pending
