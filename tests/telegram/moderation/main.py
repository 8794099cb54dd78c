"""The bot over any corpus without a model: `python -m tests.telegram.moderation.main`."""

import argparse
from pathlib import Path

from bot.answering.assistant import Assistant
from bot.library.library import Library
from bot.settings import load_settings
from bot.telegram.app import run
from bot.telegram.options import Options
from tests.index.fake_encoder import FakeEncoder


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    given = parser.parse_args()
    settings = load_settings(corpus_dir=given.corpus, data_dir=given.data)
    encoder = FakeEncoder()
    library = Library(given.corpus, given.data, lambda: encoder)
    library.rebuild("test")
    library.settle()
    assistant = Assistant(given.data, given.corpus, encoder, verified_on=library.verified_on)
    run(assistant, library, library, Options.of(settings, settings.health_address))


if __name__ == "__main__":
    main()
