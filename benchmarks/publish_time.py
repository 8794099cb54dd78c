"""How long it takes from «Publier» to an answer from a new text of ten pages.

    python -m benchmarks.publish_time [CORPUS] [FILE]

Once with the corpus alone, once beside 5,000 more passages. FILE (for example a PDF of ten pages)
is what is published; without it, a text of ten pages is made. Reading the file comes before
«Publier», and is printed apart. It is published as from Telegram: in a process of its own, whose
start counts, and with no snapshot prepared by a look at what would change. The clock stops when an
assistant that was already running has taken up the new snapshot and quotes the new text: the bot
takes it up at once where «Publier» was tapped in its chat. One published from a shell is noticed at
the bot's next look (`KEEP_UP_EVERY`); that figure is printed beside.

The 5,000 passages have random vectors: what they cost here is everything but their own encoding,
which happened when they were published.
"""

import datetime as dt
import hashlib
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np

from bot.answering.assistant import Assistant
from bot.library.apart import Apart
from bot.library.drafts import Stated
from bot.library.library import Library
from bot.telegram.app import KEEP_UP_EVERY
from corpus.catalogue import FILE, SOURCES
from index.encoder import BUNDLED, Encoder, Vectors, load_encoder
from index.progress import Progress, silent

LIMITS = {0: 10.0, 5000: 15.0}  # seconds, by the passages beside the corpus
PAGE = 3000  # characters
MARK = "dossier n°"  # in every sentence of the added passages
TODAY = dt.date(2026, 11, 21)
QUESTION = "Quand la caravane de prévention passera-t-elle dans les centres de santé ?"
QUOTE = "La caravane de prévention passera dans les centres de santé en mars 2027."

Made = TypeVar("Made")


class PartlyRandom:
    """The real encoder, but for sentences with `MARK`: their vectors are random."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.name, self.dimension = encoder.name, encoder.dimension
        self._random = np.random.default_rng(0)

    def encode_queries(self, texts: Sequence[str], progress: Progress = silent) -> Vectors:
        return self._encoder.encode_queries(texts, progress)

    def encode_queries_with_tokens(
        self, texts: Sequence[str], progress: Progress = silent
    ) -> tuple[Vectors, list[Vectors]]:
        return self._encoder.encode_queries_with_tokens(texts, progress)

    def encode_passages(self, texts: Sequence[str], progress: Progress = silent) -> Vectors:
        vectors = self._unit_vectors(len(texts))
        if real := [i for i, text in enumerate(texts) if MARK not in text]:
            vectors[real] = self._encoder.encode_passages([texts[i] for i in real], progress)
        return vectors

    def encode_passages_with_tokens(
        self, texts: Sequence[str], progress: Progress = silent
    ) -> tuple[Vectors, list[Vectors]]:
        vectors = self._unit_vectors(len(texts))
        tokens = [self._unit_vectors(20) for _ in texts]
        if real := [i for i, text in enumerate(texts) if MARK not in text]:
            chosen = [texts[i] for i in real]
            vectors[real], found = self._encoder.encode_passages_with_tokens(chosen, progress)
            for i, rows in zip(real, found, strict=True):
                tokens[i] = rows
        return vectors, tokens

    def _unit_vectors(self, count: int) -> Vectors:
        rows = self._random.standard_normal((count, self.dimension), dtype=np.float32)
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def main(corpus: str = "corpus", file: str = "") -> int:
    """Time both; the exit status."""
    late = 0
    for passages, limit in LIMITS.items():
        with tempfile.TemporaryDirectory() as place:
            late += _timed(Path(place), Path(corpus), Path(file) if file else None, passages, limit)
    return int(late > 0)


def _timed(place: Path, corpus: Path, file: Path | None, passages: int, limit: float) -> bool:
    """Whether publishing took too long beside so many passages."""
    copied, data_dir = place / "corpus", place / "data"
    shutil.copytree(corpus, copied, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    _add_passages(copied, passages)
    encoder = PartlyRandom(load_encoder(BUNDLED, data_dir))
    library = Library(copied, data_dir, lambda: encoder)
    library.rebuild("benchmark")
    assistant = Assistant(data_dir, copied, encoder)
    new = file or _ten_pages(place / "dix-pages.txt")

    stated = Stated(title="Caravane de prévention", author="Une commune", date=TODAY)
    draft, reading = _clocked(lambda: library.draft(new, "benchmark", stated))
    apart = Apart(copied, data_dir, BUNDLED)
    _, publishing = _clocked(lambda: apart.publish(draft.id, "benchmark"))
    _, taking_up = _clocked(assistant.refresh)
    snapshot = assistant.snapshot
    answer, answering = _clocked(lambda: assistant.answer(QUESTION, session=None, today=TODAY))
    total = publishing + taking_up + answering
    cited = any(citation.document.id == draft.source.id for citation in answer.citations)
    elsewhere = total + KEEP_UP_EVERY
    print(f"{len(snapshot.documents)} sources, {len(snapshot.passages)} passages:")
    print(
        f"  read {reading:.1f} s; published {publishing:.1f} s, taken up {taking_up:.1f} s, "
        f"answered {answering:.2f} s, from the new text: {cited}"
    )
    print(
        f"  {total:.1f} s, limit {limit:.0f} s; from a shell {elsewhere:.1f} s at most", flush=True
    )
    return total > limit or (file is None and not cited)


def _clocked(work: Callable[[], Made]) -> tuple[Made, float]:
    began = time.perf_counter()
    return work(), time.perf_counter() - began


def _ten_pages(path: Path) -> Path:
    """Ten pages of sentences that no source has."""
    sentences, number = [QUOTE], 0
    while sum(map(len, sentences)) < 10 * PAGE:
        number += 1
        sentences.append(
            f"La tournée numéro {number} s'est arrêtée devant la mairie pendant {number % 7 + 2} "
            f"heures, et {number * 3} personnes sont venues parler avec l'équipe de leur quartier."
        )
    paragraphs = [" ".join(sentences[i : i + 5]) for i in range(0, len(sentences), 5)]
    path.write_text("\n\n".join(paragraphs) + "\n", "utf-8")
    return path


def _add_passages(corpus: Path, passages: int) -> None:
    """Catalogue so many more passages, a hundred a file."""
    entries = []
    for file in range(passages // 100):
        paragraphs = [
            " ".join(
                f"Le {MARK} {file}.{passage}.{sentence} a été classé par le service des archives "
                "avec toutes les pièces que les habitantes et habitants avaient apportées ce jour."
                for sentence in range(6)
            )
            for passage in range(100)
        ]
        data = ("\n\n".join(paragraphs) + "\n").encode()
        (corpus / SOURCES / f"archive-{file}.txt").write_bytes(data)
        entries.append(
            f'\n[[source]]\nid = "archive-{file}"\nfile = "archive-{file}.txt"\n'
            f'title = "Archive {file}"\nsha256 = "{hashlib.sha256(data).hexdigest()}"\n'
        )
    with (corpus / FILE).open("a", encoding="utf-8") as catalogue:
        catalogue.write("".join(entries))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
