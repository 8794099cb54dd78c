"""Sentences end where a reader would say so, and long ones are cut where that hurts least."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sentences import sentence_spans, split_long, trim
from tests.index.texts import TEXTS, letters


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    return [text[a:b] for a, b in sentence_spans(text, 0, len(text))]


@pytest.mark.parametrize(
    "expected",
    [
        ["Le chat dort.", "Il rêve."],
        ["M. Clouet alerte Mme. Rist sur l'art. 51 de la loi.", "Elle répond."],
        ["Le Dr. Martin et J. Dupont signent.", "Voilà."],
        ["Viendra-t-il ?", "Oui !", "Mais quand ?…", "Demain."],
        ["Il dit « non. »", "Elle part."],
        ["« Quoi ? » dit-elle.", "Rien."],
        ["Le Nil coule.[12]", "Il déborde."],
        ["Il a 3.5 points.", "Elle en a 4."],
        ["La réunion a été tenue le 29 janvier 2026 !", "Le Gouvernement balaie."],
        ["1. Le maintien des postes.", "2. Une loi."],
        ["Ils sont nombreux, etc. et ils restent."],
        ["sans majuscule. ni fin"],
    ],
)
def test_where_sentences_end(expected: list[str]) -> None:
    """Abbreviations, initials and numbering end none; closing marks stay with theirs."""
    assert sentences(" ".join(expected)) == expected


@given(TEXTS, st.integers(0, 40), st.integers(0, 40))
def test_sentences_cover(text: str, skip: int, leave: int) -> None:
    """Sentences are in order, apart, without blank ends, and nothing but white space is outside."""
    start, end = min(skip, len(text)), max(skip, len(text) - leave)
    end = min(end, len(text))
    spans = sentence_spans(text, start, end)
    assert all(start <= a < b <= end and text[a:b] == text[a:b].strip() for a, b in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert "".join(text[start:end].split()) == "".join("".join(text[a:b].split()) for a, b in spans)


@given(TEXTS, st.integers(20, 200))
def test_split_long_keeps_to_its_limit(text: str, limit: int) -> None:
    """Pieces are within the limit, in order, without blank ends, and lose no letter."""
    start, end = trim(text, 0, len(text))
    pieces = split_long(text, start, end, limit)
    assert all(0 < b - a <= limit for a, b in pieces)
    assert all(text[a:b] == text[a:b].strip() for a, b in pieces)
    assert all(a[1] <= b[0] for a, b in pairwise(pieces))
    assert "".join(letters(text[a:b]) for a, b in pieces) == letters(text)


@given(st.text("aé ,;:()«»", max_size=300), st.integers(10, 60))
def test_split_long_ends(text: str, limit: int) -> None:
    """Any punctuation, any number of brackets: the cutting ends, within the limit."""
    pieces = split_long(text, *trim(text, 0, len(text)), limit)
    assert all(0 < b - a <= limit for a, b in pieces)


def test_cuts_at_clauses_then_commas_outside_brackets() -> None:
    """A semicolon is cut at first, then a comma, and a bracket stays whole."""
    text = "Un début assez long, avec une virgule ; une suite (un, deux, trois, quatre, cinq), fin"
    assert [text[a:b] for a, b in split_long(text, 0, len(text), 50)] == [
        "Un début assez long, avec une virgule",
        "une suite (un, deux, trois, quatre, cinq), fin",
    ]
    listed = "alpha beta, gamma (delta, epsilon, zeta), eta theta, iota kappa"
    assert [listed[a:b] for a, b in split_long(listed, 0, len(listed), 45)] == [
        "alpha beta, gamma (delta, epsilon, zeta)",
        "eta theta, iota kappa",
    ]


def test_trim() -> None:
    """White space goes at both ends, and a blank span is empty."""
    assert trim("  un mot \n", 0, 9) == (2, 8)
    start, end = trim("    ", 1, 3)
    assert start >= end
