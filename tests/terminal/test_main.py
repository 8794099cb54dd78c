"""The command line as a whole: settings, exit status, what an error looks like."""

import os
import shutil
import sys
from pathlib import Path

import pytest

from bot.__main__ import main
from index.errors import SnapshotError
from tests.terminal.conftest import Secpa, start


def test_run_without_a_token(secpa: Secpa) -> None:
    """Two lines say how to get a token and what works without one."""
    ran = secpa("run")
    assert (ran.code, ran.out) == (2, "")
    first, second = ran.err.splitlines()
    assert "@BotFather" in first
    assert "SECPA_TELEGRAM_TOKEN" in first
    assert "secpa chat" in second


@pytest.mark.parametrize(
    ("variable", "value"),
    [("SECPA_TELEGRAM_TOKEN", "secret-jeton"), ("SECPA_MODERATORS", "Anne, Paul")],
)
def test_a_wrong_setting(
    secpa: Secpa, monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    """It is named, its value is not shown, and the status is 2."""
    monkeypatch.setenv(variable, value)
    ran = secpa("run")
    assert (ran.code, ran.out) == (2, "")
    assert variable in ran.err
    assert value not in ran.err
    assert len(ran.err.splitlines()) == 1


def test_directories_from_the_environment(
    secpa: Secpa, small: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without options, the settings say where the corpus and the data are."""
    monkeypatch.setenv("SECPA_CORPUS_DIR", small[1])
    monkeypatch.setenv("SECPA_DATA_DIR", small[3])
    assert [line.split("\t")[0] for line in secpa("corpus", "list").out.splitlines()] == [
        "chat",
        "chien",
    ]
    assert secpa("index", "status").code == 1


def test_debug_shows_where(monkeypatch: pytest.MonkeyPatch, small: list[str]) -> None:
    """With `--debug`, anywhere on the line, the error is raised as it is."""
    monkeypatch.setattr(sys, "argv", ["secpa", "index", "--debug", "status", *small])
    with pytest.raises(SnapshotError):
        main()


@pytest.mark.parametrize("arguments", [["--help"], ["ask", "--help"], ["index", "--help"]])
def test_help(secpa: Secpa, arguments: list[str]) -> None:
    """Every level explains itself."""
    ran = secpa(*arguments)
    assert ran.code == 0
    assert "secpa" in ran.out


@pytest.mark.parametrize("arguments", [[], ["index"], ["corpus"]])
def test_a_missing_command(secpa: Secpa, arguments: list[str]) -> None:
    """It is wrong use; the help shows what there is."""
    ran = secpa(*arguments)
    assert ran.code == 2
    assert "--help" in ran.out + ran.err


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["inconnue"], "secpa --help"),
        (["index", "inconnue"], "secpa index --help"),
        (["index", "status", "de", "trop"], "secpa index status --help"),
        (["ask", "--jamais", "Bonjour"], "--jamais"),
        (["ask", "Bonjour", "--lang"], "--lang"),
        (["ask"], "--jsonl"),
        (["ask", "Bonjour", "--today", "2026-13-40"], "2026-13-40"),
        (["ask", "Bonjour", "--lang", "klingon"], "klingon"),
        (["corpus", "show"], "ID"),
        (["corpus", "add", "a.txt", "--date", "demain"], "demain"),
    ],
)
def test_wrong_use(secpa: Secpa, arguments: list[str], named: str) -> None:
    """It is told in one French sentence that names what is wrong, or where that is explained."""
    ran = secpa(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert len(ran.err.splitlines()) == 1
    assert named in ran.err
    assert not {"Usage", "Error", "Try", "such"}.intersection(ran.err.split())


def test_an_index_of_other_sources(secpa: Secpa, small: list[str], tmp_path: Path) -> None:
    """Nothing is answered from sources that were not asked for; a shared one is enough."""
    corpus, data = Path(small[1]), small[3]
    assert secpa("index", "build", *small).code == 0
    other = tmp_path / "autre"
    other.mkdir()
    (other / "oiseau.txt").write_text("Le merle chante à l'aube.", "utf-8")
    ran = secpa("ask", "Que fait le chien ?", "--corpus", str(other), "--data", data)
    assert (ran.code, ran.out) == (2, "")
    assert "secpa index build" in ran.err
    gone = secpa("ask", "Que fait le chien ?", "--corpus", "nulle-part", "--data", data)
    assert (gone.code, gone.out) == (1, "")
    assert "nulle-part n'est pas un dossier" in gone.err
    shutil.copy(next(corpus.glob("chien*")), other)
    assert secpa("ask", "Que fait le chien ?", "--corpus", str(other), "--data", data).code == 0


def test_what_was_not_read_is_told(secpa: Secpa, small: list[str]) -> None:
    """A build names the files that it left out, and waits for none that never ends."""
    (Path(small[1]) / "vide.txt").write_bytes(b"")
    os.mkfifo(Path(small[1]) / "tuyau.txt")
    ran = secpa("index", "build", *small)
    assert ran.code == 0
    assert "vide.txt" in ran.err
    assert "tuyau" not in ran.err


def test_a_full_disk_is_told_in_one_sentence(small: list[str]) -> None:
    """Where what is printed cannot be written."""
    with Path("/dev/full").open("wb") as full, start(["corpus", "list", *small], full) as process:
        _, err = process.communicate(timeout=30)
    assert process.returncode == 1
    assert err.decode().count("\n") == 1
    assert "Traceback" not in err.decode()


def test_as_a_process(small: list[str]) -> None:
    """`python -m bot` fails with one sentence on standard error and status 1."""
    with start(["index", "status", *small]) as process:
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (1, b"")
    assert err.decode().count("\n") == 1
    assert "secpa index build" in err.decode()


def test_a_reader_that_goes_away(small: list[str]) -> None:
    """A pipe closed at the other end, as by `head`, ends it quietly."""
    with start(["corpus", "list", *small]) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1
