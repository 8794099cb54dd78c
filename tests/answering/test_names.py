"""A name that nothing in the corpus bears is noticed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.names import KnownNames
from corpus.catalogue import read_corpus
from tests.conftest import REAL_CORPUS

CORPUS = read_corpus(REAL_CORPUS)
NAMES = KnownNames(CORPUS.documents, CORPUS.knowledge)


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
    assert not NAMES.strange(question, "fr")


@pytest.mark.parametrize(
    "question", ["Que pense Zorglub Duchmol ?", "Quelle est la position du XQZW ?"]
)
def test_borne_by_nothing(question: str) -> None:
    """A name or acronym that no text has is strange, save where all nouns have capitals."""
    assert NAMES.strange(question, "fr")
    assert not NAMES.strange(question, "de")


@given(st.text(max_size=60), st.sampled_from(["fr", "en", "ar", "zh"]))
def test_never_raises(question: str, language: str) -> None:
    """Any text has a strange name or none."""
    NAMES.strange(question, language)
