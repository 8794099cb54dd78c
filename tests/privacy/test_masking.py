"""What is kept of a question says neither who asked nor whom it is about."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.privacy.masking import ADDRESS, NAME, NUMBER, mask
from bot.privacy.public import PublicNames
from corpus.catalogue import Corpus

BLANKS = (NAME, NUMBER, ADDRESS)
NOBODY = PublicNames.of(())
DIGITS = st.text("0123456789 .-/", min_size=1, max_size=12)
NAMES = ("Fatoumata", "jean", "Dupont", "BENALI", "Kowalczyk", "Nguyen", "d'Ormesson")
SAID = ("Bonjour, je suis", "ma patiente", "Mme", "et", "habite", "chez", "où va", "?", "Docteur")


@pytest.fixture(scope="module")
def public(real_corpus: Corpus) -> PublicNames:
    return PublicNames.of(real_corpus.documents)


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("Que pense M. Clouet de la santé mentale ?",) * 2,
        ("Les SEC-Pa suivent-elles les patients diabétiques ?",) * 2,
        ("Quand finissent les crédits à Rennes ?",) * 2,
        ("Mme Durand, 43 ans, peut-elle venir ?", "Mme [nom], [nombre] ans, peut-elle venir ?"),
        ("jean dupont peut venir ?", "[nom] peut venir ?"),
        ("Jean Martin peut venir ?", "[nom] peut venir ?"),
        ("j'habite 12 rue des Lilas", "j'habite [nombre] rue [adresse]"),
        ("voir https://exemple.org/a?b ou @fatou", "voir [adresse] ou [adresse]"),
        ("écrire à jeanne.petit@exemple.org", "écrire à [adresse]"),
        ("au 06 12 34 56 78 merci", "au [adresse] merci"),
    ],
)
def test_what_tells_a_person_is_masked(asked: str, kept: str, public: PublicNames) -> None:
    """Names, numbers and addresses go; words, and whoever the sources name, stay."""
    assert mask(asked, public) == kept


@given(st.lists(st.one_of(st.sampled_from(SAID), st.sampled_from(NAMES), DIGITS), max_size=12))
def test_no_digit_and_no_name_is_left(parts: list[str]) -> None:
    """Wherever they stand, between whatever words."""
    kept = mask(" ".join(parts), NOBODY)
    assert not re.search(r"\d", kept)
    left = set(re.findall(r"[^\W\d_]+", kept.casefold()))
    assert not left & {"fatoumata", "jean", "dupont", "benali", "kowalczyk", "nguyen"}


@given(st.text(max_size=300))
def test_masking_adds_nothing_but_blanks(text: str) -> None:
    """Without the blanks, what is kept are characters of the text, in their order."""
    kept = mask(text, NOBODY)
    for blank in BLANKS:
        kept = kept.replace(blank, "")
    left = iter(text)
    assert all(character in left for character in kept)
