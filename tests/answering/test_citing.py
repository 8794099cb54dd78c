"""Spans become numbered citations that say where they stand."""

import pytest

from bot.answering.citing import Citer, continued
from bot.answering.spans import Span
from bot.phrases import wording
from index.passages import UnitKind
from index.snapshot import Snapshot


def spans(snapshot: Snapshot) -> list[Span]:
    """Every unit as a span."""
    return [Span(u.document, u.start, u.end, i) for i, u in enumerate(snapshot.units)]


def test_every_unit_can_be_cited(real_snapshot: Snapshot) -> None:
    """Whatever unit is chosen, its citation is verbatim, within its passage, with a place."""
    words = wording("fr")
    for span in spans(real_snapshot):
        citer = Citer(real_snapshot, words)
        assert citer.cite(span) == 1
        (made,) = citer.citations
        document = real_snapshot.documents[span.document]
        assert made.quote == document.text[span.start : span.end]
        assert made.locator


def test_one_span_is_one_citation(real_snapshot: Snapshot) -> None:
    """Cited again, also in part, a span keeps its number; another gets the next."""
    citer = Citer(real_snapshot, wording("fr"))
    sentences = [s for s in spans(real_snapshot) if s.end - s.start > 100]
    first, second = sentences[0], sentences[1]
    assert [citer.cite(first), citer.cite(second), citer.cite(first)] == [1, 2, 1]
    inside = Span(first.document, first.start + 3, first.end - 3, first.unit)
    assert citer.cite(inside) == 1
    assert len(citer.citations) == 2


@pytest.mark.parametrize(
    ("start", "locator"),
    [
        ("J'ai souhaité répondre", "§ 1"),
        ("Conformément à l'engagement", "§ 4"),
        ("Paris, le 9 février 2026", "en-tête"),
        ("Stéphanie RIST", "après le § 8"),
    ],
)
def test_where_it_stands(real_snapshot: Snapshot, start: str, locator: str) -> None:
    """Paragraphs are counted; what stands before or after them is told by them."""
    citer = Citer(real_snapshot, wording("fr"))
    for span in spans(real_snapshot):
        document = real_snapshot.documents[span.document]
        if "lettre-ministre" in document.id and document.text.startswith(start, span.start):
            citer.cite(span)
            break
    assert [citation.locator for citation in citer.citations] == [locator]


def test_a_long_list_goes_on(real_snapshot: Snapshot) -> None:
    """What follows a piece of a list, up to its end and no further."""
    text = {i: document.text for i, document in enumerate(real_snapshot.documents)}
    first = next(
        s for s in spans(real_snapshot) if text[s.document].startswith("Les 26 structures", s.start)
    )
    assert real_snapshot.units[first.unit].kind is not UnitKind.ENUMERATED
    following = continued(real_snapshot, first, 3)
    assert text[first.document][first.start : following[-1].end].endswith(
        "sur le territoire de Belfort (Agir ensemble pour notre santé)."
    )
    assert continued(real_snapshot, following[-1], 3) == []
    assert len(continued(real_snapshot, first, 0)) == 0
