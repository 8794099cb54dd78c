"""Puts an answer together: quotes, who says so, what revised it, how old it is."""

import datetime as dt
from dataclasses import dataclass

from bot.answering.answer import Answer, Status, TimelineEntry
from bot.answering.citation import Citation
from bot.answering.citing import Citer, continued
from bot.answering.dating import (
    afterwards_note,
    newest_date,
    newest_note,
    relative_note,
    timeline_entries,
    timeline_notes,
)
from bot.answering.layout import plain_text
from bot.answering.matching import Choice, Matcher, Matches
from bot.answering.places import Level, Located
from bot.answering.question import Question
from bot.answering.spans import Span
from bot.answering.timeline import Claims
from bot.answering.widening import widened
from bot.phrases import Wording, languages, wording
from corpus.claims import Claim
from corpus.questions import Asks
from index.snapshot import Snapshot

OFFERED = 3  # citations offered at most besides those that an answer needs
_FRENCH, _ENGLISH = "fr", "en"


@dataclass(frozen=True, slots=True)
class _Parts:
    """What differs between one answer and another."""

    status: Status
    subject: str
    confidence: float
    lead: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    shown: tuple[int, ...] = ()
    gloss: str | None = None
    notes: tuple[str, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    claim: Claim | None = None


class Composer:
    """Makes the answers of one snapshot."""

    def __init__(self, snapshot: Snapshot, matcher: Matcher, verified: dt.date | None) -> None:
        """`verified` is the last day on which a person found no newer source."""
        self._snapshot = snapshot
        self._verified = verified
        self._matcher = matcher
        self._claims = Claims(snapshot.knowledge, snapshot.documents)
        self._claim_spans = {
            claim.id: span
            for claim in snapshot.knowledge.claims
            if (span := matcher.spans.whole(claim.document, claim.quote))
        }
        listed = snapshot.knowledge.enumeration
        self._list_span = matcher.spans.find(listed.document, listed.quote) if listed else None

    def answered(
        self, question: Question, choices: tuple[Choice, ...], confidence: float, today: dt.date
    ) -> Answer:
        """The best quote of `choices`, what it needs beside it, and what else may be looked at."""
        words = wording(question.language)
        citer = Citer(self._snapshot, words)
        choices = self._claims.current_first(choices)
        best = choices[0]
        span = widened(self._matcher.snapshot, choices)
        shown = [citer.cite(span)]
        shown += [citer.cite(also) for also in self._matcher.expected.also(best.group)]
        if self._wants_list(question, best):
            shown += [citer.cite(more) for more in continued(self._snapshot, span, OFFERED)]
        for other in choices[1:]:
            if len(citer.citations) >= OFFERED:
                break
            citer.cite(other.span)
        claim = self._claims.at(span)
        lead, rivals = self._positions(claim, citer, words)
        shown += rivals
        entries, notes = self._dates(claim, citer, today, words)
        shown += [number for entry in entries for number in (entry.revised_by,) if number]
        return self._answer(
            question,
            words,
            _Parts(
                Status.ANSWERED,
                self._subject(claim, words),
                confidence,
                lead,
                tuple(citer.citations),
                tuple(dict.fromkeys(shown)),
                self._gloss(claim, question.language),
                (*self._counted(span, claim, words), *notes),
                tuple(entries),
                claim,
            ),
        )

    def located(self, question: Question, located: Located, today: dt.date) -> Answer:
        """The list items that name the structures at a place, or that there is none."""
        words = wording(question.language)
        citer = Citer(self._snapshot, words)
        subject = words.text("subject_structures")
        where = located.department if located.level is not Level.REGION else ""
        place = f"{located.place}, {where}" if where else located.place
        if where.startswith(f"{located.place} ("):  # it is the department itself
            place = where
        if located.level is Level.NONE:
            if self._list_span:
                listed = self._matcher.spans.unit_of(self._list_span)
                citer.cite(listed)
                for more in continued(self._snapshot, listed, OFFERED):
                    citer.cite(more)
            lead = (words.text("place_none", place=place),)
            note = newest_note(self._snapshot.documents, today, words, self._verified)
            return self._answer(
                question,
                words,
                _Parts(
                    Status.NOT_FOUND,
                    subject,
                    1.0,
                    lead,
                    tuple(citer.citations),
                    tuple(c.number for c in citer.citations),
                    None,
                    (note,) if note else (),
                ),
            )
        for document, quote in located.quotes:
            span = self._matcher.spans.find(document, quote)
            if span:
                citer.cite(span)
        keys = {
            Level.DEPARTMENT_ONLY: "place_department_only",
            Level.ELSEWHERE: "place_elsewhere",
        }
        key = keys.get(located.level)
        values = {"place": located.place, "department": located.department}
        return self._answer(
            question,
            words,
            _Parts(
                Status.ANSWERED,
                subject,
                1.0,
                (words.text(key, **values),) if key else (),
                tuple(citer.citations),
                tuple(c.number for c in citer.citations),
            ),
        )

    def refused(
        self, question: Question, matches: Matches, status: Status, confidence: float
    ) -> Answer:
        """Nothing that answers: what was searched, and the nearest passages as such."""
        words = wording(question.language)
        citer = Citer(self._snapshot, words)
        if status is Status.NOT_FOUND:
            for choice in matches.choices[:OFFERED]:
                citer.cite(choice.span)
        lead = [self._refusal(status, speaker) for speaker in self._speakers(question.language)]
        if citer.citations:
            lead.append(words.text("nearest"))
        return self._answer(
            question,
            words,
            _Parts(
                status,
                words.text(f"subject_{status.value}"),
                confidence,
                tuple(lead),
                tuple(citer.citations),
                tuple(c.number for c in citer.citations[:1]),
            ),
        )

    def said(self, question: Question, status: Status, key: str, confidence: float) -> Answer:
        """A fixed sentence: help, or whom to call in an emergency."""
        words = wording(question.language)
        sources = len(self._snapshot.documents)
        lead = tuple(
            speaker.text(key, sources=speaker.count("sources", sources))
            for speaker in self._speakers(question.language)
        )
        subject = words.text(f"subject_{status.value}")
        return self._answer(question, words, _Parts(status, subject, confidence, lead))

    def _speakers(self, language: str) -> list[Wording]:
        """The asker's language where it has phrases, else French and English."""
        if language in languages():
            return [wording(language)]
        return [wording(code) for code in (_FRENCH, _ENGLISH) if code in languages()]

    def _refusal(self, status: Status, words: Wording) -> str:
        sources = words.count("sources", len(self._snapshot.documents))
        newest = newest_date(self._snapshot.documents)
        if status is Status.OUT_OF_SCOPE:
            return words.text("out_of_scope", sources=sources)
        if newest is None:
            return words.text("not_found_undated", sources=sources)
        return words.text("not_found", sources=sources, date=words.day(newest))

    def _wants_list(self, question: Question, best: Choice) -> bool:
        """Whether the list that the quote begins is what was asked for, not one thing in it."""
        if best.group is None:
            return question.kind is Asks.LIST
        entries = self._matcher.expected.groups[best.group].expected
        return any(self._snapshot.knowledge.expected[i].asks is Asks.LIST for i in entries)

    def _positions(
        self, claim: Claim | None, citer: Citer, words: Wording
    ) -> tuple[tuple[str, ...], list[int]]:
        """Who alone says so, or who says otherwise, with the quote that does."""
        if claim is None:
            return (), []
        lead, rivals = [], []
        author = self._claims.said_by(claim)
        if claim.one_sided and author:
            lead.append(words.text("one_sided", author=author))
        others = [self._claims.by_id[i] for i in claim.disagrees_with if i in self._claims.by_id]
        other = next((o for o in others if o.document != claim.document), None)
        if other and other.id in self._claim_spans:
            lead.append(words.text("disagree"))
            rivals.append(citer.cite(self._claim_spans[other.id]))
        revisers = self._claims.revisers(claim)
        if revisers:
            on, by = self._claims.said_on(revisers[0]), self._claims.said_by(revisers[0])
            day = words.day(on) if on else words.text("undated")
            lead.append(words.text("revised", author=by or "", date=day))
        return tuple(lead), rivals

    def _dates(
        self, claim: Claim | None, citer: Citer, today: dt.date, words: Wording
    ) -> tuple[list[TimelineEntry], list[str]]:
        if claim is None:
            return [], []
        dated = self._claims.timeline(claim)
        entries = timeline_entries(dated, self._claims, citer, self._claim_spans, today, words)
        relative = relative_note(claim, self._claims, words)
        notes = [relative] if relative else []
        if len(dated) > 1 or any(item.revised_by for item in dated):
            notes += timeline_notes(entries, dated, self._claims, words)
        after = self._claims.afterwards(dated)
        if after and after.id in self._claim_spans:
            citer.cite(self._claim_spans[after.id])
            notes.append(afterwards_note(after, words))
        if claim.money or claim.office or entries:
            newest = newest_note(self._snapshot.documents, today, words, self._verified)
            notes += [newest] if newest else []
        return entries, notes

    def _counted(self, span: Span, claim: Claim | None, words: Wording) -> list[str]:
        """What a source announces against what it names, where the two differ."""
        listed, place = self._snapshot.knowledge.enumeration, self._list_span
        if listed and place and place.document == span.document and place.start == span.start:
            named = len(self._snapshot.knowledge.structures)
            return [words.text("places_counted", announced=listed.announced, named=named)]
        if claim and claim.announced and claim.named and claim.announced != len(claim.named):
            return [words.text("only_counted", announced=claim.announced, named=len(claim.named))]
        return []

    def _subject(self, claim: Claim | None, words: Wording) -> str:
        topic = self._claims.topics.get(claim.topic) if claim else None
        if topic is None:
            return words.text("subject_default")
        return topic.title.get(words.language) or topic.title[_FRENCH]

    def _gloss(self, claim: Claim | None, language: str) -> str | None:
        if claim is None or language == _FRENCH or not claim.gloss:
            return None
        spoken = language if language in claim.gloss else _ENGLISH
        return wording(spoken).text("gloss", gloss=claim.gloss[spoken])

    def _answer(self, question: Question, words: Wording, parts: _Parts) -> Answer:
        quoted = [c for c in parts.citations if c.number in parts.shown]
        return Answer(
            question=question.text,
            language=question.language,
            frame=words.language,
            status=parts.status,
            subject=parts.subject,
            lead=parts.lead,
            citations=parts.citations,
            shown=parts.shown,
            gloss=parts.gloss,
            notes=parts.notes,
            timeline=parts.timeline,
            confidence=parts.confidence,
            text=plain_text(parts.lead, quoted, parts.gloss, parts.notes, words),
            snapshot=self._snapshot.id,
            elapsed_ms=0.0,
            claim=parts.claim.id if parts.claim else None,
        )
