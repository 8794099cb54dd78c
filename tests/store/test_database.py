"""The state file: its tables, its migrations, and what happens when it cannot be used."""

import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select, text

from bot.store.database import FILE, StateError, open_database
from bot.store.tables import day_keys, metadata, questions

ROOT = Path(__file__).parents[2]
OPEN = "import sys, pathlib; from bot.store.database import open_database as o; o(pathlib.Path({}))"


def test_migrations_make_the_tables(tmp_path: Path) -> None:
    """A new file has what the code describes, to the column and the index."""
    database = open_database(tmp_path)
    with database.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    database.close()


def test_processes_that_start_together_share_one_file(tmp_path: Path) -> None:
    """Each finds all tables, whichever made them."""
    code = OPEN.format(repr(str(tmp_path)))
    starting = [subprocess.Popen([sys.executable, "-c", code], cwd=ROOT) for _ in range(3)]
    assert [each.wait(60) for each in starting] == [0, 0, 0]


def test_a_write_is_there_as_a_whole_or_not_at_all(tmp_path: Path) -> None:
    """What fails in the middle leaves nothing."""
    database = open_database(tmp_path)

    def fail_midway() -> None:
        with database.write() as connection:
            connection.execute(text("INSERT INTO follows VALUES (1, 'a')"))
            raise KeyError

    with pytest.raises(KeyError):
        fail_midway()
    with database.read() as connection:
        assert connection.execute(text("SELECT * FROM follows")).all() == []
    database.close()


def test_a_newer_file_is_refused(tmp_path: Path) -> None:
    """One sentence says to update the program."""
    database = open_database(tmp_path)
    with database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    database.close()
    with pytest.raises(StateError, match="plus récente"):
        open_database(tmp_path)


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    """One sentence names it; it is left as it is."""
    (tmp_path / FILE).write_bytes(b"something else altogether" * 100)
    with pytest.raises(StateError, match=FILE):
        open_database(tmp_path)
    assert (tmp_path / FILE).read_bytes().startswith(b"something else")


def test_what_is_erased_is_on_no_disk(tmp_path: Path) -> None:
    """After a tidying, neither the file nor its write-ahead log holds it."""
    database = open_database(tmp_path)
    with database.write() as connection:
        connection.execute(text("INSERT INTO follows VALUES (1, 'mirabelle')"))
    assert b"mirabelle" in _on_disk(tmp_path)
    with database.write() as connection:
        connection.execute(text("DELETE FROM follows"))
    database.tidy()
    assert b"mirabelle" not in _on_disk(tmp_path)
    database.close()


def test_a_key_takes_its_questions_along(tmp_path: Path) -> None:
    """References between tables are held by SQLite itself."""
    database = open_database(tmp_path)
    with database.write() as connection:
        connection.execute(text("INSERT INTO day_keys VALUES ('2026-01-01', x'00')"))
        connection.execute(
            text("INSERT INTO questions (day, person, text) VALUES ('2026-01-01', 'p', 't')")
        )
        connection.execute(day_keys.delete())
        assert connection.execute(select(questions)).all() == []
    database.close()


def _on_disk(folder: Path) -> bytes:
    return b"".join(each.read_bytes() for each in folder.iterdir())


def test_a_file_that_was_taken_away_is_made_anew(tmp_path: Path) -> None:
    """What fails once then works again, without a new start."""
    database = open_database(tmp_path)
    for path in tmp_path.glob(f"{FILE}*"):
        path.unlink()
    (tmp_path / FILE).touch()  # an empty one, without tables
    follows = text("INSERT INTO follows VALUES (1, 'a')")

    def write() -> None:
        with database.write() as connection:
            connection.execute(follows)

    database._engine.dispose()  # as when another thread opens a connection
    with pytest.raises(StateError):
        write()
    write()
    database.close()
