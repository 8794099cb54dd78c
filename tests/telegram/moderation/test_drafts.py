"""From what a moderator sends to what everyone reads."""

from typing import Any

import pytest

from tests.botapi import BotApi, Person
from tests.telegram.moderation.conftest import LONG, SmallBot, sent, shown

Json = dict[str, Any]
NEW = "Le financement du centre s'arrête fin octobre 2026. La lettre est courte.\n"

pytestmark = pytest.mark.usefixtures("bot")


def corrected(person: Person, card: Json, label: str, said: str) -> Json:
    """Tap a field, reply to what the bot asks; the card, changed."""
    last = person.messages()[-1]
    person.clicks(card, label)
    asked = person.next_from_bot(last)
    assert "Répondez à ce message" in asked["text"]
    before = person.now(card)
    person.says(said, reply_to=asked)
    return person.edited(before)


def document_from_bot(person: Person, after: Json) -> Json:
    found = [each for each in person.from_bot(after) if "document" in each]
    assert found
    return found[-1]


def published(person: Person, card: Json) -> Json:
    person.clicks(card, "Voir ce qui changerait")
    checked = shown(person, card, "Si vous publiez")
    person.clicks(card, "Publier")
    shown(person, card, "est dans les réponses")
    return checked


def test_a_file_becomes_a_source(api: BotApi, mona: Person) -> None:
    """Read, corrected, checked, published by taps in one message; everyone reads it at once."""
    ana = Person(api)
    card = sent(mona, "lettre reçue.txt", NEW)
    assert "Fichier : lettre reçue.txt (txt)" in card["text"]
    assert "Auteur : à préciser" in card["text"]
    file = document_from_bot(mona, card)
    stored = api.world.files[file["document"]["file_id"]]
    assert stored.data.decode() == NEW.strip()
    assert "Titre : Nouvelle lettre" in corrected(mona, card, "Titre", "Nouvelle lettre")["text"]
    assert "Auteur : La ministre" in corrected(mona, card, "Auteur", "La ministre")["text"]
    assert "Rôle : ministre" in corrected(mona, card, "Rôle", "ministre")["text"]
    assert "Date : 2 mai 2026" in corrected(mona, card, "Date", "2 mai 2026")["text"]
    assert "Nouvelle lettre" not in ana.next_from_bot(ana.says("/sources"))["text"]

    assert "fin octobre 2026" in card["text"]
    mona.clicks(card, "Oui")
    assert "Révise 1 affirmation" in mona.edited(mona.now(card))["text"]
    published(mona, card)
    draft = card["reply_markup"]["inline_keyboard"][0][0]["callback_data"][2:]
    mona.clicks_data(card, f"Mx{draft}")  # an old card's «Abandonner»
    shown(mona, card, "déjà été publié ou abandonné")
    assert "Nouvelle lettre" in ana.next_from_bot(ana.says("/sources"))["text"]
    assert (
        "a publié 2026-05-02-nouvelle-lettre" in mona.next_from_bot(mona.says("/journal"))["text"]
    )


def test_a_near_duplicate_can_take_the_other_s_place(mona: Person) -> None:
    """What changes for the watched questions is shown, old and new, before «Publier»."""
    card = sent(mona, "chat.txt", "Le chat dort sur le toit. Il rêve de souris. Il ronfle.\n")
    assert "100\u00a0% comme « Le chat » : faut-il la remplacer ?" in card["text"]
    mona.clicks(card, "Remplacer « Le chat »")
    assert "Remplace la source « chat »" in mona.edited(card)["text"]
    mona.clicks(card, "Ne remplace rien")
    shown(mona, card, "faut-il la remplacer")
    mona.clicks(card, "Abandonner")
    shown(mona, card, "abandonné")


def test_an_answer_must_be_a_reply_and_a_date_a_date(mona: Person) -> None:
    """Another message is a question like any; what is no date is asked for again."""
    card = sent(mona, "avis.txt", "Un avis affiché à l'accueil.\n")
    last = mona.messages()[-1]
    mona.clicks(card, "Date")
    asked = mona.next_from_bot(last)
    question = mona.says("/brouillons")
    assert "Les brouillons" in mona.next_from_bot(question)["text"]
    wrong = mona.says("hier", reply_to=asked)
    assert "pas de date" in mona.next_from_bot(wrong)["text"]
    mona.says("le 3 mars 2026", reply_to=asked)
    assert "Date : 3 mars 2026" in mona.edited(card)["text"]
    mona.clicks(card, "Abandonner")
    shown(mona, card, "abandonné")


def test_a_correction_outlives_a_restart(bot: SmallBot, mona: Person) -> None:
    """What a moderator was asked is remembered, and so is the draft."""
    card = sent(mona, "avis.txt", "Un autre avis affiché à l'accueil.\n")
    last = mona.messages()[-1]
    mona.clicks(card, "Titre")
    asked = mona.next_from_bot(last)
    bot.stop()
    bot.start()
    mona.says("Avis du matin", reply_to=asked)
    assert "Titre : Avis du matin" in mona.edited(card)["text"]
    listed = mona.next_from_bot(mona.says("/brouillons"))
    mona.clicks(listed, "Avis du matin")
    again = shown(mona, listed, "Titre : Avis du matin")
    mona.clicks(again, "Abandonner")
    shown(mona, again, "abandonné")


def test_a_forwarded_message_is_a_draft(api: BotApi, mona: Person) -> None:
    """Its text and its day; a private person's name is not taken for an author."""
    leo = Person(api, "Léo")
    letter = leo.says("Le centre ouvrira le samedi à partir de mars 2026.")
    told = mona.next_from_bot(mona.forwards(letter))
    card = shown(mona, told, "Brouillon")
    assert "Le centre ouvrira" in card["text"]
    assert "Auteur : à préciser" in card["text"]
    assert "Léo" not in card["text"]
    mona.clicks(card, "Abandonner")


@pytest.mark.parametrize(
    ("name", "content", "size", "told"),
    [
        ("film.pdf", b"x", 21 << 20, "20 Mo"),
        ("vide.txt", b" ", None, "vide.txt"),
        ("note.xyz", b"abc", None, "note.xyz"),
        ("../../ailleurs.txt", b"\xff\xfe\x00", None, "ailleurs.txt"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(
    mona: Person, name: str, content: bytes, size: int | None, told: str
) -> None:
    """Too large, empty, of an unknown kind, damaged: it is said, and no draft is left."""
    message = mona.sends_file(name, content, size)
    shown(mona, mona.next_from_bot(message), told)
    assert "Aucun brouillon" in mona.next_from_bot(mona.says("/brouillons"))["text"]


def test_photographs_sent_together_are_read_together(mona: Person) -> None:
    """One answer for the whole album."""
    last = mona.messages()[-1]
    mona.sends_album(3)
    told = mona.next_from_bot(last)
    mona.api.wait(lambda: "Je lis" not in mona.now(told)["text"], "the album was not read", LONG)
    assert len(mona.from_bot(last)) == 1
