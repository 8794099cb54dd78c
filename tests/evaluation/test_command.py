"""`secpa eval` from question files to tables, on a small corpus."""

import datetime as dt
import io
import json
from pathlib import Path

import pytest
from rich.console import Console

from bot.answering.assistant import Assistant
from bot.evaluation.errors import EvaluationError
from bot.evaluation.report import MARKER, Results
from bot.evaluation.stamp import Stamp, stamp
from bot.terminal.evaluate import evaluate, read_files, write
from index.build import build
from tests.index.fake_encoder import FakeEncoder

CAT = "Le chat de la gardienne dort toute la journée sur le toit de la vieille maison."
DOG = "Le chien aboie la nuit, ce qui réveille les voisins du troisième étage."
LINES = [
    {"id": "a", "kind": "cat", "question": CAT, "expect": "answered", "gold": ["sur le toit"]},
    {"id": "b", "kind": "cat", "question": CAT, "expect": "answered", "gold": ["dans la cave"]},
    {"id": "c", "kind": "dog", "question": DOG, "expect": "no_emergency", "session": "s"},
]


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """Answers from two short files with nothing stated about them."""
    corpus, data = tmp_path_factory.mktemp("corpus"), tmp_path_factory.mktemp("data")
    (corpus / "chat.txt").write_text(f"{CAT}\n", "utf-8")
    (corpus / "chien.txt").write_text(f"{DOG}\n", "utf-8")
    (corpus / "everyday").mkdir()
    (corpus / "everyday" / "questions.toml").touch()
    encoder = FakeEncoder()
    build(corpus, data, encoder)
    return Assistant(data, corpus, encoder)


def measured(assistant: Assistant, folder: Path, misses: bool = False) -> Results:
    path = folder / "animals.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in LINES), "utf-8")
    console = Console(file=io.StringIO())
    return evaluate(assistant, read_files([path]), dt.date(2026, 11, 21), console, misses)


def test_a_file_is_measured(
    assistant: Assistant, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The table counts by kind, and what no quote can hold is wrong at any place."""
    results = measured(assistant, tmp_path, misses=True)
    (report,) = results.files
    assert [(kind.kind, kind.count, kind.first) for kind in report.kinds] == [
        ("cat", 2, 1),
        ("dog", 1, 1),
    ]
    assert (report.first.mean, report.retrieval.recall_1.mean) == (0.5, 0.5)
    assert (report.wrong, report.astray, report.dates) == (("b",), 0, None)
    assert report.quotes >= 2
    printed = capsys.readouterr().out.splitlines()
    assert printed[0] == "animals.jsonl"
    assert printed[1].startswith(f"b cat | {CAT} -> answered | {CAT}")
    assert printed[2] == "cat                n=  2  @1 0.500  @3 0.500"
    assert printed[4].startswith(
        "answerable n=2 @1 0.500 @3 0.500 | others n=1 right 1.000 | all @1 0.667 | quotes "
    )


def test_results_are_written_for_people_and_programs(assistant: Assistant, tmp_path: Path) -> None:
    """The JSON has every figure; the document keeps what stands above its marker."""
    results = measured(assistant, tmp_path)
    json_path, page = tmp_path / "new" / "eval.json", tmp_path / "page.md"
    page.write_text(f"# By hand\n\n{MARKER}\n\nold figures\n", "utf-8")
    write(results, json_path, page)
    written = json.loads(json_path.read_text("utf-8"))
    assert written["snapshot"] == assistant.snapshot_id
    assert written["files"][0]["first"]["mean"] == 0.5
    text = page.read_text("utf-8")
    assert text.startswith(f"# By hand\n\n{MARKER}\n\nMeasured at ")
    assert "| cat | 2 | 0.500 | 0.500 |" in text
    assert "old figures" not in text
    write(results, None, page)
    assert page.read_text("utf-8") == text


def test_the_same_answers_give_the_same_figures(assistant: Assistant, tmp_path: Path) -> None:
    """Measured twice, everything is the same, sessions and intervals included."""
    assert measured(assistant, tmp_path).files == measured(assistant, tmp_path).files


def test_where_nothing_can_be_written_is_told(assistant: Assistant, tmp_path: Path) -> None:
    """A report whose folder is a file ends in one sentence."""
    (tmp_path / "taken").write_text("", "utf-8")
    with pytest.raises(EvaluationError, match="choisissez un autre chemin"):
        write(measured(assistant, tmp_path), tmp_path / "taken" / "eval.json", None)


def test_figures_say_what_they_were_measured_at() -> None:
    """The stamp names the commit, whether the code differs from it, and the day."""
    day = dt.date(2026, 11, 21)
    assert str(Stamp("0123456789ab", True, day)) == "commit 0123456789ab with changes, 2026-11-21"
    assert str(Stamp(None, False, day)) == "no commit, 2026-11-21"
    commit = stamp().commit
    assert commit is None or len(commit) == 12
