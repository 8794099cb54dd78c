"""What was offered inline lately: found by the question alone, and never past its snapshot."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.offers import Offers

ASKED = ("Que demandent les députés ?", None, "a1")


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (("  que DEMANDENT  les députés ? ", None, "a1"), True),
        (("Que demandent les syndicats ?", None, "a1"), False),
        (("Que demandent les députés ?", "en", "a1"), False),
        (("Que demandent les députés ?", None, "b2"), False),
    ],
)
def test_an_offer_is_found_by_question_language_and_snapshot(
    other: tuple[str, str | None, str], same: bool
) -> None:
    """Case and spaces aside, anything that differs finds nothing."""
    offers = Offers()
    offers.keep(offers.key(*ASKED), ())
    assert (offers.get(offers.key(*other)) is not None) is same


def test_the_longest_unused_goes_first() -> None:
    """So many are kept and no more."""
    offers = Offers(kept=2)
    first, second, third = (offers.key(text, None, "") for text in "abc")
    for key in (first, second):
        offers.keep(key, ())
    assert offers.get(first) == ()
    offers.keep(third, ())
    assert offers.get(second) is None
    assert offers.get(first) == offers.get(third) == ()


@given(st.text())
def test_what_is_kept_tells_nothing_of_the_question(text: str) -> None:
    """Another process knows the same question by another key, and whatever was typed has one."""
    assert Offers().key(text, None, "") != Offers().key(text, None, "")
