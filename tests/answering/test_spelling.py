"""Misspelt words are mended from the words of the sources; the others are left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.spelling import Speller, sound, vocabulary
from corpus.catalogue import read_corpus
from index.words import fold
from tests.conftest import REAL_CORPUS

TEXTS = [document.text for document in read_corpus(REAL_CORPUS).documents]
VOCABULARY = vocabulary(TEXTS, ["Quand finit le financement ?"] * 3, 3)
SPELLER = Speller(VOCABULARY)


@given(st.lists(st.sampled_from(sorted(VOCABULARY)), max_size=12).map(" ".join))
def test_known_words_stay(text: str) -> None:
    """Words of the sources are never changed."""
    assert SPELLER.mend(text) == text


@pytest.mark.parametrize(
    "word", ["Toulouse", "boulangerie", "l'ordinateur", "2026", "SEC-Pa", "où", "et", "Metz", "🙂"]
)
def test_french_words_and_names_stay(word: str) -> None:
    """A word of the language, a number or a sign is no mistake, whether or not a text has it."""
    assert SPELLER.mend(word) == word


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("la minstre", "la ministre"),
        ("le finansement", "le financement"),
        ("les strukture", "structure"),
        ("experimantation", "experimentation"),
        ("kestion", "question"),
    ],
)
def test_misspelt_words_are_mended(written: str, meant: str) -> None:
    """By sound first, then by letters."""
    assert fold(meant) in fold(SPELLER.mend(written))


@given(st.text(max_size=60))
def test_never_raises(text: str) -> None:
    """Any text is mended, to something no emptier."""
    assert bool(SPELLER.mend(text).strip()) == bool(text.strip())


def test_sounds() -> None:
    """Words that sound alike are one."""
    assert sound("kestion") == sound("question")
    assert sound("otorisation") == sound("autorisation")
    assert sound("chat") != sound("chien")


def test_vocabulary_counts_questions() -> None:
    """A word of questions alone counts once enough of them hold it."""
    assert vocabulary(["le chat"], ["Quand ?", "quand dort-il ?"], 2) == {
        "le": 2,
        "chat": 2,
        "quand": 2,
    }
