"""Comings and goings, reactions, channel posts: who is told of them."""

from typing import Any

import pytest

from tests.botapi import BotApi, Channel, Group, Person
from tests.botapi.conftest import Ask

Json = dict[str, Any]
KINDS = ["message", "my_chat_member", "chat_member", "message_reaction", "channel_post"]


def news(ask: Ask, kind: str) -> list[Json]:
    """The updates of one kind that the bot is given."""
    return [each[kind] for each in ask("getUpdates").json()["result"] if kind in each]


@pytest.fixture(autouse=True)
def _all_kinds(ask: Ask, api: BotApi) -> None:
    ask("getUpdates", allowed_updates=KINDS)


def test_only_an_administrator_is_told_who_comes_and_goes(
    api: BotApi, ask: Ask, ana: Person
) -> None:
    """Elsewhere there is the service message alone."""
    plain, led = Group(api, ana), Group(api, ana, bot_is_admin=True)
    leo = Person(api, "Léo")
    for group in (plain, led):
        leo.joins(group)
        leo.leaves(group)
    told = news(ask, "chat_member")
    assert [each["new_chat_member"]["status"] for each in told] == ["member", "left"]
    assert {each["chat"]["id"] for each in told} == {led.id}
    assert len([each for each in news(ask, "message") if "new_chat_members" in each]) == 2


def test_a_bot_is_told_that_it_was_removed_and_cannot_write(
    api: BotApi, ask: Ask, ana: Person
) -> None:
    """Until it is brought back."""
    group = Group(api, ana)
    group.removes_bot(ana)
    assert ask("sendMessage", chat_id=group.id, text="x").status_code == 403
    group.adds_bot(ana)
    assert ask("sendMessage", chat_id=group.id, text="x").json()["ok"]
    told = [each["new_chat_member"]["status"] for each in news(ask, "my_chat_member")]
    assert told == ["left", "member"]


def test_a_bot_is_told_that_it_was_blocked(ask: Ask, ana: Person) -> None:
    """And unblocked."""
    ana.blocks_bot()
    ana.unblocks_bot()
    told = [each["new_chat_member"]["status"] for each in news(ask, "my_chat_member")]
    assert told == ["kicked", "member"]
    assert ask("sendMessage", chat_id=ana.id, text="x").json()["ok"]


def test_reactions_are_told_with_what_they_replace(api: BotApi, ask: Ask, ana: Person) -> None:
    """In private, and in a group where the bot is an administrator."""
    sent = ask("sendMessage", chat_id=ana.id, text="x").json()["result"]
    for emoji in ("👍", "👎", None):
        ana.reacts(sent, emoji)
    changes = [
        (each["old_reaction"], each["new_reaction"]) for each in news(ask, "message_reaction")
    ]
    shown = [[each["emoji"] for each in side] for change in changes for side in change]
    assert shown == [[], ["👍"], ["👍"], ["👎"], ["👎"], []]
    group = Group(api, ana)
    ana.reacts(ana.says("bonjour", group), "👍")
    assert len(news(ask, "message_reaction")) == 3


@pytest.mark.parametrize(
    ("reaction", "words"),
    [
        ([{"type": "emoji", "emoji": "🥖"}], "REACTION_INVALID"),
        ([{"type": "emoji", "emoji": "👍"}, {"type": "emoji", "emoji": "👎"}], "TOO_MANY"),
    ],
)
def test_a_bot_reacts_once_with_a_known_emoji(
    ask: Ask, ana: Person, reaction: list[Json], words: str
) -> None:
    """Anything else is refused, as is a message that is not there."""
    message = {"chat_id": ana.id, "message_id": ana.messages()[0]["message_id"]}
    thumb = [{"type": "emoji", "emoji": "👍"}]
    assert ask("setMessageReaction", **message, reaction=thumb).json()["ok"]
    reply = ask("setMessageReaction", **message, reaction=reaction)
    assert words in reply.json()["description"]
    gone = {**message, "message_id": 999}
    assert "not found" in ask("setMessageReaction", **gone, reaction=thumb).json()["description"]


def test_channel_posts_come_as_such(api: BotApi, ask: Ask) -> None:
    """Without an author, and the bot may post there itself."""
    channel = Channel(api)
    channel.posts("Nouvelle lettre")
    (post,) = news(ask, "channel_post")
    assert "from" not in post
    assert post["sender_chat"]["id"] == channel.id
    assert ask("sendMessage", chat_id=channel.id, text="x").json()["ok"]


def test_a_message_may_be_known_by_its_number_only(ask: Ask, ana: Person) -> None:
    """What Telegram no longer shows is given with the date 0."""
    markup = {"inline_keyboard": [[{"text": "Oui", "callback_data": "a"}]]}
    sent = ask("sendMessage", chat_id=ana.id, text="?", reply_markup=markup).json()["result"]
    ask("getUpdates", allowed_updates=["callback_query"])
    ana.clicks_forgotten(sent, "a")
    (tap,) = news(ask, "callback_query")
    assert tap["message"] == {"chat": sent["chat"], "message_id": sent["message_id"], "date": 0}
