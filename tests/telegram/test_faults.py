"""What goes wrong around the bot costs no answer; `benchmarks.faults` tries much more of it."""

import resource
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.phrases import wording
from bot.telegram.options import Secret
from tests.botapi import BotApi, Fault, Group, Person, Trouble
from tests.telegram.running import LibrarianBot

Json = dict[str, Any]
QUESTION = "Que demandent les syndicats sur la pétition ?"


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi() as server:
        yield server


def away(api: BotApi, *methods: str | None) -> list[Fault]:
    """Connections of these methods end without a reply, until the faults' times are set to 0."""
    return [api.fault(Trouble.DROP_BEFORE, times=1 << 30, method=method) for method in methods]


def test_an_outage_is_outlived_and_told_once(api: BotApi, tmp_path: Path) -> None:
    """What is asked before and during it is answered after it; the log has a line for each end."""
    ana, leo = Person(api, "Ana"), Person(api, "Léo")
    with LibrarianBot(api, tmp_path) as bot:
        ana.next_from_bot(ana.says(QUESTION))
        faults = away(api, None, "getUpdates")
        last = ana.says(QUESTION)
        leo.says(QUESTION)
        api.wait(lambda: faults[1].times < (1 << 30) - 2, "no poll failed")
        for fault in faults:
            fault.times = 0
        ana.next_from_bot(last, 20)
        api.wait(leo.from_bot, "no answer", 20)
        assert len(ana.from_bot()) == 2
        assert bot.log().count("Telegram cannot be reached") == 1
        assert bot.log().count("Telegram is reached again") == 1


def test_what_cannot_be_sent_is_sent_by_the_next_process(api: BotApi, tmp_path: Path) -> None:
    """The end does not wait for Telegram to come back, and loses nothing."""
    ana = Person(api)
    with LibrarianBot(api, tmp_path) as bot:
        (fault,) = away(api, "sendMessage")
        ana.says(QUESTION)
        api.wait(lambda: fault.times < (1 << 30) - 1, "nothing was sent")
        assert bot.stop(signal.SIGTERM) == 0
        fault.times = 0
        bot.start()
        api.wait(ana.from_bot, "no answer")
        assert bot.stop() == 0
    assert len(ana.from_bot()) == 1
    assert "Traceback" not in bot.log()


def test_what_the_network_interrupts_is_taken_up_again(api: BotApi, tmp_path: Path) -> None:
    """By the same process, once Telegram is there again."""
    ana = Person(api)
    with LibrarianBot(api, tmp_path, PERSISTENCE="0.2") as bot:
        (fault,) = away(api, "sendMessage")
        ana.says(QUESTION)
        api.wait(lambda: "incident" in bot.log(), "it was not given up")
        fault.times = 0
        ana.next_from_bot(ana.says("/aide"))
        api.wait(lambda: len(ana.from_bot()) == 2, "no answer", 20)
        assert bot.stop() == 0


def test_what_no_bot_api_replied_is_asked_again(api: BotApi, tmp_path: Path) -> None:
    """A proxy's page refuses nothing and does nothing: the answer is sent once it is gone."""
    page, error = (
        "<h1>Un instant</h1>",
        '{"ok": false, "error_code": 500, "description": "Internal"}',
    )
    pages = [(code, body) for code in (200, 403, 502) for body in ("", page, "[]", '{"ok": true}')]
    pages += [(200, '{"ok": false}'), (200, error), (429, page)]
    ana = Person(api)
    with LibrarianBot(api, tmp_path) as bot:
        for number, (status, body) in enumerate(pages, start=1):
            api.fault(Trouble.PAGE, status, method="sendMessage", body=body)
            ana.next_from_bot(ana.says(QUESTION))
            assert len(ana.from_bot()) == number, (status, body)
        assert "incident" not in bot.log()


def test_who_blocked_the_bot_is_sent_nothing_again(api: BotApi, tmp_path: Path) -> None:
    """Telegram's own 403 says so; nobody is left to tell."""
    ana, body = Person(api), '{"ok": false, "error_code": 403, "description": "Forbidden: bot was"}'
    with LibrarianBot(api, tmp_path) as bot:
        api.fault(Trouble.PAGE, 403, method="sendMessage", body=body)
        ana.says(QUESTION)
        last = ana.says("/aide")
        ana.next_from_bot(last)
        assert "incident" not in bot.log()
    assert len(ana.from_bot()) == 1


def test_a_group_that_moved_is_answered_where_it_is(api: BotApi, tmp_path: Path) -> None:
    """Telegram tells its new number in refusing the old one."""
    ana = Person(api)
    old, new = Group(api, ana), Group(api, ana)
    parameters = f'"parameters": {{"migrate_to_chat_id": {new.id}}}'
    body = f'{{"ok": false, "error_code": 400, "description": "Bad Request: moved", {parameters}}}'
    with LibrarianBot(api, tmp_path) as bot:
        api.fault(Trouble.PAGE, 400, method="sendMessage", chat=old.id, body=body)
        ana.says(f"@SecPaTestBot {QUESTION}", old)
        api.wait(new.from_bot, "no answer in the new group")
        assert "incident" not in bot.log()
    assert not old.from_bot()


def test_an_edit_may_overtake_its_message(api: BotApi, tmp_path: Path) -> None:
    """The newest words are answered; the older ones, come late, are not."""
    ana, held = Person(api), list[Json]()
    with LibrarianBot(api, tmp_path):
        deliver, api.world._deliver = api.world._deliver, held.append
        ana.edits(ana.says(QUESTION), "Que demandent les députés au Premier ministre ?")
        api.world._deliver = deliver
        with api.lock:
            for update in reversed(held):
                deliver(update)
        last = ana.says("/aide")
        api.wait(lambda: len(ana.from_bot(last)) == 2, "an answer and help")
        answer = ana.from_bot(last)[0]["text"]
        ana.next_from_bot(ana.says("/sources"))
    assert len(ana.from_bot()) == 3
    assert "Premier ministre" in answer or "député" in answer


def test_a_full_disk_stops_no_answer(api: BotApi, tmp_path: Path) -> None:
    """Questions are answered from memory; once there is room, what they said is erased."""
    ana = Person(api)
    with LibrarianBot(api, tmp_path) as bot:
        ana.next_from_bot(ana.says(QUESTION))
        assert bot.process is not None
        pid, (_, most) = bot.process.pid, resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, most))  # no file may have a byte more
        for _ in range(2):
            ana.next_from_bot(ana.says(f"{QUESTION} mirabelle"))
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (most, most))
        ana.next_from_bot(ana.says(QUESTION))
        assert bot.stop() == 0
    assert len(ana.from_bot()) == 4
    assert not [each for each in tmp_path.iterdir() if b"mirabelle" in each.read_bytes()]


def test_a_secret_is_compared_in_constant_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """As python-telegram-bot compares it: with `!=`, what came on the left."""
    compared: list[bytes] = []

    def compare(one: bytes, other: bytes) -> bool:
        compared.append(other)
        return one == other

    monkeypatch.setattr("hmac.compare_digest", compare)
    told = {came: came != Secret("prune") for came in ("prune", "prunes", "pruné", "")}
    assert told == {"prune": False, "prunes": True, "pruné": True, "": True}
    assert compared == [came.encode() for came in told]


def test_who_waits_long_is_told_so_once(api: BotApi, tmp_path: Path) -> None:
    """«Un instant», then every answer in order; nobody else waits, or is told."""
    ana, leo = Person(api, "Ana"), Person(api, "Léo")
    with LibrarianBot(api, tmp_path):
        for _ in range(6):
            ana.says("Une lenteur pour la pétition")
        last = ana.says("/aide")
        leo.next_from_bot(leo.says(QUESTION), 20)
        api.wait(lambda: len(ana.from_bot(last)) >= 1, "no answer", 20)
        api.wait(lambda: "Ce que je sais faire" in ana.from_bot()[-1]["text"], "no help", 40)
    told = [each["text"] for each in ana.from_bot()]
    assert told.count(wording("fr").text("one_moment")) == 1
    assert len(told) == 8
    assert len(leo.from_bot()) == 1
