"""How much of one text stands in another: runs of words that both have."""

import re
from collections.abc import Iterable

from corpus.document import Document

RUN = 5  # words; shorter runs are shared by any two letters of one ministry
_WORD = re.compile(r"\w+")


def nearest(text: str, documents: Iterable[Document]) -> tuple[Document, float] | None:
    """The document most like `text`, with the share (0 to 1) of runs they have in common.

    None where no run is shared. The share is of the shorter text's runs: an excerpt, or the same
    letter with a page more, is as like as a copy.
    """
    runs = _runs(text)
    best: tuple[Document, float] | None = None
    for document in documents:
        others = _runs(document.text)
        share = len(runs & others) / max(1, min(len(runs), len(others)))
        if share > (best[1] if best else 0.0):
            best = document, share
    return best


def _runs(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    width = min(RUN, len(words))
    return {tuple(words[i : i + width]) for i in range(len(words) - width + 1)} if words else set()
