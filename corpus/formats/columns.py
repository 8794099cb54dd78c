"""The order in which the lines of a page are read, its columns one after the other.

A file draws its text mostly in reading order, tables and side-by-side addresses included, and that
order is kept. Where it cannot be one (lines that jump up, two columns drawn line by line), the
places of the lines decide, and the page is said to be in disorder.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from corpus.formats.lines import Line

_ROWS = 3  # lines on each side that make columns
_PROSE = 15  # characters of a line in a column of prose, at the middle
_MOVED = 0.3  # share of lines that may not follow the one drawn before them
_JUMPS = 0.1  # share of lines that may start above the one before
_EDGE = 4.0  # heights of a line: as far as a ragged line ends from the edge of its column


def in_order(page: Sequence[Line]) -> tuple[list[Line], bool]:
    """The lines of one page as they are read, whole and with their column, and whether they were
    in disorder; they come in the order of the file, those of the margins marked as asides."""
    lines = [line for line in page if not line.aside]
    middle = (min(tops) + max(tops)) / 2 if (tops := [line.top for line in lines]) else 0.0
    above = _by_rows([line for line in page if line.aside and line.top < middle])
    below = _by_rows([line for line in page if line.aside and line.top >= middle])
    ordered, disorder = _body(lines)
    return _joined([*above, *ordered, *below]), disorder


def _body(lines: Sequence[Line]) -> tuple[list[Line], bool]:
    """What lies between the margins, in order, with the columns numbered; as `in_order`."""
    columns = _columns(lines)
    if columns is not None:
        drawn = {id(line): place for place, line in enumerate(lines)}
        moved = sum(drawn[id(b)] != drawn[id(a)] + 1 for a, b in pairwise(columns))
        disorder = moved > max(_ROWS, _MOVED * len(lines))
        return _numbered(columns), disorder
    disorder = _jumps(lines) > max(2, _JUMPS * len(lines))
    return _by_rows(lines) if disorder else list(lines), disorder


def _columns(lines: Sequence[Line]) -> list[Line] | None:
    """The lines column by column; None where there is one column only."""
    gutter = _gutter(lines)
    if gutter is None:
        return None
    ordered: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []

    def end_band() -> None:
        for side in (left, right):
            ordered.extend(_columns(side) or _by_rows(side))
            side.clear()

    for line in _by_rows(lines):
        if line.right <= gutter + 1:
            left.append(line)
        elif line.left >= gutter - 1:
            right.append(line)
        else:
            end_band()
            ordered.append(line)
    end_band()
    return ordered


def _gutter(lines: Sequence[Line]) -> float | None:
    """Where the white strip between two columns of prose starts."""
    best, found = 0, None
    for edge in {round(line.right, 1) for line in lines}:
        left = [line for line in lines if line.right <= edge + 0.1]
        wide = min((line.size for line in left), default=0.0)
        right = [line for line in lines if line.left >= edge + 0.4 * wide]
        if min(len(left), len(right)) < _ROWS:
            continue
        crossing = len(lines) - len(left) - len(right)
        score = min(len(left), len(right)) - 2 * crossing
        if score > best and _is_prose(left) and _is_prose(right) and _side_by_side(left, right):
            best, found = score, edge
    return found


def _is_prose(side: Sequence[Line]) -> bool:
    """Whether the lines of a column mostly fill it, as those of a table do not."""
    if median(len(line.text) for line in side) < _PROSE:
        return False
    edge = max(line.right for line in side)
    full = sum(edge - line.right < _EDGE * line.size for line in side)
    return full >= len(side) / 2


def _side_by_side(left: Sequence[Line], right: Sequence[Line]) -> bool:
    top = max(min(line.top for line in left), min(line.top for line in right))
    bottom = min(max(line.bottom for line in left), max(line.bottom for line in right))
    return sum(line.top >= top - line.size and line.bottom <= bottom for line in left) >= _ROWS - 1


def _numbered(lines: Sequence[Line]) -> list[Line]:
    """The lines with the number of their column, from 1; 0 where they cross a gutter."""
    gutters: list[float] = []
    rest = list(lines)
    while (gutter := _gutter(rest)) is not None:
        gutters.append(gutter)
        rest = [line for line in rest if line.left >= gutter - 1]
    numbered = []
    for line in lines:
        first = sum(line.left >= gutter - 1 for gutter in gutters)
        last = sum(line.right > gutter + 1 for gutter in gutters)
        numbered.append(replace(line, column=first + 1 if first == last else 0))
    return numbered


def _by_rows(lines: Sequence[Line]) -> list[Line]:
    """From top to bottom, and from left to right in a row."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.middle):
        if rows and rows[-1][0].beside(line):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda line: line.left)]


def _jumps(lines: Sequence[Line]) -> int:
    """How often a line stands above the one drawn before it, and not to its right."""
    return sum(b.bottom < a.top + 0.2 * a.size and b.left < a.right - 1 for a, b in pairwise(lines))


def _joined(lines: Sequence[Line]) -> list[Line]:
    """Lines that were runs: neighbours at one height in one column are one line."""
    whole: list[Line] = []
    for line in lines:
        last = whole[-1] if whole else None
        if (
            last
            and (last.column, last.tilted, last.aside) == (line.column, line.tilted, line.aside)
            and last.beside(line)
            and line.left >= last.right - 1
        ):
            longer = last if len(last.text) >= len(line.text) else line
            whole[-1] = replace(
                last,
                text=f"{last.text} {line.text}",
                right=line.right,
                top=min(last.top, line.top),
                bottom=max(last.bottom, line.bottom),
                size=longer.size,
                bold=last.bold and line.bold,
            )
        else:
            whole.append(line)
    return whole
