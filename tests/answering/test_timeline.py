"""Days, what revised them, and where they stand on the day asked."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.answer import State
from bot.answering.dating import STALE, newest_date, newest_note, relative_note
from bot.answering.spans import Span
from bot.answering.timeline import Claims, state
from bot.phrases import languages, wording
from corpus.catalogue import Corpus
from corpus.document import Document, Source


@pytest.fixture(scope="module")
def claims(real_corpus: Corpus) -> Claims:
    """What people stated about the five sources."""
    return Claims(real_corpus.knowledge, real_corpus.documents)


@given(st.dates(), st.dates())
def test_state(day: dt.date, today: dt.date) -> None:
    """A day is past, today or to come, and the last day of a period is not past on itself."""
    assert (state(day, today) is State.PAST) == (day < today)
    assert (state(day, today) is State.TODAY) == (day == today)
    assert (state(day, today) is State.COMING) == (day > today)


def test_timelines_are_in_order(claims: Claims) -> None:
    """Each claim's timeline is oldest first and tells each day once."""
    for claim in claims.all:
        timeline = claims.timeline(claim)
        days = [dated.day for dated in timeline]
        assert days == sorted(days)
        told = [(dated.day, dated.claim.precision) for dated in timeline]
        assert len(told) == len(set(told))


def test_every_revised_day_names_its_reviser(claims: Claims) -> None:
    """Wherever a revised claim's day stands in a timeline, what revised it stands with it."""
    revised = {id_ for claim in claims.all for id_ in claim.revises}
    assert revised
    for claim in claims.all:
        for dated in claims.timeline(claim):
            assert (dated.revised_by is not None) == (dated.claim.id in revised)


def test_funding(claims: Claims) -> None:
    """End of April was revised; end of October and the year 2026 were not; then a law."""
    (fund,) = [c for c in claims.all if "jusque fin octobre 2026" in c.quote]
    timeline = claims.timeline(fund)
    days = {dated.day: dated.revised_by is not None for dated in timeline}
    assert days[dt.date(2026, 4, 30)]
    assert not days[dt.date(2026, 10, 31)]
    assert not days[dt.date(2026, 12, 31)]
    after = claims.afterwards(timeline)
    assert after
    assert "mesure législative" in after.quote


def test_a_span_finds_its_claim(claims: Claims, real_corpus: Corpus) -> None:
    """The very quote of a claim states it; a stretch that no claim quotes states none."""
    numbers = {document.id: i for i, document in enumerate(real_corpus.documents)}
    for claim in claims.all:
        place = claims.place(claim)
        assert place
        document, start, end = place
        assert document.text[start:end] == claim.quote
        found = claims.at(Span(numbers[claim.document], start, end, 0))
        assert found
        assert found.quote == claim.quote
    document = real_corpus.documents[0]
    at = document.text.index("57 rue de Varenne")
    assert claims.at(Span(0, at, at + 17, 0)) is None


def test_relative_days_are_said_in_both_ways(claims: Claims) -> None:
    """«jeudi et samedi prochain» stands beside 12 and 14 February 2026."""
    (claim,) = [c for c in claims.all if c.relative == "jeudi et samedi prochain"]
    note = relative_note(claim, claims, wording("fr"))
    assert note
    assert "jeudi et samedi prochain" in note
    assert "11 février 2026" in note
    assert "14 février 2026" in note
    assert "12" in note


def documents(*days: dt.date | None) -> list[Document]:
    """One document of each date."""
    return [Document(Source(str(i), "T", date=day), "Texte.", ()) for i, day in enumerate(days)]


def test_how_old_the_newest_source_is() -> None:
    """Said from the 31st day on, in every language; undated sources say nothing."""
    newest = dt.date(2026, 2, 11)
    found = documents(dt.date(2026, 2, 1), newest, None)
    assert newest_date(found) == newest
    for code in languages():
        words = wording(code)
        assert newest_note(found, newest + dt.timedelta(STALE), words) is None
        note = newest_note(found, newest + dt.timedelta(STALE + 1), words)
        assert note
        assert words.day(newest) in note
        assert "31" in note
    assert newest_note(documents(None), newest, wording("fr")) is None
    assert newest_note([], newest, wording("fr")) is None


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (dt.date(2026, 2, 12), "il y a 1 jour"),
        (dt.date(2026, 4, 10), "il y a 58 jours"),
        (dt.date(2026, 4, 11), "il y a 2 mois"),
        (dt.date(2026, 11, 10), "il y a 8 mois"),
        (dt.date(2026, 11, 11), "il y a 9 mois"),
        (dt.date(2028, 2, 10), "il y a 23 mois"),
        (dt.date(2028, 2, 11), "il y a 2 ans"),
    ],
)
def test_an_age_is_told_in_days_months_or_years(today: dt.date, said: str) -> None:
    """Whole ones, never rounded up."""
    assert wording("fr").ago(dt.date(2026, 2, 11), today) == said


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("en", "9 months ago"),
        ("es", "hace 9 meses"),
        ("pt", "há 9 meses"),
        ("ar", "قبل 9 أشهر"),
        ("tr", "9 ay önce"),
    ],
)
def test_an_age_is_told_in_every_language(code: str, said: str) -> None:
    """With the plural that the language has."""
    assert wording(code).ago(dt.date(2026, 2, 11), dt.date(2026, 11, 25)) == said
