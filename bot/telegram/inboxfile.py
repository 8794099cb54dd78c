"""The inbox's file: what happens when it is locked, full, gone, or left by a killed process.

Where it cannot be used nothing is raised: queries have no cursor, and the log says so once. A file
that is removed or replaced while it is open is written anew from what is still open of it.
"""

import logging
import sqlite3
import time
from pathlib import Path

from bot.telegram.outage import Outage
from corpus.errors import SecpaError

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
_log = logging.getLogger(__name__)
_LOCKED = 0.2  # seconds that the event loop waits for another program's lock
_RETRY = 1.0  # seconds before the file is tried again after it failed
_IN_USE = 1  # the file's version while a process has it open; 0 after a clean end


class InboxError(SecpaError):
    """The file of updates cannot be read or written."""


class InboxFile:
    """One SQLite file, used from one thread only."""

    def __init__(self, path: Path) -> None:
        """Open or make the file `path`. Raises InboxError."""
        self._path = path
        self._outage = Outage(
            "The inbox cannot be used",
            "questions are answered from memory",
            "The inbox can be used again",
        )
        self._closed_until = 0.0
        self._adrift = False  # the file was removed: all is held in memory
        try:
            self._connection = self._opened()
        except (OSError, sqlite3.Error) as error:
            raise self._unusable() from error
        if self._cut_short:
            _log.warning("The last run was cut short; what it left is taken up.")

    def _opened(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(self._path, timeout=_LOCKED, isolation_level=None)
        self._which = _identity(self._path)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute("PRAGMA secure_delete=ON")
        connection.execute("PRAGMA cache_size=-256")  # kB: rows are found by their numbers
        connection.executescript(_SCHEMA)
        self._cut_short = connection.execute("PRAGMA user_version").fetchone() == (_IN_USE,)
        connection.execute(f"PRAGMA user_version = {_IN_USE}")
        columns = {row[1] for row in connection.execute("PRAGMA table_info(inbox)")}
        if "origin" not in columns:  # a file of an earlier version
            connection.execute("ALTER TABLE inbox ADD COLUMN origin TEXT")
        return connection

    @property
    def usable(self) -> bool:
        """Whether the file could be used the last time: what was received then is written."""
        return not self._closed_until

    def run(self, query: str, values: tuple[object, ...] = ()) -> sqlite3.Cursor | None:
        """The query's cursor; None while the file cannot be used."""
        now = time.monotonic()
        if now < self._closed_until:
            return None
        try:
            if self._closed_until:  # it failed: whatever is there now is opened anew
                self._connection.close()
                self._connection = self._opened()
            cursor = self._connection.execute(query, values)
        except (sqlite3.ProgrammingError, sqlite3.IntegrityError):
            raise  # the query is wrong, not the file
        except (OSError, sqlite3.Error) as error:
            self._closed_until = now + _RETRY
            self._outage.met(error)
            return None
        self._closed_until = 0.0
        if not self._adrift:
            self._outage.over()
        return cursor

    def surely(self, query: str, values: tuple[object, ...]) -> int:
        """The number of rows that were changed. Raises InboxError while the file is away."""
        cursor = self.run(query, values)
        if cursor is None:
            raise self._unusable()
        return cursor.rowcount

    def _unusable(self) -> InboxError:
        return InboxError(
            f"Le fichier {self._path} ne peut pas être lu ou écrit : vérifiez ses droits et la "
            "place libre."
        )

    def look(self) -> None:
        """See whether the file still stands where it was opened."""
        if self._adrift or (self.usable and _identity(self._path) != self._which):
            self._save_what_was_removed()

    def close(self) -> None:
        self.run("PRAGMA user_version = 0")
        self._connection.close()

    def _save_what_was_removed(self) -> None:
        """Write what the open file holds where it stood; in memory until that is possible."""
        self._outage.met(FileNotFoundError())
        try:
            if not self._adrift:
                kept = sqlite3.connect(":memory:", isolation_level=None)
                self._connection.backup(kept)
                self._connection.close()
                self._connection, self._adrift = kept, True
                for end in ("-wal", "-shm"):  # what is left of the removed file
                    self._path.with_name(f"{self._path.name}{end}").unlink(missing_ok=True)
            opened = self._opened()
            opened.execute("BEGIN IMMEDIATE")  # `backup` would wait for another program's lock
            opened.execute("ROLLBACK")
            self._connection.backup(opened)
        except (OSError, sqlite3.Error):
            return  # tried again at the next look
        self._connection.close()
        self._connection, self._adrift = opened, False
        self._outage.over()


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file stands there, None where there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
