"""`secpa ask`: one answer, for people or for programs."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from tests.terminal.conftest import Secpa

ANSWER = {
    "id", "session", "question", "language", "status", "answer", "citations", "timeline",
    "confidence", "snapshot", "elapsed_ms",
}  # fmt: skip
CITATION = {
    "number", "document", "title", "author", "date", "url", "locator", "quote", "start", "end",
    "context",
}  # fmt: skip
ENTRY = {
    "date", "precision", "label", "said_by", "said_on", "state", "citation", "revised_by",
}  # fmt: skip


def check_record(record: dict[str, Any]) -> None:
    """The shape that programs rely on, to the last key."""
    assert set(record) == ANSWER
    assert record["status"] in {"answered", "not_found", "out_of_scope", "emergency", "help"}
    assert isinstance(record["answer"], str)
    assert isinstance(record["confidence"], float)
    assert isinstance(record["elapsed_ms"], float)
    for number, citation in enumerate(record["citations"], start=1):
        assert set(citation) == CITATION
        assert citation["number"] == number
        assert citation["end"] - citation["start"] == len(citation["quote"]) <= 600
        assert citation["quote"] in citation["context"]
        if citation["date"] is not None:
            dt.date.fromisoformat(citation["date"])
    numbers = {citation["number"] for citation in record["citations"]}
    dates = [dt.date.fromisoformat(entry["date"]) for entry in record["timeline"]]
    assert dates == sorted(dates)
    for entry in record["timeline"]:
        assert set(entry) == ENTRY
        assert entry["precision"] in {"day", "week", "month", "year"}
        assert entry["state"] in {"past", "today", "coming"}
        assert entry["citation"] in numbers
        assert entry["revised_by"] in {None, *numbers}


def test_json(secpa: Secpa, real: list[str]) -> None:
    """One object, exactly as promised, with its timeline as of the day given."""
    question = "Jusqu'à quand les SEC-Pa sont-elles financées ?"
    ran = secpa("ask", question, "--json", "--today", "2026-11-21", *real)
    assert ran.code == 0
    record = json.loads(ran.out)
    check_record(record)
    assert (record["id"], record["session"], record["question"]) == (None, None, question)
    assert (record["language"], record["status"]) == ("fr", "answered")
    assert record["citations"][0]["document"] == "2026-02-09-lettre-ministre"
    assert record["citations"][0]["date"] == "2026-02-09"
    assert [(e["date"], e["state"]) for e in record["timeline"]] == [
        ("2026-04-30", "past"),
        ("2026-10-31", "past"),
        ("2026-12-31", "coming"),
    ]
    assert list(record)[:3] == ["id", "session", "question"]


def test_quotes_stand_in_the_text_that_is_shown(secpa: Secpa, real: list[str]) -> None:
    """A citation's offsets cut its quote out of what `corpus show --text` prints."""
    ran = secpa("ask", "Qui a signé l'appel ?", "--json", *real)
    for citation in json.loads(ran.out)["citations"]:
        text = secpa("corpus", "show", citation["document"], "--text", *real).out
        assert text[citation["start"] : citation["end"]] == citation["quote"]


def test_for_people(secpa: Secpa, real: list[str]) -> None:
    """Over a pipe: the plain answer, and nothing else on either end."""
    ran = secpa("ask", "Y a-t-il une structure à Cannes ?", *real)
    assert (ran.code, ran.err) == (0, "")
    assert "la source ne donne que le département" in ran.out
    assert "« dans les Alpes-maritimes (MSP de l'Olivier) »" in ran.out
    assert "\x1b" not in ran.out


def test_in_another_language(secpa: Secpa, real: list[str]) -> None:
    """`--lang` frames the answer."""
    ran = secpa("ask", "Jusqu'à quand ?", "--lang", "en", "--today", "2026-11-21", *real)
    assert "My most recent source" in ran.out


def test_builds_what_is_missing(secpa: Secpa, small: list[str]) -> None:
    """The first question to text files builds their index; what is unknown of them is null."""
    ran = secpa("ask", "Où dort le chat ?", "--json", *small)
    assert ran.code == 0
    record = json.loads(ran.out)
    check_record(record)
    assert record["citations"][0]["quote"] == "Le chat dort sur le toit."
    unknown = {key for key, value in record["citations"][0].items() if value is None}
    assert unknown == {"author", "date", "url"}


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["une question", "--jsonl"],
        ["une question", "--today", "demain"],
        ["une question", "--today", "2026-13-01"],
        ["une question", "--inconnu"],
        ["deux", "questions"],
    ],
)
def test_wrong_use(secpa: Secpa, arguments: list[str]) -> None:
    """Wrong use is said on standard error, without a traceback, and exits 2."""
    ran = secpa("ask", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err
    assert "Traceback" not in ran.err


def test_no_such_corpus(secpa: Secpa, small: list[str], tmp_path: Path) -> None:
    """A corpus that is not there is one sentence, and exits 1."""
    options = ["--corpus", str(tmp_path / "ailleurs"), *small[2:]]
    ran = secpa("ask", "Où dort le chat ?", *options)
    assert (ran.code, ran.out) == (1, "")
    said = [line for line in ran.err.splitlines() if not line.endswith("…")]
    assert len(said) == 1
    assert "n'est pas un dossier" in said[0]
