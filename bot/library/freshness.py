"""How fresh the sources are: the deadlines that passed with no newer source to follow them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.answering.dating import newest_date
from bot.answering.timeline import Claims
from corpus.claims import Claim, Precision
from corpus.document import Document


@dataclass(frozen=True, slots=True)
class Overdue:
    """A period that is over, by its last day, and the claims that end with it."""

    day: dt.date
    precision: Precision
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Freshness:
    """Where the sources stand on a day."""

    newest: dt.date | None  # of the newest source; None where none has a date
    overdue: tuple[Overdue, ...]  # oldest first


def freshness(claims: Claims, documents: Sequence[Document], today: dt.date) -> Freshness:
    """What passed by `today`; claims that were revised, or that a newer source may have followed,
    are left out."""
    newest = newest_date(documents)
    passed = [
        (day, claim.precision, claim)
        for claim in claims.all
        if claims.place(claim) and not any(map(claims.place, claims.revisers(claim)))
        for day in claim.days
        if day < today and (newest is None or newest <= day)
    ]
    passed.sort(key=lambda each: each[:2])
    return Freshness(
        newest,
        tuple(
            Overdue(day, precision, tuple(claim for _, _, claim in group))
            for (day, precision), group in groupby(passed, key=lambda each: each[:2])
        ),
    )
