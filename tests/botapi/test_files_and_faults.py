"""Files and their limits, troubles on demand, flood limits, wrong tokens and methods."""

import time

import httpx
import pytest

from tests.botapi import BotApi, Group, Person, Trouble
from tests.botapi.conftest import Ask


def test_a_file_goes_up_and_comes_down(api: BotApi, ask: Ask, ana: Person) -> None:
    """Byte for byte, under its name, and again by its id."""
    data = bytes(range(256))
    sent = ask("sendDocument", files={"document": ("a.bin", data)}, chat_id=ana.id).json()["result"]
    assert sent["document"]["file_name"] == "a.bin"
    file_id = sent["document"]["file_id"]
    path = ask("getFile", file_id=file_id).json()["result"]["file_path"]
    assert httpx.get(f"{api.url}/file/bot{api.token}/{path}").content == data
    assert ask("sendDocument", chat_id=ana.id, document=file_id).json()["ok"]
    wrong = ask("sendDocument", chat_id=ana.id, document="rien").json()
    assert "wrong file identifier" in wrong["description"]


def test_files_over_20_mb_do_not_come_down(ask: Ask, ana: Person) -> None:
    """`getFile` refuses them."""
    sent = ana.sends_file("gros.pdf", b"x", size=(20 << 20) + 1)
    reply = ask("getFile", file_id=sent["document"]["file_id"]).json()
    assert reply["description"] == "Bad Request: file is too big"


def test_files_over_50_mb_do_not_go_up(ask: Ask, ana: Person) -> None:
    """The request is refused as such."""
    big = {"document": ("gros.pdf", bytes((50 << 20) + 1))}
    assert ask("sendDocument", files=big, chat_id=ana.id).status_code == 413


def test_photos_over_10_mb_do_not_go_up(ask: Ask, ana: Person) -> None:
    """Photos have a limit of their own."""
    big = {"photo": ("gros.jpg", bytes((10 << 20) + 1))}
    assert "too big" in ask("sendPhoto", files=big, chat_id=ana.id).json()["description"]


def test_a_flood_says_how_long_to_wait(api: BotApi, ask: Ask, ana: Person) -> None:
    """429 with `retry_after`, in the body and in the header."""
    api.fault(Trouble.FLOOD, 7, method="sendMessage")
    reply = ask("sendMessage", chat_id=ana.id, text="x")
    assert reply.status_code == 429
    assert reply.headers["Retry-After"] == "7"
    assert reply.json()["parameters"] == {"retry_after": 7}
    assert ask("sendMessage", chat_id=ana.id, text="x").json()["ok"]


def test_a_server_error_leaves_nothing_behind(api: BotApi, ask: Ask, ana: Person) -> None:
    """The act did not take place."""
    api.fault(Trouble.STATUS, 502)
    assert ask("sendMessage", chat_id=ana.id, text="x").status_code == 502
    assert not ana.from_bot()


@pytest.mark.parametrize(
    ("trouble", "done"),
    [(Trouble.DROP_BEFORE, 0), (Trouble.DROP_AFTER, 1), (Trouble.HALF, 1)],
)
def test_a_connection_drops_before_or_after(
    api: BotApi, ask: Ask, ana: Person, trouble: Trouble, done: int
) -> None:
    """The sender cannot tell; the chat can."""
    api.fault(trouble)
    with pytest.raises(httpx.RemoteProtocolError):
        ask("sendMessage", chat_id=ana.id, text="x")
    assert len(ana.from_bot()) == done


def test_a_delay_comes_before_the_act(api: BotApi, ask: Ask, ana: Person) -> None:
    """The reply is late, and whole."""
    api.fault(Trouble.DELAY, 0.2)
    began = time.monotonic()
    assert ask("sendMessage", chat_id=ana.id, text="tard").json()["ok"]
    assert time.monotonic() - began >= 0.2


def test_flood_limits_hold_per_chat_per_group_and_over_all(
    api: BotApi, ask: Ask, ana: Person
) -> None:
    """Whichever is reached first refuses."""
    leo, group = Person(api, "Léo"), Group(api, ana)
    leo.says("/start")
    api.limits.chat = (1, 60.0)
    assert ask("sendMessage", chat_id=ana.id, text="x").json()["ok"]
    assert ask("sendMessage", chat_id=ana.id, text="x").status_code == 429
    assert ask("sendMessage", chat_id=leo.id, text="x").json()["ok"]
    api.limits.chat, api.limits.group = None, (2, 60.0)
    statuses = [ask("sendMessage", chat_id=group.id, text="x").status_code for _ in range(3)]
    assert statuses == [200, 200, 429]
    api.limits.group, api.limits.overall = None, (1, 60.0)
    statuses = [ask("sendMessage", chat_id=who.id, text="x").status_code for who in (ana, leo)]
    assert statuses == [200, 429]


def test_wrong_tokens_and_methods_are_refused(api: BotApi, ask: Ask) -> None:
    """401 and 404, as the real server has it."""
    assert httpx.get(f"{api.url}/bot1:x/getMe").status_code == 401
    assert ask("getRich").status_code == 404
    assert ask("getMe").json()["result"]["username"] == "SecPaTestBot"


def test_topics_must_exist(api: BotApi, ask: Ask, ana: Person) -> None:
    """A message to a topic that is not there is refused."""
    forum = Group(api, ana, topics=(5,))
    sent = ask("sendMessage", chat_id=forum.id, text="x", message_thread_id=5).json()["result"]
    assert sent["is_topic_message"]
    wrong = ask("sendMessage", chat_id=forum.id, text="x", message_thread_id=6).json()
    assert wrong["description"] == "Bad Request: message thread not found"
