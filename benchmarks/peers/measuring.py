"""What every program is asked to do, and how it is timed; imports the standard library alone."""

import json
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

FIRST = 3  # results asked for
WARM_UP = 10  # questions asked before, not timed


class Result(NamedTuple):
    """A piece of text that a program returns, and the name of the document it gives for it."""

    document: str
    text: str


Search = Callable[[str], list[Result]]  # best first
Build = Callable[[str, Mapping[str, str]], Search]  # of a model's folder, and texts by name


def measure(build: Build) -> None:
    """Index and ask, as `MODEL TASK OUT` on the command line say, and write what came of it.

    TASK is a JSON file with `documents` (texts by name) and `questions`. Building is from the
    moment the libraries are imported, loading the model included; memory is that of the whole
    process, in MB. Linux only.
    """
    model, task, out = sys.argv[1:4]
    given = json.loads(Path(task).read_text("utf-8"))
    began = time.perf_counter()
    search = build(model, given["documents"])
    built = time.perf_counter() - began
    for question in given["questions"][:WARM_UP]:
        search(question)
    taken, found = [], []
    for question in given["questions"]:
        began = time.perf_counter()
        found.append(search(question))
        taken.append((time.perf_counter() - began) * 1000)
    figures = {
        "build_s": built,
        "query_ms": taken,
        "peak_mb": _memory("VmHWM"),
        "memory_mb": _memory("VmRSS"),
        "found": found,
    }
    Path(out).write_text(json.dumps(figures, ensure_ascii=False), "utf-8")


def _memory(name: str) -> float:
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) * 1024 / 1e6
