"""Questions about what was answered just now, from the five sources with the real model."""

import pytest

from bot.answering.answer import Status
from bot.answering.conversation import Turn, asks_who_says, dated
from tests.answering.conftest import Ask, cited

SUM = "combien par centre ?"


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("qui dit ça ?", "fr"),
        ("c qui qui dit ca", "fr"),
        ("Et d'où ça vient ?", "fr"),
        ("ça date de quand ?", "fr"),
        ("who said that?", "en"),
        ("who's saying that?", "en"),
        ("¿Quién dijo eso?", "es"),
        ("quem disse isso?", "pt"),
        ("chi l'ha detto?", "it"),
        ("Wer hat das gesagt?", "de"),
        ("cine a spus asta?", "ro"),
        ("bunu kim söyledi?", "tr"),
        ("bunu kim yazmış?", "tr"),
        ("kaynağı ne?", "tr"),
        ("kto to powiedział?", "pl"),
        ("źródło?", "pl"),
        ("ai nói vậy?", "vi"),
        ("ai đã nói điều đó?", "vi"),
        ("кто это сказал?", "ru"),
        ("хто це сказав?", "uk"),
        ("من قال هذا؟", "ar"),
        ("谁说的？", "zh"),
    ],
)
def test_asks_who_says(question: str, language: str) -> None:
    """A whole question about who said what was quoted, in any of the languages."""
    assert asks_who_says(question, language)


@pytest.mark.parametrize(
    "question", ["qui dit que ça suffit ?", "qui a écrit la lettre ?", "qui ?"]
)
def test_asks_who_says_something_else(question: str) -> None:
    """What it says itself is looked for."""
    assert not asks_who_says(question, "fr")


@pytest.mark.parametrize(
    "question", ["c'est qui qui dit ça ?", "who said that?", "谁说的？", "ta source ?"]
)
def test_who_says_so_is_told_by_the_same_quote(ask: Ask, question: str) -> None:
    """With its author and date, whatever else is like the question; the conversation goes on."""
    session = f"again {question}"
    told = cited(ask(SUM, session=session))[0]
    answer = ask(question, session=session)
    assert answer.status is Status.ANSWERED
    assert cited(answer)[0].quote == told.quote
    assert str(told.document.source.author) in answer.text
    assert cited(ask("et d'où ça vient ?", session=session))[0].quote == told.quote


@pytest.mark.parametrize("question", ["et après ?", "and after that?", "peki sonra?", "然后呢？"])
def test_what_comes_after_what_was_quoted(ask: Ask, question: str) -> None:
    """After a promise for 2026, what is said of the time beyond it, never the promise again."""
    session = f"after {question}"
    first = cited(ask("Que promet la ministre pour 2026 ?", session=session))[0]
    after = cited(ask(question, session=session))[0]
    assert after.quote.startswith("Au-delà de 2026")
    assert after.quote != first.quote


def test_what_comes_after_no_year() -> None:
    """Nothing is made of «et après ?» where no year was quoted, or more is said."""
    before = Turn("Que demande l'appel ?", placed=False, document="appel", quote="le maintien")
    dateless, year = before, Turn("?", placed=False, document="a", quote="de 2025 à fin 2026")
    assert dated("et après ?", ["fr"], dateless) == "et après ?"
    assert dated("et après ?", ["fr"], year) == "et après 2026 ?"
    assert dated("et après le vote ?", ["fr"], year) == "et après le vote ?"


def test_whose_it_is_was_said_before(ask: Ask) -> None:
    """«Son adresse ?» is not the ministry's after a question about Rennes."""
    ask("ya un centre a rennes", session="whose")
    assert ask("son adresse ?", session="whose").status is Status.NOT_FOUND


@pytest.mark.parametrize(
    "question",
    [
        "son cœur s'est arrêté",
        "leur bébé ne respire plus",
        "her heart stopped",
        "su corazón se paró",
    ],
)
def test_an_emergency_leans_on_nothing(ask: Ask, question: str) -> None:
    """Whatever was asked before, and though it begins with whose heart it is."""
    assert ask(question).status is Status.EMERGENCY
    ask("Que demande l'appel ?", session=question)
    assert ask(question, session=question).status is Status.EMERGENCY


def test_what_is_never_named_is_not_what_was_named_before(ask: Ask) -> None:
    """«Et la cfdt ?» after another union that signed: no source names it."""
    ask("la cgt a signé ?", session="named")
    assert ask("et la cfdt ?", session="named").status is Status.NOT_FOUND
    assert "Sud" in cited(ask("et sud ?", session="named"))[0].quote
