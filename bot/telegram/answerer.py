"""What this room asks of the one that answers."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Protocol

from bot.answering.answer import Answer
from bot.answering.citation import Citation
from bot.answering.pages import Page, Subject
from bot.answering.timeline import Claims
from bot.phrases import Wording
from corpus.document import Document, MissingSource
from corpus.profile import Profile


class PageMaker(Protocol):
    """Makes what can be asked for as a whole; each takes a few milliseconds."""

    def dates(self, today: date, words: Wording) -> Page: ...

    def structures(self, today: date, words: Wording) -> Page: ...

    def subjects(self, words: Wording) -> tuple[Subject, ...]: ...

    def dossier(self, subject: Subject, today: date, words: Wording) -> Page: ...

    @property
    def successors(self) -> Mapping[str, str]:
        """Ids of sources that were replaced, each with the id of what took its place."""
        ...

    def reviser(self, document_id: str, start: int, end: int, words: Wording) -> Citation | None:
        """The quote that has taken the place of what is said there, None where nothing has."""
        ...


class Answerer(Protocol):
    """Answers questions and gives the sources; every method may be called from any thread."""

    @property
    def documents(self) -> tuple[Document, ...]: ...

    @property
    def missing(self) -> tuple[MissingSource, ...]: ...

    @property
    def profile(self) -> Profile | None: ...

    @property
    def claims(self) -> Claims:
        """What people stated of the sources; another object for each snapshot."""
        ...

    @property
    def snapshot_id(self) -> str: ...

    def answer(
        self, question: str, *, session: str | None, today: date, language: str | None
    ) -> Answer:
        """Blocks for tens of milliseconds; `session` None keeps no memory of the question."""
        ...

    def cited(self, question: str, limit: int, today: date, language: str | None = None) -> Answer:
        """The answer with up to `limit` citations to choose from."""
        ...

    def forget(self, session: str) -> None:
        """Drop what is remembered of a conversation."""
        ...

    @property
    def pages(self) -> PageMaker: ...

    def structures_at(self, place: str, today: date, language: str) -> Answer | None:
        """The structures at a place, or that there is none; None where it is no place."""
        ...

    def subject(self, named: str, words: Wording) -> Subject | None:
        """The subject that `named` is about, None where it is about none."""
        ...

    def passages_of(self, document_id: str) -> tuple[tuple[int, int], ...]:
        """Spans of a document's passages, in order."""
        ...

    def source_file(self, document_id: str) -> Path:
        """The file as published."""
        ...

    def refresh(self) -> bool:
        """Take up a newer snapshot if there is one; True when it did."""
        ...
