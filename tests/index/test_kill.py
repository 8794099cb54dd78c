"""A build that is killed leaves the snapshot in use whole."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from index.build import build
from index.current import DRAFT, SNAPSHOTS, list_snapshots, load_current
from index.snapshot import File
from tests.index.fake_encoder import FakeEncoder

ROOT = Path(__file__).parents[2]


def _kill_build_at(moment: str, corpus_dir: Path, data_dir: Path) -> None:
    """Run a build until it reaches `moment`, then kill it as `kill -9` does."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.index.stopped_build", corpus_dir, data_dir, moment],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with child:
        assert child.stdout is not None
        assert child.stdout.readline().strip() == moment
        child.kill()
    assert child.returncode == -signal.SIGKILL


@pytest.mark.parametrize(
    ("moment", "left"),
    [
        ("writing 0/7", File.UNITS),  # no vector is written yet
        ("writing 2/7", File.UNIT_VECTORS),  # two of six files are
        ("publishing 0/1", None),  # the snapshot has its name, and is not in use
    ],
)
def test_a_killed_build_leaves_the_old_snapshot(
    corpus_dir: Path, data_dir: Path, moment: str, left: str | None
) -> None:
    """Killed anywhere, the old snapshot loads whole, and the next build goes through."""
    old = build(corpus_dir, data_dir, FakeEncoder())
    (corpus_dir / "oiseau.txt").write_text("L'oiseau chante le matin.\n", "utf-8")
    _kill_build_at(moment, corpus_dir, data_dir)

    drafts = list((data_dir / SNAPSHOTS).glob(f"{DRAFT}*"))
    assert bool(drafts) == bool(left)
    if left:
        assert (drafts[0] / left).exists()
        assert not (drafts[0] / File.MANIFEST).exists()

    current = load_current(data_dir)
    assert (current.id, current.documents) == (old.id, old.documents)
    new = build(corpus_dir, data_dir, FakeEncoder())
    assert len(load_current(data_dir).documents) == 3
    assert [item.manifest.id for item in list_snapshots(data_dir)] == [new.id, old.id]
    assert not list((data_dir / SNAPSHOTS).glob(f"{DRAFT}*"))


def test_a_first_build_that_is_killed_leaves_none(corpus_dir: Path, data_dir: Path) -> None:
    """Where there was no snapshot, a later build makes one as if nothing had happened."""
    _kill_build_at("writing 6/7", corpus_dir, data_dir)
    assert list_snapshots(data_dir) == []
    assert build(corpus_dir, data_dir, FakeEncoder()).id == load_current(data_dir).id
