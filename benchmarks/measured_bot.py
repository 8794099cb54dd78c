"""The bot as a process that tells how many asyncio tasks it has, on its standard output.

python -m benchmarks.measured_bot run …    (`secpa run …`, with a line of its own now and then)
"""

import asyncio
import gc
import os
import threading
import time
from pathlib import Path

from bot.__main__ import main

EVERY = 15.0  # seconds
WORD = "asyncio tasks:"


def count() -> None:
    """Print the number of tasks that are not done, again and again."""
    while True:
        time.sleep(EVERY)
        tasks = [each for each in gc.get_objects() if isinstance(each, asyncio.Task)]
        print(WORD, sum(not task.done() for task in tasks), flush=True)


def shift(clock: Path) -> None:
    """Put the wall clock off, by whatever the file says at the moment."""
    right = time.time
    time.time = lambda: right() + float(clock.read_text("utf-8"))


if __name__ == "__main__":
    if "CLOCK" in os.environ:
        shift(Path(os.environ["CLOCK"]))
    threading.Thread(target=count, daemon=True).start()
    main()
