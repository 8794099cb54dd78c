"""A day as a person writes it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.library.days import read_day
from bot.phrases import wording


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_form_is_read(day: date) -> None:
    """In words, in figures, and as computers write it."""
    for said in (wording("fr").day(day), f"{day:%d/%m/%Y}", f"{day:%d.%m.%Y}", f" {day} "):
        assert read_day(said) == day


@pytest.mark.parametrize("said", ["", "hier", "mars 2026", "9 février", "31/02/2026", "2026"])
def test_what_names_no_day_is_none(said: str) -> None:
    """A month, a year, a day of an unknown year: it is asked for again."""
    assert read_day(said) is None
