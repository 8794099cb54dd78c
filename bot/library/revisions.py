"""Which claims a new text may revise; that it does is only ever a person's word."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.library.periods import periods
from corpus.claims import Claim, Precision
from corpus.document import Document
from corpus.knowledge import Knowledge
from index.passages import UnitKind, cut
from index.words import content, words

LIKE = 0.3  # share of a claim's words, weighted by rarity, that a sentence must have
MOST = 5  # candidates that a person is asked about


@dataclass(frozen=True, slots=True)
class Candidate:
    """A claim, the sentence of the new text that may revise it, and why it is asked about."""

    claim: Claim
    quote: str
    reason: str  # one French sentence
    likeness: float  # 0 to 1


def candidates(document: Document, knowledge: Knowledge) -> list[Candidate]:
    """The dated claims that the new text may revise, the likeliest first, at most `MOST`.

    A claim counts where a sentence of the new text names another period and has the claim's words.
    One that another claim has revised already is left out.
    """
    revised = {old for claim in knowledge.claims for old in claim.revises}
    dated = [
        claim
        for claim in knowledge.claims
        if claim.date and claim.id not in revised and claim.document != document.id
    ]
    likeness = _Likeness([claim.quote for claim in knowledge.claims])
    topics = {topic.id: topic.title["fr"] for topic in knowledge.topics}
    found: list[Candidate] = []
    sentences = [sentence for sentence in _sentences(document) if _names_period(sentence, document)]
    for claim in dated:
        ranked = [(likeness.of(claim.quote, sentence), sentence) for sentence in sentences]
        value, sentence = max(ranked, default=(0.0, ""))
        if value >= LIKE and not _same(claim, sentence, document):
            about = topics.get(claim.topic, claim.topic)
            reason = f"Les deux parlent de « {about} », et ne nomment pas la même date."
            found.append(Candidate(claim, sentence, reason, value))
    return sorted(found, key=lambda candidate: -candidate.likeness)[:MOST]


def stated_revisions(
    document: Document, revises: Sequence[str], knowledge: Knowledge
) -> tuple[Claim, ...]:
    """What a person's «oui» adds: one claim a sentence, quoted from the new text.

    It has the topic and label of the first claim that it revises, and the last period that the
    sentence names; there is no summary in other languages.
    """
    by_sentence: dict[str, list[Claim]] = {}
    likeness = _Likeness([claim.quote for claim in knowledge.claims])
    sentences = [sentence for sentence in _sentences(document) if _names_period(sentence, document)]
    for claim in knowledge.claims:
        if claim.id in revises and sentences:
            best = max(sentences, key=lambda sentence: likeness.of(claim.quote, sentence))
            by_sentence.setdefault(best, []).append(claim)
    return tuple(
        _claim(document, number, quote, revised)
        for number, (quote, revised) in enumerate(by_sentence.items(), start=1)
    )


def _claim(document: Document, number: int, quote: str, revised: Sequence[Claim]) -> Claim:
    named = list(periods(quote, document.source.date))
    last = max(named, key=lambda period: period.last) if named else None
    return Claim(
        id=f"{document.id}-{number}",
        topic=revised[0].topic,
        document=document.id,
        quote=quote,
        label=revised[0].label,
        gloss={},
        date=last.last if last else None,
        precision=last.precision if last else Precision.DAY,
        revises=tuple(claim.id for claim in revised),
        money=revised[0].money,
    )


def _sentences(document: Document) -> Iterator[str]:
    """What can be quoted of a document as one citation."""
    for unit in cut(document, 0, 0, 0)[1]:
        if unit.kind in (UnitKind.SENTENCE, UnitKind.LIST_ITEM):
            yield document.text[unit.start : unit.end]


def _names_period(sentence: str, document: Document) -> bool:
    return next(periods(sentence, document.source.date), None) is not None


def _same(claim: Claim, sentence: str, document: Document) -> bool:
    """Whether the sentence names the claim's own date, and so repeats it."""
    return claim.date in {period.last for period in periods(sentence, document.source.date)}


class _Likeness:
    """How much of a claim's words a sentence has; words that many claims have count little."""

    def __init__(self, quotes: Sequence[str]) -> None:
        self._number = len(quotes)
        self._counts = Counter(stem for quote in quotes for stem in set(content(words(quote))))

    def of(self, quote: str, sentence: str) -> float:
        """0 to 1."""
        wanted, had = set(content(words(quote))), set(content(words(sentence)))
        weights = {stem: math.log(1 + self._number / self._counts[stem]) for stem in wanted}
        return sum(weights[stem] for stem in wanted & had) / max(1e-9, sum(weights.values()))
