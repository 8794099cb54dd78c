"""Runs the command line, in this process or as its own."""

import io
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pytest

from bot.__main__ import main
from index.encoder import MODELS, Encoder
from index.snapshot import Snapshot
from tests.conftest import REAL_CORPUS, ROOT


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended, and what it wrote."""

    code: int
    out: str
    err: str


Secpa = Callable[..., Ran]


@pytest.fixture
def secpa(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Secpa:
    """`secpa("ask", "…", piped="…")` in an empty working directory."""

    def run(*arguments: str, piped: str = "") -> Ran:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr(sys, "argv", ["secpa", *arguments])
        monkeypatch.setattr(sys, "stdin", io.StringIO(piped))
        capsys.readouterr()
        code: object = 0
        try:
            main()
        except SystemExit as left:
            code = left.code or 0
        written = capsys.readouterr()
        assert isinstance(code, int)
        return Ran(code, written.out, written.err)

    return run


@pytest.fixture
def real(model_data_dir: Path, real_snapshot: Snapshot) -> list[str]:
    """Options for the five sources, their index built."""
    return ["--corpus", str(REAL_CORPUS), "--data", str(model_data_dir)]


@pytest.fixture
def small(tmp_path: Path, model_data_dir: Path, real_encoder: Encoder) -> list[str]:
    """Options for two text files, no index yet, the model unpacked."""
    corpus, data = tmp_path / "textes", tmp_path / "data"
    corpus.mkdir()
    data.mkdir()
    (corpus / "chat.txt").write_text("Le chat dort sur le toit.\n", "utf-8")
    (corpus / "chien.txt").write_text("Le chien garde la maison.\n", "utf-8")
    (data / MODELS).symlink_to(model_data_dir / MODELS)
    return ["--corpus", str(corpus), "--data", str(data)]


def start(
    arguments: list[str], out: int | IO[bytes] = subprocess.PIPE
) -> "subprocess.Popen[bytes]":
    """`python -m bot …` as a process of its own, its ends piped unless `out` says otherwise."""
    # Strict, as in a French or English locale; the C locale would let broken text through.
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8:strict"}
    return subprocess.Popen(
        [sys.executable, "-m", "bot", *arguments],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=out,
        stderr=subprocess.PIPE,
    )
