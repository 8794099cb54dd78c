"""The default encoder beside the float32 model it was made from: likeness, speed, memory.

    python -m benchmarks.encoder [CORPUS]

Each of the two is measured in a process of its own: seconds to its first vector, milliseconds a
question one by one, questions a second all together, passages of 700 characters a second, and
resident memory after the first question and at the end. Cosines are over every passage and unit of
the corpus and 300 of its questions.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import numpy as np

from bot.evaluation.stamp import stamp
from corpus.catalogue import read_corpus
from corpus.knowledge import read_knowledge
from index.bundled import FOLDER, REFERENCE, unpack, unpack_reference
from index.encoder import BUNDLED, MODELS, load_encoder
from index.passages import cut
from index.texts import passage_text, question_texts, unit_text

QUESTIONS = 300
ONE_BY_ONE = 200
PASSAGE = 700  # characters
TARGET = 25  # such passages a second


def main(corpus: str = "corpus") -> None:
    """Measure both, print the figures and how near their vectors are."""
    with tempfile.TemporaryDirectory() as place:
        data_dir = Path(place)
        began = time.perf_counter()
        unpack(data_dir / MODELS / FOLDER)
        print(f"unpacking: {time.perf_counter() - began:.1f} s ({stamp()})", flush=True)
        unpack_reference(data_dir / MODELS / REFERENCE)
        for name in (BUNDLED, str(data_dir / MODELS / REFERENCE)):
            out = str(data_dir / f"{Path(name).name}.npz")
            command = [sys.executable, "-m", "benchmarks.encoder", "--once", name, place]
            subprocess.run([*command, corpus, out], check=True)
        ours, theirs = (
            np.load(data_dir / f"{name}.npz", allow_pickle=False) for name in (BUNDLED, REFERENCE)
        )
        for kind in ("passages", "units", "questions"):
            cosines = (ours[kind] * theirs[kind]).sum(axis=1)
            print(
                f"cosine, {len(cosines)} {kind}: mean {cosines.mean():.4f}, "
                f"least {cosines.min():.4f}"
            )


def once(name: str, data_dir: str, corpus: str, out: str) -> None:
    """Measure one encoder and store its vectors."""
    began = time.perf_counter()
    encoder = load_encoder(name, Path(data_dir))
    encoder.encode_queries_with_tokens(["Bonjour"])
    first, memory = time.perf_counter() - began, _resident()
    passages, units, questions = _texts(Path(corpus))
    alone = []
    for question in questions[:ONE_BY_ONE]:
        began = time.perf_counter()
        encoder.encode_queries_with_tokens([question])
        alone.append((time.perf_counter() - began) * 1000)
    began = time.perf_counter()
    asked = encoder.encode_queries(questions)
    rate = len(questions) / (time.perf_counter() - began)
    began = time.perf_counter()
    found = encoder.encode_passages(passages)
    characters = sum(map(len, passages)) / (time.perf_counter() - began)
    np.savez(out, passages=found, units=encoder.encode_passages(units), questions=asked)
    print(
        f"{Path(name).name}: first vector {first:.2f} s, then {memory} MB; "
        f"question {median(alone):.1f} ms alone, {rate:.0f}/s together; "
        f"passages {characters / PASSAGE:.0f}/s (target {TARGET}); in the end {_resident()} MB",
        flush=True,
    )


def _texts(corpus: Path) -> tuple[list[str], list[str], list[str]]:
    """Passages, units, and questions taken evenly from all."""
    passages, units = [], []
    for document in read_corpus(corpus).documents:
        some, smaller = cut(document, 0, 0, 0)
        passages += [passage_text(document, passage) for passage in some]
        units += [unit_text(document, unit) for unit in smaller]
    questions = question_texts(read_knowledge(corpus))
    return passages, units, questions[:: max(1, len(questions) // QUESTIONS)][:QUESTIONS]


def _resident() -> int:
    """Resident memory of this process, in MB."""
    status = Path("/proc/self/status").read_text("ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return round(int(line.split()[1]) / 1024)


if __name__ == "__main__":
    arguments = sys.argv[1:]
    if arguments[:1] == ["--once"]:
        once(*arguments[1:])
    else:
        main(*arguments)
