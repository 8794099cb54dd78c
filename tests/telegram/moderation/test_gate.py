"""Only moderators moderate: whatever else people try, they hear of an unknown command."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.store.counts import Counts, Kind
from bot.store.database import open_database
from bot.telegram.moderation.handlers import COMMANDS
from bot.telegram.moderation.keyboards import DRAFT_LENGTH, PREFIX, Tap
from index.current import current_id
from tests.botapi import BotApi, Group, Person
from tests.botapi.keyboards import buttons
from tests.telegram.moderation.conftest import SmallBot, labels, sent, shown

Json = dict[str, Any]
UNKNOWN = "Je ne connais pas cette commande"
NEW = "Le centre ouvre aussi le samedi matin.\n"
MODERATORS_ONLY = ("Brouillon", "a publié", "Modèrent", "Bilan", "Fraîcheur", "Quelle source")

pytestmark = pytest.mark.usefixtures("bot")


@pytest.fixture(scope="module")
def card(mona: Person, bot: SmallBot) -> Json:
    """A draft of the moderator's, waiting."""
    return sent(mona, "samedi.txt", NEW)


@pytest.fixture
def eve(api: BotApi, mona: Person) -> Person:
    """Someone whose name, and user name, are the moderator's."""
    person = Person(api, "Mona")
    person.user["username"] = mona.user["username"] = "mona"
    return person


@pytest.fixture(autouse=True)
def unchanged(bot: SmallBot, card: Json) -> Any:
    """Nothing that a test tries changes the sources, or the draft."""
    before = current_id(bot.data), bot.api.world.messages[card["chat"]["id"], card["message_id"]]
    yield
    after = current_id(bot.data), bot.api.world.messages[card["chat"]["id"], card["message_id"]]
    assert before == after


def told(person: Person) -> str:
    return "\n".join(str(each.get("text") or each.get("caption")) for each in person.from_bot())


def test_by_command(eve: Person, mona: Person) -> None:
    """Each command is unknown, with or without what it takes, in the language of who tries."""
    for name in COMMANDS:
        answer = eve.next_from_bot(eve.says(f"/{name} {eve.id}"), 20)
        assert answer["text"].startswith(UNKNOWN), name
    english = Person(eve.api, "Mona", "en")
    answer = english.next_from_bot(english.says("/moderateur 1"))
    assert not answer["text"].startswith(UNKNOWN)
    assert not any(word in told(eve) + told(english) for word in MODERATORS_ONLY)
    assert f"• {mona.id}" in mona.next_from_bot(mona.says("/moderateur"))["text"]
    assert str(eve.id) not in mona.from_bot()[-1]["text"]


def test_by_button_and_forged_data(api: BotApi, eve: Person, card: Json) -> None:
    """The moderator's own buttons, and every tap there is on every draft, under any message."""
    own = eve.next_from_bot(eve.says("/aide"))
    draft = buttons(card)[0]["callback_data"][-DRAFT_LENGTH:]
    real = [each["callback_data"] for each in buttons(card)]
    about = ("", draft, f"{draft}AAA", "lettre")
    forged = [f"{PREFIX}{tap}{rest}" for tap in Tap for rest in about]
    for under in (card, own):
        for data in (*real, *forged, f"{PREFIX}", f"{PREFIX}?", f"{PREFIX}p../.."):
            answer = eve.answer_to(eve.clicks_data(under, data), 20)
            assert answer["text"].startswith(UNKNOWN), data
    assert eve.from_bot() == [own]


def test_by_what_is_sent_or_forwarded(eve: Person, mona: Person, card: Json) -> None:
    """A file, a photograph, the moderator's own messages: no draft comes of them."""
    command = mona.says("/journal")
    mona.next_from_bot(command)
    asked = mona.says("/brouillons")
    mona.next_from_bot(asked)
    for message in (
        eve.sends_file("a.txt", NEW.encode()),
        eve.sends_file("a.jpg", b"photo", kind="photo"),
        eve.forwards(card),
        eve.forwards(asked),
        eve.says("un titre", reply_to=card),
    ):
        eve.next_from_bot(message, 20)
    assert not any(word in told(eve) for word in MODERATORS_ONLY)
    listed = mona.next_from_bot(mona.says("/brouillons"))
    assert len(labels(listed)) == 1


def test_by_a_command_that_a_moderator_passes_on(eve: Person, mona: Person) -> None:
    """A stranger's words, forwarded by a moderator, are a text to read and never an order."""
    order = eve.says(f"/moderateur {eve.id}")
    eve.next_from_bot(order)
    told = mona.next_from_bot(mona.forwards(order))
    draft = shown(mona, told, "Brouillon")
    mona.clicks(draft, "Abandonner")
    shown(mona, draft, "abandonné")
    assert str(eve.id) not in mona.next_from_bot(mona.says("/moderateur"))["text"]
    assert eve.next_from_bot(eve.says("/brouillons"))["text"].startswith(UNKNOWN)


def test_by_rights_in_a_group(api: BotApi, eve: Person, mona: Person, card: Json) -> None:
    """An administrator, one who posts as the group, the moderator themselves: not in public."""
    group = Group(api, eve, mona, bot_is_admin=True)
    as_group = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
    for command in ("/journal", "/moderateur@SecPaTestBot 1", "/retirer@SecPaTestBot"):
        eve.says(command, group)
        mona.says(command, group)
        content = {"text": command, "sender_chat": group.chat.as_json()}
        eve.sends(content, group, sender=as_group)
    mona.sends_file("groupe.txt", NEW.encode(), room=group)
    asked = eve.says("@SecPaTestBot Où dort le chat ?", group)
    answer = group.next_from_bot(asked)
    assert group.from_bot() == [answer]
    toast = mona.answer_to(mona.clicks_data(answer, f"{PREFIX}{Tap.VERIFIED}"))
    assert toast["text"].startswith(UNKNOWN)


def test_attempts_are_counted_and_no_one_is_named(bot: SmallBot, eve: Person, data: Path) -> None:
    """How many there were on a day is known, and not whose."""
    eve.next_from_bot(eve.says("/purger"))
    eve.answer_to(eve.clicks_data(eve.from_bot()[-1], f"{PREFIX}{Tap.DRAFTS}"))
    bot.stop()
    database = open_database(data)
    counts = Counts(database).between(date.today(), date.today())
    with database.read() as connection:
        dump = "\n".join(connection.connection.driver_connection.iterdump())  # type: ignore[union-attr]
    database.close()
    bot.start()
    names = {each.name: each.number for each in counts if each.kind is Kind.STRANGER}
    assert names["command"] >= 1
    assert names["tap"] >= 1
    assert str(eve.id) not in dump


def test_a_named_moderator_moderates_until_removed(
    api: BotApi, bot: SmallBot, mona: Person, card: Json
) -> None:
    """Named by number, told in the journal, offered the commands; removed, a stranger again."""
    lina, other = Person(api, "Lina"), Person(api)
    lina.next_from_bot(lina.says("/start"))
    assert "maintenant modérer" in mona.next_from_bot(mona.says(f"/moderateur {lina.id}"))["text"]
    menu = api.world.profile[f"commands/chat/{lina.id}/"]
    assert {"journal", "aide"} <= {each["command"] for each in menu}
    assert "Brouillons" not in told(lina)
    listed = lina.next_from_bot(lina.says("/brouillons"))
    assert labels(listed)
    refused = lina.next_from_bot(lina.says(f"/moderateur {other.id}"))
    assert "SECPA_MODERATORS" in refused["text"]
    assert "numéro Telegram" in mona.next_from_bot(mona.says("/moderateur @lina"))["text"]

    bot.stop()
    bot.start()
    people = mona.next_from_bot(mona.says("/moderateur"))
    mona.clicks(people, f"Ôter {lina.id}")
    mona.api.wait(lambda: str(lina.id) not in mona.now(people)["text"], "still a moderator")
    toast = lina.answer_to(lina.clicks_data(listed, f"{PREFIX}{Tap.DRAFTS}"))
    assert toast["text"].startswith(UNKNOWN)
    assert lina.next_from_bot(lina.says("/brouillons"))["text"].startswith(UNKNOWN)
    assert f"commands/chat/{lina.id}/" not in api.world.profile
    told_in = mona.next_from_bot(mona.says("/journal"))["text"]
    assert f"a nommé à la modération ({lina.id})" in told_in
    assert f"a ôté de la modération ({lina.id})" in told_in
    shown(mona, card, "Brouillon")
