"""Learns when an answer is one in a corpus of texts alone, with no known questions of its own.

    python -m benchmarks.train_bare PIAF.json [--write]

Every second passage is indexed, so that about half of the questions have no answer there; a
logistic regression then weighs the measures of search against «its passage is indexed». Prints,
cross-validated, how many answerable questions are kept and how many others refused; `--write`
stores the [bare] table.
"""

import argparse
import json
import re
import tempfile
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict

from benchmarks.train_known import ANSWERABLE
from bot.answering.abstain import measures
from bot.answering.asks import asked, holds
from bot.answering.language import DEFAULT
from bot.answering.matching import Matcher
from bot.answering.question import Question
from index.build import build
from index.encoder import BUNDLED, load_encoder
from index.search import Searcher

UNUSED = 6  # the first measures are of known questions, which there are none of


def main() -> None:
    """Train and print; see the module's description."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--data", type=Path, default=Path("var"))
    parser.add_argument("--write", action="store_true", help="store the weights")
    options = parser.parse_args()
    piaf = json.loads(options.file.read_text("utf-8"))
    encoder = load_encoder(BUNDLED, options.data)
    indexed = {passage["id"] for passage in piaf["passages"][::2]}
    rows, answerable = [], []
    with tempfile.TemporaryDirectory() as place:
        corpus = Path(place) / "corpus"
        corpus.mkdir()
        for passage in piaf["passages"]:
            if passage["id"] in indexed:
                (corpus / f"{passage['id']}.txt").write_text(passage["text"], "utf-8")
        snapshot = build(corpus, Path(place) / "data", encoder)
        matcher = Matcher(Searcher(snapshot, encoder))
        for each in piaf["questions"]:
            text = each["question"]
            question = Question(text, DEFAULT, asked(text, DEFAULT), leans=False)
            query = matcher.searcher.query(text)
            likeness = snapshot.known.scores(query.vector, text)
            matches = matcher.match(query, question, likeness)
            quote = matcher.spans.text(matches.choices[0].span)
            rows.append(measures(matches, matches.choices[0], holds(question.kind, quote)))
            answerable.append(each["passage"] in indexed)
    features, truth = np.array(rows)[:, UNUSED:], np.array(answerable)
    model = LogisticRegression(C=10, max_iter=5000)
    chance = cross_val_predict(model, features, truth, method="predict_proba", cv=5)[:, 1]
    for threshold in (0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5):
        kept, refused = (chance[truth] >= threshold).mean(), (chance[~truth] < threshold).mean()
        print(f"threshold {threshold}: answerable kept {kept:.3f}, others refused {refused:.3f}")
    model.fit(features, truth)
    weights = ", ".join(f"{weight:.3f}" for weight in (*[0.0] * UNUSED, *model.coef_[0]))
    print(f"bias {model.intercept_[0]:.3f}, weights [{weights}]")
    if options.write:
        known, bare = re.split(r"(?=\[bare\])", ANSWERABLE.read_text("utf-8"))
        bare = re.sub(r"bias = \S+", f"bias = {model.intercept_[0]:.3f}", bare, count=1)
        bare = re.sub(r"weights = \[.*?\]", f"weights = [{weights}]", bare, count=1)
        ANSWERABLE.write_text(known + bare, "utf-8")


if __name__ == "__main__":
    main()
