"""What can be asked for as a whole: every date, every structure, every position on a subject."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.answering.answer import Answer
from bot.answering.citation import Citation
from bot.answering.citing import Citer
from bot.answering.cues import CUES
from bot.answering.dating import afterwards_note, newest_note, timeline_entries, timeline_notes
from bot.answering.layout import signed
from bot.answering.spans import Span, Spans
from bot.answering.timeline import Claims, DatedClaim
from bot.phrases import FALLBACK, Wording, wording
from corpus.claims import Claim
from corpus.places import Structure
from index.snapshot import Snapshot
from index.words import words as index_words

_LAST = dt.date.max
_JOINING = frozenset(index_words(" ".join(CUES.function.values())))


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a page: a line, the quote it rests on, and what is to be known of that."""

    head: str
    citation: Citation | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A title, its items, and what stands before and after them."""

    title: str
    entries: tuple[Entry, ...]
    notes: tuple[str, ...] = ()  # at the end
    opening: tuple[str, ...] = ()  # under the title
    unsaid: tuple[str, ...] = ()  # what the sources leave open


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject that positions are taken on."""

    id: str
    title: str


class Pages:
    """Makes the pages of one snapshot."""

    def __init__(self, snapshot: Snapshot, spans: Spans, verified: dt.date | None = None) -> None:
        """`verified` is the last day on which a person found no newer source."""
        self._snapshot = snapshot
        self._verified = verified
        self._quotes = spans
        self.claims = Claims(snapshot.knowledge, snapshot.documents)
        self._spans = {
            claim.id: span
            for claim in snapshot.knowledge.claims
            if (span := spans.whole(claim.document, claim.quote))
        }
        self._named = {
            tuple(asked): topic.id
            for topic in self.claims.topics.values()
            for name in (*topic.title.values(), *topic.also)
            for asked in (index_words(name), _meant(name))
        }

    def dates(self, today: dt.date, words: Wording) -> Page:
        """Every day that a claim names, past and coming, in order, each with its quote."""
        stated = [claim for claim in self.claims.all if claim.id in self._spans]
        dated = sorted(
            (
                DatedClaim(claim, day, self._reviser(claim))
                for claim in stated
                for day in claim.days
            ),
            key=lambda item: item.day,
        )
        citer = Citer(self._snapshot, words)
        entries = timeline_entries(dated, self.claims, citer, self._spans, today, words)
        lines = timeline_notes(entries, dated, self.claims, words)
        quotes = {citation.number: citation for citation in citer.citations}
        listed = tuple(
            Entry(line, quotes[entry.citation] if entry.citation else None)
            for line, entry in zip(lines, entries, strict=True)
        )
        return Page(words.text("dates_title"), _once(listed), self._age(today, words))

    def structures(self, today: dt.date, words: Wording) -> Page:
        """Every structure that the sources name, under the sentence that announces them."""
        knowledge, citer = self._snapshot.knowledge, Citer(self._snapshot, words)
        listing = knowledge.enumeration
        span = self._quotes.whole(listing.document, listing.quote) if listing else None
        entries = [Entry(_placed(structure)) for structure in knowledge.structures]
        notes = list(self._age(today, words))
        if listing and span:
            citer.cite(span)
            entries.insert(0, Entry("", citer.citations[0]))
            named = len(knowledge.structures)
            counted = words.text("places_counted", announced=listing.announced, named=named)
            notes.insert(0, counted)
        return Page(words.text("subject_structures"), tuple(entries), tuple(notes))

    def subjects(self, words: Wording) -> tuple[Subject, ...]:
        """The subjects that claims are about, in the catalogue's order."""
        held = {claim.topic for claim in self.claims.all if claim.id in self._spans}
        return tuple(
            Subject(topic.id, topic.title.get(words.language) or topic.title[FALLBACK])
            for topic in self.claims.topics.values()
            if topic.id in held
        )

    def subject_named(self, named: str, words: Wording) -> Subject | None:
        """The subject that is called so in any language, by its title or in plain words."""
        subjects = {each.id: each for each in self.subjects(words)}
        if named in subjects:
            return subjects[named]
        for asked in (index_words(named), _meant(named)):
            if asked and (topic := self._named.get(tuple(asked))) in subjects:
                return subjects[topic]
        return None

    def subject_of(self, spans: Iterable[Span], words: Wording) -> Subject | None:
        """The subject of the first of `spans` that states a claim."""
        claim = next((found for span in spans if (found := self.claims.at(span))), None)
        if claim is None:
            return None
        return next((each for each in self.subjects(words) if each.id == claim.topic), None)

    def dossier(self, subject: Subject, today: dt.date, words: Wording) -> Page:
        """Every position on a subject, oldest first, and what the sources leave open."""
        citer = Citer(self._snapshot, words)
        claims = [
            claim
            for claim in self.claims.all
            if claim.topic == subject.id and claim.id in self._spans
        ]
        claims.sort(key=lambda claim: self.claims.said_on(claim) or _LAST)
        entries = []
        for claim in claims:
            number = citer.cite(self._spans[claim.id])
            citation = citer.citations[number - 1]
            entries.append(
                Entry(self._said(claim, citation, words), citation, self._told(claim, words))
            )
        after = [c for c in self.claims.all if {claim.id for claim in claims} & set(c.follows)]
        open_ = [afterwards_note(claim, words) for claim in after]
        held = {claim.document for claim in claims}
        missing = [each for each in self._snapshot.missing if held & set(each.cited_by)]
        open_ += [words.text("dossier_missing", title=each.title) for each in missing]
        disagree = any(self._disagrees(claim) for claim in claims)
        return Page(
            subject.title,
            _once(tuple(entries)),
            self._age(today, words),
            opening=(words.text("disagree"),) if disagree else (),
            unsaid=tuple(open_),
        )

    @property
    def successors(self) -> dict[str, str]:
        """Ids of sources that were replaced, each with the id of what took its place."""
        added = self._snapshot.shelf.added
        return {old: new.source.id for new in added for old in new.replaces}

    def reviser(self, document_id: str, start: int, end: int, words: Wording) -> Citation | None:
        """The quote that took the place of the claim stated there, as people stated it."""
        claim = self.claims.stated_at(document_id, start, end)
        by = self._reviser(claim) if claim else None
        if by is None or by.id not in self._spans:
            return None
        citer = Citer(self._snapshot, words)
        citer.cite(self._spans[by.id])
        return citer.citations[0]

    def extended(self, answer: Answer, spans: Iterable[Span], limit: int) -> Answer:
        """The same answer with the citations of more spans, `limit` at most."""
        citer = Citer(self._snapshot, wording(answer.frame))
        citer.citations += answer.citations[:limit]
        for span in spans:
            if len(citer.citations) >= limit:
                break
            citer.cite(span)
        return replace(answer, citations=tuple(citer.citations))

    def _reviser(self, claim: Claim) -> Claim | None:
        revisers = self.claims.revisers(claim)
        return next((each for each in revisers if each.days), next(iter(revisers), None))

    def _said(self, claim: Claim, citation: Citation, words: Wording) -> str:
        """Who takes the position, in what role, and when."""
        who = claim.said_by or signed(citation.source, words) or citation.source.title
        on = self.claims.said_on(claim)
        return f"{who}, {words.day(on) if on else words.text('undated')}"

    def _told(self, claim: Claim, words: Wording) -> tuple[str, ...]:
        """What is to be known of a position besides its words."""
        notes = []
        by = self._reviser(claim)
        if by:
            on = self.claims.said_on(by)
            day = words.day(on) if on else words.text("undated")
            author = self.claims.said_by(by) or ""
            notes.append(words.text("revised", author=author, date=day))
        alone = self.claims.said_by(claim)
        if claim.one_sided and alone:
            notes.append(words.text("one_sided", author=alone))
        return tuple(notes)

    def _disagrees(self, claim: Claim) -> bool:
        return any(id_ in self.claims.by_id for id_ in claim.disagrees_with)

    def _age(self, today: dt.date, words: Wording) -> tuple[str, ...]:
        note = newest_note(self._snapshot.documents, today, words, self._verified)
        return (note,) if note else ()


def _once(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Entries that say the same of the same quote, once."""
    told: dict[tuple[str, int | None], Entry] = {}
    for entry in entries:
        number = entry.citation.number if entry.citation else None
        told.setdefault((entry.head, number), entry)
    return tuple(told.values())


def _meant(named: str) -> list[str]:
    """The words of a name without those that only join others."""
    return [word for word in index_words(named) if word not in _JOINING]


def _placed(structure: Structure) -> str:
    return f"{structure.name} : {structure.place}"


def page_text(page: Page, words: Wording) -> str:
    """A page as plain text, to be pasted."""
    parts = ["\n".join((page.title, *page.opening))]
    lines: list[str] = []
    for entry in page.entries:
        if entry.citation is None:
            lines.append(f"– {entry.head}")
            continue
        source = entry.citation.source
        day = words.day(source.date) if source.date else words.text("undated")
        told = "" if day in entry.head else day
        where = ", ".join(part for part in (source.title, told, entry.citation.locator) if part)
        block = [entry.head, f"« {entry.citation.quote} »", f"— {where}", *entry.notes]
        parts.append("\n".join(line for line in block if line))
    if lines:
        parts.append("\n".join(lines))
    if page.unsaid:
        parts.append("\n".join((words.text("dossier_open"), *(f"– {n}" for n in page.unsaid))))
    if page.notes:
        parts.append("\n".join(page.notes))
    return "\n\n".join(parts)
