"""Words are compared without what spelling, case and grammar add."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.words import content, fold, joined, stem, words


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Élève ŒUVRE", "eleve oeuvre"),
        ("l’État", "l'etat"),
        ("50 000 euros", "50000 euros"),
        ("50\u202f000", "50000"),
        ("en 2026, 26 centres", "en 2026, 26 centres"),
        ("İstanbul", "istanbul"),
        ("𝓐𝓹𝓹𝓮𝓵", "appel"),
    ],
)
def test_fold(written: str, folded: str) -> None:
    """Case, accents, ligatures, apostrophes and gaps in numbers make no difference."""
    assert fold(written) == folded


@given(st.text(max_size=60))
def test_fold_is_done_once(text: str) -> None:
    """Folding what is folded changes nothing, whatever the script."""
    assert fold(fold(text)) == fold(text)
    content(words(text))


def test_elisions_and_compounds() -> None:
    """Elided articles go; a compound gives its parts and its whole."""
    assert words("L'expérimentation SEC-Pa") == ["experimentation", "sec", "pa", "secpa"]
    assert words("qu’est-ce") == ["est", "ce", "estce"]
    assert words("jusqu'à quand") == ["a", "quand"]


def test_inclusive_writing() -> None:
    """«patient·e·s», «patients.e.s» and «professionnel(le)s» are found by their plain form."""
    assert words("les patient·e·s") == ["les", "patient"]
    assert stem(words("Étudiant.e.s,")[0]) == stem("etudiants")


def test_no_spaces_between_ideographs() -> None:
    """Chinese is compared by pairs of characters."""
    assert words("资金什么") == ["资金", "金什", "什么"]


@pytest.mark.parametrize(
    ("one", "other"), [("structures", "structure"), ("financements", "financement")]
)
def test_singular_and_plural(one: str, other: str) -> None:
    """A word and its plural are one."""
    assert stem(one) == stem(other)


def test_content_leaves_grammar_out() -> None:
    """Articles, question words and single letters carry nothing."""
    assert content(words("Où est-ce que le chat dort ?")) == [stem("estce"), "chat", "dort"]


def test_joined_variants() -> None:
    """«SEC Pa», «SEC-Pa» and «SECPa» share a word where the corpus knows it."""
    known = {stem("secpa")}
    for variant in ("SEC Pa", "SEC-Pa", "SECPa", "sec-pa"):
        assert "secpa" in joined(words(variant), known)
    assert joined(["sec", "pa"], set()) == ["sec", "pa"]
