"""Pages of lines, from a PDF or from images, become one text."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from corpus.formats import ocr, sentences
from corpus.formats.columns import in_order
from corpus.formats.extract import Extract
from corpus.formats.flow import flowing
from corpus.formats.lines import Page
from corpus.formats.margins import with_margins, with_notes
from corpus.pieces import assemble

_MOST_WORDS = 12  # in a warning


def extract(pages: Sequence[Page], seen: Mapping[int, ocr.Recognised], count: int) -> Extract:
    """The text of `pages`, whose lines come in the order of the file.

    `seen` are the pages, by number, that were recognised from an image; `count` is how many pages
    there are, those without text too.
    """
    ordered, disordered = [], []
    for page in with_margins(pages):
        lines, disorder = in_order(page.lines)
        ordered.append(replace(page, lines=lines))
        if disorder:
            disordered.append(lines[0].page)
    pieces, guessed = flowing(with_notes(ordered))
    warnings = []
    if seen:
        share = ocr.confidence(seen.values())
        shown = sentences.pages(sorted(seen))
        warnings.append(sentences.RECOGNISED.format(pages=shown, share=round(share * 100)))
        if unsure := ocr.unsure_words(seen.values()):
            warnings.append(sentences.UNSURE_WORDS.format(words=", ".join(unsure)))
    if disordered:
        warnings.append(sentences.DISORDER.format(pages=sentences.pages(disordered)))
    if guessed:
        words = ", ".join(dict.fromkeys(guessed[:_MOST_WORDS]))
        warnings.append(sentences.CUT_WORDS.format(words=words))
    return Extract(
        assemble(pieces, count),
        ocr_confidence=ocr.confidence(seen.values()) if seen else None,
        warnings=tuple(warnings),
    )
