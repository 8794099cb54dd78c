"""Learns the ranker's weights on questions with known answers: `train_ranker.py PIAF.json`.

Two stages, both cross-validated by article and then fitted on everything: which passage, and which
of its units. Writes `index/ranker.toml` and the [text] table of `bot/answering/ranker.toml`.
"""

import argparse
import json
import re
import tempfile
import zlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.listwise import Example, cross_validated, fit, listed
from bot.answering.asks import asked
from bot.answering.matching import Matcher
from bot.answering.question import Question
from corpus.document import Document
from index.build import build
from index.encoder import load_encoder
from index.passages import Unit
from index.search import Searcher
from index.words import fold

FOLDS = 5
RANKER = Path("index/ranker.toml")
UNIT_RANKER = Path("bot/answering/ranker.toml")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("piaf", type=Path, help="passages and questions, as PIAF gives them")
    parser.add_argument("--data", type=Path, default=Path("var"), help="where the model is")
    parser.add_argument("--write", action="store_true", help="store the weights")
    options = parser.parse_args()
    data = json.loads(options.piaf.read_text("utf-8"))
    titles = {passage["id"]: passage["title"] for passage in data["passages"]}
    questions = data["questions"]
    folds = np.array([zlib.crc32(titles[q["passage"]].encode()) % FOLDS for q in questions])
    encoder = load_encoder("bundled", options.data)
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder, "corpus")
        corpus.mkdir()
        for passage in data["passages"]:
            (corpus / f"{passage['id']}.txt").write_text(passage["text"], "utf-8")
        snapshot = build(corpus, Path(folder, "data"), encoder)
        searcher = Searcher(snapshot, encoder)
        places = {document.id: i for i, document in enumerate(snapshot.documents)}
        home = np.array([passage.document for passage in snapshot.passages])
        by_passage, queries = [], []
        for question in questions:
            query = searcher.query(question["question"])
            found = searcher.passages(query)
            right = home[found.passages] == places[question["passage"]]
            by_passage.append(Example(found.features, right))
            queries.append(query)
        scores = cross_validated(by_passage, folds)
        print(f"right passage first, cross-validated: {_first(by_passage, scores):.4f}")
        passage_weights = fit(by_passage)
        matcher = Matcher(searcher)
        by_unit = []
        for question, query in zip(questions, queries, strict=True):
            text = question["question"]
            found_units = searcher.search(query)
            read = Question(text, "fr", asked(text, "fr"), leans=False)
            features = matcher.features(query, read.kind, found_units.units, found_units.features)
            units = [snapshot.units[u] for u in found_units.units]
            gold = places[question["passage"]]
            holds = [
                unit.document == gold and _holds(snapshot.documents, unit, question["answers"])
                for unit in units
            ]
            by_unit.append(Example(features, np.array(holds)))
        unit_scores = cross_validated(by_unit, folds)
        print(f"answer in the first unit, cross-validated: {_first(by_unit, unit_scores):.4f}")
        unit_weights = fit(by_unit)
    print("passage weights", listed(passage_weights))
    print("unit weights", listed(unit_weights))
    if options.write:
        _store(RANKER, passage_weights)
        _store(UNIT_RANKER, unit_weights)


def _first(examples: list[Example], scores: list[NDArray[np.float32]]) -> float:
    right = [e.right[s.argmax()] for e, s in zip(examples, scores, strict=True)]
    return float(np.mean(right))


def _holds(documents: tuple[Document, ...], unit: Unit, answers: list[str]) -> bool:
    quote = _letters(documents[unit.document].text[unit.start : unit.end])
    return any(_letters(answer) in quote for answer in answers)


def _letters(text: str) -> str:
    return re.sub(r"\W", "", fold(text))


def _store(path: Path, weights: NDArray[np.float32]) -> None:
    """Replace the first list of weights in a file."""
    text = path.read_text("utf-8")
    path.write_text(
        re.sub(r"weights = \[.*?\]", f"weights = {listed(weights)}", text, count=1), "utf-8"
    )


if __name__ == "__main__":
    main()
