"""A corpus to spoil: the real one, copied, and a writer of small ones."""

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

REAL = Path(__file__).parents[2] / "corpus"
SMALL_TEXT = (
    "Le guichet ouvre le 3 mai 2026. Il ferme le 30 juin 2026. Deux sites : à Metz (Alpha).\n"
)


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The real corpus directory's data, free to be changed."""
    target = tmp_path / "corpus"
    shutil.copytree(REAL, target, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return target


@pytest.fixture
def small(tmp_path: Path) -> Callable[..., Path]:
    """Writes a catalogued corpus of one source, plus the data files given by name."""

    def write(catalogue: str = "", **files: str) -> Path:
        directory = tmp_path / "small"
        (directory / "sources").mkdir(parents=True)
        raw = SMALL_TEXT.encode()
        (directory / "sources" / "avis.txt").write_bytes(raw)
        entry = (
            '[[source]]\nid = "avis"\ntitle = "Avis"\nfile = "avis.txt"\ndate = 2026-05-01\n'
            f'sha256 = "{hashlib.sha256(raw).hexdigest()}"\n'
        )
        (directory / "catalogue.toml").write_text(entry + catalogue, encoding="utf-8")
        for name, text in files.items():
            (directory / f"{name}.toml").write_text(text, encoding="utf-8")
        return directory

    return write
