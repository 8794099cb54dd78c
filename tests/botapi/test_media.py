"""Files of every kind, albums, places: what is taken, and what Telegram refuses."""

from typing import Any

import pytest

from tests.botapi import BotApi, Person
from tests.botapi.conftest import Ask

Json = dict[str, Any]


def album(*items: tuple[str, str]) -> list[Json]:
    return [{"type": kind, "media": media} for kind, media in items]


@pytest.mark.parametrize("kind", ["voice", "video", "audio", "sticker", "photo", "document"])
def test_a_file_goes_up_as_what_it_is_and_again_by_its_id(ask: Ask, ana: Person, kind: str) -> None:
    """Its id serves for the same kind only."""
    method = f"send{kind.title()}"
    sent = ask(method, files={kind: ("a", b"data")}, chat_id=ana.id).json()["result"]
    held = sent[kind][0] if kind == "photo" else sent[kind]
    again = ask(method, chat_id=ana.id, **{kind: held["file_id"]})
    assert again.json()["ok"], again.text
    other = "voice" if kind != "voice" else "video"
    wrong = ask(f"send{other.title()}", chat_id=ana.id, **{other: held["file_id"]})
    assert "can't use file of type" in wrong.json()["description"]


def test_an_album_comes_as_messages_that_belong_together(ask: Ask, ana: Person) -> None:
    """Each with its own caption, the files uploaded beside."""
    media = album(("document", "attach://a"), ("document", "attach://b"))
    media[1]["caption"] = "la seconde"
    files = {"a": ("a.txt", b"un"), "b": ("b.txt", b"deux")}
    sent = ask("sendMediaGroup", files=files, chat_id=ana.id, media=media).json()["result"]
    assert len({each["media_group_id"] for each in sent}) == 1
    assert [each["document"]["file_name"] for each in sent] == ["a.txt", "b.txt"]
    assert sent[1]["caption"] == "la seconde"


@pytest.mark.parametrize(
    ("media", "words"),
    [
        ([], "no messages to send"),
        (album(*[("photo", "attach://a")] * 11), "too many messages to send as an album"),
        (album(("photo", "attach://a"), ("document", "attach://a")), "can't be mixed"),
        (album(("photo", "nowhere"), ("photo", "attach://a")), "wrong file identifier"),
        (album(("photo", "attach://a"), ("photo", "attach://missing")), "wrong file identifier"),
        ([{"type": "photo", "media": "attach://a", "caption": "x" * 1025}], "caption is too long"),
    ],
)
def test_an_album_is_refused_as_a_whole(
    api: BotApi, ask: Ask, ana: Person, media: list[Json], words: str
) -> None:
    """Nothing of it is sent."""
    reply = ask("sendMediaGroup", files={"a": ("a", b"x")}, chat_id=ana.id, media=media)
    assert words in reply.json()["description"]
    assert not ana.from_bot()


def test_each_message_of_an_album_counts_against_the_flood(
    api: BotApi, ask: Ask, ana: Person
) -> None:
    """Three photos are three messages, and an album that goes over is not sent in part."""
    api.limits.chat = (3, 60.0)
    three = album(*[("photo", "attach://a")] * 3)
    files = {"a": ("a", b"x")}
    assert ask("sendMediaGroup", files=files, chat_id=ana.id, media=three).json()["ok"]
    refused = ask("sendMediaGroup", files=files, chat_id=ana.id, media=three)
    assert refused.status_code == 429
    assert len(ana.from_bot()) == 3


def test_a_place_must_be_on_earth(ask: Ask, ana: Person) -> None:
    """Coordinates beyond the poles are refused."""
    sent = ask("sendLocation", chat_id=ana.id, latitude=48.1, longitude=-1.7).json()["result"]
    assert sent["location"] == {"latitude": 48.1, "longitude": -1.7}
    beyond = ask("sendLocation", chat_id=ana.id, latitude=91, longitude=0)
    assert beyond.status_code == 400


def test_people_send_albums_and_correct_captions(ask: Ask, ana: Person) -> None:
    """Each photo is an update; the caption's edit is one more."""
    first, second = ana.sends_album(2, caption="avant")
    ana.edits(first, "après")
    updates = ask("getUpdates").json()["result"]
    assert first["media_group_id"] == second["media_group_id"]
    assert [each["message"]["photo"][0]["width"] for each in updates[1:3]] == [800, 800]
    assert updates[3]["edited_message"]["caption"] == "après"
