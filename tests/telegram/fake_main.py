"""The bot with the plain answerer, as a process: `python -m tests.telegram.fake_main`.

`LOG_LEVEL=DEBUG` in the environment makes it log all it can, `PERSISTENCE` is how many seconds it
tries to send an answer.
"""

import argparse
import logging
import os
from pathlib import Path

from bot.library.library import Library
from bot.settings import load_settings
from bot.telegram.app import run
from bot.telegram.options import Options
from bot.telegram.pace import PERSISTENCE, Rank
from tests.index.fake_encoder import FakeEncoder
from tests.telegram.librarian import Librarian


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    given = parser.parse_args()
    level = os.environ.get("LOG_LEVEL", "WARNING")
    logging.basicConfig(level=level, format="%(levelname)s %(name)s: %(message)s")
    if "PERSISTENCE" in os.environ:
        PERSISTENCE[Rank.ANSWER] = float(os.environ["PERSISTENCE"])
    settings = load_settings(corpus_dir=given.corpus, data_dir=given.data)
    library = Library(given.corpus, given.data, FakeEncoder)
    options = Options.of(settings, settings.health_address)
    run(Librarian(given.corpus, given.data), library, library, options)


if __name__ == "__main__":
    main()
