"""The bundled model's export says what the model says, and fails with a sentence."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from corpus.catalogue import read_corpus
from corpus.knowledge import read_knowledge
from index.bundled import FOLDER
from index.encoder import MODELS, Encoder
from index.errors import EncoderError
from index.onnx_encoder import GRAPH, OnnxEncoder
from index.passages import cut
from index.texts import passage_text, question_texts, unit_text

CORPUS = Path(__file__).parents[2] / "corpus"


@pytest.fixture(scope="module")
def texts() -> list[str]:
    """Every tenth passage and unit of the project's own sources."""
    found = []
    for document in read_corpus(CORPUS).documents:
        passages, units = cut(document, 0, 0, 0)
        found += [passage_text(document, passage) for passage in passages]
        found += [unit_text(document, unit) for unit in units]
    return found[::10]


@pytest.fixture(scope="module")
def questions() -> list[str]:
    """Some of the project's own questions, in all of its languages."""
    return question_texts(read_knowledge(CORPUS))[::50]


def test_agrees_with_the_reference(
    real_encoder: Encoder, reference_encoder: Encoder, texts: list[str], questions: list[str]
) -> None:
    """Vectors lie so near to the float32 model's that rankings are the same but for ties."""
    passages, reference_passages = (
        encoder.encode_passages(texts) for encoder in (real_encoder, reference_encoder)
    )
    asked, reference_asked = (
        encoder.encode_queries(questions) for encoder in (real_encoder, reference_encoder)
    )
    for ours, theirs in ((passages, reference_passages), (asked, reference_asked)):
        cosines = (ours * theirs).sum(axis=1)
        assert cosines.mean() > 0.998
        assert cosines.min() > 0.98
    differences = np.abs(asked @ passages.T - reference_asked @ reference_passages.T)
    assert differences.mean() < 0.01


def test_token_vectors_agree_too(
    real_encoder: Encoder, reference_encoder: Encoder, texts: list[str]
) -> None:
    """Each token has its vector in the same place."""
    _, ours = real_encoder.encode_passages_with_tokens(texts)
    _, theirs = reference_encoder.encode_passages_with_tokens(texts)
    assert [len(rows) for rows in ours] == [len(rows) for rows in theirs]
    cosines = (np.concatenate(ours) * np.concatenate(theirs)).sum(axis=1)
    assert cosines.mean() > 0.99


def test_a_text_always_has_the_same_vector(real_encoder: Encoder, questions: list[str]) -> None:
    """Alone, in company, and from several threads at once: bit for bit."""
    together = real_encoder.encode_queries(questions)
    with ThreadPoolExecutor(4) as pool:
        alone = pool.map(lambda question: real_encoder.encode_queries([question])[0], questions)
        assert (together == np.stack(list(alone))).all()


def test_a_broken_folder_is_named(tmp_path: Path, model_data_dir: Path) -> None:
    """A model that cannot be read gives one sentence that says what to do."""
    with pytest.raises(EncoderError, match=r"supprimez ce dossier"):
        OnnxEncoder(tmp_path, "none")
    (tmp_path / GRAPH).write_bytes(b"\0" * 100)
    with pytest.raises(EncoderError, match=r"supprimez ce dossier"):
        OnnxEncoder(tmp_path, "broken")
    graph = model_data_dir / MODELS / FOLDER / GRAPH
    (tmp_path / GRAPH).write_bytes(graph.read_bytes())
    with pytest.raises(EncoderError, match=r"supprimez ce dossier"):
        OnnxEncoder(tmp_path, "without its embeddings")
