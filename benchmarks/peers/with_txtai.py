"""txtai: its paragraph segmentation and its embeddings database, dense or with its BM25.

python -m benchmarks.peers.with_txtai MODEL TASK OUT [hybrid]
"""

import sys
from collections.abc import Mapping

from txtai import Embeddings
from txtai.pipeline import Segmentation

from benchmarks.peers.measuring import FIRST, Result, Search, measure


def build(model: str, documents: Mapping[str, str]) -> Search:
    """As its documentation on embeddings, with e5's own prompts."""
    cut = Segmentation(paragraphs=True)
    rows = [
        (f"{name}#{number}", text)
        for name, whole in documents.items()
        for number, text in enumerate(cut(whole))
    ]
    embeddings = Embeddings(
        path=model,
        instructions={"query": "query: ", "data": "passage: "},
        content=True,
        hybrid="hybrid" in sys.argv,
        gpu=False,
    )
    embeddings.index(rows)

    def search(question: str) -> list[Result]:
        found = embeddings.search(question, FIRST)
        return [Result(each["id"].rsplit("#", 1)[0], each["text"]) for each in found]

    return search


if __name__ == "__main__":
    measure(build)
