"""A library over two short texts, with an encoder that needs no model."""

from pathlib import Path

import pytest

from bot.library.library import Library
from tests.index.fake_encoder import FakeEncoder

CLAIMS = """
[[topic]]
id = "argent"
title.fr = "L'argent"

[[claim]]
id = "fin-avril"
topic = "argent"
document = "lettre"
quote = "Le financement du centre s'arrête fin avril 2026."
date = 2026-04-30
precision = "month"
money = true
label.fr = "Fin du financement"
gloss.fr = "Le financement s'arrête."
"""
QUESTIONS = """
[[expected]]
document = "chat"
quote = "Le chat dort sur le toit."
asks = "place"
questions = ["Où dort le chat ?"]
"""
NEW_LETTER = "Le financement du centre s'arrête fin octobre 2026. La lettre est courte.\n"
WHO = "une modératrice"


@pytest.fixture
def corpus_dir(tmp_path: Path) -> Path:
    """Two documents, a claim on one and a question on the other."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "chat.txt").write_text("Le chat dort sur le toit. Il rêve de souris.\n", "utf-8")
    (folder / "lettre.txt").write_text(
        "Le financement du centre s'arrête fin avril 2026. Il faut le dire.\n", "utf-8"
    )
    (folder / "claims.toml").write_text(CLAIMS, "utf-8")
    (folder / "questions.toml").write_text(QUESTIONS, "utf-8")
    return folder


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """Where everything is written; it does not exist yet."""
    return tmp_path / "data"


@pytest.fixture
def library(corpus_dir: Path, data_dir: Path) -> Library:
    """The library, its first index built."""
    made = Library(corpus_dir, data_dir, FakeEncoder)
    made.rebuild(WHO)
    return made


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """A file that a moderator received."""
    path = tmp_path / "reçu" / "nouvelle lettre.txt"
    path.parent.mkdir()
    path.write_text(NEW_LETTER, "utf-8")
    return path
