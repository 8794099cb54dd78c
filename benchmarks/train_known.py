"""Learns what known questions bring: the ranker's weights, and when an answer is one.

    python -m benchmarks.train_known [--write] [QUESTIONS.jsonl ...]

Learns from the corpus's known questions, each left out in turn (the closed form of the ridge
regression tells its likeness to the others), and from question files that may be tuned on. First a
linear ranker over the units' features and that likeness; then, with its order of the units, a
logistic regression of `abstain.measures` against «is answered by a quote». Prints both
cross-validated; `--write` stores the [known] tables of `ranker.toml` and `answerable.toml`.
"""

import argparse
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict

from benchmarks.listwise import Example, cross_validated, fit, listed
from bot.answering.abstain import measures
from bot.answering.asks import asked, holds
from bot.answering.language import detect
from bot.answering.matching import Choice, Matcher
from bot.answering.question import Question
from bot.evaluation.questions import Expect, read_questions
from bot.evaluation.rules import folded
from corpus.questions import LabelKind
from index.build import build
from index.encoder import load_encoder
from index.known import left_out, question_groups
from index.search import Query, Searcher
from index.texts import question_texts

RANKER = Path("bot/answering/ranker.toml")
ANSWERABLE = Path("bot/answering/answerable.toml")
SEED = 20261121
FOLDS = 5
Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Case:
    """A question, its likeness to the groups of known ones, and what quotes answer it."""

    query: Query
    question: Question
    known: Matrix
    gold: tuple[str, ...]  # folded; empty for a question that no quote answers


def main() -> None:
    """Train and print; see the module's description."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="*")
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--data", type=Path, default=Path("var"))
    parser.add_argument("--sample", type=int, default=1500, help="known questions to learn from")
    parser.add_argument("--write", action="store_true", help="store the weights")
    options = parser.parse_args()
    encoder = load_encoder("bundled", options.data)
    snapshot = build(options.corpus, options.data, encoder)
    matcher = Matcher(Searcher(snapshot, encoder))
    cases = [*_left_out(matcher, options.sample), *_asked(matcher, options.files)]
    examples = [_example(matcher, case) for case in cases if case.gold]
    folds = np.arange(len(examples)) % FOLDS
    scores = cross_validated(examples, folds)
    right = [e.right[s.argmax()] for e, s in zip(examples, scores, strict=True)]
    print(f"right quote first, cross-validated: {np.mean(right):.3f}")
    weights = fit(examples)
    print(f"ranker {listed(weights)}")
    matcher = Matcher(matcher.searcher, weights)  # its order of the units is what is judged
    truth = np.array([bool(case.gold) for case in cases])
    features = np.array([_measured(matcher, case) for case in cases])
    model = LogisticRegression(C=10, max_iter=5000)
    chance = cross_val_predict(model, features, truth, method="predict_proba", cv=FOLDS)[:, 1]
    for threshold in (0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7):
        kept, refused = (chance[truth] >= threshold).mean(), (chance[~truth] < threshold).mean()
        print(f"threshold {threshold}: answerable kept {kept:.3f}, others refused {refused:.3f}")
    model.fit(features, truth)
    print(f"bias {model.intercept_[0]:.3f}, weights {listed(model.coef_[0])}")
    if options.write:
        _store(RANKER, {"weights": listed(weights)})
        bias = f"{model.intercept_[0]:.3f}"
        _store(ANSWERABLE, {"bias": bias, "weights": listed(model.coef_[0])})


def _left_out(matcher: Matcher, sample: int) -> Iterator[Case]:
    """Known questions, each as if it were not known."""
    snapshot = matcher.snapshot
    knowledge = snapshot.knowledge
    texts = question_texts(knowledge)
    numbers, groups = question_groups(knowledge)
    known = snapshot.known
    alone = left_out(known.vectors, known.wordings, numbers, len(groups))
    for i in sorted(random.Random(SEED).sample(range(len(texts)), min(sample, len(texts)))):
        group = groups[numbers[i]]
        labelled = None if group.labelled is None else knowledge.labelled[group.labelled].kind
        if labelled not in (LabelKind.EMERGENCY, LabelKind.HELP):
            gold = tuple(folded(knowledge.expected[e].quote) for e in group.expected)
            yield _case(matcher, texts[i], alone[i], gold)


def _asked(matcher: Matcher, files: Sequence[Path]) -> Iterator[Case]:
    """The questions of files that stand alone."""
    for path in files:
        for each in read_questions(path):
            if each.session is None and each.expect in (Expect.ANSWERED, Expect.ABSTAINED):
                gold = tuple(map(folded, each.gold)) if each.expect is Expect.ANSWERED else ()
                yield _case(matcher, each.question, None, gold)


def _case(matcher: Matcher, text: str, known: Matrix | None, gold: tuple[str, ...]) -> Case:
    language = detect(text)
    question = Question(text, language, asked(text, language), leans=False)
    query = matcher.searcher.query(text)
    if known is None:
        known = matcher.snapshot.known.scores(query.vector, text)
    return Case(query, question, known, gold)


def _example(matcher: Matcher, case: Case) -> Example:
    """The candidates' features and likeness, and which of them answer."""
    candidates = matcher.candidates(case.query, case.question, case.known)
    quotes = [folded(_text(matcher, choice)) for choice in candidates.choices]
    right = [any(gold in quote or quote in gold for gold in case.gold) for quote in quotes]
    return Example(candidates.features, np.array(right))


def _measured(matcher: Matcher, case: Case) -> tuple[float, ...]:
    matches = matcher.match(case.query, case.question, case.known)
    best = matches.choices[0]
    return measures(matches, best, holds(case.question.kind, _text(matcher, best)))


def _text(matcher: Matcher, choice: Choice) -> str:
    return matcher.spans.text(choice.span)


def _store(path: Path, values: dict[str, str]) -> None:
    """Replace values in the [known] table of a file."""
    before, known = path.read_text("utf-8").split("[known]\n", 1)
    for name, value in values.items():
        known = re.sub(rf"(?m)^{name} = .*$", f"{name} = {value}", known, count=1)
    path.write_text(f"{before}[known]\n{known}", "utf-8")


if __name__ == "__main__":
    main()
