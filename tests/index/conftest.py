"""A small corpus to build from, and the model that the default one is checked against."""

from pathlib import Path

import pytest

from index.bundled import REFERENCE, unpack_reference
from index.encoder import MODELS, Encoder, load_encoder

QUESTIONS = """
[[expected]]
document = "chat"
quote = "Le chat dort sur le toit."
asks = "place"
questions = ["Où dort le chat ?", "Where does the cat sleep?"]

[[other]]
kind = "help"
questions = ["Bonjour"]
"""


@pytest.fixture
def corpus_dir(tmp_path: Path) -> Path:
    """Two short documents and three questions, of those that any bot is asked none."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "chat.txt").write_text("Le chat dort sur le toit. Il rêve de souris.\n", "utf-8")
    (folder / "chien.txt").write_text("Le chien garde la maison. Il aboie la nuit.\n", "utf-8")
    (folder / "questions.toml").write_text(QUESTIONS, "utf-8")
    (folder / "everyday").mkdir()
    (folder / "everyday" / "questions.toml").touch()
    return folder


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """Where snapshots go; it does not exist yet."""
    return tmp_path / "data"


@pytest.fixture(scope="session")
def reference_model(model_data_dir: Path) -> Path:
    """The bundled model as sentence-transformers has it, in float32."""
    return unpack_reference(model_data_dir / MODELS / REFERENCE)


@pytest.fixture(scope="session")
def reference_encoder(reference_model: Path, model_data_dir: Path) -> Encoder:
    """What the default encoder is checked against."""
    return load_encoder(str(reference_model), model_data_dir)
