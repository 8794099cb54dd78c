"""How often the right quote comes first for a known question, each left out in turn.

Compares the nearest other question with the ridge regression of `index/known.py`, on likeness to
known questions alone. Prints one line each.
"""

import argparse
from pathlib import Path

import numpy as np

from index.build import build
from index.encoder import load_encoder
from index.known import left_out, question_groups


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--data", type=Path, default=Path("var"))
    options = parser.parse_args()
    snapshot = build(options.corpus, options.data, load_encoder("bundled", options.data))
    numbers, groups = question_groups(snapshot.knowledge)
    answered = np.array([bool(groups[number].expected) for number in numbers])
    vectors = snapshot.question_vectors
    likeness = vectors @ vectors.T
    np.fill_diagonal(likeness, -1.0)
    nearest = numbers[likeness.argmax(axis=1)]
    regressed = left_out(vectors, snapshot.known.wordings, numbers, len(groups)).argmax(axis=1)
    for name, found in (("nearest question", nearest), ("ridge regression", regressed)):
        share = (found == numbers)[answered].mean()
        print(f"{name}: right quote first for {share:.3f} of {answered.sum()} questions")


if __name__ == "__main__":
    main()
