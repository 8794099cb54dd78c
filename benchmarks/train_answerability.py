"""Learns when an answer is one, on the corpus's known questions, each left out in turn.

For every known question, the likeness to the others is taken from the closed form of the ridge
regression with it left out; the measures of `abstain.measures` are then weighed by a logistic
regression against «is answered by a quote». Prints, cross-validated, how many answerable questions
are kept and how many others refused at several thresholds; `--write` stores the [known] table.
"""

import argparse
import random
import re
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict

from bot.answering.abstain import measures
from bot.answering.asks import asked, holds
from bot.answering.language import detect
from bot.answering.matching import Matcher
from bot.answering.question import Question
from index.build import build
from index.encoder import load_encoder
from index.known import left_out, question_groups
from index.search import Searcher
from index.texts import question_texts

TABLE = Path("bot/answering/answerable.toml")
SEED = 20261121


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--data", type=Path, default=Path("var"))
    parser.add_argument("--sample", type=int, default=2000, help="questions to learn from")
    parser.add_argument("--write", action="store_true", help="store the weights")
    options = parser.parse_args()
    encoder = load_encoder("bundled", options.data)
    snapshot = build(options.corpus, options.data, encoder)
    matcher = Matcher(Searcher(snapshot, encoder))
    texts = question_texts(snapshot.knowledge)
    numbers, groups = question_groups(snapshot.knowledge)
    alone = left_out(snapshot.question_vectors, numbers, len(groups))
    chosen = random.Random(SEED).sample(range(len(texts)), min(options.sample, len(texts)))
    rows, answerable, right = [], [], []
    for i in chosen:
        language = detect(texts[i])
        question = Question(texts[i], language, asked(texts[i], language), leans=False)
        matches = matcher.match(matcher.searcher.query(texts[i]), question, alone[i])
        span = matches.choices[0].span
        quote = snapshot.documents[span.document].text[span.start : span.end]
        rows.append(measures(matches, holds(question.kind, quote)))
        group = groups[numbers[i]]
        entries = [snapshot.knowledge.expected[e] for e in group.expected]
        answerable.append(bool(entries))
        right.append(any(e.quote in quote or quote in e.quote for e in entries))
    features, truth = np.array(rows), np.array(answerable)
    print(f"answerable questions with the right quote first: {np.mean(np.array(right)[truth]):.3f}")
    model = LogisticRegression(C=10, max_iter=2000)
    chance = cross_val_predict(model, features, truth, method="predict_proba", cv=5)[:, 1]
    for threshold in (0.2, 0.3, 0.4, 0.45, 0.5, 0.6):
        kept, refused = (chance[truth] >= threshold).mean(), (chance[~truth] < threshold).mean()
        print(f"threshold {threshold}: answerable kept {kept:.3f}, others refused {refused:.3f}")
    model.fit(features, truth)
    weights = "[" + ", ".join(f"{weight:.3f}" for weight in model.coef_[0]) + "]"
    print(f"bias {model.intercept_[0]:.3f}, weights {weights}")
    if options.write:
        text = TABLE.read_text("utf-8")
        text = re.sub(r"bias = \S+", f"bias = {model.intercept_[0]:.3f}", text, count=1)
        text = re.sub(r"weights = \[.*?\]", f"weights = {weights}", text, count=1)
        TABLE.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
