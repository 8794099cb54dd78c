"""Whose turn it is, while many wait."""

import asyncio
import contextlib
import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest
from telegram import Chat, Message, Update, User

from bot.telegram.inbox import Inbox
from bot.telegram.turns import AT_ONCE, SHARE, Turns
from bot.telegram.waiting import PATIENCE, due

NOW = 1_790_000_000
INBOX = "inbox.sqlite3"


def update(number: int, person: int, chat: int | None = None) -> Update:
    """What someone says in private, or in a group."""
    kind = Chat.PRIVATE if chat is None else Chat.GROUP
    message = Message.de_json(
        {
            "message_id": number,
            "date": NOW,
            "chat": {"id": person if chat is None else chat, "type": kind, "title": "G"},
            "from": User(person, f"P{person}", is_bot=False).to_dict(),
            "text": f"question {number}",
        },
        None,
    )
    return Update(number, message=message)


def person_of(given: object) -> int:
    assert isinstance(given, Update)
    assert given.effective_user is not None
    return given.effective_user.id


def run(path: Path, scene: Callable[[Turns], Awaitable[None]]) -> None:
    """Play a scene with an inbox of its own."""

    async def play() -> None:
        inbox = Inbox(path / INBOX)
        try:
            await scene(Turns(inbox))
        finally:
            inbox.close()

    asyncio.run(asyncio.wait_for(play(), 30))


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Another program holds the inbox of a scene."""
    with contextlib.closing(sqlite3.connect(path / INBOX, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


async def taken(turns: Turns) -> int:
    """Handle the next update at once; whose it was."""
    given = await turns.get()
    assert isinstance(given, Update)
    turns.finished(given)
    return person_of(given)


def test_who_floods_delays_nobody_else(tmp_path: Path) -> None:
    """After fifty messages of one person, two others wait for one of them."""

    async def scene(turns: Turns) -> None:
        for number in range(50):
            await turns.put(update(number, 1))
        await turns.put(update(50, 2))
        await turns.put(update(51, 3))
        assert [await taken(turns) for _ in range(5)] == [1, 2, 3, 1, 1]

    run(tmp_path, scene)


def test_people_of_a_group_take_turns(tmp_path: Path) -> None:
    """One update at a time in the group, and one person after another."""

    async def scene(turns: Turns) -> None:
        for number, person in enumerate((1, 1, 1, 2, 3, 2)):
            await turns.put(update(number, person, chat=-7))
        first = await turns.get()
        second = asyncio.ensure_future(turns.get())
        await asyncio.sleep(0)
        assert not second.done()
        assert isinstance(first, Update)
        turns.finished(first)
        given = await second
        assert isinstance(given, Update)
        turns.finished(given)
        rest = [await taken(turns) for _ in range(4)]
        assert [person_of(first), person_of(given), *rest] == [1, 2, 3, 1, 2, 1]

    run(tmp_path, scene)


def test_a_chat_is_served_in_order_also_from_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of most that wait, only the number is held in memory."""
    monkeypatch.setattr("bot.telegram.turns.HELD", 2)

    async def scene(turns: Turns) -> None:
        for number in range(6):
            await turns.put(update(number, 1))
        for number in range(6):
            given = await turns.get()
            assert isinstance(given, Update)
            assert given.update_id == number
            turns.finished(given)

    run(tmp_path, scene)


def test_what_the_inbox_could_not_take_is_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of it, however much waits, until so much is held that the rest is left to Telegram."""
    monkeypatch.setattr("bot.telegram.turns.HELD", 2)
    monkeypatch.setattr("bot.telegram.turns.MOST_HELD", 6)

    async def scene(turns: Turns) -> None:
        with locked(tmp_path):
            for number in range(6):
                await turns.put(update(number, number + 1))
            seventh = asyncio.ensure_future(turns.put(update(6, 7)))
            await asyncio.sleep(0)
            assert not seventh.done()
            assert [await taken(turns) for _ in range(6)] == [1, 2, 3, 4, 5, 6]
            await seventh
            assert await taken(turns) == 7

    run(tmp_path, scene)


def test_what_cannot_be_read_now_waits_until_it_can(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The others go on; nothing is dropped from the line."""
    monkeypatch.setattr("bot.telegram.turns.HELD", 1)
    monkeypatch.setattr("bot.telegram.turns.AWAY", 0.05)

    async def scene(turns: Turns) -> None:
        for number, person in enumerate((1, 1, 2)):
            await turns.put(update(number, person))
        with locked(tmp_path):
            assert await taken(turns) == 1
            await turns.put(update(3, 3))
            assert await taken(turns) == 3
        assert sorted([await taken(turns), await taken(turns)]) == [1, 2]

    run(tmp_path, scene)


def test_only_so_many_are_in_hand(tmp_path: Path) -> None:
    """The next waits for a hand to be free."""

    async def scene(turns: Turns) -> None:
        for number in range(AT_ONCE + 1):
            await turns.put(update(number, number + 1))
        in_hand = [await turns.get() for _ in range(AT_ONCE)]
        another = asyncio.ensure_future(turns.get())
        await asyncio.sleep(0)
        assert not another.done()
        assert isinstance(in_hand[0], Update)
        turns.finished(in_hand[0])
        assert person_of(await another) == AT_ONCE + 1

    run(tmp_path, scene)


def test_a_full_queue_leaves_the_rest_to_telegram(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is not taken is not acknowledged; there is room again once one was handled."""
    monkeypatch.setattr("bot.telegram.turns.MOST", 3)

    async def scene(turns: Turns) -> None:
        for number in range(3):
            await turns.put(update(number, number + 1))
        fourth = asyncio.ensure_future(turns.put(update(3, 4)))
        await asyncio.sleep(0)
        assert not fourth.done()
        await taken(turns)
        await fourth

    run(tmp_path, scene)


def test_who_waits_is_told_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After some seconds, in private; a group is not disturbed."""
    clock = [0.0]
    monkeypatch.setattr("bot.telegram.turns.time.monotonic", lambda: clock[0])

    async def scene(turns: Turns) -> None:
        await turns.put(update(1, 1))
        await turns.put(update(2, 2, chat=-7))
        assert list(due(turns.people)) == []
        clock[0] = PATIENCE + 1
        ((person, phrase),) = due(turns.people)
        assert (person.chat, phrase) == (1, "one_moment")
        person.told.add(phrase)
        await turns.put(update(3, 1))
        assert list(due(turns.people)) == []

    run(tmp_path, scene)


def test_one_person_cannot_fill_the_queue(tmp_path: Path) -> None:
    """Beyond a share, messages are let go, and the person is told."""

    async def scene(turns: Turns) -> None:
        for number in range(SHARE + 5):
            await turns.put(update(number, 1))
        ((person, phrase),) = due(turns.people)
        assert phrase == "overflowing"
        assert len(person.line) == SHARE
        await turns.put(update(SHARE + 5, 2))
        assert [await taken(turns) for _ in range(2)] == [1, 2]

    run(tmp_path, scene)
