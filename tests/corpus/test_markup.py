"""Markup goes, its text stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.markup import heading, strip_inline, unquote


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("**gras** et *penché*", "gras et penché"),
        ("__gras__ et ***les deux***", "gras et les deux"),
        ("**sur\ndeux lignes**", "sur\ndeux lignes"),
        ("1^{re} et 17^{ème}", "1re et 17ème"),
        ("[M. Hadrien Clouet](#)", "M. Hadrien Clouet"),
        ("[page](https://exemple.fr/a)", "page (https://exemple.fr/a)"),
        ("![logo](logo.png)", "logo (logo.png)"),
        ("<https://exemple.fr/>", "https://exemple.fr/"),
    ],
)
def test_stripped(marked: str, plain: str) -> None:
    """What a reader would not see as text is gone; a link's target stays in brackets."""
    assert strip_inline(marked) == plain


@pytest.mark.parametrize(
    "plain",
    [
        "2 * 3 * 4 = 24",
        "snake_case_name",
        "un [sic] crochet",
        "a < b > c",
        "les professionnel.le.s*",
        "non[1], dit-elle (bas)",
        "^{ jamais fermé",
    ],
)
def test_left_alone(plain: str) -> None:
    """Signs that mark nothing are text."""
    assert strip_inline(plain) == plain


@given(st.text(alphabet="ab1 *_[]()^{}<>!#\n", max_size=60))
def test_keeps_letters_in_order(text: str) -> None:
    """No letter or digit is dropped, added or moved, whatever the marks."""
    assert [c for c in strip_inline(text) if c.isalnum()] == [c for c in text if c.isalnum()]


def test_headings() -> None:
    """One to six hash marks and a space make a heading; a hashtag is none."""
    assert heading("## Les sources ##") == "Les sources"
    assert heading("#santé") is None
    assert heading("####### sept") is None


def test_quotation_marks() -> None:
    """A quoted line loses its mark."""
    assert unquote("> il a dit") == "il a dit"
    assert unquote("a > b") == "a > b"
