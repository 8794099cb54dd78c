"""PDF files: their text where they have one, else what tesseract sees on their pages."""

import datetime as dt
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from corpus.errors import UnreadableFileError
from corpus.formats import ocr, sentences
from corpus.formats.extract import Extract
from corpus.formats.glyphs import lines_of
from corpus.formats.lines import Page
from corpus.formats.paged import extract
from corpus.pieces import plain

_MOST_PAGES = 1000
_MOST_IMAGES = 12  # pages: recognising one takes seconds
_FEW = 20  # letters under which a page may be an image of text
_SOME = 300  # letters that a stamp on a scanned page may have
_COVERED = 0.6  # of a page: an image that is more is a scan
_UNREADABLE = 0.2  # share of glyphs without a letter from which the page is looked at instead
_RESOLUTION = 300 / 72  # pixels a point
_DAY = re.compile(r"D:(\d{4})(\d{2})(\d{2})")


@dataclass(frozen=True, slots=True)
class _Read:
    """One page as its file has it."""

    page: Page
    unreadable: bool  # too many of its glyphs are no letters
    drawn: bool  # its text may be an image, or curves

    @property
    def letters(self) -> int:
        return sum(c.isalnum() for line in self.page.lines for c in line.text)


def read(path: Path) -> Extract:
    """Read a PDF file. Raises UnreadableFileError."""
    try:
        with pdfium.PdfDocument(path) as document:
            return _read(document, path.name)
    except pdfium.PdfiumError as error:
        locked = getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD
        sentence = sentences.LOCKED if locked else sentences.DAMAGED
        raise UnreadableFileError(sentence.format(name=path.name)) from error


def _read(document: pdfium.PdfDocument, name: str) -> Extract:
    if len(document) > _MOST_PAGES:
        raise UnreadableFileError(sentences.TOO_LONG.format(name=name))
    pages = {number: _page(page, number) for number, page in enumerate(document, start=1)}
    drawn = [number for number, page in pages.items() if page.drawn]
    scanned = not any(page.letters and not page.unreadable for page in pages.values())
    if drawn and scanned:
        ocr.require_tesseract(name)
        if len(drawn) > _MOST_IMAGES:
            sentence = sentences.TOO_MANY_IMAGES.format(name=name, most=_MOST_IMAGES)
            raise UnreadableFileError(sentence)
    looked = drawn[:_MOST_IMAGES] if drawn and ocr.is_installed() else []
    seen = {
        number: page
        for number, page in zip(looked, _seen(document, looked), strict=True)
        if page.readable and (pages[number].unreadable or page.letters > pages[number].letters)
    }
    read = {number: seen[number].page if number in seen else pages[number].page for number in pages}
    found = extract(list(read.values()), seen, len(pages))
    if not found.reading.text:
        sentence = sentences.NO_WORD if drawn else sentences.EMPTY
        raise UnreadableFileError(sentence.format(name=name))
    title, author, date = _properties(document)
    warnings = (*_warnings(pages, looked, seen), *found.warnings)
    return replace(found, title=title, author=author, date=date, warnings=warnings)


def _page(page: pdfium.PdfPage, number: int) -> _Read:
    lines, unreadable = lines_of(page, number)
    letters = sum(c.isalnum() for line in lines for c in line.text)
    lost = unreadable > _UNREADABLE
    scan = letters < _SOME and _image_share(page) > _COVERED
    drawn = lost or scan or (letters < _FEW and any(True for _ in page.get_objects(max_depth=2)))
    return _Read(Page(page.get_height(), lines), lost, drawn)


def _image_share(page: pdfium.PdfPage) -> float:
    """The share of a page that its largest image covers."""
    whole = page.get_width() * page.get_height() or 1.0
    areas = [0.0]
    for image in page.get_objects([raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = image.get_bounds()
        areas.append((right - left) * (top - bottom))
    return max(areas) / whole


def _seen(document: pdfium.PdfDocument, numbers: list[int]) -> Iterator[ocr.Recognised]:
    """What tesseract sees on pages."""

    def images() -> Iterator[bytes]:
        for number in numbers:
            page = document[number - 1]
            longest = max(page.get_size()) or 1.0
            scale = min(_RESOLUTION, ocr.LONGEST_SIDE / longest)
            yield ocr.pgm(page.render(scale=scale, grayscale=True).to_pil())

    return ocr.recognised(images(), numbers)


def _warnings(
    pages: Mapping[int, _Read], looked: Collection[int], seen: Collection[int]
) -> Iterator[str]:
    """What a person should know of pages that may not be read."""
    lost = [number for number, page in pages.items() if page.unreadable and number not in seen]
    blind = [
        number for number, page in pages.items() if page.drawn and number not in {*looked, *lost}
    ]
    empty = [number for number in looked if number not in seen and not pages[number].letters]
    if lost:
        yield sentences.UNMAPPED.format(pages=sentences.pages(lost))
    if blind:
        yield sentences.NOT_RECOGNISED.format(pages=sentences.pages(blind))
    if empty:
        yield sentences.WITHOUT_TEXT.format(pages=sentences.pages(empty))


def _properties(document: pdfium.PdfDocument) -> tuple[str | None, str | None, dt.date | None]:
    """Title, author and day as the file states them."""
    stated = document.get_metadata_dict(skip_empty=True)
    day = _DAY.match(stated.get("CreationDate", ""))
    try:
        date = dt.date(*map(int, day.groups())) if day else None
    except ValueError:
        date = None
    return plain(stated.get("Title", "")) or None, plain(stated.get("Author", "")) or None, date
