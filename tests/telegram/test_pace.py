"""Telegram's flood limits are kept, whatever the bot has to say."""

import asyncio
import time
from collections.abc import Iterator

import pytest
from telegram.error import RetryAfter
from telegram.ext import ExtBot

from bot.telegram.outage import Outage
from bot.telegram.pace import Pace, Rank
from tests.botapi import BotApi, Group, Person, Trouble

# How python-telegram-bot will say it one day.
pytestmark = pytest.mark.filterwarnings("ignore:.*retry_after")
SECOND = 0.02  # a second of the limits, so that a minute of them passes while a test runs


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi() as server:
        server.limits.chat = (1, SECOND)
        server.limits.group = (20, 60 * SECOND)
        server.limits.overall = (30, SECOND)
        yield server


def paced(api: BotApi) -> ExtBot[int]:
    """A bot that keeps the limits of `api`."""
    pace = Pace(Outage("It fails", "wait", "It works"), asyncio.Event(), SECOND)
    return ExtBot(api.token, base_url=f"{api.url}/bot", rate_limiter=pace)


def send(api: BotApi, chats: list[int]) -> list[str]:
    """Send a numbered message to each of `chats`, all at once; what the server refused."""

    async def all_at_once() -> None:
        async with paced(api) as bot:
            every = [bot.send_message(chat, str(number)) for number, chat in enumerate(chats)]
            await asyncio.gather(*every)

    asyncio.run(all_at_once())
    return [call.refused for call in api.calls if call.refused]


def test_a_group_gets_twenty_messages_a_minute_and_no_more(api: BotApi) -> None:
    """The others wait, none is refused or lost, and they come in the order they were sent."""
    group = Group(api, Person(api))
    assert send(api, [group.id] * 45) == []
    assert [each["text"] for each in group.from_bot()] == [str(number) for number in range(45)]


def test_a_busy_group_holds_up_nobody_else(api: BotApi) -> None:
    """While it waits for the next minute, private chats have their messages."""
    group, ana = Group(api, Person(api)), Person(api)
    ana.says("/start")
    assert send(api, [group.id] * 25 + [ana.id] * 5) == []
    when = [(call.args["chat_id"], call.at) for call in api.calls if call.method == "sendmessage"]
    last = dict(when)
    assert last[ana.id] < last[group.id]


def test_typing_is_left_out_where_it_would_wait(api: BotApi) -> None:
    """Also where messages are only spaced out, long before a limit is near."""
    people = [Person(api) for _ in range(20)]
    for person in people:
        person.says("/start")

    async def all_at_once() -> None:
        async with paced(api) as bot:
            sent = [bot.send_message(person.id, "réponse") for person in people[1:]]
            typing = bot.send_chat_action(people[0].id, "typing")
            await asyncio.gather(*sent, typing)

    asyncio.run(all_at_once())
    methods = [call.method for call in api.calls]
    assert methods.count("sendmessage") == 19
    assert "sendchataction" not in methods


def test_answers_go_before_broadcasts(api: BotApi) -> None:
    """However many broadcasts wait already."""
    people = [Person(api) for _ in range(62)]
    for person in people:
        person.says("/start")

    async def all_at_once() -> None:
        async with paced(api) as bot:
            told = [
                asyncio.ensure_future(
                    bot.send_message(person.id, "à tous", rate_limit_args=Rank.BROADCAST)
                )
                for person in people[1:]
            ]
            await asyncio.sleep(0)
            answer = asyncio.ensure_future(bot.send_message(people[0].id, "réponse"))
            await asyncio.gather(answer, *told)

    asyncio.run(all_at_once())
    sent = [call.args["text"] for call in api.calls if call.method == "sendmessage"]
    assert len(sent) == 62
    assert sent.index("réponse") <= 32
    assert not [call for call in api.calls if call.refused]


def test_what_a_429_forbids_a_chat_holds_for_all_that_goes_there(api: BotApi) -> None:
    """An answer and an edit wait after a broadcast was refused; other chats do not."""
    ana, leo = Person(api), Person(api)
    for person in (ana, leo):
        person.says("/start")

    async def scene() -> None:
        async with paced(api) as bot:
            shown = await bot.send_message(ana.id, "un brouillon")
            api.fault(Trouble.FLOOD, 6, method="sendMessage", chat=ana.id)
            with pytest.raises(RetryAfter):
                await bot.send_message(ana.id, "à tous", rate_limit_args=Rank.BROADCAST)
            waits = [
                asyncio.ensure_future(bot.send_message(ana.id, "réponse")),
                asyncio.ensure_future(shown.edit_text("le texte")),
            ]
            await bot.send_message(leo.id, "réponse")
            await bot.send_chat_action(ana.id, "typing")
            assert await asyncio.wait(waits, timeout=0.5) == (set(), set(waits))
            for each in waits:
                each.cancel()

    asyncio.run(scene())
    assert [call.method for call in api.calls if call.args.get("chat_id") == ana.id] == [
        "sendmessage"
    ]
    assert [each["text"] for each in leo.from_bot()] == ["réponse"]


def test_what_a_chat_may_not_have_costs_others_nothing(api: BotApi) -> None:
    """A shorter wait told later lifts no longer one, and what waits takes no other's turn."""
    ana = Person(api)

    async def scene() -> None:
        pace = Pace(Outage("It fails", "wait", "It works"), asyncio.Event(), SECOND)
        told = [RetryAfter(60), RetryAfter(1)]

        async def refused() -> bool:
            raise told.pop(0)

        async def ask(chat: int) -> None:
            with pytest.raises(RetryAfter):
                await pace.process_request(
                    refused, (), {}, "editMessageText", {"chat_id": chat}, Rank.NOTICE
                )

        await asyncio.gather(ask(ana.id), ask(ana.id))
        await asyncio.sleep(2 * SECOND)
        assert pace._bar(ana.id) > 50
        for _ in range(40):
            await ask(ana.id)
        assert pace._overall.taken == 0

    asyncio.run(scene())


def test_what_waited_is_sent_once_the_429_is_over(api: BotApi) -> None:
    """After the seconds that Telegram named, and not before."""
    ana = Person(api)
    ana.says("/start")
    api.fault(Trouble.FLOOD, 1, method="sendMessage", chat=ana.id)
    began = time.monotonic()
    send(api, [ana.id] * 2)
    assert len(ana.from_bot()) == 2
    assert min(call.at for call in api.calls if call.method == "sendmessage") - began >= 1
