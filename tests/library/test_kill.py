"""An act that is killed was done or was not: sources, index and journal always agree."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.library.drafts import Stated
from bot.library.library import Library
from bot.store.acts import Kind
from corpus.shelf import FILES
from index.current import load_current
from tests.conftest import ROOT
from tests.index.fake_encoder import FakeEncoder
from tests.library.conftest import WHO


def kill_at(moment: str, corpus_dir: Path, data_dir: Path, *act: str) -> None:
    """Run an act until it reaches `moment`, then kill it as `kill -9` does."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.library.stopped_act", corpus_dir, data_dir, moment, *act],
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
    ("moment", "done"),
    [("writing 2/7", False), ("publishing 0/1", False), ("publishing 1/1", True)],
)
def test_publishing_killed(
    library: Library,
    letter: Path,
    corpus_dir: Path,
    data_dir: Path,
    moment: str,
    done: bool,
) -> None:
    """Before the switch nothing is published and the draft waits; after it, all is."""
    draft = library.draft(letter, WHO, Stated(title="Nouvelle"))
    kill_at(moment, corpus_dir, data_dir, "publish", draft.id)
    after = Library(corpus_dir, data_dir, FakeEncoder)
    after.settle()
    current = load_current(data_dir)
    assert (draft.source.id in [document.id for document in current.documents]) is done
    assert [document.id for document in after.corpus().documents] == [
        document.id for document in current.documents
    ]
    act = after.journal(1)[0]
    assert act.after == current.id
    assert act.kind is (Kind.ADDED if done else Kind.BUILT)
    if not done:
        assert after.publish(draft.id, WHO).documents[-1].id == draft.source.id


def test_a_purge_killed_after_the_switch_is_finished(
    library: Library, letter: Path, corpus_dir: Path, data_dir: Path
) -> None:
    """What was left of a source that is out of use for good is removed at the next start."""
    draft = library.draft(letter, WHO, Stated(title="Nouvelle"))
    library.publish(draft.id, WHO)
    kill_at("publishing 1/1", corpus_dir, data_dir, "purge", draft.source.id)
    assert (data_dir / FILES / draft.source.sha256).exists()
    after = Library(corpus_dir, data_dir, FakeEncoder)
    after.settle()
    assert not (data_dir / FILES / draft.source.sha256).exists()
    assert after.journal(1)[0].kind is Kind.PURGED
