"""Reads files in a process of its own, with limits: `python -m corpus.formats FILE…`.

It writes an intake as JSON and ends with 0, or one sentence and ends with `REFUSED`. Only what the
format needs is imported.
"""

import dataclasses
import json
import os
import resource
import sys
from collections.abc import Sequence
from pathlib import Path

from corpus.errors import SourceError, UnreadableFileError
from corpus.formats import sentences
from corpus.formats.extract import Extract
from corpus.formats.kinds import IMAGES, SUFFIXES, Format, format_of
from corpus.formats.limits import CPU_SECONDS, MEMORY, REFUSED, TEXT_LIMIT
from corpus.guesses import Guess, guessed, stated_author, stated_title


def main(paths: Sequence[Path]) -> int:
    """Read the files, which are one source; the exit status."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    answer = os.dup(1)  # libraries that print cannot disturb it
    os.dup2(2, 1)
    try:
        reply, status = json.dumps(_intake(paths), default=str), 0
    except SourceError as error:
        reply, status = str(error), REFUSED
    except MemoryError:
        reply, status = sentences.TOO_HEAVY.format(name=paths[0].name), REFUSED
    with os.fdopen(answer, "w", encoding="utf-8") as out:
        out.write(reply)
    return status


def _intake(paths: Sequence[Path]) -> dict[str, object]:
    """The fields of an intake."""
    formats = [format_of(path) for path in paths]
    for path, found in zip(paths, formats, strict=True):
        if len(paths) > 1 and found not in IMAGES:
            raise UnreadableFileError(sentences.MIXED.format(name=path.name))
    extract = _extract(formats[0], paths)
    reading = extract.reading
    if not reading.text:
        raise UnreadableFileError(sentences.EMPTY.format(name=paths[0].name))
    if len(reading.text) > TEXT_LIMIT:
        raise UnreadableFileError(sentences.TOO_LONG.format(name=paths[0].name))
    guess, stated = _about(extract)
    return {
        "text": reading.text,
        "pages": reading.pages,
        "format": formats[0],
        "ocr": extract.ocr_confidence is not None,
        "ocr_confidence": extract.ocr_confidence,
        "title": guess.title,
        "author": guess.author,
        "role": guess.role,
        "date": guess.date,
        "warnings": (*_endings(paths, formats), *stated, *extract.warnings),
        "blocks": [dataclasses.asdict(block) for block in reading.blocks],
    }


def _extract(found: Format, paths: Sequence[Path]) -> Extract:
    """Read with the reader of the format, the only one that is imported."""
    match found:
        case Format.PDF:
            from corpus.formats import pdf

            return pdf.read(paths[0])
        case Format.DOCX:
            from corpus.formats import docx

            return docx.read(paths[0])
        case Format.ODT:
            from corpus.formats import odt

            return odt.read(paths[0])
        case Format.HTML:
            from corpus.formats import html

            return html.read(paths[0])
        case Format.MARKDOWN | Format.TEXT:
            from corpus.formats import text

            return text.read(paths[0])
        case _:
            from corpus.formats import image

            return image.read(paths)


def _about(extract: Extract) -> tuple[Guess, list[str]]:
    """What the text says of itself, else what its file does, and what to check of that."""
    guess, warnings = guessed(extract.reading), []
    title, author, date = guess.title, guess.author, guess.date
    if author is None and (author := stated_author(extract.author)):
        warnings.append(sentences.STATED_AUTHOR.format(author=author))
    if date is None and (date := extract.date):
        warnings.append(sentences.STATED_DATE.format(date=f"{date:%d/%m/%Y}"))
    return Guess(title or stated_title(extract.title), author, guess.role, date), warnings


def _endings(paths: Sequence[Path], formats: Sequence[Format]) -> list[str]:
    """What to say of a file whose name says another format."""
    return [
        sentences.OTHER_ENDING.format(ending=path.suffix.lower(), format=found)
        for path, found in zip(paths, formats, strict=True)
        if SUFFIXES.get(path.suffix.lower(), found) != found
    ]


if __name__ == "__main__":
    sys.exit(main([Path(argument) for argument in sys.argv[1:]]))
