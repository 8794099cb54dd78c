"""How alike two questions must be to count as one gap: what each threshold groups.

    python -m benchmarks.gap_likeness [CORPUS]

The known questions of a corpus stand in for kept ones: those for one place in the sources ask the
same. Prints, for each threshold, the share of French questions that came into a group with another
of their place, and the share of grouped questions that are with their own place's majority.
"""

import random
import sys
import tempfile
from collections import Counter
from pathlib import Path

from bot.answering.language import DEFAULT, detect
from bot.report.gaps import grouped
from corpus.knowledge import read_knowledge
from index.encoder import BUNDLED, load_encoder

THRESHOLDS = (0.86, 0.88, 0.9, 0.92, 0.94, 0.96)
EACH = 4  # questions of a place, at most


def main(corpus: str = "corpus") -> int:
    """Print a line a threshold."""
    asked = [
        (number, question)
        for number, entry in enumerate(read_knowledge(Path(corpus)).expected)
        for question in [q for q in entry.questions if detect(q) == DEFAULT][:EACH]
    ]
    random.Random(1).shuffle(asked)
    places = [place for place, _ in asked]
    with tempfile.TemporaryDirectory() as data_dir:
        encoder = load_encoder(BUNDLED, Path(data_dir))
        vectors = encoder.encode_queries([question for _, question in asked])
    several = sum(number for number in Counter(places).values() if number > 1)
    for threshold in THRESHOLDS:
        together = pure = in_groups = 0
        for members in grouped(vectors, threshold):
            of_place = Counter(places[member] for member in members)
            together += sum(number for number in of_place.values() if number > 1)
            if len(members) > 1:
                in_groups += len(members)
                pure += max(of_place.values())
        print(
            f"{threshold:.2f}: {together / several:.0%} found another of their place, "
            f"{pure / max(1, in_groups):.0%} of {in_groups} grouped with their own",
            flush=True,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
