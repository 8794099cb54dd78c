"""Texts become vectors that can be compared."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from index.encoder import Encoder, load_encoder
from index.errors import EncoderError
from index.progress import Step

ROOT = Path(__file__).parents[2]
PASSAGES = [
    "La bibliothèque ouvre à neuf heures du lundi au vendredi.",
    "Le train pour Lyon part de la gare de l'Est.",
    "La recette demande trois œufs et deux cents grammes de farine.",
    "Le maire a signé la convention avec l'association des habitants du quartier.",
]
ASKED = [
    ("À quelle heure ouvre la bibliothèque ?", 0),
    ("What time does the library open?", 0),
    ("¿De dónde sale el tren a Lyon?", 1),
    ("كم بيضة نحتاج؟", 2),
    ("Belediye başkanı neyi imzaladı?", 3),
    ("市长签署了什么？", 3),
]


def test_questions_find_their_passage(real_encoder: Encoder) -> None:
    """The bundled model answers across languages."""
    scores = (
        real_encoder.encode_queries([question for question, _ in ASKED])
        @ real_encoder.encode_passages(PASSAGES).T
    )
    assert scores.argmax(axis=1).tolist() == [answer for _, answer in ASKED]


def test_vectors_have_length_one(real_encoder: Encoder) -> None:
    """Inner products are cosines; empty, long and odd texts included."""
    texts = ["", " ", "é", "mot " * 3000, "👩‍⚕️", *PASSAGES]
    for vectors in (real_encoder.encode_queries(texts), real_encoder.encode_passages(texts)):
        assert vectors.dtype == np.float32
        assert vectors.shape == (len(texts), real_encoder.dimension)
        assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert real_encoder.encode_passages([]).shape == (0, real_encoder.dimension)


@pytest.mark.parametrize("which", ["real_encoder", "reference_encoder"])
def test_a_vector_does_not_depend_on_its_company(
    which: str, request: pytest.FixtureRequest
) -> None:
    """Whatever the batch and the order, a text keeps its vector but for rounding."""
    encoder: Encoder = request.getfixturevalue(which)
    texts = [*PASSAGES, " ".join(PASSAGES), f"{PASSAGES[0]} Fin."]
    together = encoder.encode_passages(texts)
    backwards = encoder.encode_passages(texts[::-1])[::-1]
    alone = np.concatenate([encoder.encode_passages([text]) for text in texts])
    assert np.abs(together - backwards).max() < 1e-4
    assert np.abs(together - alone).max() < 1e-4


def test_questions_and_passages_are_told_apart(real_encoder: Encoder) -> None:
    """The model's two prompts are applied."""
    query, passage = (
        encode(PASSAGES[:1])[0]
        for encode in (real_encoder.encode_queries, real_encoder.encode_passages)
    )
    assert 0.8 < query @ passage < 0.999


@pytest.mark.parametrize("which", ["real_encoder", "reference_encoder"])
def test_token_vectors_are_those_of_the_text(which: str, request: pytest.FixtureRequest) -> None:
    """One vector a token of the text, none for prompts and marks, from the same pass."""
    encoder: Encoder = request.getfixturevalue(which)
    vectors, tokens = encoder.encode_passages_with_tokens([*PASSAGES, "Lyon", "la gare"])
    assert np.abs(vectors[:4] - encoder.encode_passages(PASSAGES)).max() < 1e-4
    vectors, (lyon, station) = encoder.encode_queries_with_tokens(["Lyon", "la gare"])
    assert np.abs(vectors - encoder.encode_queries(["Lyon", "la gare"])).max() < 1e-4
    assert [rows.shape for rows in (lyon, station)] == [(1, 384), (2, 384)]
    assert [rows.shape for rows in tokens[-2:]] == [(1, 384), (2, 384)]
    assert np.allclose(np.linalg.norm(station, axis=1), 1, atol=1e-5)
    assert (tokens[1] @ lyon[0]).max() > 0.8


def test_progress_counts_texts(real_encoder: Encoder) -> None:
    """Every text is counted once."""
    told: list[tuple[Step, int, int]] = []
    real_encoder.encode_passages(PASSAGES * 20, lambda *seen: told.append(seen))
    assert told == sorted(told)
    assert told[-1] == (Step.ENCODING, 80, 80)


@pytest.fixture
def small_model(tmp_path: Path) -> Path:
    """A model of three words in sentence-transformers' own format, which has no token vectors."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel

    words = {"chat": 0, "chien": 1, "?": 2}
    weights = np.eye(3, dtype=np.float32)
    module = StaticEmbedding(Tokenizer(WordLevel(words, "?")), embedding_weights=weights)
    folder = tmp_path / "small"
    SentenceTransformer(modules=[module], device="cpu").save(str(folder))
    return folder


def test_any_model_folder_will_do(small_model: Path, tmp_path: Path) -> None:
    """A path is loaded as it is, and its name says which version of it."""
    encoder = load_encoder(str(small_model), tmp_path)
    assert encoder.dimension == 3
    assert encoder.encode_queries(["chien"]).tolist() == [[0, 1, 0]]
    assert load_encoder(str(small_model), tmp_path).name == encoder.name
    (small_model / "README.md").write_text("Entraîné à nouveau", "utf-8")
    assert load_encoder(str(small_model), tmp_path).name != encoder.name


def test_a_model_without_token_vectors_gives_none(small_model: Path, tmp_path: Path) -> None:
    """Late interaction is left out with such a model; all else works."""
    encoder = load_encoder(str(small_model), tmp_path)
    vectors, tokens = encoder.encode_passages_with_tokens(["chat", "chien"])
    assert vectors.tolist() == [[1, 0, 0], [0, 1, 0]]
    assert [rows.shape for rows in tokens] == [(0, 3), (0, 3)]


@pytest.mark.parametrize("name", ["", "no/such-model", "not a model", "../.."])
def test_an_unknown_model_is_named(name: str, tmp_path: Path) -> None:
    """Neither a hub out of reach nor a folder of something else ends in a traceback."""
    with pytest.raises(EncoderError, match=r"SECPA_ENCODER.*réseau"):
        load_encoder(name, tmp_path)


def test_loading_is_quiet_and_late(model_data_dir: Path, real_encoder: Encoder) -> None:
    """Nothing goes to standard error, and the big libraries wait until a model wants them."""
    code = f"""
import sys
from pathlib import Path
import index.build, index.vectors
assert not {{"onnxruntime", "torch", "sentence_transformers", "faiss"}} & set(sys.modules)
from index.encoder import load_encoder
load_encoder("bundled", Path({str(model_data_dir)!r})).encode_queries(["Bonjour"])
assert not {{"onnx", "tokenizers", "torch", "sentence_transformers"}} & set(sys.modules)
"""
    child = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (child.returncode, child.stdout, child.stderr) == (0, "", "")
