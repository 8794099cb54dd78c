"""The glyphs of a PDF page, as runs of text with their places.

PDFium gives them in the order in which the file draws them. A run ends where the next glyph stands
on another line or far away; what runs make together is for `columns` and `flow` to say.
"""

import ctypes
import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median_high

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from corpus.formats.lines import Line
from corpus.pieces import plain

_FAR = 1.5  # sizes of a glyph: a wider gap inside a line may be the one between two columns
_RAISED = 0.5  # sizes: as far from the base line as notes and indices stand
_ABOVE, _BELOW = 0.85, 0.25  # sizes: what letters take over and under the base line
_TILT = 0.1  # radians
_BOLD = 600  # the weight of a semi-bold font
_LIGATURE = re.compile("[\ufb00-\ufb06]")
_BULLET = re.compile("[\uf0a7\uf0b7\uf0d8\uf076\ue00c]")  # of Symbol, Wingdings and OpenSymbol


@dataclass(frozen=True, slots=True)
class _Style:
    """What the characters that a file draws in one stroke have in common."""

    size: float  # points
    tilted: bool
    bold: bool


@dataclass(frozen=True, slots=True)
class _Glyph:
    """One character; places in points from the top left corner of the page as it is shown."""

    text: str
    left: float
    right: float
    base: float  # of its line
    style: _Style


def lines_of(page: pdfium.PdfPage, number: int) -> tuple[list[Line], float]:
    """The runs of a page in the order of the file, and the share of glyphs that are not readable.

    `number` is the page's, from 1.
    """
    lines: list[Line] = []
    run: list[_Glyph] = []
    last: _Glyph | None = None  # the last of the run that is not a space
    count = unknown = 0
    for glyph in _glyphs(page):
        if not glyph.text.isspace():
            count += 1
            unknown += _unreadable(glyph.text)
            if last and _apart(last, glyph):
                lines += _line(run, number)
                run = []
            last = glyph
        run.append(glyph)
    lines += _line(run, number)
    return lines, unknown / count if count else 0.0


def _glyphs(page: pdfium.PdfPage) -> Iterator[_Glyph]:
    text = page.get_textpage()
    handle, frame, turned = text.raw, _Frame(page), page.get_rotation()
    styles: dict[int, _Style] = {}
    style = _Style(1.0, False, False)
    high = 0
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(handle, index)
        if 0xD800 <= code < 0xDC00:  # the first half of a character
            high = code & 0x3FF
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + (high << 10) + (code & 0x3FF)
        character = _character(code)
        place = frame.place(handle, index) if character else None
        if place is None:
            continue
        stroke = ctypes.cast(raw.FPDFText_GetTextObject(handle, index), ctypes.c_void_p).value
        if stroke is not None:  # PDFium makes up some spaces: they are like what is before them
            if stroke not in styles:
                styles[stroke] = _style(handle, index, turned)
            style = styles[stroke]
        yield _Glyph(character, *place, style)
    text.close()


class _Frame:
    """A page as it is shown."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self._turned = page.get_rotation()
        self._left, self._bottom, self._right, self._top = page.get_cropbox()
        self._box = raw.FS_RECTF()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()

    def place(self, text: object, index: int) -> tuple[float, float, float] | None:
        """Left, right and base line of a glyph; None where it has no place."""
        box, x, y = self._box, self._x, self._y
        if not raw.FPDFText_GetLooseCharBox(text, index, box):
            return None
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        match self._turned:
            case 90:
                return box.bottom - self._bottom, box.top - self._bottom, x.value - self._left
            case 180:
                return self._right - box.right, self._right - box.left, y.value - self._bottom
            case 270:
                return self._top - box.top, self._top - box.bottom, self._right - x.value
            case _:
                return box.left - self._left, box.right - self._left, self._top - y.value


def _style(text: object, index: int, turned: int) -> _Style:
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text, index, matrix)
    size = raw.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d)
    angle = raw.FPDFText_GetCharAngle(text, index) - math.radians(turned)
    tilted = abs(math.remainder(angle, math.tau)) > _TILT
    return _Style(size or 1.0, tilted, raw.FPDFText_GetFontWeight(text, index) >= _BOLD)


def _character(code: int) -> str:
    """One character, or none where PDFium made up the end of a line."""
    if code in (0x2, 0xFFFE):  # a hyphen that ends a line
        return "-"
    if code in (0, 0xA, 0xD) or code > 0x10FFFF:
        return ""
    character = chr(code)
    if _LIGATURE.match(character):
        return unicodedata.normalize("NFKC", character)
    return "•" if _BULLET.match(character) else character


def _unreadable(text: str) -> bool:
    return any(c == "\ufffd" or unicodedata.category(c) in ("Co", "Cn", "Cc") for c in text)


def _apart(last: _Glyph, glyph: _Glyph) -> bool:
    """Whether a glyph does not go on with the line of the one before."""
    if glyph.style.tilted or last.style.tilted:
        return glyph.style.tilted != last.style.tilted
    size = max(last.style.size, glyph.style.size)
    if abs(glyph.base - last.base) > _RAISED * size:
        return True
    return glyph.left - last.right > _FAR * size or glyph.right < last.left - size / 4


def _line(run: list[_Glyph], page: int) -> Iterator[Line]:
    inked = [glyph for glyph in run if plain(glyph.text)]
    text = _text(run, inked)
    if not text or not inked:
        return
    size = median_high(glyph.style.size for glyph in inked)
    base = median_high(glyph.base for glyph in inked if glyph.style.size == size)
    yield Line(
        text=text,
        page=page,
        left=min(glyph.left for glyph in inked),
        right=max(glyph.right for glyph in inked),
        top=base - _ABOVE * size,
        bottom=base + _BELOW * size,
        size=size,
        bold=all(glyph.style.bold for glyph in inked),
        tilted=inked[0].style.tilted,
    )


def _text(run: list[_Glyph], inked: list[_Glyph]) -> str:
    """The text of a run; a hyphen at its end touches the word that it cuts."""
    whole = "".join(glyph.text for glyph in run).rstrip()
    if whole.endswith("\u00ad"):
        whole = f"{whole[:-1]}-"
    if whole.endswith("-") and len(inked) > 1:
        gap = inked[-1].left - inked[-2].right
        if gap < 0.2 * inked[-1].style.size:
            whole = f"{whole[:-1].rstrip()}-"
    return plain(whole)
