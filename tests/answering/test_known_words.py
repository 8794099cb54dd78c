"""A name that nothing in the corpus bears is noticed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.known_words import KnownWords
from corpus.catalogue import read_corpus
from tests.conftest import REAL_CORPUS

CORPUS = read_corpus(REAL_CORPUS)
KNOWN = KnownWords(CORPUS.documents, CORPUS.knowledge)


@pytest.mark.parametrize(
    "question",
    [
        "Que dit Stéphanie Rist ?",
        "Que demande M. Clouet ?",
        "Où est la Case de santé ?",
        "Que prévoit le FISS ?",
        "QUE DIT LA MINISTRE ?",
        "Merci. Quand finit le financement ?",
        "",
    ],
)
def test_borne_here(question: str) -> None:
    """Names of the sources, sentence starts and shouting are nothing strange."""
    assert not KNOWN.strange(question, "fr")


@pytest.mark.parametrize(
    "question", ["Que pense Zorglub Duchmol ?", "Quelle est la position du XQZW ?"]
)
def test_borne_by_nothing(question: str) -> None:
    """A name or acronym that no text has is strange, save where all nouns have capitals."""
    assert KNOWN.strange(question, "fr")
    assert not KNOWN.strange(question, "de")


@given(st.text(max_size=60), st.sampled_from(["fr", "en", "ar", "zh"]))
def test_never_raises(question: str, language: str) -> None:
    """Any text has a strange name or none."""
    KNOWN.strange(question, language)


def test_share_of_unknown_words() -> None:
    """Words that no text or question has are counted among those that carry meaning."""
    assert KNOWN.unknown("Jusqu'à quand dure le financement ?") == 0.0
    assert KNOWN.unknown("Un bon restaurant zorglubien ?") > 0.5
    assert KNOWN.unknown("?") == 0.0
