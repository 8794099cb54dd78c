"""What is kept, what is told of it, what is erased; and nothing about a patient."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.phrases import wording
from bot.store.database import open_database
from bot.store.questions import KeptQuestion, KeptQuestions
from tests.botapi import BotApi, Person
from tests.telegram.running import LibrarianBot, RunningBot

Json = dict[str, Any]
DAYS = "30"


def kept(data: Path) -> tuple[KeptQuestion, ...]:
    database = open_database(data)
    questions = KeptQuestions(database, 30).all()
    database.close()
    return questions


def on_disk(data: Path) -> bytes:
    """Everything written there, the log too."""
    return b"".join(each.read_bytes() for each in data.iterdir() if each.is_file())


def started(api: BotApi, data: Path, settings: dict[str, str]) -> LibrarianBot:
    return LibrarianBot(api, data, **settings)


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("fr", "Ma patiente Fatou Diallo est diabétique, peut-elle venir au centre ?"),
        ("en", "My patient John Smith has diabetes, can he come to the centre?"),
        ("es", "Mi hermana María Gómez tiene cáncer, ¿puede ir al centro de salud?"),
        ("pt", "O meu filho João Silva tem asma, ele pode ir ao centro de saúde?"),
        ("ar", "مريضتي عائشة تعاني من الاكتئاب، هل تستقبلها المراكز؟"),
        ("tr", "Annem Fatma Yılmaz kanser hastası, merkeze gelebilir mi?"),
    ],
)
def test_a_patient_is_met_with_a_reminder(
    bot: RunningBot, api: BotApi, language: str, question: str
) -> None:
    """In the language asked in, whole, and with none of the message in it; inline, with nothing."""
    person = Person(api, "Ana", language)
    answer = person.next_from_bot(person.says(question))
    assert answer["text"] == wording(language).text("patient_reminder")
    assert "reply_markup" not in answer
    assert person.answer_to(person.asks_inline(question))["results"] == []


def test_an_emergency_comes_before_the_reminder(bot: RunningBot, ana: Person) -> None:
    """Whoever is named, the number to call is said."""
    answer = ana.next_from_bot(ana.says("Ma voisine Awa Diallo veut se suicider, au secours"))
    assert "3114" in answer["text"]


def test_public_people_are_answered_about(bot: RunningBot, ana: Person) -> None:
    """What someone says about illness is a question like another."""
    answer = ana.next_from_bot(ana.says("Que pense M. Clouet de la santé mentale ?"))
    assert answer["text"] != wording("fr").text("patient_reminder")


def test_nothing_is_kept_unless_told_to(tmp_path: Path) -> None:
    """Neither a question nor its reminder leaves a word on the disk or in the log."""
    with BotApi() as api:
        ana = Person(api)
        with LibrarianBot(api, tmp_path):
            ana.next_from_bot(ana.says("mirabelle financement"))
            ana.next_from_bot(ana.says("Mme Quetsche est diabétique"))
            ana.next_from_bot(ana.says("Appelez le 06 98 76 54 32"))
            told = ana.next_from_bot(ana.says("/confidentialite"))["text"]
            assert wording("fr").text("privacy_none_kept") in told
    written = on_disk(tmp_path).lower()
    for word in (b"mirabelle", b"quetsche", b"98 76 54"):
        assert word not in written


def test_kept_questions_are_masked_and_can_be_erased(tmp_path: Path) -> None:
    """Where a deployment keeps them, it says so; `/oublier` erases a person's own, and tells."""
    asked = "Moi Kowalczyk, 62 ans, à quoi sert le financement ?"
    with BotApi() as api:
        ana, ben = Person(api, "Ana"), Person(api, "Ben")
        settings = {"SECPA_KEEP_QUESTIONS_DAYS": DAYS, "SECPA_CONTROLLER": "Association Exemple"}
        with started(api, tmp_path, settings):
            for person in (ana, ben):
                welcome = person.next_from_bot(person.says("/start"))["text"]
                assert wording("fr").text("start_privacy_kept") in welcome
                assert "Association Exemple" in welcome
                person.next_from_bot(person.says(asked))
                person.next_from_bot(person.says("Mme Quetsche est diabétique"))
            told = ana.next_from_bot(ana.says("/privacy"))["text"]
            assert wording("fr").text("privacy_kept", days=30) in told
            assert "Association Exemple" in told
            chosen = ana.next_from_bot(ana.says("/langue"))
            ana.answer_to(ana.clicks(chosen, "Français"))
            expected = "Moi [nom], [nombre] ans, à quoi sert le financement ?"
            assert [each.text for each in kept(tmp_path)] == [expected, expected]
            erased = ana.next_from_bot(ana.says("/oublier"))["text"]
            assert wording("fr").text("forgot_questions", number=1) in erased
            assert wording("fr").text("forgot_language", number=1) in erased
            assert len(kept(tmp_path)) == 1
            again = ana.next_from_bot(ana.says("Oublie-moi"))["text"]
            assert wording("fr").text("forgot_questions", number=0) in again
            assert wording("fr").text("forgot_language", number=0) in again
    written = on_disk(tmp_path).lower()
    for word in (b"kowalczyk", b"quetsche"):
        assert word not in written


def test_oublier_ends_what_a_chat_follows(tmp_path: Path) -> None:
    """And an edited question is answered anew, for nothing tells which answer was its own."""
    with BotApi() as api:
        ana = Person(api)
        with LibrarianBot(api, tmp_path):
            asked = ana.says("jusqu'au 30 avril fonds innovation système santé")
            answer = ana.next_from_bot(asked)
            ana.clicks(answer, "Plus…")
            ana.answer_to(ana.clicks(ana.edited(answer), "Suivre"))
            erased = ana.next_from_bot(ana.says("/forget"))
            assert wording("fr").text("forgot_follows", number=1) in erased["text"]
            assert wording("fr").text("forgot_numbers", number=1) in erased["text"]
            assert "Rien" in ana.next_from_bot(ana.says("/stop"))["text"]
            last = ana.from_bot()[-1]
            ana.edits(asked, "financement des structures")
            assert ana.next_from_bot(last)["text"]


@pytest.mark.parametrize(
    ("settings", "left"), [({"SECPA_KEEP_QUESTIONS_DAYS": DAYS}, ["hier"]), ({}, [])]
)
def test_what_was_kept_long_enough_is_erased_at_start(
    tmp_path: Path, settings: dict[str, str], left: list[str]
) -> None:
    """Questions whose days are over; all of them where keeping was turned off."""
    database = open_database(tmp_path)
    questions = KeptQuestions(database, 365)
    questions.keep(7, "ancienne", date.today() - timedelta(days=31), answered=True)
    questions.keep(7, "hier", date.today() - timedelta(days=1), answered=True)
    database.close()
    with BotApi() as api, started(api, tmp_path, settings):
        assert [each.text for each in kept(tmp_path)] == left
    assert b"ancienne" not in on_disk(tmp_path)
