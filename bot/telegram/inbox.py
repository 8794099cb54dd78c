"""The inbox: updates taken from Telegram and not yet handled, on disk until they are.

python-telegram-bot acknowledges updates before it handles them, so a killed process would lose
up to a hundred. Here an update is written down before it is queued, its text is erased as soon
as it was handled, and its number stays for a day, which is how long Telegram may bring it again.
Telegram may also begin its numbers anew: an update is a repeat only where what it is about, kept as
ids and a time, is the same too.

The same file remembers for 48 hours which message answered which, by their numbers alone, and
which language a person chose, until they take that back.

Where the file cannot be written (a full disk, another program that locks it), questions are still
answered, and what should have been erased is as soon as it can be. What a person asks to have kept
or erased fails aloud.
"""

import logging
import time
from collections import deque
from pathlib import Path

from telegram import Update

from bot.telegram.inboxfile import InboxFile

_log = logging.getLogger(__name__)
_DAY = 24 * 3600.0
_SWEEP_EVERY = 600.0  # seconds
_TRIES = 3  # processes that may end while they handle an update
_RECENT = 1024  # updates known to be no repeats while the file cannot say so


class Inbox:
    """One SQLite file. Used from the event loop's thread only; each write takes well under 1 ms."""

    def __init__(self, path: Path) -> None:
        """Open or make the file `path`. Raises InboxError."""
        self._file = InboxFile(path)
        self._swept = float("-inf")
        self._erased = True
        self._unfinished: set[int] = set()  # handled, and not erased yet
        self._in_hand: set[int] = set()
        self._postponed: set[int] = set()
        self._left: list[int] = []  # those that were postponed, and are in hand no longer
        self._unwritten: deque[tuple[int, str]] = deque(maxlen=_RECENT)

    @property
    def usable(self) -> bool:
        """Whether the file could be used the last time: what was received then is written."""
        return self._file.usable

    def close(self) -> None:
        self.tidy()
        self._file.close()

    def receive(self, update_id: int, body: str, origin: str) -> bool:
        """Write an update down; False when it is there, or was handled, already.

        A number that was handled for another `origin` is taken as new.
        """
        self._sweep()
        written = self._file.run(
            "INSERT INTO inbox (update_id, received, tries, body, origin) VALUES (?, ?, 0, ?, ?) "
            "ON CONFLICT (update_id) DO UPDATE SET received = excluded.received, tries = 0, "
            "body = excluded.body, origin = excluded.origin "
            "WHERE inbox.body IS NULL AND inbox.origin != excluded.origin",
            (update_id, time.time(), body, origin),
        )
        if written is None:
            new = (update_id, origin) not in self._unwritten
            self._unwritten.append((update_id, origin))
            return new
        return written.rowcount == 1

    def body(self, update_id: int) -> str | None:
        """What an update that waits says, None where it does not wait, or cannot be read now."""
        found = self._file.run("SELECT body FROM inbox WHERE update_id = ?", (update_id,))
        row = found.fetchone() if found else None
        return None if row is None or row[0] is None else str(row[0])

    def begin(self, update_id: int) -> None:
        """Count one more process that handles the update."""
        self._in_hand.add(update_id)
        self._file.run("UPDATE inbox SET tries = tries + 1 WHERE update_id = ?", (update_id,))

    def postpone(self, update_id: int) -> None:
        """Leave the update, if it is being handled, for later: `done` spares it once."""
        if update_id not in self._in_hand:
            return
        self._postponed.add(update_id)
        self._file.run("UPDATE inbox SET tries = 0 WHERE update_id = ?", (update_id,))

    def done(self, update_id: int) -> None:
        """Erase what the update said; `tidy` makes that true of the disk."""
        self._in_hand.discard(update_id)
        if update_id in self._postponed:
            self._postponed.discard(update_id)
            self._left.append(update_id)
            return
        self._erased = True
        query = "UPDATE inbox SET body = NULL WHERE update_id = ?"
        if self._file.run(query, (update_id,)) is None:
            self._unfinished.add(update_id)

    def take_left(self) -> list[int]:
        """The updates that were postponed since this was asked last."""
        left, self._left = self._left, []
        return left

    def waiting(self) -> list[int]:
        """Updates that an earlier process left, oldest first; one that ended three is let go."""
        hopeless = self._file.run(
            "UPDATE inbox SET body = NULL WHERE body IS NOT NULL AND tries >= ?", (_TRIES,)
        )
        if hopeless is not None and hopeless.rowcount:
            _log.error("%d updates that ended %d processes are let go.", hopeless.rowcount, _TRIES)
        found = self._file.run(
            "SELECT update_id FROM inbox WHERE body IS NOT NULL ORDER BY update_id"
        )
        return [int(number) for (number,) in found] if found else []

    def tidy(self) -> None:
        """Forget what is over, and take what was erased out of SQLite's write-ahead log too.

        A file that was removed or replaced is written anew.
        """
        self._file.look()
        unfinished, self._unfinished = self._unfinished, set()
        for update_id in unfinished:
            self.done(update_id)
        self._sweep()
        if self._erased and self._file.run("PRAGMA wal_checkpoint(TRUNCATE)") is not None:
            self._erased = bool(self._unfinished)

    def answered(self, chat: int, question: int, reply: int) -> None:
        """Remember that message `reply` answers message `question` of `chat`."""
        self._file.run(
            "INSERT OR REPLACE INTO replies VALUES (?, ?, ?, ?)",
            (chat, question, reply, time.time()),
        )

    def answer_to(self, chat: int, question: int, since: float | None = None) -> int | None:
        """The number of the message that answered `question`, while it is remembered.

        With `since`, in seconds since 1970, only where that was sent then or later.
        """
        found = self._file.run(
            "SELECT reply FROM replies WHERE chat = ? AND question = ? AND sent > ?",
            (chat, question, time.time() - 2 * _DAY if since is None else since),
        )
        row = found.fetchone() if found else None
        return None if row is None else int(row[0])

    def forget_replies(self, chat: int) -> int:
        """Forget which messages answered which in a chat; how many did. Raises InboxError."""
        self._erased = True
        return self._file.surely("DELETE FROM replies WHERE chat = ?", (chat,))

    def choose_language(self, person: int, code: str | None) -> None:
        """Remember the language that a person chose; None forgets it. Raises InboxError."""
        if code is None:
            self._file.surely("DELETE FROM languages WHERE person = ?", (person,))
        else:
            self._file.surely("INSERT OR REPLACE INTO languages VALUES (?, ?)", (person, code))

    def language_of(self, person: int) -> str | None:
        """The language that a person chose, None where they chose none."""
        found = self._file.run("SELECT code FROM languages WHERE person = ?", (person,))
        row = found.fetchone() if found else None
        return None if row is None else str(row[0])

    def _sweep(self) -> None:
        """Now and then, drop what is over; what a clock that jumped dated tomorrow, too."""
        if time.monotonic() - self._swept < _SWEEP_EVERY:
            return
        self._swept, now = time.monotonic(), time.time()
        self._file.run(
            "DELETE FROM inbox WHERE body IS NULL AND (received < ? OR received > ?)",
            (now - _DAY, now + _DAY),
        )
        self._file.run(
            "DELETE FROM replies WHERE sent < ? OR sent > ?", (now - 2 * _DAY, now + 2 * _DAY)
        )
        self._erased = True


def origin_of(update: Update) -> str:
    """What an update is about, by ids and a time alone; the same when Telegram brings it again."""
    query = update.callback_query or update.inline_query
    if query is not None:
        return f"query {query.id}"
    message = update.effective_message
    if message is None:
        return ""
    when = message.edit_date or message.date
    return f"message {message.chat_id} {message.message_id} {when.timestamp():.0f}"
