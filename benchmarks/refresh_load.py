"""Whether questions are answered in time while the sources change 50 times.

    python -m benchmarks.refresh_load [CORPUS] [REFRESHES] [shell]

A short source is published and withdrawn, one act after the other, as the bot does it when
moderators tap on Telegram; with `shell`, as a shell's commands do, at the priority of the answers.
Meanwhile an assistant is asked 5 questions a second, each at its time whatever became of the one
before, on threads like the bot's, and takes up every new snapshot as the bot does. Prints how many
questions failed or took longer than a second, counted from when they should have been asked.
"""

import datetime as dt
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import cycle
from pathlib import Path

from bot.answering.assistant import Assistant
from bot.library.apart import Apart, LongWork
from bot.library.drafts import Stated
from bot.library.library import Library
from corpus.watched import read_watched
from index.encoder import BUNDLED, Encoder, load_encoder

EVERY = 0.2  # seconds between questions
LIMIT = 1.0  # seconds
LOOKS = 1.0  # seconds between looks for a newer snapshot
THREADS = 2
TODAY = dt.date(2026, 11, 21)


def main(corpus: str = "corpus", refreshes: str = "50", where: str = "telegram") -> int:
    """Ask while the sources change; the exit status."""
    with tempfile.TemporaryDirectory() as place:
        data_dir = Path(place)
        encoder = load_encoder(BUNDLED, data_dir)
        Library(Path(corpus), data_dir, lambda: encoder).rebuild("benchmark")
        assistant = Assistant(data_dir, Path(corpus), encoder)
        seen = {assistant.snapshot_id}
        stopped = threading.Event()
        looking = threading.Thread(target=_keep_up, args=(assistant, seen, stopped))
        looking.start()
        with ThreadPoolExecutor(1) as thread:
            change = _publish_from_shell if where == "shell" else _publish_from_telegram
            changing = thread.submit(change, corpus, place, refreshes)
            times, failed = _asked(assistant, read_watched(Path(corpus)), changing)
            stopped.set()
            looking.join()
            changing.result()
    late = sum(seconds > LIMIT for seconds in times)
    times.sort()
    print(
        f"{len(times)} questions, median {times[len(times) // 2] * 1000:.0f} ms, "
        f"slowest {times[-1] * 1000:.0f} ms, {len(seen)} snapshots used"
    )
    print(f"failed or over {LIMIT:.0f} s: {failed + late}, target 0")
    return int(failed + late > 0)


def child(corpus: str, data_dir: str, refreshes: str) -> int:
    """Publish and withdraw, as a shell's command does."""
    encoder = load_encoder(BUNDLED, Path(data_dir))
    library = Library(Path(corpus), Path(data_dir), lambda: encoder)
    _publish(library, library, refreshes)
    return 0


def _publish_from_shell(corpus: str, data_dir: str, refreshes: str) -> None:
    command = (sys.executable, "-m", "benchmarks.refresh_load", "--child")
    subprocess.run([*command, corpus, data_dir, refreshes], check=True)


def _publish_from_telegram(corpus: str, data_dir: str, refreshes: str) -> None:
    def none() -> Encoder:
        raise AssertionError("nothing is built in this process")

    library = Library(Path(corpus), Path(data_dir), none)
    _publish(library, Apart(Path(corpus), Path(data_dir), BUNDLED), refreshes)


def _publish(library: Library, work: LongWork, refreshes: str) -> None:
    with tempfile.TemporaryDirectory() as place:
        for number in range(int(refreshes) // 2):
            path = Path(place, f"avis-{number}.txt")
            path.write_text(f"L'avis numéro {number} est affiché à l'accueil.\n", "utf-8")
            draft = library.draft(path, "benchmark", Stated())
            work.publish(draft.id, "benchmark")
            work.withdraw(draft.source.id, "benchmark")


def _keep_up(assistant: Assistant, seen: set[str], stopped: threading.Event) -> None:
    while not stopped.wait(LOOKS):
        assistant.refresh()
        seen.add(assistant.snapshot_id)


def _asked(
    assistant: Assistant, questions: Iterable[str], changing: "Future[None]"
) -> tuple[list[float], int]:
    """The seconds that each question took, and how many had no answer at all."""
    times: list[float] = []
    failures: list[Exception] = []

    def ask(question: str, due: float) -> None:
        try:
            assistant.answer(question, session=None, today=TODAY)
        except Exception as error:
            failures.append(error)
        times.append(time.perf_counter() - due)

    due = time.perf_counter()
    with ThreadPoolExecutor(THREADS) as threads:
        for question in cycle(questions):
            if changing.done():
                break
            due += EVERY
            time.sleep(max(0.0, due - time.perf_counter()))
            threads.submit(ask, question, due)
    return times, len(failures)


if __name__ == "__main__":
    arguments = sys.argv[1:]
    sys.exit(child(*arguments[1:]) if arguments[:1] == ["--child"] else main(*arguments))
