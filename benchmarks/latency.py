"""How long an answer takes: warm, over every question of `tests/eval`, and cold, as `secpa ask`.

    python -m benchmarks.latency [CORPUS] [DATA]

Warm answers are timed in this one process, loaded afresh, after a warm-up on other questions. A
cold one is a whole process, from its start to its end, the files in the system's cache.
"""

import datetime as dt
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

import numpy as np

from bot.evaluation.questions import read_questions
from bot.evaluation.stamp import stamp
from bot.terminal.options import assistant_for, settings_for

QUESTIONS = Path(__file__).parents[1] / "tests" / "eval"
WARM_UP = 20  # questions that are not timed
COLD_RUNS = 5
COLD_QUESTION = "Qui décide ?"
TARGETS = (12.0, 30.0, 60.0)  # ms: p50, p95, p99 of a warm answer
COLD_TARGET = 2.0  # s, the median


def main(corpus: str = "corpus", data: str = "var") -> None:
    """Time the answers and print the figures."""
    assistant = assistant_for(settings_for(Path(corpus), Path(data)))
    asked = [each for path in sorted(QUESTIONS.glob("*.jsonl")) for each in read_questions(path)]
    for number in range(WARM_UP):
        assistant.answer(f"{COLD_QUESTION} ({number})", session=None, today=dt.date.today())
    taken = []
    for each in asked:
        began = time.perf_counter()
        assistant.answer(each.question, session=None, today=each.today or dt.date.today())
        taken.append((time.perf_counter() - began) * 1000)
    p50, p95, p99 = np.percentile(taken, (50, 95, 99))
    print(
        f"warm answer, {len(taken)} questions: "
        f"p50 {p50:.1f} ms (target {TARGETS[0]:.0f}), p95 {p95:.1f} ms ({TARGETS[1]:.0f}), "
        f"p99 {p99:.1f} ms ({TARGETS[2]:.0f}) ({stamp()})"
    )
    cold = [_cold(corpus, data) for _ in range(COLD_RUNS)]
    print(
        f"cold «secpa ask», {COLD_RUNS} runs: "
        f"median {median(cold):.2f} s (target {COLD_TARGET}), longest {max(cold):.2f} s ({stamp()})"
    )


def _cold(corpus: str, data: str) -> float:
    """Seconds of one whole process."""
    command = [sys.executable, "-m", "bot", "ask", COLD_QUESTION]
    began = time.perf_counter()
    subprocess.run(
        [*command, "--corpus", corpus, "--data", data], stdout=subprocess.DEVNULL, check=True
    )
    return time.perf_counter() - began


if __name__ == "__main__":
    main(*sys.argv[1:])
