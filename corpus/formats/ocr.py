"""The text on images, as tesseract recognises it in French."""

import io
import os
import resource
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from statistics import median

from PIL import Image

from corpus.errors import UnreadableFileError
from corpus.formats import sentences
from corpus.formats.lines import Line, Page
from corpus.pieces import plain

LONGEST_SIDE = 3600  # pixels that tesseract is given: A4 at 300 dots an inch
_AT_ONCE = 2  # images
_MEMORY = 350_000_000  # bytes of one tesseract
_SIZE = 10.0  # the height given to an ordinary line, whatever the resolution
_TITLE = 1.5  # of an ordinary line's height
_NOISE = 50  # confidence under which signs without a letter are dust
_UNSURE = 60  # confidence under which a word is shown to a person
_FEWEST = 3  # sure words that make a text


@dataclass(frozen=True, slots=True)
class Word:
    """One word and how sure it is, 0 to 100; `box` is left, top, width and height in pixels."""

    text: str
    confidence: float
    line: tuple[str, ...]
    box: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was seen on one image."""

    page: Page
    words: tuple[Word, ...] = field(repr=False)

    @property
    def readable(self) -> bool:
        """Whether this is text, and not dust or a picture."""
        sure = [word for word in self.words if word.confidence >= _UNSURE and len(word.text) > 1]
        return len(sure) >= _FEWEST

    @property
    def letters(self) -> int:
        return sum(c.isalnum() for word in self.words for c in word.text)


def require_tesseract(name: str) -> None:
    """Raise UnreadableFileError, about the file `name`, where French cannot be recognised."""
    if missing := _missing():
        raise UnreadableFileError(missing.format(name=name))


def is_installed() -> bool:
    """Whether French can be recognised here."""
    return _missing() is None


def pgm(image: Image.Image) -> bytes:
    """An image in grey, as tesseract reads it fastest."""
    written = io.BytesIO()
    image.convert("L").save(written, "PPM")
    return written.getvalue()


def recognised(images: Iterable[bytes], numbers: Iterable[int]) -> Iterator[Recognised]:
    """What stands on each image (a PGM file); `numbers` are those of their pages."""
    waiting, following = iter(images), iter(numbers)
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        while batch := list(islice(waiting, _AT_ONCE)):
            for table in pool.map(_table, batch):
                yield _recognised(table, next(following))


def confidence(seen: Iterable[Recognised]) -> float:
    """How sure the words are, weighted by their length, 0 to 1."""
    words = [word for each in seen for word in each.words]
    letters = sum(len(word.text) for word in words)
    weighted = sum(word.confidence * len(word.text) for word in words)
    return round(weighted / letters / 100, 3) if letters else 0.0


def unsure_words(seen: Iterable[Recognised], most: int = 12) -> list[str]:
    """The words that a person should look at, in order, each once."""
    words = [word for each in seen for word in each.words]
    unsure = [
        word.text
        for word in words
        if word.confidence < _UNSURE and any(c.isalnum() for c in word.text)
    ]
    return list(dict.fromkeys(unsure))[:most]


def _missing() -> str | None:
    if shutil.which("tesseract") is None:
        return sentences.NO_OCR
    return None if "fra" in _languages() else sentences.NO_FRENCH


def _languages() -> list[str]:
    ran = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True)
    return (ran.stdout + ran.stderr).split()


def _table(image: bytes) -> str:
    """tesseract's table of words; empty where it finds none."""
    upright = _run(image, "1")  # finds out which side is up, and gives up on a few words
    return upright if "\n5\t" in upright else _run(image, "3")


def _run(image: bytes, mode: str) -> str:
    process = subprocess.Popen(
        ["tesseract", "stdin", "stdout", "-l", "fra", "--psm", mode, "tsv"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        # Its threads wait for each other: one is three times as fast as two.
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
    )
    with process:
        resource.prlimit(process.pid, resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        table, _ = process.communicate(image)
    return table.decode("utf-8", "replace") if process.returncode == 0 else ""


def _recognised(table: str, number: int) -> Recognised:
    height, words = 1.0, []
    for row in table.splitlines()[1:]:
        level, _, block, paragraph, line, _, *box, sure, text = row.split("\t", 11)
        left, top, width, tall = map(int, box)
        if level == "1":
            height = float(tall)
        text = plain(text)
        dust = float(sure) < _NOISE and not any(c.isalnum() for c in text)
        if level == "5" and text and not dust:
            place = (block, paragraph, line)
            words.append(Word(text, float(sure), place, (left, top, width, tall)))
    return Recognised(_page(words, height, number), tuple(words))


def _page(words: list[Word], height: float, number: int) -> Page:
    """The lines of an image, scaled so that an ordinary one is `_SIZE` high."""
    grouped: dict[tuple[str, ...], list[Word]] = defaultdict(list)
    for word in words:
        grouped[word.line].append(word)
    boxes = {line: _around(group) for line, group in grouped.items()}
    usual = median([bottom - top for _, _, top, bottom in boxes.values()] or [_SIZE]) or _SIZE
    scale = _SIZE / usual
    lines = []
    for line, group in grouped.items():
        left, right, top, bottom = (edge * scale for edge in boxes[line])
        title = bottom - top > _TITLE * _SIZE and len(group) > 1
        text = " ".join(word.text for word in group)
        size = _SIZE * _TITLE if title else _SIZE
        lines.append(Line(text, number, left, right, top, bottom, size))
    return Page(height * scale, lines)


def _around(words: list[Word]) -> tuple[int, int, int, int]:
    """Left, right, top and bottom of words."""
    return (
        min(word.box[0] for word in words),
        max(word.box[0] + word.box[2] for word in words),
        min(word.box[1] for word in words),
        max(word.box[1] + word.box[3] for word in words),
    )
