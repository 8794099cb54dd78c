"""A build in a process of its own that stops at a moment, to be killed there.

    python -m tests.index.stopped_build CORPUS DATA MOMENT

Once progress says MOMENT («writing 2/4»), it writes a line and waits for one that never comes.
"""

import sys
from pathlib import Path

from index.build import build
from index.progress import Step
from tests.index.fake_encoder import FakeEncoder


def main(corpus_dir: str, data_dir: str, moment: str) -> None:
    """Build with the fake encoder."""

    def stop(step: Step, done: int, total: int, /) -> None:
        if moment == f"{step} {done}/{total}":
            print(moment, flush=True)
            sys.stdin.readline()

    build(Path(corpus_dir), Path(data_dir), FakeEncoder(), stop)


if __name__ == "__main__":
    main(*sys.argv[1:])
