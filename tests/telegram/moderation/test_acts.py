"""Withdrawing, going back, removing for good: told in one message, undone where it can be."""

from pathlib import Path
from typing import Any

import pytest

from index.current import build_lock, current_id
from tests.botapi import BotApi, Person
from tests.telegram.moderation.conftest import LONG, SmallBot, labels, sent, shown

Json = dict[str, Any]

pytestmark = pytest.mark.usefixtures("bot")


def sources(person: Person) -> str:
    return str(person.next_from_bot(person.says("/sources"))["text"])


def asked(person: Person, command: str) -> Json:
    return person.next_from_bot(person.says(command), LONG)


def publish(person: Person, name: str, text: str) -> None:
    card = sent(person, name, text)
    person.clicks(card, "Voir ce qui changerait")
    shown(person, card, "Si vous publiez")
    person.clicks(card, "Publier")
    shown(person, card, "Pour annuler")


def test_withdrawing_and_going_back(api: BotApi, mona: Person) -> None:
    """With a reason for the journal; the source is out of the answers, then in them again."""
    ana = Person(api)
    choice = asked(mona, "/retirer")
    assert labels(choice) == ["Le chat", "La lettre", "Ne rien changer"]
    mona.clicks(choice, "Le chat")
    shown(mona, choice, "Retirer « Le chat » ?")
    last = mona.messages()[-1]
    mona.clicks(choice, "dire pourquoi")
    mona.says("périmé", reply_to=mona.next_from_bot(last))
    shown(mona, choice, "n’est plus dans les réponses")
    assert "Le chat" not in sources(ana)
    assert "a retiré chat (périmé)" in asked(mona, "/journal")["text"]

    states = asked(mona, "/revenir")
    mona.clicks(states, "2 textes")
    shown(mona, states, "Revenir à l’état suivant")
    mona.clicks(states, "Y revenir")
    shown(mona, states, "C’est fait")
    assert "Le chat" in sources(ana)


def test_a_change_of_mind_changes_nothing(bot: SmallBot, mona: Person) -> None:
    """«Ne rien changer» is under every question that comes before an act."""
    before = current_id(bot.data)
    for command in ("/retirer", "/purger", "/revenir"):
        choice = asked(mona, command)
        mona.clicks(choice, labels(choice)[0])
        asked_back = mona.edited(choice)
        mona.clicks(asked_back, "Ne rien changer")
        shown(mona, choice, "Rien n’a été changé")
    assert current_id(bot.data) == before


def test_purging_asks_twice_and_leaves_nothing(bot: SmallBot, mona: Person, data: Path) -> None:
    """The file, its text and the states that hold it are gone; the same file is refused after."""
    text = "La quetsche du jardin est mûre depuis lundi matin.\n"
    publish(mona, "jardin.txt", text)
    choice = asked(mona, "/purger")
    mona.clicks(choice, "jardin")
    shown(mona, choice, "/revenir ne la rendra pas")
    mona.clicks(choice, "Supprimer pour toujours")
    shown(mona, choice, "Dernière question")
    mona.clicks(choice, "Oui, pour toujours")
    shown(mona, choice, "effacée pour toujours")
    refused = mona.next_from_bot(mona.sends_file("jardin.txt", text.encode()))
    shown(mona, refused, "supprimé définitivement")
    bot.stop()
    kept = b"".join(each.read_bytes() for each in data.rglob("*") if each.is_file())
    bot.start()
    assert b"quetsche" not in kept


def test_watching_a_question(mona: Person) -> None:
    """Added and dropped by a moderator; a source that changes its answer shows both quotes."""
    question = "Quand le financement du centre s'arrête-t-il ?"
    assert question in asked(mona, f"/surveiller {question}")["text"]
    assert question in labels(asked(mona, "/surveiller"))
    card = sent(mona, "suite.txt", "Le financement du centre s'arrête-t-il ? Fin juin 2026, oui.\n")
    mona.clicks(card, "Remplace une source")
    shown(mona, card, "Quelle source ce texte remplace")
    mona.clicks(card, "La lettre")
    shown(mona, card, "Remplace la source « lettre »")
    mona.clicks(card, "Voir ce qui changerait")
    checked = shown(mona, card, "Si vous publiez")
    assert "1 question surveillée" in checked["text"]
    assert "avant : « Le financement du centre s'arrête fin avril 2026. »" in checked["text"]
    mona.clicks(card, "Abandonner")
    shown(mona, card, "abandonné")
    listed = asked(mona, "/surveiller")
    mona.clicks(listed, question[:20])
    shown(mona, listed, "Aucune question ajoutée")
    assert "ne surveille plus une question" in asked(mona, "/journal")["text"]


def test_an_act_meets_another_one(bot: SmallBot, mona: Person) -> None:
    """While the sources change elsewhere, one sentence says to wait, and nothing is half done."""
    card = sent(mona, "avis.txt", "Un avis de passage est affiché.\n")
    before = current_id(bot.data)
    with build_lock(bot.data):
        mona.clicks(card, "Voir ce qui changerait")
        shown(mona, card, "attendez qu'elle finisse")
    mona.clicks(card, "Brouillons")
    shown(mona, card, "Les brouillons")
    assert current_id(bot.data) == before


def test_stale_buttons_say_so(mona: Person) -> None:
    """A draft that was dropped, a source that is gone, data of no meaning."""
    card = sent(mona, "avis.txt", "Un avis du soir est affiché.\n")
    mona.clicks(card, "Abandonner")
    shown(mona, card, "abandonné")
    draft = card["reply_markup"]["inline_keyboard"][0][0]["callback_data"][2:]
    mona.clicks_data(card, f"Mp{draft}")
    shown(mona, card, "n'existe plus")
    for data, told in (("Mwabcd", "n’est plus là"), ("MBabcdef", "n’existe plus")):
        mona.clicks_data(card, data)
        shown(mona, card, told)
    assert mona.answer_to(mona.clicks_data(card, "M?x"))["show_alert"]
