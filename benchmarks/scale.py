"""How search grows: dense and by words, over 1,000 to 1,000,000 passages (`benchmarks.mixtures`).

    python -m benchmarks.scale PIAF.json FOLDER [SIZE …]

Each size is built by one process and searched by another, which reads what the first wrote to
FOLDER: about 3 GB for the largest, and 7 GB of memory. Search is one question at a time, the 40
best, warm. Recall is the share of the ten nearest, by comparing all vectors, among the ten found.
Writes `benchmarks/results/scale.json`, from which `benchmarks.plot_scale` draws, and the table of
docs/performance.md; the exit status says whether the largest size met its targets.
"""

import json
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from benchmarks.mixtures import Mixtures, Pool, read_pool
from benchmarks.performance import write_part
from bot.evaluation.stamp import stamp
from index.encoder import BUNDLED, load_encoder
from index.lexical import WordIndex
from index.search import BREADTH
from index.vectors import VectorIndex
from index.words import content, words

RESULTS = Path(__file__).parent / "results" / "scale.json"
SIZES = (1_000, 10_000, 100_000, 1_000_000)
NEAREST = 10  # of recall
WARM_UP = 20  # questions that are not timed
DENSE_P95, RECALL, WORDS_P95 = 15.0, 0.95, 50.0  # targets: ms, share, ms

Figures = dict[str, float]
Asked = TypeVar("Asked")


def main(path: str, folder: str, *sizes: str) -> int:
    """Measure every size; the exit status."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    read_pool(Path(path), Path(folder), load_encoder(BUNDLED, Path(folder)))
    rows: dict[str, dict[str, Figures]] = {}
    for size in [int(each) for each in sizes] or SIZES:
        rows[str(size)] = {
            step: _child(step, path, folder, size)
            for step in ("build_dense", "dense", "build_words", "words")
        }
        _tell(size, rows[str(size)])
    RESULTS.write_text(json.dumps({"stamp": str(stamp()), "sizes": rows}, indent=1) + "\n", "utf-8")
    write_part("scale", _table(rows))
    last = list(rows.values())[-1]
    met = last["dense"]["p95_ms"] <= DENSE_P95 and last["dense"]["recall"] >= RECALL
    return int(not met or last["words"]["p95_ms"] > WORDS_P95)


def _tell(size: int, row: dict[str, Figures]) -> None:
    built, found = row["build_dense"], row["dense"]
    print(
        f"{size:,} passages, dense: p50 {found['p50_ms']:.1f} ms, p95 {found['p95_ms']:.1f} ms "
        f"(target {DENSE_P95:.0f}), recall@{NEAREST} {found['recall']:.3f} (target {RECALL}); "
        f"build {built['seconds']:.1f} s, file {built['file_mb']:.0f} MB, "
        f"memory {found['memory_mb']:.0f} MB"
    )
    built, found = row["build_words"], row["words"]
    print(
        f"{size:,} passages, words: p50 {found['p50_ms']:.1f} ms, p95 {found['p95_ms']:.1f} ms "
        f"(target {WORDS_P95:.0f}); build {built['seconds']:.1f} s, "
        f"peak {built['peak_mb']:.0f} MB, files {built['file_mb']:.0f} MB, "
        f"memory {found['memory_mb']:.0f} MB",
        flush=True,
    )


def _table(rows: dict[str, dict[str, Figures]]) -> str:
    lines = [
        "| passages | search | p50 | p95 | recall@10 | build | files | memory |",
        "| --: | --- | --: | --: | --: | --: | --: | --: |",
    ]
    for size, row in rows.items():
        for kind in ("dense", "words"):
            found, built = row[kind], row[f"build_{kind}"]
            recall = f"{found['recall']:.3f}" if "recall" in found else ""
            lines.append(
                f"| {int(size):,} | {kind} | {found['p50_ms']:.1f} ms | {found['p95_ms']:.1f} ms "
                f"| {recall} | {built['seconds']:.1f} s | {built['file_mb']:.0f} MB "
                f"| {found['memory_mb']:.0f} MB |"
            )
    return "\n".join([*lines, "", f"Measured at {stamp()}."])


def _child(step: str, path: str, folder: str, size: int) -> Figures:
    """What a process of its own measures."""
    command = [sys.executable, "-m", "benchmarks.scale", "--step", step, path, folder, str(size)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    figures: Figures = json.loads(done.stdout)
    return figures


def build_dense(mixtures: Mixtures, folder: Path) -> Figures:
    """Build and save the vector index, and keep what comparing all vectors finds."""
    vectors = mixtures.vectors()
    np.save(folder / "exact.npy", _exact(vectors, mixtures.pool.question_vectors))
    began = time.perf_counter()
    index = VectorIndex.build(vectors)
    seconds = time.perf_counter() - began
    (folder / "vectors.sha256").write_text(index.save(folder / "vectors.faiss"))
    size = (folder / "vectors.faiss").stat().st_size
    return {"seconds": seconds, "file_mb": size / 1e6, "peak_mb": _peak()}


def dense(mixtures: Mixtures, folder: Path) -> Figures:
    """Search the saved vector index."""
    before = _held()
    index = VectorIndex.load(
        folder / "vectors.faiss", (folder / "vectors.sha256").read_text("ascii")
    )
    figures, found = _timed(
        lambda vector: index.nearest(vector, BREADTH), list(mixtures.pool.question_vectors)
    )
    exact = np.load(folder / "exact.npy", allow_pickle=False)
    shared = [
        len(set(ids[:NEAREST].tolist()) & set(right.tolist())) / NEAREST
        for ids, right in zip(found, exact, strict=True)
    ]
    return {**figures, "recall": float(np.mean(shared)), "memory_mb": _held() - before}


def build_words(mixtures: Mixtures, folder: Path) -> Figures:
    """Count the words of all texts and save the index."""
    began = time.perf_counter()
    index = WordIndex.build(content(words(text)) for text in mixtures.texts())
    seconds = time.perf_counter() - began
    shutil.rmtree(folder / "words", ignore_errors=True)  # of the size before
    index.save(folder / "words")
    size = sum(file.stat().st_size for file in (folder / "words").iterdir())
    return {"seconds": seconds, "file_mb": size / 1e6, "peak_mb": _peak()}


def words_(mixtures: Mixtures, folder: Path) -> Figures:
    """Search the saved index of words: the best texts, and their scores."""
    before = _held()
    index = WordIndex.load(folder / "words", mixtures.size)
    asked = [list(dict.fromkeys(content(words(text)))) for text in mixtures.pool.questions]

    def search(stems: list[str]) -> NDArray[np.int64]:
        found = index.best(stems, BREADTH)
        index.scores(stems, found)
        return found

    figures, _ = _timed(search, asked)
    return {**figures, "memory_mb": _held() - before}


STEPS = {"build_dense": build_dense, "dense": dense, "build_words": build_words, "words": words_}


def _timed(
    search: Callable[[Asked], NDArray[np.int64]], asked: list[Asked]
) -> tuple[Figures, list[NDArray[np.int64]]]:
    """How long each search takes, after a warm-up, and what it finds."""
    for each in asked[:WARM_UP]:
        search(each)
    taken, found = [], []
    for each in asked:
        began = time.perf_counter()
        found.append(search(each))
        taken.append((time.perf_counter() - began) * 1000)
    p50, p95 = np.percentile(taken, (50, 95))
    return {"p50_ms": float(p50), "p95_ms": float(p95)}, found


def _exact(vectors: NDArray[np.float32], questions: NDArray[np.float32]) -> NDArray[np.int64]:
    """Rows of the `NEAREST` of each question: (questions, NEAREST), in no order."""
    rows = np.empty((len(questions), 0), dtype=np.int64)
    best = np.empty((len(questions), 0), dtype=np.float32)
    for begin in range(0, len(vectors), 50_000):
        scores = questions @ vectors[begin : begin + 50_000].T
        new = np.argpartition(-scores, NEAREST - 1, axis=1)[:, :NEAREST]
        rows = np.hstack([rows, new + begin])
        best = np.hstack([best, np.take_along_axis(scores, new, 1)])
        keep = np.argpartition(-best, NEAREST - 1, axis=1)[:, :NEAREST]
        rows, best = np.take_along_axis(rows, keep, 1), np.take_along_axis(best, keep, 1)
    return rows


def _held() -> float:
    """Resident memory of this process, in MB. Linux only."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize() / 1e6


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6


def step(name: str, path: str, folder: str, size: str) -> int:
    """One measurement in this process, printed as JSON."""
    pool: Pool = read_pool(Path(path), Path(folder))
    print(json.dumps(STEPS[name](Mixtures(pool, int(size)), Path(folder))))
    return 0


if __name__ == "__main__":
    arguments = sys.argv[1:]
    sys.exit(step(*arguments[1:]) if arguments[:1] == ["--step"] else main(*arguments))
