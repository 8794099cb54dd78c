"""The inbox: nothing twice, nothing lost, nothing left to read."""

import contextlib
import sqlite3
import time
from pathlib import Path

import pytest

from bot.telegram.inbox import Inbox
from bot.telegram.inboxfile import InboxError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "inbox.sqlite3"


def on_disk(path: Path) -> bytes:
    return b"".join(each.read_bytes() for each in path.parent.iterdir())


def test_an_update_is_taken_once(path: Path) -> None:
    """While it waits, after it was handled, and in the next process."""
    inbox = Inbox(path)
    assert inbox.receive(1, "un", "a")
    assert not inbox.receive(1, "un", "a")
    inbox.done(1)
    assert not inbox.receive(1, "un", "a")
    inbox.close()
    inbox = Inbox(path)
    assert not inbox.receive(1, "un", "a")
    assert inbox.receive(2, "deux", "a")
    inbox.close()


def test_numbers_that_begin_anew_are_no_repeats(path: Path) -> None:
    """A number handled for one message is new again for another, and once for that one."""
    inbox = Inbox(path)
    assert inbox.receive(1, "un", "message 7 1")
    assert not inbox.receive(1, "autre", "message 8 1")  # the first still waits
    inbox.done(1)
    assert not inbox.receive(1, "un", "message 7 1")
    assert inbox.receive(1, "autre", "message 8 1")
    assert not inbox.receive(1, "autre", "message 8 1")
    inbox.close()


def test_a_file_of_an_earlier_version_is_taken_over(path: Path) -> None:
    """With what waits in it."""
    path.parent.mkdir()
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as earlier:
        earlier.execute(
            "CREATE TABLE inbox (update_id INTEGER PRIMARY KEY, received REAL NOT NULL, "
            "tries INTEGER NOT NULL, body TEXT)"
        )
        earlier.execute("INSERT INTO inbox VALUES (1, 0, 1, 'un')")
    inbox = Inbox(path)
    assert inbox.waiting() == [1]
    assert inbox.body(1) == "un"
    assert inbox.receive(2, "deux", "message 7 2")
    inbox.close()


@pytest.mark.parametrize(
    "removed", [["inbox.sqlite3"], ["inbox.sqlite3", "inbox.sqlite3-wal", "inbox.sqlite3-shm"]]
)
def test_a_file_that_is_removed_is_written_anew(
    path: Path, removed: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    """With all that waits in it and the languages chosen; one line says so."""
    inbox = Inbox(path)
    inbox.receive(1, "un", "a")
    inbox.choose_language(7, "tr")
    for each in list(path.parent.iterdir()):
        if each.name in removed:
            each.unlink()
    inbox.receive(2, "deux", "b")
    inbox.tidy()
    assert "cannot be used" in caplog.text
    other = Inbox(path)  # as after a process that was killed
    assert other.waiting() == [1, 2]
    assert other.language_of(7) == "tr"
    assert "cut short" in caplog.text
    other.close()
    inbox.close()


def test_what_was_removed_is_held_until_it_can_be_written(path: Path) -> None:
    """A folder that is away, then a file that another program locks; nobody waits for it."""
    inbox = Inbox(path)
    inbox.receive(1, "un", "a")
    away = path.parent.rename(path.parent.with_name("away"))
    path.parent.write_text("in its place", "utf-8")
    inbox.tidy()
    assert inbox.receive(2, "deux", "b")
    assert inbox.body(1) == "un"
    path.parent.unlink()
    path.parent.mkdir()
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode=WAL")
        other.execute("BEGIN IMMEDIATE")
        inbox.tidy()
        assert not inbox.receive(1, "un", "a")
        other.execute("ROLLBACK")
    inbox.tidy()
    again = Inbox(path)
    assert again.waiting() == [1, 2]
    again.close()
    inbox.close()
    assert away.exists()


def test_what_was_handled_is_not_put_off(path: Path) -> None:
    """Work that goes on after its update was handled cannot bring that back."""
    inbox = Inbox(path)
    inbox.receive(1, "un", "a")
    inbox.begin(1)
    inbox.done(1)
    inbox.postpone(1)
    assert inbox.take_left() == []
    inbox.receive(2, "deux", "b")
    inbox.begin(2)
    inbox.postpone(2)
    inbox.done(2)
    assert inbox.take_left() == [2]
    assert inbox.body(2) == "deux"
    inbox.close()


def test_what_was_not_handled_waits_for_the_next_process(path: Path) -> None:
    """In the order it came; what three processes began and did not end is let go."""
    inbox = Inbox(path)
    for number in (3, 1, 2):
        inbox.receive(number, f"texte {number}", "a")
    inbox.done(2)
    for waiting in ([1, 3], [1, 3], [1, 3], [3]):
        inbox.close()
        inbox = Inbox(path)
        assert inbox.waiting() == waiting
        assert inbox.body(3) == "texte 3"
        inbox.begin(1)
    assert inbox.body(1) is None
    inbox.close()


def test_what_was_postponed_waits_for_the_next_process(path: Path) -> None:
    """However often: nobody could be reached, and the update is not to blame."""
    inbox = Inbox(path)
    inbox.receive(1, "un", "a")
    for _ in range(5):
        inbox.begin(1)
        inbox.postpone(1)
        inbox.done(1)
        inbox.close()
        inbox = Inbox(path)
        assert inbox.waiting() == [1]
    inbox.done(1)
    assert inbox.waiting() == []
    inbox.close()


def test_a_locked_file_stops_no_answer(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Updates are taken once all the same, and erased when it can be; the log says so, once."""
    inbox = Inbox(path)
    inbox.receive(1, "mirabelle", "a")
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        inbox.done(1)
        assert inbox.receive(2, "deux", "b")
        assert not inbox.receive(2, "deux", "b")
        with pytest.raises(InboxError):
            inbox.choose_language(7, "fr")
        other.execute("ROLLBACK")
    time.sleep(1.1)  # as long as it leaves a file that failed alone
    inbox.tidy()
    assert b"mirabelle" not in on_disk(path)
    assert [record.message.partition(" (")[0] for record in caplog.records] == [
        "The inbox cannot be used",
        "The inbox can be used again.",
    ]
    inbox.close()


def test_what_was_handled_is_on_no_disk(path: Path) -> None:
    """Also while the process goes on."""
    inbox = Inbox(path)
    inbox.receive(1, "mirabelle", "a")
    assert b"mirabelle" in on_disk(path)
    inbox.done(1)
    inbox.tidy()
    assert b"mirabelle" not in on_disk(path)
    inbox.close()


def test_replies_are_remembered_by_number(path: Path) -> None:
    """The newest answer to a message, in its own chat."""
    inbox = Inbox(path)
    inbox.answered(7, 1, 2)
    inbox.answered(7, 1, 3)
    assert inbox.answer_to(7, 1) == 3
    assert inbox.answer_to(8, 1) is None
    inbox.close()
