"""«Après 2026» asks about another time than «en 2026», in whatever language."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.assistant import Assistant
from bot.answering.beyond import beyond


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Que se passe-t-il après 2026 ?", {"2026"}),
        ("apres l'année 2026", {"2026"}),
        ("Au-delà de 2026, il faudra une loi.", {"2026"}),
        ("en 2026 et au-delà, à la hauteur", {"2026"}),
        ("une prolongation au-delà du 30 avril prochain", {"30 avr"}),
        ("What happens after the end of 2026?", {"2026"}),
        ("für die Zeit nach 2026", {"2026"}),
        ("über 2026 hinaus", {"2026"}),
        ("2026'dan sonra", {"2026"}),
        ("ماذا بعد عام 2026؟", {"2026"}),
        ("Что будет после 2026 года?", {"2026"}),
        ("2026年之后", {"2026"}),
        ("Sau năm 2026 thì sao?", {"2026"}),
        ("Les financements sont garantis en 2026.", set()),
        ("Et après ?", set()),
        ("le 30 avril, après la réunion", set()),
        ("une extension au-delà d'avril 2026", {"2026"}),
        ("Que veut la ministre pour 2026 ?", set()),
        ("tout sauf 2026", set()),
        ("in the afternoon of 2026", set()),
    ],
)
def test_days_that_something_is_after(text: str, days: set[str]) -> None:
    """A year or day counts only where the text speaks of the time after it."""
    assert beyond(text) == days


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    """Every day found stands in digits in the text."""
    assert all(day[0].isdigit() for day in beyond(text))


def test_after_a_year_is_not_during_it(assistant: Assistant) -> None:
    """What is promised for a year does not answer what comes after it."""
    asked = ("Et passé l'année 2026, comment vivront les centres ?", "What comes after 2026?")
    for question in asked:
        answer = assistant.answer(question, session=None, today=dt.date(2026, 11, 21))
        assert answer.citations[0].quote.startswith("Au-delà de 2026")
