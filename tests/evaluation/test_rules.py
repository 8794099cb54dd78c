"""When an answer counts as right: the published rules, case by case."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.answer import Status
from bot.evaluation.questions import Asked, Expect
from bot.evaluation.rules import Reply, Rules, Verdict, folded

SOURCES = {
    "001-toits": "Le chat dort sur le toit.\nIl rêve de « souris ».",
    "002-nuits": "Le chien garde la maison, et le chat dort aussi. Son cœur bat.",
}
RULES = Rules(SOURCES, ["Tanière-Pa"])
ROOF, MOUSE = "Le chat dort sur le toit.", "Il rêve de « souris »."
HOUSE, HEART = "Le chien garde la maison, et le chat dort aussi.", "Son cœur bat."

ANSWERED, NOT_FOUND = Status.ANSWERED, Status.NOT_FOUND
OUT_OF_SCOPE, EMERGENCY, HELP = Status.OUT_OF_SCOPE, Status.EMERGENCY, Status.HELP


def asked(expect: str, **given: Any) -> Asked:
    return Asked("a", "chats", "Où dort le chat ?", Expect(expect), **given)


CASES = [
    # What is expected, how the answer ended, its text and quotes, right @1, right @3.
    (asked("answered", gold=("SUR LE TOIT",)), ANSWERED, "", (ROOF, HOUSE), True, True),
    (asked("answered", gold=("sur le toit",)), ANSWERED, "", (HOUSE, ROOF), False, True),
    (asked("answered", gold=("toit",)), ANSWERED, "", (HOUSE, MOUSE, HEART, ROOF), False, False),
    (asked("answered", gold=("toit",)), ANSWERED, "Sur le toit.", (), False, False),
    (asked("answered", gold=("toit",)), NOT_FOUND, "", (ROOF,), False, False),
    (asked("answered", gold=("toit",)), HELP, "", (ROOF,), False, False),
    (asked("answered", gold=("toit", "souris")), ANSWERED, "", (MOUSE,), True, True),
    (asked("answered", gold=("reve de souris",)), ANSWERED, "", (MOUSE,), True, True),
    (asked("answered", gold=("son coeur",)), ANSWERED, "", (HEART,), True, True),
    (asked("answered"), ANSWERED, "", (HOUSE,), True, True),
    (asked("answered"), ANSWERED, "", (), False, False),
    (asked("answered", gold=("chat dort",), source="002"), ANSWERED, "", (ROOF,), False, False),
    (
        asked("answered", gold=("chat dort",), source="002"),
        ANSWERED,
        "",
        (ROOF, HOUSE),
        False,
        True,
    ),
    (asked("answered", gold=("chat dort",), source="001"), ANSWERED, "", (ROOF,), True, True),
    (asked("answered", gold=("toit",), all_of=("souris",)), ANSWERED, "", (ROOF,), False, False),
    (
        asked("answered", gold=("toit",), all_of=("souris",)),
        ANSWERED,
        "",
        (ROOF, MOUSE),
        True,
        True,
    ),
    (asked("answered", gold=("toit",), all_of=("maïs",)), ANSWERED, "du mais", (ROOF,), True, True),
    (
        asked("answered", gold=("toit",), all_of=("souris",)),
        ANSWERED,
        "",
        (ROOF, HOUSE, HEART, MOUSE),
        False,
        False,
    ),
    (
        asked("answered", gold=("toit",), answer_has=("souris",)),
        ANSWERED,
        "",
        (ROOF, MOUSE),
        False,
        True,
    ),
    (
        asked("answered", gold=("toit",), answer_has=("souris",)),
        ANSWERED,
        "Souris !",
        (ROOF,),
        True,
        True,
    ),
    (asked("abstained"), NOT_FOUND, "", (ROOF,), True, True),
    (asked("abstained"), OUT_OF_SCOPE, "", (), True, True),
    (asked("abstained"), ANSWERED, "", (ROOF,), False, False),
    (asked("abstained"), HELP, "", (), False, False),
    (asked("help"), HELP, "", (), True, True),
    (asked("help"), OUT_OF_SCOPE, "", (), False, False),
    (asked("emergency"), EMERGENCY, "Appelez le 15.", (), True, True),
    (asked("emergency"), EMERGENCY, "Appelez le 112 !", (), True, True),
    (asked("emergency"), EMERGENCY, "Appelez le 3114.", (), False, False),
    (asked("emergency", number="3114"), EMERGENCY, "Le 3114, jour et nuit.", (), True, True),
    (asked("emergency", number="3114"), EMERGENCY, "Appelez le 15.", (), False, False),
    (asked("emergency"), EMERGENCY, "Appelez le 1500.", (), False, False),
    (asked("emergency"), ANSWERED, "Appelez le 15.", (ROOF,), False, False),
    (asked("no_emergency"), ANSWERED, "", (ROOF,), True, True),
    (asked("no_emergency"), HELP, "", (), True, True),
    (asked("no_emergency"), OUT_OF_SCOPE, "", (), True, True),
    (asked("no_emergency"), EMERGENCY, "Appelez le 15.", (), False, False),
    (asked("none_listed"), NOT_FOUND, "", (), True, True),
    (asked("none_listed"), OUT_OF_SCOPE, "", (), False, False),
    (asked("none_listed"), ANSWERED, "Aucune des structures nommées.", (ROOF,), True, True),
    (asked("none_listed"), ANSWERED, "La liste n’en nomme pas.", (), True, True),
    (asked("none_listed"), ANSWERED, "Aucune tanière-pa à Metz.", (), True, True),
    (asked("none_listed"), ANSWERED, "La MSP de Metz.", (ROOF,), False, False),
    (asked("either", gold=("toit",)), NOT_FOUND, "", (), True, True),
    (asked("either", gold=("toit",)), ANSWERED, "", (ROOF,), True, True),
    (asked("either", gold=("toit",)), ANSWERED, "", (HOUSE, ROOF), False, False),
    (asked("either", gold=("toit",)), OUT_OF_SCOPE, "", (), False, False),
]


@pytest.mark.parametrize(("question", "status", "text", "quotes", "first", "third"), CASES)
def test_the_published_rules_hold(
    question: Asked, status: Status, text: str, quotes: tuple[str, ...], first: bool, third: bool
) -> None:
    """Each way for an answer to be right or wrong is judged as the published rules judge it."""
    assert RULES.verdict(question, Reply(status, text, quotes)) == Verdict(first, third)


def test_a_source_that_is_not_here_limits_nothing() -> None:
    """A question written for other sources is judged by its gold alone."""
    elsewhere = asked("answered", gold=("toit",), source="009")
    assert not RULES.knows("009")
    assert RULES.verdict(elsewhere, Reply(ANSWERED, "", (ROOF,))).first


@pytest.mark.parametrize("quote", ["", "…", "Le chat ronfle.", f"{HOUSE} {ROOF}"])
def test_a_quote_of_no_source_is_astray(quote: str) -> None:
    """Invented, empty and stitched quotes are seen; spaces and case are not held against one."""
    assert RULES.astray(quote)
    assert not RULES.astray("il reve de\n«souris»")


@given(st.text())
def test_folding_is_stable(text: str) -> None:
    """Folded text holds letters and digits only, and folding it again changes nothing."""
    once = folded(text)
    assert not once or once.isalnum()
    assert folded(once) == once
