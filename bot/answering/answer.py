"""An answer, as every surface (Telegram, terminal, JSON) receives it."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from bot.answering.citation import Citation


class Status(StrEnum):
    """How a question ended."""

    ANSWERED = "answered"
    NOT_FOUND = "not_found"
    OUT_OF_SCOPE = "out_of_scope"
    EMERGENCY = "emergency"
    HELP = "help"


class State(StrEnum):
    """Where a date stands on the day asked."""

    PAST = "past"
    TODAY = "today"
    COMING = "coming"


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One date that matters; `date` is the last day of the period named."""

    date: dt.date
    precision: str  # day, week, month or year
    label: str  # which thing ends or happens then, in the reader's language
    said_by: str
    said_on: dt.date | None
    state: State
    citation: int | None  # number of the citation that says so
    revised_by: int | None  # number of the citation that revises it


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person gets. `text` is the whole answer as plain text, in `language`'s frame.

    The parts that `text` is laid out from come separately for surfaces with markup:
    `lead` stands before the first quote (one or more sentences, may be empty), the citations
    whose numbers are not in `shown` are other passages to offer, `gloss` is an
    unofficial summary of the first quote, labelled as such, for who reads no French, `notes`
    follow the quotes
    (what was revised, what is past, what still runs, how old the newest source is).
    """

    question: str
    language: str  # ISO 639-1 code of the language asked in
    frame: str  # ISO 639-1 code of the phrases used around the quotes
    status: Status
    subject: str  # neutral title, never the asker's words
    lead: tuple[str, ...]
    citations: tuple[Citation, ...]
    shown: tuple[int, ...]  # numbers of the citations that the answer itself quotes, in order
    gloss: str | None
    notes: tuple[str, ...]
    timeline: tuple[TimelineEntry, ...]
    confidence: float
    text: str
    snapshot: str
    elapsed_ms: float
    claim: str | None = None  # id of the claim answered with, for counts and followers
