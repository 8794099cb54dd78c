"""Search: a question's vector, tokens and words against passages and units, fused.

A passage's score is a linear mix of four likenesses; a unit's features describe it within its
passage. The weights are learnt on questions with known answers (`benchmarks/train_ranker.py`).
Late interaction (ColBERT: the mean over the question's tokens of the best match among the text's)
is what brings most: alone it finds the right PIAF passage first for 77 %, against 66 % for plain
vectors and 70 % for BM25.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder
from index.lexical import WordIndex
from index.ranker import PASSAGE_WEIGHTS
from index.snapshot import MOST_UNITS_WITH_TOKENS, Snapshot
from index.texts import unit_text
from index.words import STOPWORDS, joined, stem, words

Matrix = NDArray[np.float32]
Indices = NDArray[np.int64]

BREADTH = 40  # passages and units that each kind of likeness proposes
SMALL = 32_000_000  # numbers in the token vectors, 128 MB: kept as they are searched
KEPT = 12  # best passages whose units are returned
KEPT_WITHOUT_TOKENS = 5  # where the tokens of units are not stored, but encoded for each question


@dataclass(frozen=True, slots=True)
class Query:
    """A question made ready for search; `vector` is (d,), `tokens` (t, d), both of length 1."""

    text: str
    stems: tuple[str, ...]
    vector: Matrix
    tokens: Matrix


@dataclass(frozen=True, slots=True)
class PassageMatch:
    """Passages that may hold the answer, and their units, with how like the question they are."""

    passages: Indices  # (p,), increasing
    features: Matrix  # (p, 4): dense, words, late interaction, the best unit's dense likeness
    units: Indices  # (n,), all units of these passages, increasing
    dense: Matrix  # (n,)
    late: Matrix  # (n, t): best match of each of the question's tokens in each unit

    def of(self, kept: NDArray[np.bool_], passage_of: Indices) -> "PassageMatch":
        """Only the passages `kept` (p,), with their units; `passage_of` is each unit's passage."""
        passages = self.passages[kept]
        held = np.isin(passage_of[self.units], passages)
        return PassageMatch(
            passages, self.features[kept], self.units[held], self.dense[held], self.late[held]
        )

    def with_late(self, late: Matrix, passage_of: Indices) -> "PassageMatch":
        """The same with another `late`, and what follows from it for each passage."""
        features = self.features.copy()
        first = np.searchsorted(passage_of[self.units], self.passages)
        features[:, LATE] = _of_passages(late, first)
        return replace(self, features=features, late=late)


@dataclass(frozen=True, slots=True)
class Candidates:
    """Units that may answer, with what makes them likely; one row each, in no order."""

    units: Indices  # (n,)
    features: Matrix  # (n, len(FEATURES))
    late: Matrix  # (n,) late interaction of each unit's passage: how near it comes at all


LATE = 2  # the column of `PassageMatch.features`
FEATURES = ("passage", "dense", "words", "late", "coverage", "length")


class Searcher:
    """Everything needed to search one snapshot; safe to share between threads."""

    def __init__(self, snapshot: Snapshot, encoder: Encoder) -> None:
        self.snapshot = snapshot
        self.encoder = encoder
        tokens = snapshot.unit_tokens
        self._stored = len(snapshot.units) <= MOST_UNITS_WITH_TOKENS
        # Searched as float32; where that would weigh on memory, only the candidates' are turned.
        self._tokens = tokens.astype(np.float32) if tokens.size <= SMALL else tokens
        self._passage_of = np.array([unit.passage for unit in snapshot.units], dtype=np.int64)
        self._starts = np.searchsorted(self._passage_of, np.arange(len(snapshot.passages) + 1))
        self._lengths = np.array(
            [np.log(unit.end - unit.start) for unit in snapshot.units], dtype=np.float32
        )
        self.vocabulary = frozenset(snapshot.passage_words.frequency)

    def query(self, text: str) -> Query:
        """Encode a question once for everything that is asked of it."""
        vectors, tokens = self.encoder.encode_queries_with_tokens([text])
        found = [word for word in words(text) if word not in STOPWORDS and len(word) > 1]
        stems = [stem(word) for word in joined(found, self.vocabulary)]
        return Query(text, tuple(dict.fromkeys(stems)), vectors[0], tokens[0])

    def search(self, query: Query, also: Sequence[int] = ()) -> Candidates:
        """The units of the best passages, and of the passages of the units in `also`."""
        found = self.passages(query, also)
        kept = KEPT if self._stored else KEPT_WITHOUT_TOKENS
        best = np.argsort(-found.features @ PASSAGE_WEIGHTS, kind="stable")[:kept]
        wanted = set(found.passages[best].tolist())
        wanted |= set(self._passage_of[list(also)].tolist()) if len(also) else set()
        found = found.of(np.isin(found.passages, list(wanted)), self._passage_of)
        if not self._stored:
            found = found.with_late(self._late_interaction(query, found.units), self._passage_of)
        units = found.units
        rows = np.searchsorted(found.passages, self._passage_of[units])
        features = np.stack(
            [
                (found.features @ PASSAGE_WEIGHTS)[rows],
                found.dense,
                _word_scores(self.snapshot.unit_words, query, units),
                found.late.mean(axis=1),
                self._coverage(query, units),
                self._lengths[units],
            ],
            axis=1,
        ).astype(np.float32)
        return Candidates(units, features, found.features[rows, LATE])

    def passages(self, query: Query, also: Sequence[int] = ()) -> PassageMatch:
        """The passages that any kind of likeness proposes, with all four kinds for each."""
        snapshot = self.snapshot
        proposed = set(self._passage_of[list(also)].tolist()) if len(also) else set()
        proposed |= set(snapshot.passage_index.nearest(query.vector, BREADTH).tolist())
        proposed |= set(self._passage_of[snapshot.unit_index.nearest(query.vector, BREADTH)])
        proposed |= set(snapshot.passage_words.best(query.stems, BREADTH).tolist())
        passages = np.array(sorted(proposed), dtype=np.int64)
        units = np.concatenate([self._units_of(passage) for passage in passages])
        dense = snapshot.unit_vectors[units] @ query.vector
        late = self._late_interaction(query, units) if self._stored else _none(query, units)
        first = np.searchsorted(self._passage_of[units], passages)
        features = np.stack(
            [
                snapshot.passage_vectors[passages] @ query.vector,
                _word_scores(snapshot.passage_words, query, passages),
                _of_passages(late, first),
                np.maximum.reduceat(dense, first),
            ],
            axis=1,
        )
        return PassageMatch(passages, features, units, dense, late)

    def _units_of(self, passage: int) -> Indices:
        return np.arange(self._starts[passage], self._starts[passage + 1])

    def _late_interaction(self, query: Query, units: Indices) -> Matrix:
        """Best match of each of the question's tokens in each unit: (units, tokens)."""
        if not len(query.tokens):
            return _none(query, units)
        stacked, sizes = self._stored_tokens(units) if self._stored else self._made_tokens(units)
        if not len(stacked):
            return _none(query, units)
        likeness = stacked.astype(np.float32, copy=False) @ query.tokens.T
        starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
        result: Matrix = np.maximum.reduceat(likeness, np.minimum(starts, len(stacked) - 1), axis=0)
        result[sizes == 0] = 0.0
        return result

    def _stored_tokens(self, units: Indices) -> tuple[NDArray[Any], Indices]:
        """The token vectors of units one after the other, and how many each has."""
        bounds = self.snapshot.unit_token_bounds
        runs = np.split(units, np.flatnonzero(np.diff(units) != 1) + 1)  # of neighbours
        parts = [self._tokens[bounds[run[0]] : bounds[run[-1] + 1]] for run in runs]
        stacked = parts[0] if len(parts) == 1 else np.concatenate(parts)
        return stacked, bounds[units + 1] - bounds[units]

    def _made_tokens(self, units: Indices) -> tuple[NDArray[Any], Indices]:
        """The same, encoded now."""
        snapshot = self.snapshot
        chosen = [snapshot.units[number] for number in units.tolist()]
        texts = [unit_text(snapshot.documents[unit.document], unit) for unit in chosen]
        _, found = self.encoder.encode_passages_with_tokens(texts)
        return np.concatenate(found), np.array([len(rows) for rows in found], dtype=np.int64)

    def _coverage(self, query: Query, units: Indices) -> Matrix:
        """Share of the question's words, by rarity, that each unit holds: 0 to 1."""
        held, total = np.zeros(len(units)), 0.0
        for stem_ in query.stems:
            rarity = self.snapshot.passage_words.rarity(stem_)
            held[self.snapshot.unit_words.shares(stem_, units) > 0] += rarity
            total += rarity
        return (held / (total or 1.0)).astype(np.float32)


def _none(query: Query, units: Indices) -> Matrix:
    """Late interaction where there are no tokens to compare."""
    return np.zeros((len(units), max(1, len(query.tokens))), dtype=np.float32)


def _of_passages(late: Matrix, first: Indices) -> Matrix:
    """Late interaction of passages, each by its `first` unit: its tokens are those of all."""
    result: Matrix = np.maximum.reduceat(late, first, axis=0).mean(axis=1)
    return result


def _word_scores(index: WordIndex, query: Query, rows: Indices) -> Matrix:
    """BM25 as a share of what the rarest words could give: comparable between questions."""
    ceiling = sum(index.rarity(stem) for stem in query.stems) + 3.0
    scores: Matrix = index.scores(query.stems, rows) / np.float32(ceiling)
    return scores
