"""Haystack: its splitter and in-memory store, with its embedding retriever or its BM25 alone.

python -m benchmarks.peers.with_haystack MODEL TASK OUT [bm25]
"""

import sys
from collections.abc import Mapping

from haystack import Document, Pipeline
from haystack.components.preprocessors import DocumentSplitter
from haystack.components.retrievers.in_memory import (
    InMemoryBM25Retriever,
    InMemoryEmbeddingRetriever,
)
from haystack.components.writers import DocumentWriter
from haystack.document_stores.in_memory import InMemoryDocumentStore
from haystack.utils import ComponentDevice

from benchmarks.peers.measuring import FIRST, Result, Search, measure


def build(model: str, documents: Mapping[str, str]) -> Search:
    """As its tutorials' indexing and query pipelines, with e5's own prompts."""
    store = InMemoryDocumentStore()
    indexing, asking = Pipeline(), Pipeline()
    indexing.add_component("splitter", DocumentSplitter())
    indexing.add_component("writer", DocumentWriter(store))
    if "bm25" in sys.argv:
        indexing.connect("splitter", "writer")
        asking.add_component("retriever", InMemoryBM25Retriever(store, top_k=FIRST))
        entry, name = "retriever", "query"
    else:
        _with_embeddings(model, store, indexing, asking)
        entry, name = "embedder", "text"
    pages = [Document(content=text, meta={"source": each}) for each, text in documents.items()]
    indexing.run({"splitter": {"documents": pages}})

    def search(question: str) -> list[Result]:
        found = asking.run({entry: {name: question}})["retriever"]["documents"]
        return [Result(each.meta["source"], each.content) for each in found]

    return search


def _with_embeddings(
    model: str, store: InMemoryDocumentStore, indexing: Pipeline, asking: Pipeline
) -> None:
    from haystack_integrations.components.embedders.sentence_transformers import (
        SentenceTransformersDocumentEmbedder,
        SentenceTransformersTextEmbedder,
    )

    device = ComponentDevice.from_str("cpu")
    documents = SentenceTransformersDocumentEmbedder(
        model=model, device=device, prefix="passage: ", progress_bar=False
    )
    questions = SentenceTransformersTextEmbedder(
        model=model, device=device, prefix="query: ", progress_bar=False
    )
    indexing.add_component("embedder", documents)
    indexing.connect("splitter", "embedder")
    indexing.connect("embedder", "writer")
    asking.add_component("embedder", questions)
    asking.add_component("retriever", InMemoryEmbeddingRetriever(store, top_k=FIRST))
    asking.connect("embedder.embedding", "retriever.query_embedding")


if __name__ == "__main__":
    measure(build)
