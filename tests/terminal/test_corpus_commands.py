"""`secpa corpus …`: the sources, seen and checked."""

from pathlib import Path

import pytest

from corpus.catalogue import Corpus
from tests.conftest import REAL_CORPUS
from tests.terminal.conftest import Secpa

REAL = ["--corpus", str(REAL_CORPUS)]


def test_list(secpa: Secpa, real_corpus: Corpus) -> None:
    """One line a source with its id, date and title, then what is missing."""
    ran = secpa("corpus", "list", *REAL)
    assert ran.code == 0
    lines = [line.split("\t") for line in ran.out.splitlines()]
    assert [line[0] for line in lines[:5]] == [document.id for document in real_corpus.documents]
    assert all(len(line) == 3 for line in lines)
    assert {line[0] for line in lines[5:]} == {"(manque)"}
    assert any(line[1] == "sans date" for line in lines[:5])


def test_show(secpa: Secpa, real_corpus: Corpus) -> None:
    """What is known of a source; with `--text`, its canonical text and nothing else."""
    for document in real_corpus.documents:
        card = secpa("corpus", "show", document.id, *REAL)
        assert card.code == 0
        assert document.source.title in card.out
        assert document.source.sha256 in card.out
        assert secpa("corpus", "show", document.id, "--text", *REAL).out == document.text + "\n"


def test_show_what_is_not_there(secpa: Secpa) -> None:
    """An unknown id gets one sentence that says how to see them all."""
    ran = secpa("corpus", "show", "inconnu", *REAL)
    assert (ran.code, ran.out) == (1, "")
    assert len(ran.err.splitlines()) == 1
    assert "secpa corpus list" in ran.err


def test_check(secpa: Secpa) -> None:
    """The sources and what is stated about them agree."""
    ran = secpa("corpus", "check", *REAL)
    assert (ran.code, ran.err) == (0, "")
    assert "5 sources" in ran.out


def test_check_finds_a_misquote(secpa: Secpa, tmp_path: Path) -> None:
    """A fault is a sentence, and the status is 1."""
    (tmp_path / "chat.txt").write_text("Le chat dort.\n", "utf-8")
    (tmp_path / "questions.toml").write_text(
        '[[expected]]\ndocument = "chat"\nquote = "Le chat court."\nasks = "statement"\n'
        'questions = ["Que fait le chat ?"]\n',
        "utf-8",
    )
    ran = secpa("corpus", "check", "--corpus", str(tmp_path))
    assert (ran.code, ran.out) == (1, "")
    assert "Le chat court." in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("command", [["list"], ["show", "chat"], ["check"]])
def test_no_such_corpus(secpa: Secpa, command: list[str], tmp_path: Path) -> None:
    """A folder that is not there is one sentence, and exits 1."""
    ran = secpa("corpus", *command, "--corpus", str(tmp_path / "ailleurs"))
    assert (ran.code, ran.out) == (1, "")
    assert len(ran.err.splitlines()) == 1


def test_malformed_catalogue(secpa: Secpa, tmp_path: Path) -> None:
    """A data file that is no TOML is named."""
    (tmp_path / "catalogue.toml").write_text("[[source]\n", "utf-8")
    ran = secpa("corpus", "list", "--corpus", str(tmp_path))
    assert ran.code == 1
    assert "catalogue.toml" in ran.err
    assert "Traceback" not in ran.err
