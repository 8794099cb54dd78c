"""Counts of some days, added up: how questions ended, on what, how fast, and how it was liked."""

import csv
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from bot.store.counts import LONGER, TIMES, Count, Kind


@dataclass(frozen=True, slots=True)
class Summary:
    """Numbers by name; claims are named by their ids, "" where an answer stated none."""

    statuses: Mapping[str, int]
    claims: Mapping[str, int]
    liked: Mapping[str, int]
    disliked: Mapping[str, int]
    times: Mapping[str, int]  # by the upper bounds of `TIMES`, in milliseconds
    strangers: int  # attempts at what only moderators may do

    @classmethod
    def of(cls, counts: Sequence[Count]) -> Self:
        by_kind: dict[Kind, Counter[str]] = {kind: Counter() for kind in Kind}
        for count in counts:
            by_kind[count.kind][count.name] += count.number
        return cls(
            statuses=by_kind[Kind.STATUS],
            claims=by_kind[Kind.CLAIM],
            liked=by_kind[Kind.LIKED],
            disliked=by_kind[Kind.DISLIKED],
            times=by_kind[Kind.TIME],
            strangers=by_kind[Kind.STRANGER].total(),
        )

    @property
    def questions(self) -> int:
        return sum(self.statuses.values())

    def within(self, share: float) -> int | None:
        """The least bound, in milliseconds, that so many answers kept; None beyond the last."""
        wanted, reached = share * sum(self.times.values()), 0
        for bound in TIMES:
            reached += self.times.get(str(bound), 0)
            if reached >= wanted > 0:
                return bound
        return None


def as_csv(counts: Sequence[Count]) -> str:
    """One row a day, kind and name; a time's name is its bound, or `longer`."""
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow(("jour", "quoi", "nom", "nombre"))
    for count in counts:
        over = f"plus de {TIMES[-1]}" if count.name == LONGER else count.name
        rows.writerow((count.day, count.kind.value, over, count.number))
    return written.getvalue()
