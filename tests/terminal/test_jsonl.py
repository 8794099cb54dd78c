"""`secpa ask --jsonl`: a line in, a line out, in order, whatever the line."""

import json
from collections.abc import Iterable
from typing import Any

from tests.terminal.conftest import Secpa, start
from tests.terminal.test_ask import check_record

DAY = ["--today", "2026-11-21"]


def ask(secpa: Secpa, options: list[str], lines: Iterable[object]) -> list[dict[str, Any]]:
    """What comes back for lines, given as objects or as raw text."""
    raw = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    ran = secpa("ask", "--jsonl", *DAY, *options, piped="".join(f"{line}\n" for line in raw))
    assert (ran.code, ran.err) == (0, "")
    return [json.loads(line) for line in ran.out.splitlines()]


def test_in_order(secpa: Secpa, real: list[str]) -> None:
    """Each line has its answer, with its id and session as given."""
    questions = ["Bonjour", "Y a-t-il une structure à Metz ?", "Qui a signé l'appel ?"]
    given = ask(
        secpa,
        real,
        [{"id": f"q{i}", "question": q, "session": "s"} for i, q in enumerate(questions)],
    )
    for record in given:
        check_record(record)
    assert [record["id"] for record in given] == ["q0", "q1", "q2"]
    assert [record["question"] for record in given] == questions
    assert {record["session"] for record in given} == {"s"}
    assert [record["status"] for record in given] == ["help", "not_found", "answered"]


def test_sessions(secpa: Secpa, real: list[str]) -> None:
    """Lines with one session are one conversation, others are not."""
    rennes, then = "Y a-t-il une structure à Rennes ?", "et après ?"
    given = ask(
        secpa,
        real,
        [
            {"id": 1, "question": rennes, "session": "a"},
            {"id": 2, "question": "Que demandent les députés ?", "session": "b"},
            {"id": 3, "question": "et à Montpellier ?", "session": "a"},
            {"id": 4, "question": "et le collectif ?", "session": "b"},
            {"id": 5, "question": then},
            {"id": 6, "question": then, "session": None},
        ],
    )
    assert given[2]["citations"][0]["quote"] == "à Montpellier (Human santé)"
    assert given[3]["citations"][0]["document"] == "2026-02-11-communique-collectif"
    assert given[4]["citations"] == given[5]["citations"]


def test_today(secpa: Secpa, real: list[str]) -> None:
    """Each line may have its own day; without one it is the command's."""
    question = "Jusqu'à quand les SEC-Pa sont-elles financées ?"
    given = ask(
        secpa,
        real,
        [{"id": 1, "question": question, "today": "2026-02-12"}, {"id": 2, "question": question}],
    )
    states = [[entry["state"] for entry in record["timeline"]] for record in given]
    assert states == [["coming", "coming", "coming"], ["past", "past", "coming"]]


def test_bad_lines(secpa: Secpa, real: list[str]) -> None:
    """A line that cannot be answered gets one sentence, and the next is answered."""
    given = ask(
        secpa,
        real,
        [
            "pas du JSON",
            "[1, 2]",
            "null",
            {"id": "a"},
            {"id": "b", "question": 3},
            {"id": "c", "question": "Quand ?", "today": "demain"},
            {"id": "d", "question": "Quand ?", "today": 20261121},
            {"id": "e", "question": "Quand ?", "session": 7},
            "",
            "   ",
            {"id": {"n": 1}, "question": "Bonjour"},
        ],
    )
    assert [record["id"] for record in given[:-1]] == [None, None, None, "a", "b", "c", "d", "e"]
    for record in given[:-1]:
        assert set(record) == {"id", "error"}
        assert record["error"].endswith(".")
    assert given[-1]["id"] == {"n": 1}
    assert given[-1]["status"] == "help"


def test_hostile_lines(secpa: Secpa, real: list[str]) -> None:
    """Deep nesting, endless numbers and what is none stop nothing, and are called what they are."""
    hostile = ["[" * 50_000, '{"id": ' + "9" * 5_000 + "}", '{"id": NaN, "question": "Bonjour"}']
    given = ask(secpa, real, [*hostile, {"id": "ok", "question": "Bonjour"}])
    for record in given[:3]:
        assert set(record) == {"id", "error"}
        assert record["id"] is None
        assert "n'est pas du JSON" in record["error"]
    assert given[3]["status"] == "help"


def test_confidence_is_a_probability(secpa: Secpa, real: list[str]) -> None:
    """Whatever is said."""
    said = ("Bonjour", "Merci !", "Je fais un infarctus", "Qui a signé l'appel ?", "La météo ?")
    for record in ask(secpa, real, [{"question": each} for each in said]):
        assert 0 <= record["confidence"] <= 1


def test_as_a_process(real: list[str]) -> None:
    """Each answer is written before the next question is asked, after broken text too."""
    with start(["ask", "--jsonl", *DAY, *real]) as process:
        assert process.stdin
        assert process.stdout
        try:
            for line, key in (
                ('{"id": "é", "question": "Bonjour"}'.encode(), "status"),
                (b'{"id": "\xff", "question": "Bonjour"}', None),
                (b'{"id": "half", "question": "\\ud800 quand ?"}', None),
                (b'{"id": "end", "question": "Y a-t-il une structure \\u00e0 Metz ?"}', "status"),
            ):
                process.stdin.write(line + b"\n")
                process.stdin.flush()
                answered = process.stdout.readline()
                assert answered, process.stderr and process.stderr.read().decode()[-400:]
                record = json.loads(answered)
                assert key is None or key in record
            process.stdin.close()
            assert process.wait(20) == 0
            assert record["id"] == "end"
        finally:
            process.kill()


def test_nothing_asked(secpa: Secpa, real: list[str]) -> None:
    """No lines, no answers, and all is well."""
    assert ask(secpa, real, []) == []
