"""The one that answers: a question in, an `Answer` out, from the snapshot in use."""

import datetime as dt
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from bot.answering.abstain import Verdict, judge
from bot.answering.answer import Answer, Status
from bot.answering.asks import holds, lacks
from bot.answering.conversation import Conversations, Turn, asks_who_says, dated, possesses
from bot.answering.language import detect
from bot.answering.loaded import Loaded, Matrix
from bot.answering.matching import Choice, Matches
from bot.answering.pages import Pages, Subject
from bot.answering.places import Located, Nearness
from bot.answering.question import Question, understand
from bot.answering.spans import Span
from bot.answering.timeline import Claims
from bot.phrases import Wording
from corpus.document import Document, MissingSource
from corpus.profile import Profile
from corpus.questions import LabelKind, Labelled
from corpus.shelf import FILES
from index.current import current_id, load_current
from index.encoder import Encoder
from index.search import Query
from index.snapshot import Snapshot

ALONE = 0.3  # likeness to a known question from which one that leans is read by itself
SURE = 1.0  # the confidence of a quote that is told again
SAMU = "15"  # called where a corpus's own list of emergencies names no number
TELLING = 3  # best spans that tell which subject a name is about


class Assistant:
    """Answers questions from one data directory's snapshot in use; safe between threads."""

    def __init__(
        self,
        data_dir: Path,
        corpus_dir: Path,
        encoder: Encoder,
        snapshot: Snapshot | None = None,
        verified_on: Callable[[], dt.date | None] = lambda: None,
    ) -> None:
        """Load `snapshot`, else the one in use. Raises SnapshotError where none fits.

        `verified_on` tells the last day on which a person found no newer source.
        """
        self._data_dir = data_dir
        self._corpus_dir = corpus_dir
        self._encoder = encoder
        self._verified_on = verified_on
        self._loaded = Loaded.of(snapshot or load_current(data_dir), encoder, verified_on())
        self._conversations = Conversations()
        self._refreshing = threading.Lock()

    @property
    def snapshot_id(self) -> str:
        return self._loaded.snapshot.id

    @property
    def snapshot(self) -> Snapshot:
        return self._loaded.snapshot

    @property
    def documents(self) -> tuple[Document, ...]:
        return self._loaded.snapshot.documents

    @property
    def missing(self) -> tuple[MissingSource, ...]:
        return self._loaded.snapshot.missing

    @property
    def pages(self) -> Pages:
        """What can be asked for as a whole."""
        return self._loaded.pages

    @property
    def claims(self) -> Claims:
        """What people stated of the sources: who says what, and what revised it."""
        return self._loaded.pages.claims

    @property
    def profile(self) -> Profile | None:
        """How the corpus's bot presents itself; None where the corpus does not say."""
        return self._loaded.snapshot.knowledge.profile

    def passages_of(self, document_id: str) -> tuple[tuple[int, int], ...]:
        """Spans of a document's passages, in order."""
        snapshot = self._loaded.snapshot
        return tuple(
            (passage.start, passage.end)
            for passage in snapshot.passages
            if snapshot.documents[passage.document].id == document_id
        )

    def source_file(self, document_id: str) -> Path:
        """The file as published."""
        source = next(d.source for d in self.documents if d.id == document_id)
        kept = self._data_dir / FILES / source.sha256
        catalogued = self._corpus_dir / "sources" / source.file
        return next((p for p in (kept, catalogued) if p.exists()), self._corpus_dir / source.file)

    def refresh(self) -> bool:
        """Take up a newer snapshot if there is one; True when it did. Old conversations end.

        Also takes up that a person looked for newer sources.
        """
        self._conversations.drop_old()
        with self._refreshing:
            verified = self._verified_on()
            if current_id(self._data_dir) == self.snapshot_id:
                if verified != self._loaded.verified:
                    self._loaded = self._loaded.verified_on(verified)
                return False
            snapshot = load_current(self._data_dir)
            self._loaded = Loaded.of(snapshot, self._encoder, verified)
            return True

    def forget(self, session: str) -> None:
        """Drop what is remembered of a conversation."""
        self._conversations.forget(session)

    def answer(
        self, question: str, *, session: str | None, today: dt.date, language: str | None = None
    ) -> Answer:
        """Answer `question` as of `today`; `session` None keeps no memory of it."""
        began = time.perf_counter()
        loaded = self._loaded
        before = self._conversations.last(session)
        asked, query, known = self._understood(loaded, question, before, language)
        if before and (quoted := _quoted_again(loaded, question, before)):
            answer, turn = loaded.composer.answered(asked, (quoted,), SURE, today), before
        else:
            located = self._locate(loaded, question, asked, before, known)
            found = self._matched(loaded, asked, query, known)
            answer = self._decide(loaded, asked, found, located, today)
            turn = Turn(asked.text, located is not None, *_quoted_first(answer))
        if answer.status in (Status.ANSWERED, Status.NOT_FOUND):
            self._conversations.keep(session, turn)
        elapsed = (time.perf_counter() - began) * 1000
        return replace(answer, question=question, elapsed_ms=round(elapsed, 1))

    def ranked(
        self, question: str, *, session: str | None, language: str | None = None
    ) -> tuple[Span, ...]:
        """The spans that may answer, best first, before places and refusals have their say."""
        loaded = self._loaded
        before = self._conversations.last(session)
        asked, query, known = self._understood(loaded, question, before, language)
        matches, _ = self._matched(loaded, asked, query, known)
        return tuple(choice.span for choice in matches.choices)

    def cited(
        self, question: str, limit: int, today: dt.date, language: str | None = None
    ) -> Answer:
        """The answer with up to `limit` citations, for choosing one; its first ones stay first."""
        loaded = self._loaded
        asked, query, known = self._understood(loaded, question, None, language)
        located = self._locate(loaded, question, asked, None, known)
        found = self._matched(loaded, asked, query, known)
        answer = self._decide(loaded, asked, found, located, today)
        if answer.status is not Status.ANSWERED:
            return answer
        choices = () if located else found[0].choices
        return loaded.pages.extended(answer, (choice.span for choice in choices), limit)

    def structures_at(self, place: str, today: dt.date, language: str) -> Answer | None:
        """The structures at a place, or that there is none; None where `place` is no place."""
        loaded = self._loaded
        sure = Nearness(possible=True, likely=True, sure=True)
        located = loaded.finder.find(place, None, follows=True, nearness=sure, near=lambda _: sure)
        if located is None:
            return None
        asked = Question(place, language, None, leans=False)
        return loaded.composer.located(asked, located, today)

    def subject(self, named: str, words: Wording) -> Subject | None:
        """The subject that `named` is about, None where it is about none."""
        loaded = self._loaded
        called = loaded.pages.subject_named(named, words)
        if called is not None:
            return called
        asked, query, known = self._understood(loaded, named, None, None)
        found = self._matched(loaded, asked, query, known)
        given = self._decide(loaded, asked, found, None, dt.date.today())
        if given.status in (Status.OUT_OF_SCOPE, Status.EMERGENCY):
            return None
        spans = (choice.span for choice in found[0].choices[:TELLING])
        return loaded.pages.subject_of(spans, words)

    def _understood(
        self, loaded: Loaded, raw: str, before: Turn | None, language: str | None
    ) -> tuple[Question, Query, Matrix]:
        """The question with what it takes from the turn before, or alone where that says enough.

        Joined to the question before, a short one hardly changes what is found: it is read alone
        wherever a known question is at all like it, or it names what the corpus never does.
        """
        if before:
            raw = dated(raw, (detect(raw), detect(before.question)), before)
        asked = understand(raw, before, loaded.matcher.authors, language)
        query, known = loaded.read(asked)
        if asked.leans:
            spoken = detect(raw)
            alone = understand(raw, None, loaded.matcher.authors, language)
            query_alone, known_alone = loaded.read(alone)
            least = ALONE if alone.text in asked.text else float(known.max(initial=0.0))
            expected = loaded.matcher.expected
            urgent = expected.labels(known_alone).likeness.get(LabelKind.EMERGENCY, 0.0) > ALONE
            liker = expected.best(known_alone) > least and not possesses(raw, spoken)
            if urgent or liker or loaded.novel(raw, spoken):
                return replace(alone, leans=True), query_alone, known_alone
        return asked, query, known

    def _locate(
        self,
        loaded: Loaded,
        raw: str,
        asked: Question,
        before: Turn | None,
        known: Matrix,
    ) -> Located | None:
        follows = bool(asked.leans and before and before.placed)
        text = raw if follows else asked.text
        expected = loaded.matcher.expected

        def near(wording: str) -> Nearness:
            query = loaded.searcher.query(wording)
            return expected.nearness(loaded.snapshot.known.scores(query.vector, query.text))

        nearness = expected.nearness(known)
        return loaded.finder.find(text, asked.kind, follows=follows, nearness=nearness, near=near)

    def _matched(
        self, loaded: Loaded, asked: Question, query: Query, known: Matrix
    ) -> tuple[Matches, Verdict]:
        spans = loaded.matcher.spans

        def of_the_kind(choice: Choice) -> bool:
            return holds(asked.kind, spans.text(choice.span))

        def without(choice: Choice) -> bool:
            return lacks(asked.text, spans.text(choice.span))

        return judge(loaded.matcher.match(query, asked, known), of_the_kind, without)

    def _decide(
        self,
        loaded: Loaded,
        asked: Question,
        found: tuple[Matches, Verdict],
        located: Located | None,
        today: dt.date,
    ) -> Answer:
        matches, verdict = found
        if verdict.status is Status.EMERGENCY:
            key = f"emergency_{self._nearest(loaded, matches, LabelKind.EMERGENCY).number or SAMU}"
            return loaded.composer.said(asked, verdict.status, key, verdict.confidence)
        if located:
            return loaded.composer.located(asked, located, today)
        if verdict.status is Status.HELP:
            key = f"help_{self._nearest(loaded, matches, LabelKind.HELP).says}"
            return loaded.composer.said(asked, verdict.status, key, verdict.confidence)
        if verdict.status is Status.ANSWERED:
            return loaded.composer.answered(asked, matches.choices, verdict.confidence, today)
        return loaded.composer.refused(asked, matches, verdict.status, verdict.confidence)

    def _nearest(self, loaded: Loaded, matches: Matches, kind: LabelKind) -> Labelled:
        return loaded.snapshot.knowledge.labelled[matches.labels.nearest[kind]]


def _quoted_again(loaded: Loaded, raw: str, before: Turn) -> Choice | None:
    """What was quoted just now, where `raw` asks who says so; None where it asks otherwise."""
    spoken = (detect(raw), detect(before.question))
    if not any(asks_who_says(raw, language) for language in spoken):
        return None
    span = loaded.matcher.spans.find(before.document, before.quote)
    return Choice.only(span) if span else None


def _quoted_first(answer: Answer) -> tuple[str, str]:
    """The source and the text of an answer's first quote; "" and "" where it has none."""
    if answer.status is not Status.ANSWERED or not answer.shown:
        return "", ""
    first = next(c for c in answer.citations if c.number == answer.shown[0])
    return first.document.id, first.quote
