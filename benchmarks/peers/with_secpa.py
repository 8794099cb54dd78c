"""This project's own program: given the same texts as a bare corpus, or a corpus with its data.

python -m benchmarks.peers.with_secpa MODEL TASK OUT [CORPUS]
"""

import datetime as dt
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from benchmarks.peers.measuring import FIRST, Result, Search, measure
from bot.answering.assistant import Assistant
from index.build import build as build_index
from index.encoder import BUNDLED, MODELS, load_encoder


def build(model: str, documents: Mapping[str, str]) -> Search:
    """As `secpa index build` on a folder of `.txt` files; a result is a citation's quote.

    The folder that holds `model` also holds the unpacked bundled one.
    """
    place = tempfile.TemporaryDirectory()
    bare, data = Path(place.name) / "corpus", Path(place.name) / "data"
    bare.mkdir()
    data.mkdir()
    (data / MODELS).symlink_to(Path(model).parent)
    for name, text in documents.items():
        (bare / f"{name}.txt").write_text(text, "utf-8")
    corpus = Path(sys.argv[4]) if len(sys.argv) > 4 else bare
    encoder = load_encoder(BUNDLED, data)
    build_index(corpus, data, encoder)
    assistant = Assistant(data, corpus, encoder)

    def search(question: str, _kept: object = place) -> list[Result]:
        answer = assistant.answer(question, session=None, today=dt.date(2026, 11, 21))
        return [Result(each.document.id, each.quote) for each in answer.citations[:FIRST]]

    return search


if __name__ == "__main__":
    measure(build)
