"""A citation is a slice of its document, or it cannot be made."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.citation import QUOTE_LIMIT, Citation
from corpus.document import Document, Source

DOCUMENT = Document(Source("d", "Titre"), "Le chat dort. " * 80, ())


@given(*[st.integers(-5, 1200)] * 4)
def test_verbatim_or_refused(start: int, end: int, context_start: int, context_end: int) -> None:
    """Any span is either refused or gives exactly what stands there."""
    try:
        made = Citation(1, DOCUMENT, start, end, context_start, context_end, "§ 1")
    except ValueError:
        return
    assert made.quote == DOCUMENT.text[start:end]
    assert 0 < len(made.quote) <= QUOTE_LIMIT
    assert made.quote in made.context
    assert made.context in DOCUMENT.text
    assert made.source is DOCUMENT.source


@pytest.mark.parametrize(
    "span",
    [
        (5, 5, 0, 10),
        (3, 9, 4, 10),
        (3, 9, 0, 8),
        (-1, 4, -1, 8),
        (0, 2000, 0, 2000),
        (0, 601, 0, 700),
    ],
)
def test_refused(span: tuple[int, int, int, int]) -> None:
    """Nothing empty, outside its context, outside the text, or too long is a citation."""
    with pytest.raises(ValueError, match=r"span|quote"):
        Citation(1, DOCUMENT, *span, "§ 1")
