"""Documents are cut into passages and units that lose nothing and overlap nowhere."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.catalogue import Corpus, read_corpus
from corpus.document import Document, Source
from corpus.reader import canonical
from index.passages import PASSAGE_UNITS, QUOTE_LIMIT, Passage, Unit, UnitKind, cut
from tests.corpus.conftest import REAL
from tests.index.texts import TEXTS, letters


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """The five sources."""
    return read_corpus(REAL)


def check(document: Document, passages: list[Passage], units: list[Unit], first: int) -> None:
    """Everything that other modules rely on."""
    text = document.text
    whole = [unit for unit in units if unit.kind is not UnitKind.ENUMERATED]
    assert all(0 <= p.start < p.end <= len(text) for p in passages)
    assert all(a.end <= b.start for a, b in pairwise(passages))
    assert all(0 < u.end - u.start <= QUOTE_LIMIT for u in whole)
    assert all(a.end <= b.start for a, b in pairwise(whole))
    assert all(text[u.start : u.end] == text[u.start : u.end].strip() for u in units)
    for block in document.blocks:
        inside = [text[max(u.start, block.start) : min(u.end, block.end)] for u in whole]
        assert "".join(map(letters, inside)) == letters(text[block.start : block.end])
    assert [u.passage for u in units] == sorted(u.passage for u in units)
    for unit in units:
        passage = passages[unit.passage]
        assert passage.start <= unit.start < unit.end <= passage.end
        assert (unit.parent is None) == (unit.kind is not UnitKind.ENUMERATED)
        if unit.parent is not None:
            assert units[unit.parent - first].kind is not UnitKind.ENUMERATED
            assert units[unit.parent - first].passage == unit.passage


@given(TEXTS, st.booleans(), st.sampled_from([0, 7]))
def test_cut_loses_nothing(raw: str, markdown: bool, first: int) -> None:
    """Units are slices of their passage, within the limit, apart, and hold every letter."""
    text, blocks = canonical(raw, markdown=markdown)
    document = Document(Source("d", "D"), text, blocks)
    passages, units = cut(document, 0, 0, first)
    check(document, passages, units, first)


def test_cut_numbers_from_where_it_is_told(corpus: Corpus) -> None:
    """Passages and units of later documents go on from those before."""
    document = corpus.documents[-1]
    passages, units = cut(document, 4, 30, 200)
    assert {p.document for p in passages} | {u.document for u in units} == {4}
    assert {u.passage for u in units} == set(range(30, 30 + len(passages)))
    parents = [u.parent for u in units if u.parent is not None]
    assert parents
    assert all(200 <= parent < 200 + len(units) for parent in parents)


def test_the_sources(corpus: Corpus) -> None:
    """Each source is cut whole, into passages of a few sentences, however long one of them is."""
    for document in corpus.documents:
        passages, units = cut(document, 0, 0, 0)
        check(document, passages, units, 0)
        for number in range(len(passages)):
            inside = [u for u in units if u.passage == number and u.parent is None]
            assert len(inside) <= PASSAGE_UNITS + 1


def test_the_signatories_are_cut_between_two(corpus: Corpus) -> None:
    """A list too long for one quote is cut after a comma that stands between two of its items."""
    (document,) = [d for d in corpus.documents if d.source.date is None]
    _, units = cut(document, 0, 0, 0)
    text = document.text
    start = text.index("Syndicats : ")
    end = text.index("Organisations politiques")
    pieces = [u for u in units if u.parent is None and start <= u.start and u.end <= end]
    names = {text[u.start : u.end] for u in units if u.kind is UnitKind.ENUMERATED}
    assert len(pieces) > 4
    for before, after in pairwise(pieces):
        if text[before.end : after.start].strip() == ",":
            assert text[before.start : before.end].rsplit(", ", 1)[-1].split(" : ")[-1] in names
            assert text[after.start : after.end].split(", ", 1)[0] in names


def test_an_address_is_one_unit(corpus: Corpus) -> None:
    """Lines of one letter head that follow each other are quoted together."""
    (document,) = [d for d in corpus.documents if "lettre-ministre" in d.id]
    _, units = cut(document, 0, 0, 0)
    quotes = [document.text[u.start : u.end] for u in units if u.kind is UnitKind.LINE]
    assert "Adresse postale\n14 avenue Duquesne\n75330 PARIS 07 SP" in quotes
    assert "Nos Réf. : Cab.SFAPH/SR-AdC/D-26-003142" in quotes
