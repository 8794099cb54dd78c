"""Long work in a process of its own: the same acts, the same sentences."""

import datetime as dt
from pathlib import Path

import pytest

from bot.library.apart import Apart
from bot.library.drafts import Stated
from bot.library.errors import LibraryError
from bot.library.library import Library
from bot.store.acts import Kind
from index.current import current_id
from index.encoder import BUNDLED, Encoder
from index.progress import Step
from tests.conftest import REAL_CORPUS

TODAY = dt.date(2026, 11, 21)
WHO = "une modératrice"


def test_acts_are_done_elsewhere(own_data: Path, letter: Path, real_encoder: Encoder) -> None:
    """As they would be here; steps are told, acts journalled, refusals say their sentence."""
    library = Library(REAL_CORPUS, own_data, lambda: real_encoder)
    apart = Apart(REAL_CORPUS, own_data, BUNDLED)
    draft = library.draft(letter, WHO, Stated(title="Nouvelle lettre"))
    replaced = library.corpus().documents[1].id
    library.replacing(draft.id, replaced)
    told: list[Step] = []
    before = current_id(own_data)
    changed = apart.changes(draft.id, TODAY, lambda step, done, total: told.append(step))
    assert changed
    assert changed == library.changes(draft.id, TODAY)
    assert Step.ENCODING in told
    assert current_id(own_data) == before
    apart.publish(draft.id, WHO)
    assert draft.source.id in {document.id for document in library.corpus().documents}
    assert replaced not in {document.id for document in library.corpus().documents}
    assert (library.journal(1)[0].kind, library.journal(1)[0].who) == (Kind.REPLACED, WHO)
    with pytest.raises(LibraryError, match="brouillon"):
        apart.publish(draft.id, WHO)


def test_a_process_that_dies_is_told_of(corpus_dir: Path, tmp_path: Path) -> None:
    """Without a word from it, one sentence says that nothing is half done."""
    with pytest.raises(LibraryError):
        Apart(corpus_dir, tmp_path / "absent", "no-such-model").purge("x", WHO)


def test_a_process_that_hangs_is_ended(
    corpus_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that says nothing for too long holds nobody up."""
    monkeypatch.setattr("bot.library.apart.SILENCE", 0)
    with pytest.raises(LibraryError, match="signe de vie"):
        Apart(corpus_dir, tmp_path / "absent", "no-such-model").purge("x", WHO)
