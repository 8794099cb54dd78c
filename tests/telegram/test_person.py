"""«Demander à une personne»: one question, to people who are named first, and the reply back."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.store.database import open_database
from bot.store.tables import requests
from tests.botapi import BotApi, Group, Person
from tests.botapi.keyboards import buttons
from tests.telegram.running import LibrarianBot

Json = dict[str, Any]
LABEL = "Demander à une personne"
REFUSED = "hors-sujet, le samedi"
ANSWERED = "Que demandent les syndicats sur la pétition ?"


@pytest.fixture(scope="module")
def api() -> Iterator[BotApi]:
    with BotApi() as server:
        yield server


@pytest.fixture(scope="module")
def room(api: BotApi) -> Group:
    """The moderators' chat, with one of them in it."""
    return Group(api, Person(api, "Mona"), title="Modération")


@pytest.fixture(scope="module")
def mona(api: BotApi, room: Group) -> Person:
    person = Person(api, "Mona")
    room.chat.members.add(person.id)
    return person


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def bot(api: BotApi, room: Group, data: Path) -> Iterator[LibrarianBot]:
    settings = {"SECPA_MODERATORS_CHAT": str(room.id), "SECPA_CONTROLLER": "Association Exemple"}
    with LibrarianBot(api, data, **settings) as running:
        yield running
        assert "Traceback" not in running.log()


def notice(person: Person) -> Json:
    """Be refused, tap the button: the message that says who will read the question."""
    refused = person.next_from_bot(person.says(REFUSED))
    person.clicks(refused, LABEL)
    return person.next_from_bot(refused)


def passed_on(person: Person, room: Group, text: str) -> Json:
    """Send a question to people; its message in the moderators' chat."""
    invited = notice(person)
    told = person.next_from_bot(person.says(text, reply_to=invited), 40)
    assert "C’est envoyé" in told["text"]
    return room.from_bot()[-1]


def rows(data: Path) -> list[Any]:
    database = open_database(data)
    with database.read() as connection:
        found = list(connection.execute(requests.select()))
    database.close()
    return found


def test_a_question_and_its_answer(
    api: BotApi, bot: LibrarianBot, room: Group, mona: Person, data: Path
) -> None:
    """Who reads it is told first; the reply is a person's; then nothing of it is kept."""
    ana = Person(api, "Ana")
    invited = notice(ana)
    for said in ("lue par les personnes bénévoles", "patient", "48 heures", "Association Exemple"):
        assert said in invited["text"]
    asked = ana.says("Qui ouvre le samedi ?", reply_to=invited)
    assert "C’est envoyé" in ana.next_from_bot(asked)["text"]
    request = room.from_bot()[-1]
    assert "Qui ouvre le samedi ?" in request["text"]
    assert "Ana" not in request["text"]
    assert str(ana.id) not in str(request["text"])
    assert [(row.asker, row.sent) for row in rows(data)] == [(ana.id, request["message_id"])]

    again = ana.next_from_bot(ana.says(REFUSED))
    assert "attend déjà" in ana.answer_to(ana.clicks(again, LABEL))["text"]
    last = ana.messages()[-1]
    mona.says("Le centre de la rue Haute.", room, reply_to=request)
    told = ana.next_from_bot(last)
    assert told["text"].startswith("Réponse d’une personne, et non d’une source")
    assert "Le centre de la rue Haute." in told["text"]
    assert "Mona" not in told["text"]
    api.wait(lambda: "C’est transmis" in room.from_bot()[-1]["text"], "not told")
    assert rows(data) == []
    late = mona.says("J'oubliais : le matin.", room, reply_to=request)
    assert "n’attend plus" in room.next_from_bot(late)["text"]


def test_the_asker_s_language(api: BotApi, bot: LibrarianBot, room: Group, mona: Person) -> None:
    """What surrounds the reply is in the language that the asker reads."""
    joe = Person(api, "Joe", "en")
    refused = joe.next_from_bot(joe.says(REFUSED))
    answer = [each for each in buttons(refused) if each.get("callback_data") == "h"]
    joe.clicks_data(refused, answer[0]["callback_data"])
    invited = joe.next_from_bot(refused)
    before = len(room.from_bot())
    joe.says("Open on Saturday?", reply_to=invited)
    api.wait(lambda: len(room.from_bot()) > before, "nothing was passed on")
    last = joe.messages()[-1]
    mona.says("Yes.", room, reply_to=room.from_bot()[-1])
    api.wait(
        lambda: any("Answer from a person" in each["text"] for each in joe.from_bot(last)), "none"
    )


def test_nothing_about_a_patient_goes_through(api: BotApi, bot: LibrarianBot, room: Group) -> None:
    """It gets the reminder, and may be written again."""
    ana = Person(api)
    invited = notice(ana)
    patient = ana.says("Mme Dupont, ma patiente, a un cancer, qui la prend ?", reply_to=invited)
    told = ana.next_from_bot(patient, 40)  # dictionaries are read for the first one
    assert "patient" in told["text"]
    assert not any("Dupont" in each["text"] for each in room.from_bot())
    before = len(room.from_bot())
    ana.says("Qui prend de nouvelles personnes ?", reply_to=invited)
    api.wait(lambda: len(room.from_bot()) > before, "nothing was passed on")


def test_it_is_offered_to_the_refused_alone(
    api: BotApi, bot: LibrarianBot, room: Group, mona: Person
) -> None:
    """Not under an answer, not in a group; a forged tap in a group gets nothing."""
    ana = Person(api)
    answer = ana.next_from_bot(ana.says(ANSWERED))
    assert LABEL not in [each["text"] for each in buttons(answer)]
    group = Group(api, ana)
    refused = group.next_from_bot(ana.says(f"@SecPaTestBot {REFUSED}", group))
    assert buttons(refused) == []
    assert ana.answer_to(ana.clicks_data(refused, "h"))["show_alert"]
    reply = ana.says(ANSWERED, reply_to=answer)
    assert ana.next_from_bot(reply)["text"] == answer["text"]


def test_it_is_forgotten(api: BotApi, bot: LibrarianBot, room: Group, data: Path) -> None:
    """By `/oublier` at once; by itself after 48 hours, when a reply no longer arrives."""
    ana, leo = Person(api, "Ana"), Person(api, "Léo")
    passed_on(ana, room, "Première question ?")
    passed_on(leo, room, "Seconde question ?")
    told = ana.next_from_bot(ana.says("/oublier"))
    assert "question envoyée à une personne : 1" in told["text"]
    database = open_database(data)
    with database.write() as connection:
        connection.exec_driver_sql("UPDATE requests SET at = datetime('now', '-49 hours')")
    database.close()
    bot.stop()
    bot.start()
    assert rows(data) == []


def test_it_is_off_unless_a_chat_is_set(api: BotApi, tmp_path: Path) -> None:
    """No button, and a forged tap gets nothing."""
    ana = Person(api)
    with LibrarianBot(api, tmp_path):
        refused = ana.next_from_bot(ana.says(REFUSED))
        assert buttons(refused) == []
        assert ana.answer_to(ana.clicks_data(refused, "h"))["show_alert"]
