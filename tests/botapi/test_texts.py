"""Texts and entities: the stand-in refuses what Telegram refuses, in Telegram's words."""

from typing import Any

import pytest

from tests.botapi import BotApi, Person
from tests.botapi.conftest import Ask


def refused(ask: Ask, person: Person, **message: Any) -> str:
    reply = ask("sendMessage", chat_id=person.id, **message)
    assert reply.status_code == 400, reply.text
    description: str = reply.json()["description"]
    return description


@pytest.mark.parametrize("text", ["", " \n ", "\x00\x07"])
def test_a_blank_text_is_refused(ask: Ask, ana: Person, text: str) -> None:
    """Nothing visible is no message."""
    assert refused(ask, ana, text=text) == "Bad Request: message text is empty"


def test_the_limit_is_4096_after_entities_are_parsed(ask: Ask, ana: Person) -> None:
    """Markup does not count; visible characters beyond 4096 are refused."""
    fine = ask("sendMessage", chat_id=ana.id, text=f"<b>{'a' * 4096}</b>", parse_mode="HTML")
    assert fine.json()["result"]["entities"] == [{"type": "bold", "offset": 0, "length": 4096}]
    assert refused(ask, ana, text="a" * 4097) == "Bad Request: message is too long"


def test_entities_are_parsed_before_the_length(ask: Ask, ana: Person) -> None:
    """A long text with bad markup is refused for its markup."""
    said = refused(ask, ana, text="<b>" + "a" * 5000, parse_mode="HTML")
    assert "Can't find end tag" in said


def test_bad_markup_is_refused_in_tdlibs_words(ask: Ask, ana: Person) -> None:
    """A reserved character of MarkdownV2 left bare is named."""
    said = refused(ask, ana, text="fin.", parse_mode="MarkdownV2")
    assert said == (
        "Bad Request: can't parse entities: Character '.' is reserved "
        "and must be escaped with the preceding '\\'"
    )


@pytest.mark.parametrize(
    ("entity", "words"),
    [
        ({"type": "bold", "offset": 1, "length": 1}, "middle of a UTF-16 symbol"),
        ({"type": "bold", "offset": 0, "length": 9}, "ends after the end of the text"),
        ({"type": "bold", "offset": -1, "length": 2}, "incorrect offset -1"),
        ({"type": "text_link", "offset": 0, "length": 2, "url": "ht tp:"}, "is invalid"),
    ],
)
def test_bad_entities_are_refused(
    ask: Ask, ana: Person, entity: dict[str, Any], words: str
) -> None:
    """Entities are held against the text in UTF-16 units."""
    assert words in refused(ask, ana, text="𝄞 clef", entities=[entity])


def test_the_text_comes_back_as_telegram_keeps_it(ask: Ask, ana: Person) -> None:
    """Control characters become spaces, ends are trimmed, and links are found."""
    reply = ask("sendMessage", chat_id=ana.id, text="voir\x07https://sante.gouv.fr \n").json()
    assert reply["result"]["text"] == "voir https://sante.gouv.fr"
    assert reply["result"]["entities"] == [{"type": "url", "offset": 5, "length": 21}]


def test_markup_characters_in_a_plain_text_stay(ask: Ask, ana: Person) -> None:
    """Without parse_mode, `**` and `[` are characters like any other."""
    text = "**a** __b__ ||c|| [d](https://e.fr) `f`"
    quote = {"type": "blockquote", "offset": 0, "length": 5}
    sent = ask("sendMessage", chat_id=ana.id, text=text, entities=[quote]).json()["result"]
    assert sent["text"] == text
    assert quote in sent["entities"]


def test_a_caption_has_1024_characters(ask: Ask, ana: Person) -> None:
    """Captions are shorter than texts."""
    file = {"document": ("lettre.txt", b"Bonjour")}
    fine = ask("sendDocument", files=file, chat_id=ana.id, caption="a" * 1024)
    assert fine.status_code == 200
    reply = ask("sendDocument", files=file, chat_id=ana.id, caption="a" * 1025)
    assert reply.json()["description"] == "Bad Request: message caption is too long"


def test_a_reply_must_quote_exactly(ask: Ask, ana: Person) -> None:
    """The quoted part stands in the message replied to, or the send fails."""
    message = ana.says("Le financement est prolongé.")
    target = {"message_id": message["message_id"], "quote": "est prolongé"}
    sent = ask("sendMessage", chat_id=ana.id, text="oui", reply_parameters=target).json()
    assert sent["result"]["quote"]["position"] == 15
    wrong = {"message_id": message["message_id"], "quote": "est terminé"}
    assert "QUOTE_TEXT_INVALID" in refused(ask, ana, text="oui", reply_parameters=wrong)
    gone = {"message_id": 9999}
    said = refused(ask, ana, text="oui", reply_parameters=gone)
    assert said == "Bad Request: message to be replied not found"


def test_edits_must_change_something(api: BotApi, ask: Ask, ana: Person) -> None:
    """The same text again, or a message that is gone, cannot be edited."""
    sent = ask("sendMessage", chat_id=ana.id, text="un").json()["result"]
    target = {"chat_id": ana.id, "message_id": sent["message_id"]}
    same = ask("editMessageText", text="un", **target).json()
    assert same["description"].startswith("Bad Request: message is not modified")
    assert ask("editMessageText", text="deux", **target).json()["result"]["text"] == "deux"
    gone = ask("editMessageText", chat_id=ana.id, message_id=9999, text="x").json()
    assert gone["description"] == "Bad Request: message to edit not found"


def test_strangers_and_blockers_cannot_be_written_to(api: BotApi, ask: Ask, ana: Person) -> None:
    """A bot writes only to those who wrote first and did not block it."""
    stranger = Person(api, "Léo")
    reply = ask("sendMessage", chat_id=stranger.id, text="x")
    assert reply.status_code == 403
    ana.blocks_bot()
    blocked = ask("sendMessage", chat_id=ana.id, text="x").json()
    assert blocked["description"] == "Forbidden: bot was blocked by the user"
    assert ask("sendMessage", chat_id=1, text="x").json()["description"].endswith("chat not found")
