"""Kill moderators' acts at 50 random moments; after each, sources, index and journal must agree.

    python -m benchmarks.kill_shelf [CORPUS] [SEED]

Publishing, replacing, withdrawing, going back and purging run in turn, each in a process of its
own with the real model, killed as `kill -9` does after a random part of the time that such an act
takes. Then the state is opened as after a restart. The snapshot in use must load whole, the sources
must be those of that snapshot, the journal's last act must name it, and every file of a published
source must be there. Prints «50 of 50».
"""

import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bot.library.drafts import Stated
from bot.library.library import Library
from corpus.shelf import kept_document
from index.current import load_current
from index.encoder import BUNDLED, load_encoder
from index.errors import SnapshotError

KILLS = 50
ACTS = ("publish", "replace", "withdraw", "publish", "go_back", "purge")


def main(corpus: str = "corpus", seed: str = "1") -> int:
    """Kill and look; the exit status."""
    chance, good, reached = random.Random(int(seed)), 0, 0
    with tempfile.TemporaryDirectory() as place:
        data_dir = Path(place, "data")
        encoder = load_encoder(BUNDLED, data_dir)
        library = Library(Path(corpus), data_dir, lambda: encoder)
        library.rebuild("benchmark")
        files = _files(Path(place))
        library.publish(library.draft(next(files), "benchmark", Stated()).id, "benchmark")
        longest = dict.fromkeys(ACTS, 10.0)  # seconds, until one was seen to end
        for number in range(KILLS):
            act = ACTS[number % len(ACTS)]
            library = Library(Path(corpus), data_dir, lambda: encoder)
            about = _about(library, act, files)
            before = load_current(data_dir).id
            took = _killed(corpus, data_dir, act, about, chance.uniform(0, longest[act]))
            if took is not None:
                longest[act] = took * 1.3
            fault = _fault(Path(corpus), data_dir)
            happened = load_current(data_dir).id != before
            reached += happened
            good += fault is None
            print(f"{number + 1:3} {act:9} {'done' if happened else 'not done':9} {fault or 'ok'}")
            sys.stdout.flush()
    print(f"{good} of {KILLS}, target {KILLS}; the act was done in {reached}")
    return int(good != KILLS)


def child(corpus: str, data_dir: str, act: str, about: str) -> int:
    """Do one act."""
    place = Path(data_dir)
    encoder = load_encoder(BUNDLED, place)
    library = Library(Path(corpus), place, lambda: encoder)
    print("ready", flush=True)
    match act:
        case "publish" | "replace":
            library.publish(about, "benchmark")
        case "withdraw":
            library.withdraw(about, "benchmark")
        case "go_back":
            library.roll_back("benchmark")
        case "purge":
            library.purge(about, "benchmark")
    return 0


def _about(library: Library, act: str, files: Iterator[Path]) -> str:
    """What an act is done to: a new draft, or the source last added."""
    added = library.corpus().documents[-1].id
    if act not in ("publish", "replace"):
        return added
    draft = library.draft(next(files), "benchmark", Stated())
    if act == "replace":
        library.amend(draft.id, Stated(), replaces=added)
    return draft.id


def _killed(corpus: str, data_dir: Path, act: str, about: str, after: float) -> float | None:
    """Start an act and kill it; the seconds that it took where it ended before."""
    arguments = ("--child", corpus, str(data_dir), act, about)
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.kill_shelf", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    with process:
        if process.stdout:
            process.stdout.readline()
        began = time.perf_counter()
        try:
            process.wait(after)
            return time.perf_counter() - began
        except subprocess.TimeoutExpired:
            process.kill()
            return None


def _fault(corpus: Path, data_dir: Path) -> str | None:
    """What does not agree after a restart."""

    def none() -> object:
        raise AssertionError("nothing is to be built")

    library = Library(corpus, data_dir, none)  # type: ignore[arg-type]
    library.settle()
    try:
        current = load_current(data_dir)
    except SnapshotError as error:
        return str(error)
    if library.corpus().documents != current.documents:
        return "the sources are not those of the snapshot"
    if library.journal(1)[0].after != current.id:
        return "the journal ends with another snapshot"
    for added in current.shelf.added:
        kept_document(library.files.folder, added)
        if not library.files.path(added.source.sha256).exists():
            return f"the file of {added.source.id} is lost"
    return None


def _files(place: Path) -> Iterator[Path]:
    """Texts, each unlike the others."""
    number = 0
    while True:
        number += 1
        path = place / f"lettre-{number}.txt"
        path.write_text(f"La lettre numéro {number} parle de {number * 7} personnes.\n", "utf-8")
        yield path


if __name__ == "__main__":
    arguments = sys.argv[1:]
    sys.exit(child(*arguments[1:]) if arguments[:1] == ["--child"] else main(*arguments))
