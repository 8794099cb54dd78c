"""SEC-Pa's program beside LangChain with FAISS, txtai and Haystack, on the same questions.

    python -m venv PEERS && PEERS/bin/pip install -r benchmarks/peers/requirements.txt
    python -m benchmarks.peers PIAF.json PEERS/bin/python [DATA]

Two tasks: encyclopedia passages with their questions (the file of `benchmarks.piaf`), and the
sources of `corpus/` with the questions of `tests/eval/development.jsonl` that have an answer and
need no conversation. Each program is a process of its own, with nobody else running, no network and
telemetry off; all read the same model, multilingual-e5-small as float32 (this one its 8-bit form).
Prints the tables, says where this program is not ahead, and puts both into docs/performance.md.
"""

import json
import os
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.performance import write_part
from bot.evaluation.questions import Expect, read_questions
from bot.evaluation.rules import folded
from bot.evaluation.stamp import stamp
from corpus.catalogue import read_corpus
from index.bundled import FOLDER, REFERENCE, unpack, unpack_reference
from index.encoder import MODELS

ROOT = Path(__file__).parents[2]
QUIET = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HAYSTACK_TELEMETRY_ENABLED": "False",
    "LANGCHAIN_TRACING_V2": "false",
    "LANGSMITH_TRACING": "false",
    "DO_NOT_TRACK": "1",
}


@dataclass(frozen=True, slots=True)
class Program:
    """One row of the table; `module` is in this package."""

    name: str
    module: str
    arguments: tuple[str, ...] = ()
    encodes: bool = True  # and so is one to be ahead of


@dataclass(frozen=True, slots=True)
class Task:
    """Texts by name; of each question the names of the right texts, and what a right one holds."""

    name: str
    documents: dict[str, str]
    questions: tuple[str, ...]
    right: tuple[frozenset[str], ...]
    fragments: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """What one program did in one task."""

    program: Program
    build: float  # s
    p50: float  # ms
    peak: float  # MB
    document: float  # share of first results that come from a right document
    recall: float  # share of first results that hold the answer
    length: float  # median characters of a first result
    exact: float  # share of all results that stand in their text, white space aside


OURS = Program("SEC-Pa", "with_secpa")
PEERS = (
    Program("LangChain + FAISS", "with_langchain"),
    Program("txtai", "with_txtai"),
    Program("txtai, hybrid", "with_txtai", ("hybrid",)),
    Program("Haystack", "with_haystack"),
    Program("Haystack, BM25 alone", "with_haystack", ("bm25",), encodes=False),
)


def main(piaf: str, python: str, data: str = "var") -> int:
    """Measure all and print the tables; the exit status says whether this program is ahead."""
    models = Path(data).absolute() / MODELS
    unpack(models / FOLDER)
    unpack_reference(models / REFERENCE)
    full = Program("SEC-Pa, with its data files", "with_secpa", (str(ROOT / "corpus"),))
    behind, parts = [], []
    for task, ours in ((_piaf(piaf), [OURS]), (_development(), [OURS, full])):
        rows = [_run(sys.executable, each, task, models / REFERENCE) for each in ours]
        rows += [_run(python, each, task, models / REFERENCE) for each in PEERS]
        parts.append(_table(task, rows))
        print(parts[-1], end="\n\n", flush=True)
        behind += _behind(rows[len(ours) - 1], rows[len(ours) :])
    parts.append("; ".join(behind) or "Ahead of every peer that encodes.")
    parts.append(f"Measured at {stamp()}.")
    print("\n".join(parts[-2:]))
    write_part("peers", "\n\n".join(parts))
    return int(bool(behind))


def _piaf(path: str) -> Task:
    given = json.loads(Path(path).read_text("utf-8"))
    asked = given["questions"]
    return Task(
        "encyclopedia passages",
        {each["id"]: each["text"] for each in given["passages"]},
        tuple(each["question"] for each in asked),
        tuple(frozenset([each["passage"]]) for each in asked),
        tuple(tuple(each["answers"]) for each in asked),
    )


def _development() -> Task:
    texts = {each.id: each.text for each in read_corpus(ROOT / "corpus").documents}
    asked = [
        each
        for each in read_questions(ROOT / "tests" / "eval" / "development.jsonl")
        if each.expect is Expect.ANSWERED and not each.session
    ]
    right = [
        frozenset(
            name
            for name, text in texts.items()
            if any(folded(fragment) in folded(text) for fragment in each.gold)
        )
        for each in asked
    ]
    return Task(
        "the sources",
        texts,
        tuple(each.question for each in asked),
        tuple(right),
        tuple(tuple(each.gold) for each in asked),
    )


def _run(python: str, program: Program, task: Task, model: Path) -> Row:
    with tempfile.TemporaryDirectory() as place:
        given, out = Path(place) / "task.json", Path(place) / "out.json"
        given.write_text(
            json.dumps({"documents": task.documents, "questions": task.questions}), "utf-8"
        )
        module = f"benchmarks.peers.{program.module}"
        subprocess.run(
            [python, "-m", module, str(model), str(given), str(out), *program.arguments],
            cwd=ROOT,
            env={**os.environ, **QUIET},
            stdout=subprocess.DEVNULL,
            check=True,
        )
        figures = json.loads(out.read_text("utf-8"))
    found: list[list[tuple[str, str]]] = figures["found"]
    first = [results[0] if results else ("", "") for results in found]
    everything = [result for results in found for result in results]
    return Row(
        program,
        figures["build_s"],
        median(figures["query_ms"]),
        figures["peak_mb"],
        _share([name in right for (name, _), right in zip(first, task.right, strict=True)]),
        _share(
            [
                any(folded(fragment) in folded(text) for fragment in fragments)
                for (_, text), fragments in zip(first, task.fragments, strict=True)
            ]
        ),
        median(len(text) for _, text in first),
        _share([_even(text) in _even(task.documents.get(name, "")) for name, text in everything]),
    )


def _share(values: Sequence[bool]) -> float:
    return sum(values) / len(values)


def _even(text: str) -> str:
    """One Unicode form, and every run of white space as one space."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _table(task: Task, rows: Sequence[Row]) -> str:
    lines = [
        f"{len(task.questions)} questions on {task.name} ({len(task.documents)} texts):",
        "",
        "| program | right text first | answer in the first result | its length "
        "| exact | query p50 | build | peak memory |",
        "| --- |" + " --: |" * 7,
    ]
    for row in rows:
        lines.append(
            f"| {row.program.name} | {row.document:.3f} | {row.recall:.3f} | {row.length:.0f} "
            f"| {row.exact:.3f} | {row.p50:.1f} ms | {row.build:.1f} s | {row.peak:.0f} MB |"
        )
    return "\n".join(lines)


def _behind(ours: Row, peers: Sequence[Row]) -> list[str]:
    """Where a peer that encodes is ahead: right text first, query time, memory."""
    return [
        f"behind {peer.program.name}: {what}"
        for peer in peers
        if peer.program.encodes
        for what, is_behind in (
            ("right text first", ours.document <= peer.document),
            ("query time", ours.p50 >= peer.p50),
            ("memory", ours.peak > peer.peak),
        )
        if is_behind
    ]


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
