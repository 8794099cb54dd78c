"""The bot under a benchmark: its own process, its own data, and what it costs while it runs."""

import os
import shutil
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import linear_regression

from index.current import current_id, make_current, snapshot_folder
from tests.botapi import BotApi
from tests.telegram.running import RunningBot

SAMPLE_EVERY = 5.0  # seconds
MB = 1e6


class MeasuredBot(RunningBot):
    """`secpa run`, with a line of asyncio's tasks now and then; its log is apart from its data."""

    command = ("benchmarks.measured_bot", "run")
    patience = 5.0  # other work may share the machine

    def __init__(self, api: BotApi, data: Path, log: Path, **settings: str) -> None:
        super().__init__(api, data, **settings)
        self._log = log


@dataclass(frozen=True, slots=True)
class Sample:
    """What the process holds at a moment."""

    at: float  # seconds since the first
    memory: float  # resident, MB
    own: float  # of that, MB: the rest is of mapped files, which the system drops when it needs to
    files: int
    threads: int
    processor: float  # seconds spent computing since it started


class Sampler:
    """Looks at a process every few seconds, until its block ends."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self._folder = Path("/proc", str(process.pid))
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self.samples: list[Sample] = []

    def __enter__(self) -> "Sampler":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _look(self) -> None:
        began = time.monotonic()
        while True:
            lines = (self._folder / "status").read_text("utf-8").splitlines()
            fields = dict(line.split(":", 1) for line in lines)
            spent = (self._folder / "stat").read_text("utf-8").rpartition(")")[2].split()[11:13]
            self.samples.append(
                Sample(
                    at=time.monotonic() - began,
                    memory=_megabytes(fields["VmRSS"]),
                    own=_megabytes(fields["RssAnon"]),
                    files=len(list((self._folder / "fd").iterdir())),
                    threads=int(fields["Threads"]),
                    processor=sum(map(int, spent)) / os.sysconf("SC_CLK_TCK"),
                )
            )
            if self._ended.wait(SAMPLE_EVERY):
                return

    def growth(self, *, after: float) -> float:
        """MB of its own a minute, once `after` seconds have passed: all that is kept is there."""
        settled = [sample for sample in self.samples if sample.at >= after]
        line = linear_regression([s.at / 60 for s in settled], [s.own for s in settled])
        return line.slope


def _megabytes(field: str) -> float:
    return int(field.split()[0]) * 1024 / MB


def own_data(data: Path, place: Path) -> Path:
    """A copy of a data directory's index in use, with the model linked to, that may be damaged."""
    own = place / "data"
    own.mkdir()
    (own / "models").symlink_to((data / "models").resolve(), target_is_directory=True)
    used = current_id(data)  # alone: a disk made small on purpose does not hold the others
    shutil.copytree(snapshot_folder(data, used), snapshot_folder(own, used))
    make_current(own, used)
    return own


def ready(corpus: str, data: str) -> Path:
    """The data directory, with its model unpacked and its index built."""
    command = [sys.executable, "-m", "bot", "ask", "Bonjour", "--corpus", corpus, "--data", data]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return Path(data)
