"""`secpa corpus add / remove / purge / log`, `secpa backup / restore`: what a moderator types."""

from pathlib import Path

import pytest

from tests.corpus import samples
from tests.terminal.conftest import Secpa

ID = "2026-03-01-la-souris"


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """A file to publish."""
    path = tmp_path / "souris.txt"
    path.write_text("La souris mange du fromage dans la cave.\n", "utf-8")
    return path


def test_from_adding_to_losing_everything(
    secpa: Secpa, small: list[str], letter: Path, tmp_path: Path
) -> None:
    """Shown, refused, published, asked, withdrawn, rolled back, saved, purged, and put back."""
    said = ["--title", "La souris", "--author", "Un chat", "--date", "2026-03-01"]
    add = ["corpus", "add", str(letter), *said, *small]
    assert secpa("index", "build", *small).code == 0

    shown = secpa(*add, "--dry-run")
    assert shown.code == 0
    for part in (ID, "La souris", "Un chat", "2026-03-01", "1 passage,", "Rien n'a été publié"):
        assert part in shown.out
    assert "Rien n'a été publié." in secpa(*add, piped="n\n").out
    assert ID not in secpa("corpus", "list", *small).out

    published = secpa(*add, piped="oui\n")
    assert (published.code, f"Publié : {ID}" in published.out) == (0, True)
    asked = secpa("ask", "Que mange la souris ?", *small)
    assert "« La souris mange du fromage dans la cave. »" in asked.out
    again = secpa(*add, "--yes")
    assert (again.code, len(again.err.splitlines())) == (1, 1)
    assert ID in again.err

    assert secpa("corpus", "remove", ID, "--why", "périmée", *small, piped="o\n").code == 0
    assert ID not in secpa("corpus", "list", *small).out
    log = secpa("corpus", "log", *small).out.splitlines()
    assert ("a retiré" in log[0], "(périmée)" in log[0], "a publié" in log[1]) == (True,) * 3
    assert secpa("index", "rollback", *small).code == 0
    assert ID in secpa("corpus", "list", *small).out

    backup = str(tmp_path / "sauvegarde.zip")
    assert secpa("backup", backup, *small).code == 0
    wrong = secpa("corpus", "purge", ID, *small, piped="o\nautre\n")
    assert (wrong.code, "rien n'a été supprimé" in wrong.err) == (1, True)
    assert secpa("corpus", "purge", ID, *small, piped=f"o\n{ID}\n").code == 0
    assert ID not in secpa("corpus", "log", *small).out
    restored = secpa("restore", backup, *small)
    assert (restored.code, "2 sources" in restored.out) == (0, True)
    assert secpa("corpus", "check", *small).code == 0


def test_a_pdf_is_published_and_quoted(secpa: Secpa, small: list[str], tmp_path: Path) -> None:
    """A PDF goes the way of a text: read, told of, published, quoted; a damaged one leaves none."""
    path = samples.letter(tmp_path / "lettre.pdf")
    assert secpa("index", "build", *small).code == 0
    added = secpa("corpus", "add", str(path), "--yes", *small)
    assert added.code == 0
    for part in (samples.TITLE, "2026-02-09", "1 page,", "Publié"):
        assert part in added.out
    asked = secpa("ask", "Jusqu'à quand court le financement du centre ?", *small)
    assert samples.LINES[2] in " ".join(asked.out.split())
    path.write_bytes(path.read_bytes()[:40])
    damaged = secpa("corpus", "add", str(path), "--yes", *small)
    assert (damaged.code, len(damaged.err.splitlines())) == (1, 1)


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (["corpus", "add", "absent.txt", "--yes"], 1),
        (["corpus", "add", "souris.txt", "--date", "hier"], 2),
        (["corpus", "add", "souris.txt", "souris.txt", "--title", "La souris"], 2),
        (["corpus", "add", "souris.txt", "--replaces", "absente", "--yes"], 1),
        (["corpus", "remove", "absente", "--yes"], 1),
        (["corpus", "purge", "absente", "--yes"], 1),
        (["restore", "absente.zip"], 1),
        (["backup", "absent/sauvegarde.zip"], 1),
    ],
)
def test_wrong_use(
    secpa: Secpa, small: list[str], letter: Path, command: list[str], code: int
) -> None:
    """Each mistake is told in words, without a traceback, and changes nothing."""
    ran = secpa(*command, *small)
    assert ran.code == code
    assert ran.err
    assert "Traceback" not in ran.err
    assert secpa("corpus", "log", *small).out.startswith("Le journal est vide")
