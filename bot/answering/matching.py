"""Ranks the spans that may answer: text features, known questions, and whose text was asked for."""

import re
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.answering.asks import is_question, signs
from bot.answering.authors import AuthorNames
from bot.answering.beyond import beyond
from bot.answering.expected import ExpectedQuestions, Labels
from bot.answering.known_words import KnownWords
from bot.answering.language import DEFAULT
from bot.answering.question import Question
from bot.answering.ranker import (
    ASKING,
    ECHO,
    KNOWN_WEIGHTS,
    NAMED_AUTHOR,
    SPEAKING,
    TEXT_WEIGHTS,
)
from bot.answering.spans import Span, Spans
from corpus.questions import Asks
from index.passages import UnitKind
from index.search import FEATURES, Query, Searcher
from index.texts import unit_text
from index.words import content, fold, words

Matrix = NDArray[np.float32]

OFFERED = 20  # choices kept of a question
QUOTED = 4.0  # for a quote that holds every word that the question puts in quotation marks
AFTER = 8.0  # for a quote about the time after a year or day, where that is asked
_QUOTATION = re.compile(r"[«“\"]\s*([^«»“”\"]+?)\s*[»”\"]")
_COVERAGE = FEATURES.index("coverage")
_SIGNS = slice(len(FEATURES), len(FEATURES) + 4)
_LINE = len(FEATURES) + 5  # the last of what `TEXT_WEIGHTS` weighs


@dataclass(frozen=True, slots=True)
class Choice:
    """A span, how well it answers, and how much it is like a known question's answer."""

    span: Span
    score: float
    known: float  # about 0 to 1
    group: int | None  # of the known questions, whose quote this is
    covered: bool  # its document has known questions, which would tell what it answers
    late: float  # late interaction of the question with its passage
    coverage: float  # share of the question's words that it holds
    signs: float  # how many signs of what is asked it bears

    @classmethod
    def only(cls, span: Span) -> "Choice":
        """A span that was not ranked among others."""
        return cls(span, 0.0, 0.0, None, False, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Matches:
    """What was found for one question, best first, and how near the known questions come.

    Where some documents have known questions and others none, their scores cannot be compared:
    `beside` then holds the choices of the one sort, `choices` those of the other.
    """

    choices: tuple[Choice, ...]
    beside: tuple[Choice, ...]
    expected: float  # likeness to the nearest known question with an answer
    answerable: float  # likeness to all of them together
    labels: Labels
    strange: bool  # a name in the question is borne by nothing in the corpus
    unknown: float  # share of a French question's words that the corpus does not have


@dataclass(frozen=True, slots=True)
class Candidates:
    """What may answer a question, and what `KNOWN_WEIGHTS` weighs of each, (n, 13)."""

    choices: tuple[Choice, ...]
    features: Matrix


class Matcher:
    """Finds and ranks spans of one snapshot; `weights` as `KNOWN_WEIGHTS`."""

    def __init__(self, searcher: Searcher, weights: Matrix = KNOWN_WEIGHTS) -> None:
        self._weights = weights
        snapshot = searcher.snapshot
        self.searcher = searcher
        self.snapshot = snapshot
        self.spans = Spans(snapshot)
        self.expected = ExpectedQuestions(snapshot.knowledge, self.spans)
        self.known_words = KnownWords(snapshot.documents, snapshot.knowledge)
        self.authors = AuthorNames([document.source for document in snapshot.documents])

    def match(self, query: Query, question: Question, known: Matrix) -> Matches:
        """Rank what may answer `query`; `known` scores each group of known questions."""
        choices = self.candidates(query, question, known).choices
        ranked = sorted(choices, key=lambda choice: -choice.score)
        covered, uncovered = (
            _distinct([choice for choice in ranked if choice.covered is sort], OFFERED)
            for sort in (True, False)
        )
        return Matches(
            covered or uncovered,
            uncovered if covered else (),
            self.expected.best(known),
            self.expected.answerable(known),
            self.expected.labels(known),
            self.known_words.strange(question.text, question.language),
            self.known_words.unknown(query.text) if question.language == DEFAULT else 0.0,
        )

    def candidates(self, query: Query, question: Question, known: Matrix) -> Candidates:
        """Every unit that may answer, in no order."""
        proposed = self.expected.proposed(known)
        found = self.searcher.search(query, list(proposed))
        groups = [proposed.get(unit) for unit in found.units.tolist()]
        likeness = [0.0 if group is None else float(known[group]) for group in groups]
        features = self.features(query, question.kind, found.units, found.features)
        features = np.column_stack([features, np.array(likeness, dtype=np.float32)])
        by_text, by_known = features[:, :-1] @ TEXT_WEIGHTS, features @ self._weights
        scored, bears = (by_text.tolist(), by_known.tolist()), features[:, _SIGNS].sum(axis=1)
        told = zip(
            found.late.tolist(), features[:, _COVERAGE].tolist(), bears.tolist(), strict=True
        )
        named, speaking = self.authors.named(query.text), self.authors.speaking(query.text)
        quoted, after = _quoted(question.text), beyond(question.text)
        choices = []
        units = zip(found.units.tolist(), groups, told, strict=True)
        for row, (unit, group, (late, coverage, signed)) in enumerate(units):
            quote = self.expected.quote(group) if group is not None else None
            span = quote or self.spans.of_unit(unit)
            covered = span.document in self.expected.covered
            score = scored[covered][row]
            score += NAMED_AUTHOR * (span.document in named) + SPEAKING * (
                span.document in speaking
            )
            text = self.spans.text(span)
            if not covered:
                score += ASKING * is_question(text)
                if features[row, _LINE]:
                    score += ECHO * _echo(text, query.stems)
            if quoted:
                score += QUOTED * _holding(quoted, text)
            if after:
                score += AFTER * (not after.isdisjoint(beyond(text)))
            choices.append(
                Choice(span, score, likeness[row], group, covered, late, coverage, signed)
            )
        return Candidates(tuple(choices), features)

    def features(
        self, query: Query, kind: Asks | None, units: NDArray[np.int64], found: Matrix
    ) -> Matrix:
        """What `TEXT_WEIGHTS` weighs, a row a unit: search's features, then what the text is."""
        extra, asked_about = [], fold(query.text)
        for number in units.tolist():
            unit = self.snapshot.units[number]
            quote = unit_text(self.snapshot.documents[unit.document], unit)
            extra.append(
                (
                    *signs(kind, quote, asked_about),
                    float(unit.kind is UnitKind.ENUMERATED),
                    float(unit.kind in (UnitKind.LINE, UnitKind.HEADING)),
                )
            )
        return np.concatenate([found, np.array(extra, dtype=np.float32)], axis=1)


def _quoted(question: str) -> list[str]:
    """What a question puts in quotation marks, folded; a whole one in them is none."""
    found = [fold(part).strip() for part in _QUOTATION.findall(question)]
    return [part for part in found if part and len(part) < len(question) / 2]


def _holding(quoted: list[str], text: str) -> bool:
    folded = fold(text)
    return all(part in folded for part in quoted)


def _echo(text: str, asked: Collection[str]) -> float:
    """Share of the words of `text` that are `asked`: a title only repeats what a text is about."""
    said = content(words(text))
    return sum(word in asked for word in said) / max(1, len(said))


def _distinct(choices: list[Choice], limit: int) -> tuple[Choice, ...]:
    """The best choices, without those that overlap a better one."""
    kept: list[Choice] = []
    for choice in choices:
        if len(kept) == limit:
            break
        span = choice.span
        if not any(
            span.document == k.span.document and span.start < k.span.end and k.span.start < span.end
            for k in kept
        ):
            kept.append(choice)
    return tuple(kept)
