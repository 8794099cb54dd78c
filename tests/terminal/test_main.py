"""The command line as a whole: settings, exit status, what an error looks like."""

import sys

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


@pytest.mark.parametrize("arguments", [[], ["inconnue"], ["index", "inconnue"], ["corpus"]])
def test_wrong_use(secpa: Secpa, arguments: list[str]) -> None:
    """An unknown or missing command is wrong use."""
    ran = secpa(*arguments)
    assert ran.code == 2
    assert "Traceback" not in ran.err


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
