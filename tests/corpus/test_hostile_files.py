"""Whatever bytes a file holds, it becomes a text or one sentence."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import SecpaError
from corpus.reader import read_file

# Beginnings that make a reader believe in a format, and what breaks parsers of text.
_STARTS = [b"", b"%PDF-1.7\n", b"PK\x03\x04", b"<html><body>", b"\xef\xbb\xbf", b"\xff\xfe"]
_PIECES = [
    *(
        b"mot ",
        b"\n",
        b"\r",
        b"\x00",
        b"\xc3",
        b"\xe2\x80\xae",
        b"\xf0\x9f\x98\x80",
        b"\xed\xa0\x80",
    ),
    *(b"<p>", b"<!--", b"&#x110000;", b"&amp", b"# ", b"```\n", b"[a](b", b"^{"),
]
_BYTES = st.one_of(
    st.binary(max_size=300),
    st.builds(
        lambda start, pieces: start + b"".join(pieces),
        st.sampled_from(_STARTS),
        st.lists(st.sampled_from(_PIECES), max_size=40),
    ),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hostile")


@settings(max_examples=300)
@given(content=_BYTES, suffix=st.sampled_from([".txt", ".md", ".html", ".pdf", ".docx", ""]))
def test_any_bytes_are_read_or_refused(folder: Path, content: bytes, suffix: str) -> None:
    """A text that quotes can be sliced from, or a sentence that says what to do."""
    path = folder / f"envoi{suffix}"
    path.write_bytes(content)
    try:
        text, blocks = read_file(path)
    except SecpaError as refused:
        said = str(refused)
        assert path.name in said
        assert len(said.splitlines()) == 1
        return
    assert text.strip()
    assert "\r" not in text
    text.encode("utf-8")
    assert all(0 <= block.start < block.end <= len(text) for block in blocks)
