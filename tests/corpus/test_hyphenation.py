"""A hyphen at a line's end is dropped only where the joined word is one."""

import pytest

from corpus.hyphenation import is_soft
from corpus.reader import canonical


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("notam", "ment les plus vulnérables"),
        ("la loi de finan", "cement"),
        ("en si", "tuation"),
        ("pérenni", "sation"),
        ("publics ou non lu", "cratifs"),
    ],
)
def test_soft(before: str, after: str) -> None:
    """A word cut by the line break is one word."""
    assert is_soft(before, after, f"{before}-\n{after}")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Saint", "Denis"),
        ("lui", "même"),
        ("médico", "social"),
        ("Seine-Saint", "Denis"),
        ("peut", "être"),
        ("la Fonction 2026", "publique"),
        ("", "suite"),
    ],
)
def test_hard(before: str, after: str) -> None:
    """A compound keeps its hyphen."""
    assert not is_soft(before, after, f"{before}-\n{after}")


def test_the_text_itself_decides_first() -> None:
    """A spelling that stands elsewhere in the source is followed."""
    assert not is_soft("porte", "feuille", "le porte-feuille et le porte-\nfeuille")
    assert is_soft("cyber", "guichet", "le cyberguichet et le cyber-\nguichet")


@pytest.mark.parametrize("word", ["a(b", "x[", "c++", "d\\", "é*"])
def test_never_raises(word: str) -> None:
    """Letters beside signs that mean something in patterns are only letters."""
    is_soft(word + "mot", "suite" + word, word)


def test_in_a_text() -> None:
    """The reader joins one and keeps the other."""
    text, _ = canonical("Elle va notam-\nment à Saint-\nDenis, lui-\nmême le dit.")
    assert text == "Elle va notamment à Saint-Denis, lui-même le dit."
