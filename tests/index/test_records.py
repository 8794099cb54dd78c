"""Documents, passages and units on disk."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Block, BlockKind, Document, MissingSource, Source
from index import records
from index.passages import Passage, Unit, UnitKind

_NUMBER = st.integers(0, 2**31 - 1)
_OPTIONAL = st.none() | st.text()
_TEXTS = st.lists(st.text()).map(tuple)
_DAY = st.none() | st.dates(datetime.date(1900, 1, 1))
_SOURCES = st.builds(
    Source, id=st.text(), title=st.text(), author=_OPTIONAL, date=_DAY, url=_OPTIONAL, called=_TEXTS
)
_BLOCKS = st.builds(
    Block, st.sampled_from(BlockKind), _NUMBER, _NUMBER, st.none() | st.integers(1, 9999)
)
_DOCUMENTS = st.builds(Document, _SOURCES, st.text(), st.lists(_BLOCKS).map(tuple))
_MISSING = st.builds(MissingSource, st.text(), st.text(), _TEXTS, _DAY, _OPTIONAL)
_UNITS = st.builds(
    Unit, _NUMBER, _NUMBER, _NUMBER, _NUMBER, st.sampled_from(UnitKind), st.none() | _NUMBER
)


@given(st.lists(_DOCUMENTS, max_size=5).map(tuple))
def test_documents_read_back_the_same(documents: tuple[Document, ...]) -> None:
    """Every field of a document survives, dates and unknown values included."""
    assert records.documents_from_json(records.documents_to_json(documents)) == documents


@given(st.lists(_MISSING, max_size=5).map(tuple))
def test_missing_sources_read_back_the_same(missing: tuple[MissingSource, ...]) -> None:
    """Every field of a missing source survives."""
    assert records.missing_from_json(records.missing_to_json(missing)) == missing


@given(st.lists(st.builds(Passage, _NUMBER, _NUMBER, _NUMBER)).map(tuple))
def test_passages_read_back_the_same(passages: tuple[Passage, ...]) -> None:
    """Every passage survives, none at all included."""
    assert records.passages_from_array(records.passages_to_array(passages)) == passages


@given(st.lists(_UNITS).map(tuple))
def test_units_read_back_the_same(units: tuple[Unit, ...]) -> None:
    """Every unit survives with its kind and its parent."""
    assert records.units_from_array(records.units_to_array(units)) == units
