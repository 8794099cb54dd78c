"""The lines that date an answer: what was revised, what is past, what runs, how old it is."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from bot.answering.answer import State, TimelineEntry
from bot.answering.citing import Citer
from bot.answering.spans import Span
from bot.answering.timeline import Claims, DatedClaim, state
from bot.phrases import Wording
from corpus.claims import Claim
from corpus.document import Document

STALE = 30  # days after which an answer on money or office says how old its newest source is


def timeline_entries(
    dated: Sequence[DatedClaim],
    claims: Claims,
    citer: Citer,
    spans: dict[str, Span],
    today: dt.date,
    words: Wording,
) -> list[TimelineEntry]:
    """The timeline, each entry and each revision with the citation that it rests on."""
    entries = []
    for item in dated:
        revised = spans.get(item.revised_by.id) if item.revised_by else None
        said = spans.get(item.claim.id)
        entries.append(
            TimelineEntry(
                date=item.day,
                precision=item.claim.precision.value,
                label=_in(item.claim.label, words),
                said_by=claims.said_by(item.claim) or "",
                said_on=claims.said_on(item.claim),
                state=state(item.day, today),
                citation=citer.cite(said) if said else None,
                revised_by=citer.cite(revised) if revised else None,
            )
        )
    return entries


def timeline_notes(
    entries: Iterable[TimelineEntry], dated: Sequence[DatedClaim], claims: Claims, words: Wording
) -> list[str]:
    """One sentence an entry: the date, what happens then, and where it stands."""
    notes = []
    for entry, item in zip(entries, dated, strict=True):
        day = words.period(entry.date, entry.precision)
        if item.revised_by:
            on = claims.said_on(item.revised_by)
            notes.append(
                words.text(
                    "timeline_revised",
                    date=day,
                    label=entry.label,
                    author=claims.said_by(item.revised_by) or "",
                    said_on=words.day(on) if on else words.text("undated"),
                )
            )
        else:
            key = {
                State.PAST: "timeline_past",
                State.TODAY: "timeline_today",
                State.COMING: "timeline_coming",
            }[entry.state]
            notes.append(words.text(key, date=day, label=entry.label))
    return [note[:1].upper() + note[1:] for note in notes]


def relative_note(claim: Claim, claims: Claims, words: Wording) -> str | None:
    """«jeudi et samedi prochain», soit le 12 février 2026 et le 14 février 2026."""
    if not claim.relative or not claim.resolved:
        return None
    said_on = claims.said_on(claim)
    days = words.days(claim.resolved)
    if said_on is None:
        return words.text("relative_undated", words=claim.relative, dates=days)
    return words.text("relative", words=claim.relative, said_on=words.day(said_on), dates=days)


def newest_note(
    documents: Iterable[Document], today: dt.date, words: Wording, verified: dt.date | None = None
) -> str | None:
    """How old the newest source is, once that is over `STALE` days.

    `verified` is the last day on which a person found that there was no newer one.
    """
    newest = newest_date(documents)
    if newest is None or (today - newest).days <= STALE:
        return None
    note = words.text("newest", date=words.day(newest), ago=words.ago(newest, today))
    if verified is not None and newest < verified <= today:
        note += " " + words.text("verified", date=words.day(verified))
    return note


def newest_date(documents: Iterable[Document]) -> dt.date | None:
    return max((d.source.date for d in documents if d.source.date), default=None)


def afterwards_note(claim: Claim, words: Wording) -> str:
    """What comes after the last day, as far as the sources say."""
    return words.text("afterwards", label=_in(claim.label, words))


def _in(texts: Mapping[str, str], words: Wording) -> str:
    return texts.get(words.language) or texts["fr"]
