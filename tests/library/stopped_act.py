"""An act of the library in a process of its own that stops at a moment, to be killed there.

    python -m tests.library.stopped_act CORPUS DATA MOMENT publish DRAFT
    python -m tests.library.stopped_act CORPUS DATA MOMENT withdraw SOURCE
    python -m tests.library.stopped_act CORPUS DATA MOMENT go_back SNAPSHOT
    python -m tests.library.stopped_act CORPUS DATA MOMENT purge SOURCE

Once progress says MOMENT («publishing 0/1»), it writes a line and waits for one that never comes.
"""

import sys
from pathlib import Path

from bot.library.library import Library
from index.progress import Step
from tests.index.fake_encoder import FakeEncoder
from tests.library.conftest import WHO


def main(corpus_dir: str, data_dir: str, moment: str, act: str, about: str) -> None:
    """Do one act."""

    def stop(step: Step, done: int, total: int, /) -> None:
        if moment == f"{step} {done}/{total}":
            print(moment, flush=True)
            sys.stdin.readline()

    library = Library(Path(corpus_dir), Path(data_dir), FakeEncoder)
    match act:
        case "publish":
            library.publish(about, WHO, stop)
        case "withdraw":
            library.withdraw(about, WHO, None, stop)
        case "go_back":
            library.roll_back(WHO, about, stop)
        case "purge":
            library.purge(about, WHO, stop)


if __name__ == "__main__":
    main(*sys.argv[1:])
