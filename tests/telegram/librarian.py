"""A plain answerer over the real sources: shared words, no model, the same at every run.

Three words in a question make it misbehave, for tests of what happens then: «panne» fails,
«lenteur» takes over a second, «hors-sujet» is refused.
"""

import re
import time
import unicodedata
from datetime import date
from pathlib import Path
from typing import ClassVar

from bot.answering.answer import Answer, Status
from bot.answering.citation import Citation
from bot.answering.pages import Page, Subject
from bot.answering.timeline import Claims
from bot.phrases import Wording
from corpus.catalogue import SOURCES, read_corpus
from corpus.document import Document, MissingSource
from index.passages import Unit, UnitKind, cut

_WORD = re.compile(r"\w{4,}")
_WITHDRAWN = "withdrawn.txt"


def _words(text: str) -> set[str]:
    plain = unicodedata.normalize("NFD", text.casefold())
    return {word[:6] for word in _WORD.findall(re.sub(r"[\u0300-\u036f]", "", plain))}


class NoPages:
    """Nothing was stated about the sources, nor replaced: no page has an item."""

    successors: ClassVar[dict[str, str]] = {}

    def dates(self, today: date, words: Wording) -> Page:
        return Page("", ())

    def structures(self, today: date, words: Wording) -> Page:
        return Page("", ())

    def subjects(self, words: Wording) -> tuple[Subject, ...]:
        return ()

    def dossier(self, subject: Subject, today: date, words: Wording) -> Page:
        return Page("", ())

    def reviser(self, document_id: str, start: int, end: int, words: Wording) -> None:
        return None


class Librarian:
    """Answers with the sentences that share most words with the question."""

    def __init__(self, corpus: Path, data: Path) -> None:
        self._folder = corpus / SOURCES
        self._withdrawn = data / _WITHDRAWN
        read = read_corpus(corpus)
        self._all = read.documents
        self.missing: tuple[MissingSource, ...] = read.missing
        self.profile = read.knowledge.profile
        self._knowledge = read.knowledge
        self.claims = Claims(read.knowledge, read.documents)
        self.documents: tuple[Document, ...] = self._all
        self.snapshot_id = "librarian"
        self._units: list[tuple[Document, Unit, set[str]]] = []
        self._passages: dict[str, tuple[tuple[int, int], ...]] = {}
        self._turns: dict[str, int] = {}
        for number, document in enumerate(self._all):
            passages, units = cut(document, number, 0, 0)
            self._passages[document.id] = tuple((each.start, each.end) for each in passages)
            self._units += [
                (document, unit, _words(document.text[unit.start : unit.end]))
                for unit in units
                if unit.kind is not UnitKind.ENUMERATED
            ]
        self.refresh()

    def refresh(self) -> bool:
        """A source named in `withdrawn.txt` of the data directory is there no longer."""
        names = self._withdrawn.read_text().split() if self._withdrawn.exists() else []
        kept = tuple(each for each in self._all if each.id not in names)
        changed = len(kept) != len(self.documents)
        if changed:
            self.documents = kept
            self.claims = Claims(self._knowledge, kept)
        return changed

    def forget(self, session: str) -> None:
        """It remembers no question."""

    @property
    def pages(self) -> "NoPages":
        return NoPages()

    def cited(self, question: str, limit: int, today: date, language: str | None = None) -> Answer:
        return self.answer(question, session=None, today=today, language=language)

    def structures_at(self, place: str, today: date, language: str) -> None:
        return None

    def subject(self, named: str, words: Wording) -> None:
        return None

    def passages_of(self, document_id: str) -> tuple[tuple[int, int], ...]:
        return self._passages[document_id]

    def source_file(self, document_id: str) -> Path:
        source = next(each.source for each in self._all if each.id == document_id)
        return self._folder / source.file

    def answer(
        self, question: str, *, session: str | None, today: date, language: str | None
    ) -> Answer:
        if "panne" in question:
            raise RuntimeError(f"no answer to «{question}»")
        if "lenteur" in question:
            time.sleep(1.4)
        asked = _words(question)

        def rank(entry: tuple[Document, Unit, set[str]]) -> tuple[int, int]:
            _, unit, words = entry
            return -len(asked & words), unit.end - unit.start

        best = [entry for entry in sorted(self._units, key=rank)[:3] if rank(entry)[0]]
        found = bool(best) and "hors-sujet" not in question
        citations = tuple(
            self._citation(number, document, unit)
            for number, (document, unit, _) in enumerate(best if found else [], 1)
        )
        return self._answer(question, Status.ANSWERED if found else Status.OUT_OF_SCOPE, citations)

    def _citation(self, number: int, document: Document, unit: Unit) -> Citation:
        start, end = self._passages[document.id][unit.passage]
        locator = f"§ {unit.passage + 1}"
        return Citation(number, document, unit.start, unit.end, start, end, locator)

    def _answer(self, question: str, status: Status, citations: tuple[Citation, ...]) -> Answer:
        found = status is Status.ANSWERED
        refusal = "Cette question ne porte pas sur ces textes."
        return Answer(
            question=question,
            language="fr",
            frame="fr",
            status=status,
            subject="Les SEC-Pa" if found else "",
            lead=() if found else (refusal,),
            citations=citations,
            shown=tuple(each.number for each in citations[:1]),
            gloss=None,
            notes=("La source la plus récente est du 11 février 2026.",) if found else (),
            timeline=(),
            confidence=float(found),
            text=citations[0].quote if found else refusal,
            snapshot=self.snapshot_id,
            elapsed_ms=0.0,
        )
