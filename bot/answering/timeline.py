"""What the claims say about dates: which one is meant, what revised it, where it stands."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answering.answer import State
from bot.answering.matching import Choice
from bot.answering.spans import Span
from corpus.claims import Claim
from corpus.document import Document
from corpus.knowledge import Knowledge

_CONSIDERED = 6  # choices among which a reviser is looked for
_AS_LIKE = 0.85  # of the revised claim's likeness, from which the reviser is said instead


@dataclass(frozen=True, slots=True)
class DatedClaim:
    """One day that a claim names, and what took the claim's place, if anything did."""

    claim: Claim
    day: dt.date
    revised_by: Claim | None


class Claims:
    """The claims of a corpus, by where they stand and by what they are about."""

    def __init__(self, knowledge: Knowledge, documents: Sequence[Document]) -> None:
        self.all = knowledge.claims
        self.by_id = {claim.id: claim for claim in self.all}
        self.topics = {topic.id: topic for topic in knowledge.topics}
        self.documents = {document.id: document for document in documents}
        self._numbers = {document.id: i for i, document in enumerate(documents)}
        self._spans = {
            claim.id: (start, start + len(claim.quote))
            for claim in self.all
            if claim.document in self.documents
            and (start := self.documents[claim.document].text.find(claim.quote)) >= 0
        }
        self._standing: list[list[tuple[Claim, int, int]]] = [[] for _ in documents]
        for claim in self.all:
            if claim.id in self._spans:
                number = self._numbers[claim.document]
                self._standing[number].append((claim, *self._spans[claim.id]))

    def at(self, span: Span) -> Claim | None:
        """The claim that a span states: the one that shares most with it, at least half of one."""
        best, most = None, 0.0
        for claim, start, end in self._standing[span.document]:
            common = min(end, span.end) - max(start, span.start)
            if common <= 0:
                continue
            size = max(1, end - start, span.end - span.start)
            least = max(1, min(end - start, span.end - span.start))
            if common / least > 0.5 and common / size > most:
                best, most = claim, common / size
        return best

    def stated_at(self, document_id: str, start: int, end: int) -> Claim | None:
        """The claim that those characters of a document state."""
        number = self._numbers.get(document_id)
        return None if number is None else self.at(Span(number, start, end, 0))

    def current_first(self, choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
        """The choices, a reviser moved before a revised claim that the question is no liker to.

        «Jusqu'à quand ?» is like what was announced and like what revised it: the latter is said.
        """
        first = self.at(choices[0].span)
        revisers = {claim.id for claim in self.revisers(first)} if first else set()
        for choice in choices[1:_CONSIDERED]:
            claim = self.at(choice.span)
            if claim and claim.id in revisers and choice.known >= _AS_LIKE * choices[0].known > 0:
                return (choice, *(other for other in choices if other is not choice))
        return choices

    def place(self, claim: Claim) -> tuple[Document, int, int] | None:
        """The document of a claim and where its quote stands."""
        span = self._spans.get(claim.id)
        return (self.documents[claim.document], *span) if span else None

    def revisers(self, claim: Claim) -> list[Claim]:
        """The claims that took its place, as people stated."""
        return [other for other in self.all if claim.id in other.revises]

    def said_by(self, claim: Claim) -> str | None:
        return claim.said_by or self.documents[claim.document].source.author

    def said_on(self, claim: Claim) -> dt.date | None:
        return claim.said_on or self.documents[claim.document].source.date

    def timeline(self, claim: Claim) -> list[DatedClaim]:
        """Every day that matters to `claim`, oldest first: those of its topic, each told once.

        A claim without a day of its own has a timeline only where it revises or is revised, or
        is about money whose end others name.
        """
        related = [other for other in self.all if other.topic == claim.topic and other.days]
        revising = [other.id for other in self.revisers(claim)]
        linked = dict.fromkeys([*claim.revises, *revising, *claim.follows])
        related += [
            self.by_id[id_]
            for id_ in linked
            if id_ in self.by_id and self.by_id[id_].days and self.by_id[id_] not in related
        ]
        if not (claim.days or linked or (claim.money and related)):
            return []
        told: dict[tuple[dt.date, str], DatedClaim] = {}
        for other in sorted(related, key=lambda other: other is not claim):
            for day in other.days:
                revisers = self.revisers(other)
                preferred = [r for r in revisers if r.days] or revisers
                chosen = claim if claim in revisers else next(iter(preferred), None)
                told.setdefault((day, other.precision), DatedClaim(other, day, chosen))
        return sorted(told.values(), key=lambda dated: dated.day)

    def afterwards(self, timeline: Sequence[DatedClaim]) -> Claim | None:
        """The claim that says what comes after the last day of a timeline."""
        ids = {dated.claim.id for dated in timeline}
        return next((c for c in self.all if ids & set(c.follows)), None)


def state(day: dt.date, today: dt.date) -> State:
    """Where a day stands."""
    if day < today:
        return State.PAST
    return State.TODAY if day == today else State.COMING
