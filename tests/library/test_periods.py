"""The days, months and years that a French sentence names."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.library.periods import periods
from corpus.claims import Precision

SAID = dt.date(2026, 11, 21)


@pytest.mark.parametrize(
    ("sentence", "last", "precision"),
    [
        ("jusque fin octobre 2026", dt.date(2026, 10, 31), Precision.MONTH),
        ("le 1er février 2027 au matin", dt.date(2027, 2, 1), Precision.DAY),
        ("dès le 3 décembre", dt.date(2026, 12, 3), Precision.DAY),
        ("jusqu'en février", dt.date(2027, 2, 28), Precision.MONTH),
        ("pour toute l'année 2028", dt.date(2028, 12, 31), Precision.YEAR),
    ],
)
def test_periods(sentence: str, last: dt.date, precision: Precision) -> None:
    """Each by its last day; a month without a year is the next one."""
    (period,) = periods(sentence, SAID)
    assert (period.last, period.precision) == (last, precision)


def test_no_period() -> None:
    """A month without a year says nothing where the day of the text is unknown, nor does a day
    that no month has."""
    assert list(periods("jusqu'en février, et le 31 février 2027", None)) == []


@given(st.text("0123456789 ermaisjuinnovembre", max_size=40))
def test_anything_is_read(sentence: str) -> None:
    """No text stops it."""
    for period in periods(sentence, SAID):
        assert period.last.year >= 2000
