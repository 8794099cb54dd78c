"""Telegram's flood limits are kept, whatever the bot has to say."""

import asyncio
from collections.abc import Iterator

import pytest
from telegram.ext import ExtBot

from bot.telegram.pace import Pace
from tests.botapi import BotApi, Group, Person

SECOND = 0.02  # a second of the limits, so that a minute of them passes while a test runs


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi() as server:
        server.limits.chat = (1, SECOND)
        server.limits.group = (20, 60 * SECOND)
        server.limits.overall = (30, SECOND)
        yield server


def send(api: BotApi, chats: list[int]) -> list[str]:
    """Send a numbered message to each of `chats`, all at once; what the server refused."""

    async def all_at_once() -> None:
        base = f"{api.url}/bot"
        async with ExtBot(api.token, base_url=base, rate_limiter=Pace(SECOND)) as bot:
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
