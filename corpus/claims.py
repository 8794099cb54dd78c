"""Claims: who said what, when, about what, in which exact words, and what revised it.

Revision and disagreement are stated by people in `claims.toml`, never inferred from dates.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from corpus.entries import DataFile, Entry

FILE = "claims.toml"
LANGUAGES = ("fr", "en", "es", "pt", "ar", "tr")  # those that every label and gloss is written in


class Precision(StrEnum):
    """How long the period is that a date is the last day of."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Topic:
    """A neutral subject of an answer: «Financement des SEC-Pa»."""

    id: str
    title: Mapping[str, str] = field(hash=False)  # by language code
    also: tuple[str, ...] = ()  # plain words that ask for it, in any language


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of one document, quoted exactly."""

    id: str
    topic: str  # a Topic's id
    document: str  # a Source's id
    quote: str  # stands in the document's canonical text
    label: Mapping[str, str] = field(hash=False)  # by language: the thing that ends or happens
    # By language: the quote summed up, unofficially; empty for a revision that a moderator stated.
    gloss: Mapping[str, str] = field(hash=False)
    date: datetime.date | None = None  # last day of the period named
    precision: Precision = Precision.DAY
    revises: tuple[str, ...] = ()  # ids of the claims that this one takes the place of
    follows: tuple[str, ...] = ()  # ids of the claims after whose term this one begins
    disagrees_with: tuple[str, ...] = ()  # ids; stated once in the file, held by both sides here
    one_sided: bool = False  # a debatable claim or figure that no other source gives
    relative: str | None = None  # «jeudi et samedi prochain», a part of the quote
    resolved: tuple[datetime.date, ...] = ()  # what `relative` means, worked out by a person
    money: bool = False
    office: bool = False  # says who holds an office
    said_by: str | None = None  # None: the document's author
    said_on: datetime.date | None = None  # None: the document's date
    announced: int | None = None  # how many things the quote says there are …
    named: tuple[str, ...] = ()  # … and those that it names, each a part of the quote

    @property
    def days(self) -> tuple[datetime.date, ...]:
        """The days that belong in a timeline; none where only `resolved` is set, to be shown
        beside the relative words but not as a term of its own."""
        if self.date is None:
            return ()
        return self.resolved or (self.date,)


def read_claims(directory: Path) -> tuple[tuple[Topic, ...], tuple[Claim, ...]]:
    """The topics and claims of `directory`/claims.toml; two empty tuples where it is absent.

    Raises CatalogueError naming file and entry.
    """
    file = DataFile(directory / FILE, ("topic", "claim"))
    topics = tuple(
        Topic(entry.text("id"), entry.wording("title"), entry.texts("also"))
        for entry in file.entries("topic")
    )
    claims = tuple(_claim(entry) for entry in file.entries("claim"))
    return topics, _both_ways(claims)


def _claim(entry: Entry) -> Claim:
    day = entry.day("date")
    return Claim(
        id=entry.text("id"),
        topic=entry.text("topic"),
        document=entry.text("document"),
        quote=entry.text("quote"),
        label=entry.wording("label"),
        gloss=entry.wording("gloss"),
        date=day,
        precision=entry.choice("precision", Precision) if day else Precision.DAY,
        revises=entry.texts("revises"),
        follows=entry.texts("follows"),
        disagrees_with=entry.texts("disagrees_with"),
        one_sided=entry.flag("one_sided"),
        relative=entry.optional_text("relative"),
        resolved=entry.days("resolved"),
        money=entry.flag("money"),
        office=entry.flag("office"),
        said_by=entry.optional_text("said_by"),
        said_on=entry.day("said_on"),
        announced=entry.number("announced"),
        named=entry.texts("named"),
    )


def _both_ways(claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    others: dict[str, list[str]] = {claim.id: list(claim.disagrees_with) for claim in claims}
    for claim in claims:
        for other in claim.disagrees_with:
            if claim.id not in others.setdefault(other, []):
                others[other].append(claim.id)
    return tuple(replace(claim, disagrees_with=tuple(others[claim.id])) for claim in claims)
