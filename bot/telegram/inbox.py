"""The inbox: updates taken from Telegram and not yet handled, on disk until they are.

python-telegram-bot acknowledges updates before it handles them, so a killed process would lose
up to a hundred. Here an update is written down before it is queued, its text is erased as soon
as it was handled, and its number stays for a day, which is how long Telegram may bring it again.
Telegram may also begin its numbers anew: an update is a repeat only where what it is about, kept as
ids and a time, is the same too.

The same file remembers for 48 hours which message answered which, by their numbers alone, and
which language a person chose, until they take that back.
"""

import asyncio
import json
import sqlite3
import time
from pathlib import Path

from telegram import Bot, Update

_SCHEMA = """
CREATE TABLE IF NOT EXISTS inbox (
    update_id INTEGER PRIMARY KEY, received REAL NOT NULL, tries INTEGER NOT NULL, body TEXT,
    origin TEXT
);
CREATE TABLE IF NOT EXISTS replies (
    chat INTEGER NOT NULL, question INTEGER NOT NULL, reply INTEGER NOT NULL,
    sent REAL NOT NULL, PRIMARY KEY (chat, question)
);
CREATE TABLE IF NOT EXISTS languages (person INTEGER PRIMARY KEY, code TEXT NOT NULL);
"""
_DAY = 24 * 3600.0
_SWEEP_EVERY = 600.0  # seconds
_TRIES = 3


class Inbox:
    """One SQLite file. Used from the event loop's thread only; each write takes well under 1 ms."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=NORMAL")
        self._connection.execute("PRAGMA secure_delete=ON")
        self._connection.executescript(_SCHEMA)
        columns = {row[1] for row in self._connection.execute("PRAGMA table_info(inbox)")}
        if "origin" not in columns:  # a file of an earlier version
            self._connection.execute("ALTER TABLE inbox ADD COLUMN origin TEXT")
        self._swept = 0.0
        self._erased = True

    def close(self) -> None:
        self._connection.close()

    def receive(self, update_id: int, body: str, origin: str) -> bool:
        """Write an update down; False when it is there, or was handled, already.

        A number that was handled for another `origin` is taken as new.
        """
        self._sweep()
        written = self._connection.execute(
            "INSERT INTO inbox (update_id, received, tries, body, origin) VALUES (?, ?, 1, ?, ?) "
            "ON CONFLICT (update_id) DO UPDATE SET received = excluded.received, tries = 1, "
            "body = excluded.body, origin = excluded.origin "
            "WHERE inbox.body IS NULL AND inbox.origin != excluded.origin",
            (update_id, time.time(), body, origin),
        )
        return written.rowcount == 1

    def done(self, update_id: int) -> None:
        """Erase what the update said; `tidy` makes that true of the disk."""
        self._erased = True
        self._connection.execute("UPDATE inbox SET body = NULL WHERE update_id = ?", (update_id,))

    def waiting(self) -> list[str]:
        """Updates that an earlier process left, oldest first; one that ended three is let go."""
        self._connection.execute("UPDATE inbox SET body = NULL WHERE tries >= ?", (_TRIES,))
        self._connection.execute("UPDATE inbox SET tries = tries + 1 WHERE body IS NOT NULL")
        rows = self._connection.execute(
            "SELECT body FROM inbox WHERE body IS NOT NULL ORDER BY update_id"
        )
        return [body for (body,) in rows]

    def tidy(self) -> None:
        """Forget what is over, and take what was erased out of SQLite's write-ahead log too."""
        self._sweep()
        if self._erased:
            self._erased = False
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def answered(self, chat: int, question: int, reply: int) -> None:
        """Remember that message `reply` answers message `question` of `chat`."""
        self._connection.execute(
            "INSERT OR REPLACE INTO replies VALUES (?, ?, ?, ?)",
            (chat, question, reply, time.time()),
        )

    def answer_to(self, chat: int, question: int) -> int | None:
        """The number of the message that answered `question`, while it is remembered."""
        row = self._connection.execute(
            "SELECT reply FROM replies WHERE chat = ? AND question = ? AND sent > ?",
            (chat, question, time.time() - 2 * _DAY),
        ).fetchone()
        return None if row is None else int(row[0])

    def forget_replies(self, chat: int) -> int:
        """Forget which messages answered which in a chat; returns how many did."""
        self._erased = True
        return self._connection.execute("DELETE FROM replies WHERE chat = ?", (chat,)).rowcount

    def choose_language(self, person: int, code: str | None) -> None:
        """Remember the language that a person chose; None forgets it."""
        if code is None:
            self._connection.execute("DELETE FROM languages WHERE person = ?", (person,))
        else:
            self._connection.execute(
                "INSERT OR REPLACE INTO languages VALUES (?, ?)", (person, code)
            )

    def language_of(self, person: int) -> str | None:
        """The language that a person chose, None where they chose none."""
        row = self._connection.execute(
            "SELECT code FROM languages WHERE person = ?", (person,)
        ).fetchone()
        return None if row is None else str(row[0])

    def _sweep(self) -> None:
        now = time.time()
        if now - self._swept < _SWEEP_EVERY:
            return
        self._swept = now
        self._connection.execute(
            "DELETE FROM inbox WHERE body IS NULL AND received < ?", (now - _DAY,)
        )
        self._connection.execute("DELETE FROM replies WHERE sent < ?", (now - 2 * _DAY,))
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


class InboxQueue(asyncio.Queue[object]):
    """The application's queue: what goes in is written down first, and only once."""

    def __init__(self, inbox: Inbox) -> None:
        super().__init__()
        self._inbox = inbox

    async def put(self, item: object) -> None:
        # An inline query left by a crash could be answered no longer: nothing of it is written.
        if isinstance(item, Update) and item.inline_query is None:
            new = self._inbox.receive(item.update_id, item.to_json(), origin_of(item))
            if not new:
                return
        await super().put(item)

    def put_waiting(self, bot: Bot) -> int:
        """Queue again what an earlier process left; returns how many updates that was."""
        bodies = self._inbox.waiting()
        for body in bodies:
            self.put_nowait(Update.de_json(json.loads(body), bot))
        return len(bodies)
