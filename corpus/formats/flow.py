"""Lines with their places become headings, paragraphs and list items.

A line belongs to the paragraph before it where the break between them is only there because the
line, the column or the page was full. Asides (running heads, page numbers, footnotes) never stand
inside a sentence: those met while a paragraph goes on come after it.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median_low

from corpus.document import BlockKind
from corpus.formats.lines import Line, Page, body_size
from corpus.hyphenation import cut_word, is_soft, is_word
from corpus.pieces import LIST_MARK, SENTENCE_END, Piece, line_kind

_TITLE = 1.15  # of the body's size
_TITLE_LENGTH = 160  # characters
_INDENT = 0.7  # heights of a line: the indentation that starts a paragraph
_LOOSE = 1.25  # of the usual distance between two lines
_SAMPLE = 200_000  # characters in which other spellings of a cut word are looked for
_BULLETS = "•‣◦▪"


def flowing(pages: Sequence[Page]) -> tuple[list[Piece], list[str]]:
    """The pieces of pages whose lines are in reading order, and words joined on a guess."""
    flow = _Flow(pages)
    return flow.pieces(), flow.guessed


class _Flow:
    """The paragraphs of a document, as its lines come."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self.guessed: list[str] = []
        self._lines = [line for page in pages for line in page.lines]
        self._size = body_size(pages)
        self._pitches = _pitches(self._lines)
        self._edges = _right_edges(self._lines)
        self._spelling = "\n".join(line.text for line in self._lines)[:_SAMPLE]

    def pieces(self) -> list[Piece]:
        found: list[Piece] = []
        paragraph: list[Line] = []
        asides: list[Line] = []
        gap = "\n\n"
        for line in self._lines:
            if line.aside:
                asides.append(line)
            elif paragraph and self._goes_on(paragraph, line):
                paragraph.append(line)
            else:
                found += self._ended(paragraph, gap, asides)
                close = paragraph and not asides and self._is_next(paragraph[-1], line)
                gap = "\n" if close else "\n\n"
                paragraph, asides = [line], []
        found += self._ended(paragraph, gap, asides)
        return found

    def _ended(self, paragraph: list[Line], gap: str, asides: Sequence[Line]) -> Iterator[Piece]:
        """A paragraph, then the asides that it held up."""
        if paragraph:
            yield self._piece(paragraph, gap)
        aside: list[Line] = []
        for line in asides:
            if aside and not _is_note(aside, line) and self._goes_on(aside, line):
                aside.append(line)
                continue
            if aside:
                yield self._piece(aside, "\n\n")
            aside = [line]
        if aside:
            yield self._piece(aside, "\n\n")

    def _goes_on(self, paragraph: Sequence[Line], line: Line) -> bool:
        """Whether a line belongs to a paragraph."""
        last = paragraph[-1]
        if line.tilted or last.tilted or abs(line.size - last.size) > 0.12 * last.size:
            return False
        opened = not SENTENCE_END.search(last.text)
        runs_on = opened and line.text[:1].islower()
        full = self._is_full(last, line)
        if _starts_item(paragraph, line, opened and full):
            return False
        titled = self._is_title(paragraph)
        if (line.page, line.column) != (last.page, last.column) or line.top < last.top:
            return not titled and opened and (full or runs_on)
        if not self._is_next(last, line) or _is_indented(paragraph, line):
            return False
        return full or (runs_on and not titled)

    def _is_next(self, last: Line, line: Line) -> bool:
        """Whether two lines are as close as those of a paragraph."""
        if (last.page, last.column) != (line.page, line.column):
            return False
        usual = self._pitches.get(round(line.size), line.size * 1.3)
        return 0 < line.top - last.top <= usual * _LOOSE

    def _is_full(self, last: Line, line: Line) -> bool:
        """Whether the next word had no room left on the line before."""
        room = self._edges[last.page, last.column] - last.right
        letter = (last.right - last.left) / len(last.text)
        return room <= 1.1 * letter * (len(line.text.split(" ", 1)[0]) + 1)

    def _is_title(self, lines: Sequence[Line]) -> bool:
        length = sum(len(line.text) for line in lines)
        large = all(line.size >= _TITLE * self._size for line in lines)
        bold = all(line.bold for line in lines) and not SENTENCE_END.search(lines[-1].text)
        return length <= _TITLE_LENGTH and (large or bold)

    def _piece(self, lines: Sequence[Line], gap: str) -> Piece:
        text, turns = "", list[int]()
        for line in lines:
            if text:
                text = self._before(text, line.text)
            turns += [len(text)] * (line.page - lines[0].page - len(turns))
            text += line.text
        mark = LIST_MARK.match(text)
        if self._is_title(lines) and any(c.isalpha() for c in text):
            kind, marker = BlockKind.HEADING, 0
        elif mark:
            kind, marker = BlockKind.LIST_ITEM, mark.end()
        else:
            kind, marker = line_kind(text), 0
        return Piece(kind, text, gap, marker, lines[0].page, tuple(turns))

    def _before(self, text: str, following: str) -> str:
        """`text` as it stands before the next line: with a space, or without its last hyphen."""
        if text.endswith("/") and not text.endswith(" /"):  # «et/ou», the address of a page
            return text
        if not (text.endswith("-") and text[-2:-1].isalnum() and following[:1].isalnum()):
            return f"{text} "
        if not is_soft(text[:-1], following, self._spelling):
            return text
        if (word := cut_word(text[:-1], following)) and not is_word(word):
            self.guessed.append(word)
        return text[:-1]


def _pitches(lines: Sequence[Line]) -> dict[int, float]:
    """The usual distance between the tops of two lines, by their size."""
    seen: dict[int, list[float]] = defaultdict(list)
    for a, b in pairwise(lines):
        distance = b.top - a.top
        if (a.page, a.column) == (b.page, b.column) and 0 < distance < 2.2 * b.size:
            seen[round(b.size)].append(distance)
    return {size: median_low(distances) for size, distances in seen.items()}


def _right_edges(lines: Sequence[Line]) -> dict[tuple[int, int], float]:
    """Where the lines of a column end at most, by page and column.

    A page of short lines has the width that its column has on other pages.
    """
    sides: dict[tuple[int, int], list[Line]] = defaultdict(list)
    for line in lines:
        sides[line.page, line.column].append(line)
    left: dict[tuple[int, int], float] = {}
    right: dict[tuple[int, int], float] = {}
    width: dict[int, float] = defaultdict(float)
    for place, column in sides.items():
        inside = [line for line in column if not (line.aside or line.tilted)] or column
        left[place] = min(line.left for line in inside)
        right[place] = max(line.right for line in inside)
        width[place[1]] = max(width[place[1]], right[place] - left[place])
    return {place: max(right[place], left[place] + width[place[1]]) for place in sides}


def _is_note(aside: Sequence[Line], line: Line) -> bool:
    """Whether a line of a margin cannot belong to those before it."""
    marked = line.text[0].isdigit() and SENTENCE_END.search(aside[-1].text)
    return bool(marked) or aside[-1].page != line.page


def _starts_item(paragraph: Sequence[Line], line: Line, cut: bool) -> bool:
    """Whether a line starts with a list mark, and not with a dash or number of a sentence."""
    if not LIST_MARK.match(line.text):
        return False
    first = paragraph[0]
    listed = bool(LIST_MARK.match(first.text)) and abs(line.left - first.left) < line.size / 2
    return line.text[0] in _BULLETS or listed or not cut


def _is_indented(paragraph: Sequence[Line], line: Line) -> bool:
    """Whether a line starts a paragraph by standing further in, or further out, than the last."""
    last, step = paragraph[-1], _INDENT * line.size
    if len(paragraph) > 1:
        return abs(line.left - last.left) > step
    return line.left - last.left > step and not LIST_MARK.match(last.text)
