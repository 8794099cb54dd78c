"""LangChain's text splitter and FAISS: the usual recipe, dense only."""

from collections.abc import Mapping

from langchain_community.vectorstores import FAISS
from langchain_core.documents import Document
from langchain_huggingface import HuggingFaceEmbeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

from benchmarks.peers.measuring import FIRST, Result, Search, measure


def build(model: str, documents: Mapping[str, str]) -> Search:
    """As its tutorial on semantic search, with e5's own prompts."""
    embeddings = HuggingFaceEmbeddings(
        model_name=model,
        model_kwargs={"device": "cpu"},
        encode_kwargs={"prompt_name": "passage", "normalize_embeddings": True},
        query_encode_kwargs={"prompt_name": "query", "normalize_embeddings": True},
    )
    splitter = RecursiveCharacterTextSplitter(
        chunk_size=1000, chunk_overlap=200, add_start_index=True
    )
    pages = [
        Document(page_content=text, metadata={"source": name}) for name, text in documents.items()
    ]
    store = FAISS.from_documents(splitter.split_documents(pages), embeddings)

    def search(question: str) -> list[Result]:
        found = store.similarity_search(question, k=FIRST)
        return [Result(each.metadata["source"], each.page_content) for each in found]

    return search


if __name__ == "__main__":
    measure(build)
