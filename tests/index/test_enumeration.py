"""The members of a list inside a sentence, brackets and all."""

from itertools import pairwise

import pytest
from hypothesis import example, given

from corpus.catalogue import read_corpus
from index.enumeration import members
from index.sentences import sentence_spans
from tests.corpus.conftest import REAL
from tests.index.texts import TEXTS


def found(text: str) -> list[str]:
    """The members of the enumeration in a sentence."""
    return [text[a:b] for a, b in members(text, 0, len(text))]


@given(TEXTS)
@example("Ils sont là : à (a, b, (c, d), e), f")
@example("Ici : , , , , ")
def test_members_stand_in_their_sentence(text: str) -> None:
    """Members are in order, apart, not blank and inside the sentence, after its introduction."""
    for start, end in sentence_spans(text, 0, len(text)):
        spans = members(text, start, end)
        assert all(start < a < b <= end for a, b in spans)
        assert all(text[a:b] == text[a:b].strip() for a, b in spans)
        assert all(a[1] <= b[0] for a, b in pairwise(spans))


@pytest.fixture(scope="module")
def structures() -> list[str]:
    """The members of the list of structures in the written question."""
    (document,) = [d for d in read_corpus(REAL).documents if "question-ecrite" in d.id]
    text = document.text
    at = text.index("Les 26 structures retenues")
    (span,) = [s for s in sentence_spans(text, 0, len(text)) if s[0] == at]
    return [text[a:b] for a, b in members(text, *span)]


def test_every_place_of_the_sources_is_a_member(structures: list[str]) -> None:
    """The sentence names 17 places, each with its structures."""
    assert len(structures) == 17
    assert structures[0] == "à Paris (MSP Pyrénées Belleville et Mathagon)"
    assert "à Strasbourg (MSP Neuhof et de Haute pierre, L'île aux santés)" in structures
    assert "dans les Alpes-maritimes (MSP de l'Olivier)" in structures


def test_a_bracket_never_closed_ends_with_its_member(structures: list[str]) -> None:
    """«santé Commune» misses its bracket, and the Nord is still a member of its own."""
    assert "dans le Rhône (Le Jardin, santé Commune" in structures
    assert "dans le Nord (MSP Kruysbellaert)" in structures


def test_the_last_two_are_parted(structures: list[str]) -> None:
    """«dans la Vienne (…) ou sur le territoire de Belfort (…)» is two members, without the stop."""
    assert structures[-2:] == [
        "dans la Vienne (Centre de santé des 3 cités)",
        "sur le territoire de Belfort (Agir ensemble pour notre santé)",
    ]


def test_a_few_commas_are_no_list() -> None:
    """Three parts, or no colon, are a sentence like any other."""
    assert found("Il y a de tout : du pain, du vin, du sel.") == []
    assert found("Du pain, du vin, du sel, du lait, des œufs.") == []
    assert found("Il y a de tout : du pain, du vin, du sel, du lait.") == [
        "du pain",
        "du vin",
        "du sel",
        "du lait",
    ]


def test_an_and_inside_a_member_parts_nothing() -> None:
    """«prévention et éducation à la santé» is one member."""
    text = "Neuf critères : exercice de proximité, soutien, médiation, prévention et éducation."
    assert found(text)[-1] == "prévention et éducation"
