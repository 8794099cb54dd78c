"""Search proposes the passages that answer, from the real index with the real model."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.knowledge import Knowledge
from index.encoder import Encoder
from index.known import question_groups
from index.search import FEATURES, KEPT, Searcher
from index.snapshot import Snapshot
from index.words import stem


@pytest.fixture(scope="module")
def searcher(real_snapshot: Snapshot, real_encoder: Encoder) -> Searcher:
    """Search over the five sources."""
    return Searcher(real_snapshot, real_encoder)


def best(searcher: Searcher, question: str) -> list[str]:
    """The texts of the units found, the best passage first, then the likest words."""
    found = searcher.search(searcher.query(question))
    order = np.lexsort((-found.features[:, 3], -found.features[:, 0]))
    documents, units = searcher.snapshot.documents, searcher.snapshot.units
    chosen = [units[i] for i in found.units[order]]
    return [documents[unit.document].text[unit.start : unit.end] for unit in chosen]


@pytest.mark.parametrize(
    ("question", "part"),
    [
        ("Jusqu'à quand dure le fonds d'innovation FISS ?", "jusque fin octobre 2026"),
        ("Quelle subvention par structure labellisée France Santé ?", "50 000"),
        ("What were the SEC-Pa evaluations' results?", "l'expérimentation SEC-Pa est positive"),
        ("Quels critères pour le financement ?", "neuf critères"),
    ],
)
def test_finds(searcher: Searcher, question: str, part: str) -> None:
    """What answers is among the units of the best few passages."""
    assert any(part in text for text in best(searcher, question)[:25])


def test_variants_are_one_word(searcher: Searcher) -> None:
    """However SEC-Pa is written, the question shares its word with the sources."""
    for written in ("SEC-Pa", "SECPa", "SEC Pa", "sec-pa"):
        assert stem("secpa") in searcher.query(f"Qui finance les {written} ?").stems


@given(st.text(max_size=80))
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_any_question(searcher: Searcher, question: str) -> None:
    """Any text finds units, each once, with finite features, from a bounded number of passages."""
    found = searcher.search(searcher.query(question))
    assert found.features.shape == (len(found.units), len(FEATURES))
    assert np.isfinite(found.features).all()
    assert len(set(found.units.tolist())) == len(found.units) > 0
    passages = {searcher.snapshot.units[i].passage for i in found.units}
    assert len(passages) <= KEPT


def test_without_stored_tokens(searcher: Searcher, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where units are too many for their tokens to be kept, what is found is as near as before."""
    monkeypatch.setattr("index.search.MOST_UNITS_WITH_TOKENS", 1)
    snapshot = searcher.snapshot
    bare = replace(
        snapshot,
        unit_tokens=snapshot.unit_tokens[:0],
        unit_token_bounds=np.zeros_like(snapshot.unit_token_bounds),
    )
    query = searcher.query("Quelle subvention par structure labellisée France Santé ?")
    near, far = searcher.search(query), Searcher(bare, searcher.encoder).search(query)
    shared, left, right = np.intersect1d(near.units, far.units, return_indices=True)
    assert len(shared) > 10
    assert np.allclose(near.features[left], far.features[right], atol=0.02)
    assert np.allclose(near.late[left], far.late[right], atol=0.02)


def test_what_is_asked_for_is_always_there(searcher: Searcher) -> None:
    """Units given as `also` come back with their passage, whatever the question."""
    last = len(searcher.snapshot.units) - 1
    found = searcher.search(searcher.query("xyz"), [0, last])
    assert {0, last} <= set(found.units.tolist())


def test_the_question_is_encoded_once(searcher: Searcher) -> None:
    """A query holds one vector of length 1, its tokens' vectors and its words."""
    query = searcher.query("Combien de structures ?")
    assert query.vector.shape == (searcher.encoder.dimension,)
    assert np.linalg.norm(query.vector) == pytest.approx(1, abs=1e-3)
    assert query.tokens.shape[1] == searcher.encoder.dimension
    assert len(query.stems) == len(set(query.stems)) > 0


def test_known_questions_of_the_sources(real_snapshot: Snapshot, searcher: Searcher) -> None:
    """A known question, asked again, is liker to its own quote than to any other."""
    knowledge: Knowledge = real_snapshot.knowledge
    asked, groups = knowledge.expected[::40], question_groups(knowledge)[1]
    right = 0
    for entry in asked:
        query = searcher.query(entry.questions[0])
        scores = real_snapshot.known.scores(query.vector, query.text)
        group = groups[int(scores.argmax())]
        quotes = {knowledge.expected[i].quote for i in group.expected}
        right += entry.quote in quotes
    assert right >= 0.9 * len(asked)
