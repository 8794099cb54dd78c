"""Which language a question is in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.language import LANGUAGES, detect


@given(st.text())
def test_always_names_a_language(text: str) -> None:
    """Any text at all has one of the languages known here."""
    assert detect(text) in LANGUAGES


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Jusqu'à quand les structures sont-elles financées ?", "fr"),
        ("cé ki ki decide", "fr"),
        ("c koi les secpa", "fr"),
        ("Until when are the centres funded?", "en"),
        ("What did the minister promise?", "en"),
        ("¿Hasta cuándo se financian los centros?", "es"),
        ("Quem escreveu a carta aos deputados?", "pt"),
        ("Até quando os centros são financiados?", "pt"),
        ("Fino a quando sono finanziate le strutture?", "it"),
        ("Bis wann werden die Zentren finanziert?", "de"),
        ("Până când sunt finanțate centrele?", "ro"),
        ("Merkezler ne zamana kadar finanse edilecek?", "tr"),
        ("Do kiedy ośrodki są finansowane?", "pl"),
        ("Các trung tâm được tài trợ đến khi nào?", "vi"),
        ("حتى متى يتم تمويل المراكز؟", "ar"),
        ("До какого числа финансируются центры?", "ru"),
        ("До якого часу фінансуються центри?", "uk"),
        ("这些中心的资金到什么时候？", "zh"),
    ],
)
def test_plain_questions(question: str, language: str) -> None:
    """A plain question tells its language by its script or its small words."""
    assert detect(question) == language


@pytest.mark.parametrize("text", ["", "?", "2026", "SEC-Pa", "👍", "\n\t", "FISS"])
def test_french_where_nothing_tells(text: str) -> None:
    """Names, numbers and signs are answered in French."""
    assert detect(text) == "fr"


def test_a_foreign_name_does_not_turn_a_question() -> None:
    """One Arabic word in a French sentence leaves it French."""
    assert detect("Que veut dire سلام dans la lettre de la ministre ?") == "fr"
