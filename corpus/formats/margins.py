"""Running heads, page numbers and footnotes: what may stand in the middle of a sentence."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from corpus.formats.lines import Line, Page, body_size

_ZONE = 0.15  # of the height of a page, at its top and its bottom
_NEAR = 0.006  # of the height of a page: two lines at the same place on two pages
_NOTE = 0.93  # of the body's size: a footnote is smaller
_NUMBER = re.compile(
    r"\W*(?:page|p\.)?\W*(?:\d{1,4}|[ivxlc]{1,6})(?:\W*(?:/|sur|of)\W*\d{1,4})?\W*"
)


def with_margins(pages: Sequence[Page]) -> list[Page]:
    """The pages, their running heads, page numbers and tilted lines marked as asides."""
    repeated = _repeated(pages)
    marked = []
    for number, page in enumerate(pages):
        margins = [
            line
            for index, line in enumerate(page.lines)
            if line.tilted or (number, index) in repeated or _is_number(line, page)
        ]
        lines = [
            replace(line, aside=line in margins or _is_beside(line, margins, page))
            for line in page.lines
        ]
        marked.append(Page(page.height, lines))
    return marked


def with_notes(pages: Sequence[Page]) -> list[Page]:
    """The pages with their footnotes marked as asides too."""
    size = body_size(pages)
    return [
        Page(
            page.height,
            [replace(line, aside=line.aside or _is_note(line, page, size)) for line in page.lines],
        )
        for page in pages
    ]


def _is_beside(line: Line, margins: Sequence[Line], page: Page) -> bool:
    """Whether a line stands in the same row as one of a margin."""
    return _in_zone(line, page) and any(line.beside(margin) for margin in margins)


def _repeated(pages: Sequence[Page]) -> set[tuple[int, int]]:
    """Lines that stand at the same place on two pages or more, digits apart."""
    places: dict[str, list[tuple[float, int, int]]] = defaultdict(list)
    for number, page in enumerate(pages):
        for index, line in enumerate(page.lines):
            if _in_zone(line, page):
                same = re.sub(r"\d+", "#", line.text.casefold())
                places[same].append((line.middle / page.height, number, index))
    found = {
        (number, index)
        for alike in places.values()
        for place, number, index in alike
        if any(other != number and abs(there - place) < _NEAR for there, other, _ in alike)
    }
    return {
        (number, index)
        for number, index in found
        if _is_outermost(index, {at for page, at in found if page == number}, pages[number])
    }


def _is_outermost(index: int, margins: set[int], page: Page) -> bool:
    """Whether only `margins` and page numbers stand between a line and the edge of its page."""
    line = page.lines[index]
    top = line.middle < page.height / 2
    return all(
        at in margins or line.beside(other) or _NUMBER.fullmatch(other.text.casefold())
        for at, other in enumerate(page.lines)
        if (other.bottom <= line.top if top else other.top >= line.bottom)
    )


def _in_zone(line: Line, page: Page) -> bool:
    return line.bottom < page.height * _ZONE or line.top > page.height * (1 - _ZONE)


def _is_number(line: Line, page: Page) -> bool:
    """Whether a line is a page number: alone, and outside everything else."""
    if not (_in_zone(line, page) and _NUMBER.fullmatch(line.text.casefold())):
        return False
    others = [other for other in page.lines if not other.beside(line)]
    return all(other.bottom <= line.top + 1 for other in others) or all(
        other.top >= line.bottom - 1 for other in others
    )


def _is_note(line: Line, page: Page, size: float) -> bool:
    """Whether a line is small, as all under it are, with lines of the body's size above."""
    if line.aside or line.size >= _NOTE * size:
        return False
    near = [
        other
        for other in page.lines
        if not other.aside and other.left < line.right and line.left < other.right
    ]
    below = [other for other in near if other.top > line.top]
    above = [other for other in near if other.top < line.top]
    return all(other.size < _NOTE * size for other in below) and any(
        other.size >= _NOTE * size for other in above
    )
