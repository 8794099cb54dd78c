"""Kill a build at 20 moments; after each, a question must be answered from a whole snapshot.

    python -m benchmarks.kill_build [CORPUS]

The first build has all sources but the last, without their catalogue; the second has all of them,
runs in a process of its own, and is killed as `kill -9` does. The moments are calls of progress,
spread over reading and encoding, and all of those from the writing on. Prints «20 of 20».
"""

import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

from corpus.catalogue import SOURCES
from corpus.questions import FILE as QUESTIONS
from index.build import build
from index.current import SNAPSHOTS, load_current
from index.encoder import BUNDLED, Encoder, load_encoder
from index.errors import SnapshotError
from index.progress import Step
from index.snapshot import Snapshot
from index.vectors import VectorIndex

MOMENTS = 20
QUESTION = "Jusqu'à quand les financements sont-ils prolongés ?"


def main(corpus: str = "corpus") -> int:
    """Kill and ask; the exit status."""
    with tempfile.TemporaryDirectory() as place:
        before, after, data_dir = (Path(place) / name for name in ("before", "after", "data"))
        encoder = load_encoder(BUNDLED, data_dir)
        shutil.copytree(corpus, after, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
        _without_last_source(after, before)
        old = build(before, data_dir, encoder)
        shutil.copytree(data_dir / SNAPSHOTS, Path(place) / "old")
        moments: list[str] = []
        new = build(after, data_dir, encoder, lambda *seen: moments.append(_moment(*seen)))
        good = 0
        for moment in _chosen(moments):
            shutil.rmtree(data_dir / SNAPSHOTS)
            shutil.copytree(Path(place) / "old", data_dir / SNAPSHOTS)
            _kill_at(moment, str(after), str(data_dir))
            expected = new.id if moment == moments[-1] else old.id
            good += _answers(data_dir, encoder, moment, expected)
    print(f"{good} of {MOMENTS}")
    return int(good != MOMENTS)


def child(corpus: str, data_dir: str, moment: str) -> int:
    """Build until `moment`, then wait to be killed."""

    def stop(step: Step, done: int, total: int, /) -> None:
        if _moment(step, done, total) == moment:
            print(moment, flush=True)
            sys.stdin.readline()

    build(Path(corpus), Path(data_dir), load_encoder(BUNDLED, Path(data_dir)), stop)
    return 0


def _without_last_source(corpus: Path, target: Path) -> None:
    """A bare corpus of the same texts but one, with the same questions: their vectors stay."""
    target.mkdir()
    for path in [*sorted((corpus / SOURCES).iterdir())[:-1], *corpus.glob(QUESTIONS)]:
        shutil.copyfile(path, target / path.name)


def _moment(step: Step, done: int, total: int) -> str:
    return f"{step} {done}/{total}"


def _chosen(moments: list[str]) -> list[str]:
    """20 moments: all from the writing on, and as many as it takes before, evenly spaced."""
    distinct = list(dict.fromkeys(moments))
    first = distinct.index(next(it for it in distinct if it.startswith(Step.WRITING)))
    early = np.linspace(0, first - 1, MOMENTS - len(distinct) + first).round().astype(int)
    return [distinct[i] for i in early] + distinct[first:]


def _kill_at(moment: str, corpus: str, data_dir: str) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.kill_build", "--child", corpus, data_dir, moment],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        reached = process.stdout.readline() if process.stdout else ""
        process.kill()
    if reached.strip() != moment or process.returncode != -signal.SIGKILL:
        raise RuntimeError(f"the build was to be killed at {moment!r} and was not")


def _answers(data_dir: Path, encoder: Encoder, moment: str, expected: str) -> bool:
    """Whether the expected snapshot is in use, whole, and answers with one of its sentences."""
    try:
        snapshot = load_current(data_dir)
    except SnapshotError as error:
        print(f"{moment:18} FAILED {error}")
        return False
    print(f"{moment:18} {snapshot.id} «{_nearest(snapshot, encoder)[:60]}…»", flush=True)
    return snapshot.id == expected


def _nearest(snapshot: Snapshot, encoder: Encoder) -> str:
    index = VectorIndex.build(snapshot.unit_vectors)
    _, ids = index.search(encoder.encode_queries([QUESTION]), 1)
    unit = snapshot.units[int(ids[0, 0])]
    return snapshot.documents[unit.document].text[unit.start : unit.end]


if __name__ == "__main__":
    arguments = sys.argv[1:]
    sys.exit(child(*arguments[1:]) if arguments[:1] == ["--child"] else main(*arguments))
