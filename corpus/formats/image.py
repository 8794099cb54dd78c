"""Photos and scans of a letter, each image a page."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pi_heif
from PIL import Image, ImageOps, UnidentifiedImageError

from corpus.errors import UnreadableFileError
from corpus.formats import ocr, sentences
from corpus.formats.extract import Extract
from corpus.formats.paged import extract

_KINDS = ("PNG", "JPEG", "WEBP", "HEIF")
_MOST_PIXELS = 60_000_000
_SMALL = 1500  # pixels: letters on a smaller image are enlarged


def read(paths: Sequence[Path]) -> Extract:
    """Read the pages of one letter. Raises UnreadableFileError."""
    ocr.require_tesseract(paths[0].name)
    pi_heif.register_heif_opener()  # teaches Pillow the format of Apple's telephones
    Image.MAX_IMAGE_PIXELS = None  # `_MOST_PIXELS` is looked at instead
    seen = list(ocr.recognised(_images(paths), range(1, len(paths) + 1)))
    for path, page in zip(paths, seen, strict=True):
        if not page.readable:
            raise UnreadableFileError(sentences.NO_WORD.format(name=path.name))
    pages = [page.page for page in seen]
    return extract(pages, dict(enumerate(seen, start=1)), len(pages))


def _images(paths: Sequence[Path]) -> Iterator[bytes]:
    for path in paths:
        try:
            with Image.open(path, formats=_KINDS) as image:
                if image.width * image.height > _MOST_PIXELS:
                    raise UnreadableFileError(sentences.TOO_HEAVY.format(name=path.name))
                image.draft("L", (ocr.LONGEST_SIDE, ocr.LONGEST_SIDE))
                yield ocr.pgm(_prepared(image))
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
            raise UnreadableFileError(sentences.DAMAGED.format(name=path.name)) from error


def _prepared(image: Image.Image) -> Image.Image:
    """Upright, in grey on white, neither too large nor too small."""
    upright = ImageOps.exif_transpose(image)
    if "A" in upright.getbands() or "transparency" in upright.info:
        upright = upright.convert("RGBA")
        white = Image.new("RGBA", upright.size, "white")
        upright = Image.alpha_composite(white, upright)
    grey = upright.convert("L")
    longest = max(grey.size)
    if longest > ocr.LONGEST_SIDE:
        grey.thumbnail((ocr.LONGEST_SIDE, ocr.LONGEST_SIDE))
    elif longest < _SMALL:
        grey = grey.resize((grey.width * 2, grey.height * 2))
    return ImageOps.autocontrast(grey)
