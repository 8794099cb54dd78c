"""`secpa index …`: build, see, go back, check."""

from pathlib import Path

import pytest

from bot.terminal.options import assistant_for, opened, settings_for
from index.errors import SnapshotError
from tests.terminal.conftest import Secpa


def test_from_the_first_build_to_going_back(secpa: Secpa, small: list[str]) -> None:
    """Two builds, a list that marks the one in use, and back to the first."""
    ran = secpa("index", "build", *small)
    assert ran.code == 0
    assert ran.out.startswith("Index ")
    assert "2 sources" in ran.out
    first = ran.out.split()[1]

    (Path(small[1]) / "souris.txt").write_text("La souris mange du fromage.\n", "utf-8")
    second = secpa("index", "build", *small).out.split()[1]
    assert second != first

    status = secpa("index", "status", *small)
    assert status.code == 0
    assert second in status.out
    assert "3 sources" in status.out

    listed = secpa("index", "list", *small).out.splitlines()
    assert [line[:2].strip() for line in listed] == ["*", ""]
    assert [line.split()[-6] for line in listed] == [second, first]

    back = secpa("index", "rollback", *small)
    assert (back.code, first in back.out) == (0, True)
    assert first in secpa("index", "status", *small).out
    forward = secpa("index", "rollback", second, *small)
    assert (forward.code, second in forward.out) == (0, True)

    verified = secpa("index", "verify", *small)
    assert verified.code == 0
    assert "tout est en ordre" in verified.out
    damaged = Path(small[3]) / "snapshots" / second / "units.npy"
    damaged.write_bytes(damaged.read_bytes()[:-1] + b"x")
    ran = secpa("index", "verify", *small)
    assert (ran.code, ran.out) == (1, "")
    assert "units.npy" in ran.err
    assert len(ran.err.splitlines()) == 1


@pytest.mark.parametrize("command", [["status"], ["verify"], ["rollback"], ["rollback", "abc"]])
def test_no_index_yet(secpa: Secpa, small: list[str], command: list[str]) -> None:
    """Without an index, one sentence says so and what to do."""
    ran = secpa("index", *command, *small)
    assert (ran.code, ran.out) == (1, "")
    assert len(ran.err.splitlines()) == 1
    assert "secpa index" in ran.err


def test_an_empty_list(secpa: Secpa, small: list[str]) -> None:
    """Nothing built, nothing listed."""
    ran = secpa("index", "list", *small)
    assert (ran.code, ran.out) == (0, "")


def test_nothing_to_build_from(secpa: Secpa, small: list[str], tmp_path: Path) -> None:
    """A folder without a readable text makes no index."""
    (tmp_path / "vide").mkdir()
    ran = secpa("index", "build", "--corpus", str(tmp_path / "vide"), *small[2:])
    assert (ran.code, ran.out) == (1, "")
    assert "Aucun texte lisible" in ran.err
    assert "Traceback" not in ran.err
    assert secpa("index", "status", *small).code == 1


def test_the_bot_mends_a_damaged_index_when_it_starts(
    secpa: Secpa, small: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """It says what was wrong, and builds it anew; other commands only say so."""
    corpus, data = Path(small[1]), Path(small[3])
    id_ = secpa("index", "build", *small).out.split()[1]
    damaged = data / "snapshots" / id_ / "documents.json"
    damaged.write_bytes(damaged.read_bytes()[:-9])
    settings = settings_for(corpus, data)
    with pytest.raises(SnapshotError, match="abîmé"):
        assistant_for(settings)
    capsys.readouterr()
    assistant, library = opened(settings, mend=True)
    library.database.close()
    assert assistant.snapshot_id == id_
    assert "abîmé" in capsys.readouterr().err
    assert assistant_for(settings).snapshot_id == id_
