"""The state file: an SQLite database whose tables are brought up to date when it is opened.

Every process of the program may use it at once. Migrations are numbered, and stand in
`migrations/versions/NNNN_subject.py`, each with its number as its Alembic revision.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

from filelock import FileLock
from sqlalchemy import Connection, create_engine, event, inspect, text
from sqlalchemy.exc import DatabaseError, OperationalError

from corpus.errors import SecpaError

FILE = "state.sqlite3"
WAIT = 20.0  # seconds that one process waits for another's writing
_MIGRATIONS = files("bot.store") / "migrations"
_NUMBERED = re.compile(r"(\d{4})_\w+\.py")
_BEGIN = "begin"


class StateError(SecpaError):
    """The state file cannot be read or written, or a newer version of the program made it."""


class Database:
    """The open state file. Its methods may be called from any thread."""

    def __init__(self, path: Path) -> None:
        """Open or make the file `path`, with all tables. Raises StateError."""
        self.path = path
        self._doubtful = False  # it failed: the file there may be another, without tables
        self._engine = create_engine(
            f"sqlite:///{path}", connect_args={"timeout": WAIT, "check_same_thread": False}
        )
        event.listen(self._engine, "connect", _prepare)
        event.listen(self._engine, "begin", _begin)
        self._bring_up_to_date()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one state of the file from its first query on."""
        with self._worded(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A connection that alone may write; all it did is there after the block, or nothing."""
        with self._worded():
            connection = self._engine.connect().execution_options(**{_BEGIN: "IMMEDIATE"})
            with connection, connection.begin():
                yield connection

    def tidy(self) -> None:
        """Take what was erased out of SQLite's write-ahead log too, unless someone reads there."""
        with self._worded(), self._engine.connect() as connection:
            raw: Any = connection.connection.driver_connection
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def _worded(self) -> Iterator[None]:
        """Says what a person can do where SQLite cannot read or write; other errors are ours."""
        if self._doubtful:
            self._doubtful = False
            self._engine.dispose()
            self._bring_up_to_date()
        try:
            yield
        except (OperationalError, sqlite3.OperationalError) as error:
            self._doubtful = True
            raise self._unusable() from error
        except DatabaseError as error:
            if type(error) is not DatabaseError:  # a constraint: the code is wrong, not the file
                raise
            self._doubtful = True
            raise self._unusable() from error

    def _unusable(self) -> StateError:
        return StateError(
            f"Le fichier {self.path} ne peut pas être lu ou écrit : vérifiez ses droits et la "
            "place libre, ou remettez-le depuis une sauvegarde."
        )

    def _bring_up_to_date(self) -> None:
        """Make the file or its newest tables, one process at a time. Raises StateError."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(self.path.with_name(f"{self.path.name}.lock")):
                self._migrate()
        except OSError as error:
            raise self._unusable() from error

    def _migrate(self) -> None:
        numbers = [found[1] for each in _versions() if (found := _NUMBERED.fullmatch(each))]
        with self.write() as connection:
            current = _current(connection)
            if current in numbers or current == "":
                if current != max(numbers):
                    _upgrade(connection)
                return
        self._engine.dispose()
        raise StateError(
            f"Le fichier {self.path} vient d'une version plus récente du programme : "
            "mettez le programme à jour."
        )


def open_database(data_dir: Path) -> Database:
    """The state file of a data directory. Raises StateError."""
    return Database(data_dir / FILE)


def _versions() -> list[str]:
    return [each.name for each in (_MIGRATIONS / "versions").iterdir()]


def _current(connection: Connection) -> str:
    """The number of the last migration, empty for a new file."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return str(connection.scalar(text("SELECT version_num FROM alembic_version")) or "")


def _upgrade(connection: Connection) -> None:
    # Imported here: it is only needed once for each new version of the program.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _prepare(raw: Any, record: object) -> None:
    raw.isolation_level = None  # transactions are begun by `_begin` alone
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        "secure_delete=ON",
        "cache_size=-512",  # kB, for each thread's connection
    ):
        raw.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    mode = connection.get_execution_options().get(_BEGIN, "DEFERRED")
    connection.exec_driver_sql(f"BEGIN {mode}")
