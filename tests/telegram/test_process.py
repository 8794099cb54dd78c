"""The process: order, restarts, webhooks, troubles of the network, a clean end."""

import contextlib
import signal
import socket
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.phrases import FALLBACK, languages
from bot.settings import SettingsError
from bot.telegram.app import LARGEST_UPDATE
from bot.telegram.health import check_free
from tests.botapi import BotApi, Group, Person, Trouble
from tests.telegram.running import LibrarianBot, RunningBot, behind_webhook, free_port

Json = dict[str, Any]
QUESTION = "Que demandent les syndicats sur la pétition ?"


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi() as server:
        yield server


@pytest.fixture(params=["polling", "webhook"])
def settings(request: pytest.FixtureRequest) -> dict[str, str]:
    """How the bot takes its updates; what is tested of one is tested of the other."""
    return behind_webhook() if request.param == "webhook" else {}


def answered(people: list[Person]) -> int:
    """How many of them have an answer."""
    return sum(bool(person.from_bot()) for person in people)


def all_answered(people: list[Person]) -> Callable[[], bool]:
    return lambda: answered(people) == len(people)


def test_a_chat_is_answered_in_order_and_chats_side_by_side(api: BotApi, tmp_path: Path) -> None:
    """A slow question holds up its own chat, not another's."""
    ana, leo = Person(api, "Ana"), Person(api, "Léo")
    with LibrarianBot(api, tmp_path):
        ana.says("Une lenteur pour la pétition")
        ana.says("/aide")
        quick = leo.says(QUESTION)
        leo.next_from_bot(quick)
        assert not ana.from_bot()
        api.wait(lambda: len(ana.from_bot()) == 2, "two answers")
        assert "Ce que je sais faire" in ana.from_bot()[1]["text"]


def test_fifty_people_are_each_answered_once_in_the_right_place(
    api: BotApi, tmp_path: Path, settings: dict[str, str]
) -> None:
    """The same question at once from 40 private chats and two groups of five."""
    people = [Person(api, f"P{number}") for number in range(50)]
    groups = [Group(api, *people[40:45]), Group(api, *people[45:])]
    with LibrarianBot(api, tmp_path, **settings):
        for person in people[:40]:
            person.says(QUESTION)
        asked = [
            person.says(f"@SecPaTestBot {QUESTION}", groups[number // 5])
            for number, person in enumerate(people[40:])
        ]
        api.wait(
            lambda: all_answered(people[:40])() and sum(len(g.from_bot()) for g in groups) == 10,
            "an answer each",
            30,
        )
    assert all(len(person.from_bot()) == 1 for person in people[:40])
    replied = [m["reply_to_message"] for group in groups for m in group.from_bot()]
    wanted = {(each["chat"]["id"], each["message_id"]) for each in asked}
    assert {(each["chat"]["id"], each["message_id"]) for each in replied} == wanted


def test_the_real_bot_ends_cleanly(api: BotApi, real_data: Path) -> None:
    """Told to stop as soon as a question is fetched, it answers it first."""
    ana = Person(api)
    with RunningBot(api, real_data) as bot:
        ana.says("Que demandent les députés ?")
        api.wait(lambda: not api.updates.pending, "the question was not fetched")
        assert bot.stop(signal.SIGTERM) == 0
        assert len(ana.from_bot()) == 1
        assert "Traceback" not in bot.log()


def test_sigterm_ends_it_cleanly(api: BotApi, tmp_path: Path, settings: dict[str, str]) -> None:
    """What was begun is finished, the exit status is 0, and nothing is left behind."""
    ana = Person(api)
    with LibrarianBot(api, tmp_path) as bot:
        ana.says("Une lenteur pour la pétition")
        api.wait(lambda: not api.updates.pending, "the question was not fetched")
        assert bot.stop(signal.SIGTERM) == 0
        assert len(ana.from_bot()) == 1
        assert "Traceback" not in bot.log()


@pytest.mark.parametrize("variable", ["SECPA_LISTEN", "SECPA_HEALTH_LISTEN"])
def test_a_port_in_use_is_told_in_one_sentence(api: BotApi, real_data: Path, variable: str) -> None:
    """It names the setting; the exit status is that of a wrong setting."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        address = f"127.0.0.1:{other.getsockname()[1]}"
        bot = RunningBot(api, real_data, **{**behind_webhook(), variable: address})
        with pytest.raises(AssertionError):
            bot.start()
    assert bot.stop() == 2
    assert bot.log().count("\n") == 1
    assert variable in bot.log()


@pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"
)  # tornado leaves it open
def test_two_settings_cannot_name_one_port() -> None:
    """Each by itself could listen there."""
    address = "127.0.0.1", free_port()
    check_free({"SECPA_LISTEN": address})
    with pytest.raises(SettingsError, match="SECPA_LISTEN"):
        check_free({"SECPA_HEALTH_LISTEN": address, "SECPA_LISTEN": address})


def test_no_question_is_lost_when_the_process_is_killed(
    api: BotApi, tmp_path: Path, settings: dict[str, str]
) -> None:
    """SIGTERM, then SIGKILL, amid 100 questions: each is answered, hardly any twice."""
    people = [Person(api, f"P{number}") for number in range(100)]
    with LibrarianBot(api, tmp_path, **settings) as bot:
        for person in people:
            person.says(QUESTION)
        api.wait(lambda: answered(people) >= 10, "ten answers")
        assert bot.stop(signal.SIGTERM) == 0
        bot.start()
        api.wait(lambda: answered(people) >= 40, "forty answers")
        bot.stop(signal.SIGKILL)
        bot.start()
        api.wait(all_answered(people), "an answer each", 30)
        assert bot.stop() == 0
    times = Counter(len(person.from_bot()) for person in people)
    assert set(times) <= {1, 2}
    assert times[2] <= 2  # sent, and killed before the reply was read


def test_nothing_of_a_question_stays_on_disk(api: BotApi, tmp_path: Path) -> None:
    """Once answered, a question's words are in no file of the data directory, typed or inline."""
    ana = Person(api)
    with LibrarianBot(api, tmp_path):
        ana.next_from_bot(ana.says("mirabelle quetsche financement"))
        ana.answer_to(ana.asks_inline("mirabelle reine-claude financement"))
    kept = b"".join(each.read_bytes() for each in tmp_path.rglob("*") if each.is_file())
    assert b"mirabelle" not in kept


def test_buttons_outlive_restarts_and_withdrawn_sources(api: BotApi, tmp_path: Path) -> None:
    """An old answer's buttons work after a restart; a withdrawn source is said to be so."""
    ana = Person(api)
    with LibrarianBot(api, tmp_path):
        answer = ana.next_from_bot(ana.says(QUESTION))
    name = "sans-date-appel-syndicats-associations"
    with LibrarianBot(api, tmp_path) as bot:
        ana.clicks(answer, "Contexte")
        ana.next_from_bot(answer)
        bot.stop()
        (tmp_path / "withdrawn.txt").write_text(name)
        bot.start()
        query = ana.clicks(answer, "Contexte")
        assert "retirée" in ana.answer_to(query)["text"]


def test_an_edit_after_a_restart_still_edits(
    api: BotApi, tmp_path: Path, settings: dict[str, str]
) -> None:
    """Which message answered which is remembered on disk."""
    ana = Person(api)
    with LibrarianBot(api, tmp_path, **settings):
        question = ana.says(QUESTION)
        answer = ana.next_from_bot(question)
    with LibrarianBot(api, tmp_path, **settings):
        ana.edits(question, "Que demandent les députés au Premier ministre ?")
        ana.edited(answer)
    assert len(ana.from_bot()) == 1


def test_a_webhook_takes_only_what_bears_its_secret(api: BotApi, tmp_path: Path) -> None:
    """A stranger is refused; health and readiness are told on a port of their own."""
    settings = behind_webhook()
    ana = Person(api)
    forged = {"update_id": 1, "message": ana.says(QUESTION)}
    with LibrarianBot(api, tmp_path, **settings) as bot:
        ana.next_from_bot(ana.messages()[0])
        for headers in ({}, {"X-Telegram-Bot-Api-Secret-Token": "autre"}):
            reply = httpx.post(settings["SECPA_WEBHOOK_URL"], json=forged, headers=headers)
            assert reply.status_code == 403
        for path in ("healthz", "readyz"):
            reply = httpx.get(f"http://{settings['SECPA_HEALTH_LISTEN']}/{path}")
            assert reply.status_code == 200
        assert bot.stop() == 0
        assert len(ana.from_bot()) == 1
        assert api.token not in bot.log()


def test_a_webhook_reads_no_large_request(api: BotApi, tmp_path: Path) -> None:
    """Whoever knows the address cannot fill the memory; the secret comes after the reading."""
    ana, settings = Person(api), behind_webhook()
    secret = {"X-Telegram-Bot-Api-Secret-Token": settings["SECPA_WEBHOOK_SECRET"]}
    forged = {"update_id": 1, "message": Person(api).says("/aide"), "more": "a" * LARGEST_UPDATE}
    with LibrarianBot(api, tmp_path, **settings):
        ana.next_from_bot(ana.says("/aide"))
        with contextlib.suppress(httpx.TransportError):  # it may close while we still send
            reply = httpx.post(settings["SECPA_WEBHOOK_URL"], json=forged, headers=secret)
            assert reply.status_code == 400
        ana.next_from_bot(ana.says("/sources"))


def test_updates_that_a_webhook_missed_come_again_in_order(api: BotApi, tmp_path: Path) -> None:
    """What is asked while the process is down is answered once when it is back, in order."""
    ana, settings = Person(api), behind_webhook()
    with LibrarianBot(api, tmp_path, **settings) as bot:
        ana.next_from_bot(ana.says(QUESTION))
        bot.stop()
        first = ana.says("/aide")
        ana.says("/sources")
        api.wait(lambda: (api.updates.webhook or {})["errors"], "nothing was brought in vain")
        bot.start()
        api.wait(lambda: len(ana.from_bot(first)) == 2, "two answers")
    helped, listed = ana.from_bot(first)
    assert helped["text"].startswith("Ce que je sais faire")
    assert listed["text"].startswith("Les sources")
    assert len(ana.from_bot()) == 3


@pytest.mark.parametrize(
    ("trouble", "amount"),
    [
        (Trouble.FLOOD, 1),
        (Trouble.STATUS, 502),
        (Trouble.DROP_BEFORE, 0),
        (Trouble.DELAY, 0.3),
    ],
)
def test_troubles_before_the_act_cost_no_answer(
    api: BotApi, tmp_path: Path, trouble: Trouble, amount: float
) -> None:
    """A 429, a 5xx, a dropped connection: the answer comes, once."""
    ana = Person(api)
    with LibrarianBot(api, tmp_path) as bot:
        api.fault(trouble, amount, method="sendMessage")
        ana.next_from_bot(ana.says(QUESTION))
        ana.next_from_bot(ana.says("/aide"))
        assert len(ana.from_bot()) == 2
        assert api.token not in bot.log()


@pytest.mark.parametrize("trouble", [Trouble.DROP_AFTER, Trouble.HALF])
def test_a_reply_lost_after_the_act_is_no_silence(
    api: BotApi, tmp_path: Path, trouble: Trouble
) -> None:
    """Telegram did it and did not get to say so: at worst the answer comes twice."""
    ana = Person(api)
    with LibrarianBot(api, tmp_path) as bot:
        api.fault(trouble, method="sendMessage")
        ana.says(QUESTION)
        last = ana.says("/aide")
        api.wait(lambda: any("Ce que je sais" in m["text"] for m in ana.from_bot(last)), "no help")
        assert 2 <= len(ana.from_bot()) <= 3
        assert "Traceback" not in bot.log()


def test_one_chats_flood_does_not_stop_the_others(api: BotApi, tmp_path: Path) -> None:
    """While one chat waits out its 429, the next is served."""
    ana, leo = Person(api, "Ana"), Person(api, "Léo")
    with LibrarianBot(api, tmp_path):
        api.fault(Trouble.FLOOD, 2, method="sendMessage", chat=ana.id)
        ana.says(QUESTION)
        leo.next_from_bot(leo.says(QUESTION))
        assert not ana.from_bot()
        api.wait(ana.from_bot, "the flooded chat was forgotten")


def test_it_keeps_the_flood_limits(api: BotApi, tmp_path: Path) -> None:
    """One message a second in a chat, thirty over all: never more."""
    api.limits.chat, api.limits.overall = (1, 1.0), (30, 1.0)
    people = [Person(api, f"P{number}") for number in range(40)]
    with LibrarianBot(api, tmp_path):
        for person in people:
            person.says(QUESTION)
        people[0].says("/aide")
        api.wait(lambda: len(people[0].from_bot()) == 2 and all_answered(people)(), "answers", 20)
    refused = [call for call in api.calls if call.refused]
    assert not refused


def test_polling_goes_on_after_troubles(api: BotApi, tmp_path: Path) -> None:
    """A 502 or a dropped poll is one log line, and the next poll works."""
    ana = Person(api)
    with LibrarianBot(api, tmp_path) as bot:
        for trouble, amount in ((Trouble.STATUS, 502), (Trouble.DROP_BEFORE, 0)):
            api.fault(trouble, amount, method="getUpdates")
        ana.next_from_bot(ana.says(QUESTION))
        ana.next_from_bot(ana.says(QUESTION))
        assert "Traceback" not in bot.log()
        assert api.token not in bot.log()


def test_another_poller_is_told_of_and_outlived(api: BotApi, tmp_path: Path) -> None:
    """A second bot with the same token ends a poll with 409: a log line, and polling goes on."""
    ana = Person(api)
    with LibrarianBot(api, tmp_path) as bot:
        polls = len(api.calls)
        assert httpx.get(f"{api.url}/bot{api.token}/getUpdates").status_code == 200
        api.wait(lambda: len(api.calls) > polls + 1, "polling ended")
        ana.next_from_bot(ana.says(QUESTION))
        assert len(ana.from_bot()) == 1
        assert "Conflict" in bot.log()
        assert "Traceback" not in bot.log()


def test_a_refused_token_is_one_sentence(api: BotApi, tmp_path: Path) -> None:
    """A wrong token ends the start, without showing it."""
    wrong = "7000000001:AAF-wrong-wrong-wrong-wrong-wrong"
    bot = LibrarianBot(api, tmp_path, SECPA_TELEGRAM_TOKEN=wrong)
    with pytest.raises(AssertionError, match="SECPA_TELEGRAM_TOKEN") as told:
        bot.start()
    assert wrong not in str(told.value)


def test_typing_shows_only_when_an_answer_takes_over_a_second(api: BotApi, tmp_path: Path) -> None:
    """A quick answer costs one call, a slow one shows that it is coming."""
    ana = Person(api)
    with LibrarianBot(api, tmp_path):
        ana.next_from_bot(ana.says(QUESTION))
        mine = [call.method for call in api.calls if call.args.get("chat_id") == ana.id]
        assert mine == ["sendmessage"]
        slow = ana.says("Quelle lenteur pour la pétition ?")
        ana.next_from_bot(slow)
        mine = [call.method for call in api.calls if call.args.get("chat_id") == ana.id]
        assert mine == ["sendmessage", "sendchataction", "sendmessage"]


def test_a_failure_ends_in_one_sentence_and_one_log_line(
    api: BotApi, tmp_path: Path, settings: dict[str, str]
) -> None:
    """The person gets an incident number, the log the same one and none of their words."""
    ana = Person(api)
    with LibrarianBot(api, tmp_path, **settings) as bot:
        told = ana.next_from_bot(ana.says("Une panne de financement"))
        incident = told["text"].rpartition("incident ")[2].rstrip(").")
        lines = [line for line in bot.log().splitlines() if incident in line]
        assert len(lines) == 1
        assert "RuntimeError" in lines[0]
        assert "financement" not in bot.log()


def test_a_failing_tap_or_inline_query_is_answered_too(api: BotApi, tmp_path: Path) -> None:
    """A tap with a sentence, an inline query with nothing to choose; neither hangs."""
    ana = Person(api)
    with LibrarianBot(api, tmp_path) as bot:
        answer = ana.next_from_bot(ana.says(QUESTION))
        api.fault(Trouble.STATUS, 400, method="sendMessage")
        toast = ana.answer_to(ana.clicks(answer, "Contexte"))
        assert toast["show_alert"]
        assert "incident" in toast["text"]
        assert ana.answer_to(ana.asks_inline("Une panne de financement"))["results"] == []
        assert "Traceback" not in bot.log()


def test_a_late_inline_query_is_no_failure(api: BotApi, tmp_path: Path) -> None:
    """Its answer comes too late for Telegram; nothing is logged, the next one is answered."""
    ana = Person(api)
    with LibrarianBot(api, tmp_path) as bot:
        api.queries.life = 0.0
        ana.asks_inline("financement")
        tried = "answerinlinequery"
        api.wait(lambda: [call for call in api.calls if call.method == tried and call.refused], "")
        api.queries.life = 30.0
        assert ana.answer_to(ana.asks_inline("financement"))["results"]
        assert "incident" not in bot.log()


def test_a_name_that_may_not_be_changed_yet_holds_nothing_up(api: BotApi, tmp_path: Path) -> None:
    """Telegram asks for hours after a few changes: the rest of the profile is published."""
    api.fault(Trouble.FLOOD, 80_000, method="setMyName", times=99)
    with LibrarianBot(api, tmp_path):
        codes = ["" if code == FALLBACK else code for code in languages()]
        profile = api.world.profile
        api.wait(lambda: all(profile.get(f"description/{code}") for code in codes), "no face", 30)
