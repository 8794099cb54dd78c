"""Question files are read whole, or not at all."""

import datetime as dt
import json
from pathlib import Path

import pytest

from bot.evaluation.errors import EvaluationError
from bot.evaluation.questions import Expect, read_questions

COMMITTED = sorted((Path(__file__).parents[1] / "eval").glob("*.jsonl"))
LINE = {"id": "a", "kind": "chats", "question": "Où dort le chat ?", "expect": "answered"}


def written(tmp_path: Path, *lines: object) -> Path:
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in lines) + "\n", "utf-8")
    return path


def test_every_field_is_read(tmp_path: Path) -> None:
    """A line's fields come back typed, and what is left out has the format's defaults."""
    full = {
        **LINE,
        "lang": "fr",
        "gold": ["sur le toit"],
        "session": "s1",
        "today": "2026-11-21",
        "must_not": {"past": ["2026-12-31"]},
    }
    asked, bare = read_questions(written(tmp_path, full, {**LINE, "id": "b"}))
    assert asked.gold == ("sur le toit",)
    assert asked.today == dt.date(2026, 11, 21)
    assert asked.must_not is not None
    assert asked.must_not.past == (dt.date(2026, 12, 31),)
    assert (bare.gold, bare.number, bare.must_not) == (("",), "15|112", None)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (["not an object"], "ligne 2"),
        ({**LINE, "id": "b", "expect": "perhaps"}, "« expect »"),
        ({**LINE, "id": "b", "gold": "toit"}, "« gold »"),
        ({**LINE, "id": "b", "today": "yesterday"}, "« today »"),
        ({**LINE, "id": "b", "must_not": {"never": ["2026-01-01"]}}, "must_not.never"),
        (LINE, "« a » est déjà pris"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, line: object, said: str) -> None:
    """An error names the line and what is wrong with it."""
    with pytest.raises(EvaluationError, match=said):
        read_questions(written(tmp_path, LINE, line))


def test_a_file_without_questions_is_refused(tmp_path: Path) -> None:
    """An empty file and one that is not there are errors, not a perfect score."""
    with pytest.raises(EvaluationError, match="aucune question"):
        read_questions(written(tmp_path))
    with pytest.raises(EvaluationError, match="ne peut pas être lu"):
        read_questions(tmp_path / "elsewhere.jsonl")


def test_the_committed_questions_are_whole() -> None:
    """Ids are unique over all files, and whoever expects an answer says what it holds."""
    asked = [each for path in COMMITTED for each in read_questions(path)]
    assert len({each.id for each in asked}) == len(asked) >= 700
    assert all(all(each.gold) for each in asked if each.expect is Expect.ANSWERED)


def test_the_files_have_the_sizes_that_are_told() -> None:
    """`tests/eval/README.md` tells how many questions each file holds."""
    told = (COMMITTED[0].parent / "README.md").read_text("utf-8")
    for path in COMMITTED:
        assert f"| `{path.name}` | {len(read_questions(path))} " in told
