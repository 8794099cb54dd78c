"""Whatever bytes a file holds, it becomes a text or one sentence."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import SecpaError, UnreadableFileError
from corpus.intake import read_file as take_in
from corpus.reader import read_file
from tests.corpus.samples import letter

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
        _is_one_sentence(refused, path)
        return
    assert text.strip()
    assert "\r" not in text
    text.encode("utf-8")
    assert all(0 <= block.start < block.end <= len(text) for block in blocks)


def _is_one_sentence(refused: SecpaError, path: Path) -> None:
    said = str(refused)
    assert path.name in said
    assert len(said.splitlines()) == 1


# Where a sound file is damaged, from 0 for its first byte to 1 for its last, and by what.
_DAMAGE = st.lists(
    st.tuples(st.floats(0, 1), st.one_of(st.binary(max_size=8), st.sampled_from(_PIECES))),
    min_size=1,
    max_size=6,
)


@settings(max_examples=60)
@given(form=st.sampled_from(["pdf", "docx", "odt", "html"]), damage=_DAMAGE, inside=st.booleans())
def test_a_damaged_file_is_read_or_refused(
    folder: Path, form: str, damage: list[tuple[float, bytes]], inside: bool
) -> None:
    """Damaged as a whole, or in the text that a package holds, before it is packed."""
    path = folder / f"lettre.{form}"
    letter(path)
    sound = path.read_bytes()
    packed = inside and zipfile.is_zipfile(path)
    path.write_bytes(_damaged_inside(sound, damage) if packed else _damaged(sound, damage))
    try:
        taken = take_in(path)
    except UnreadableFileError as refused:
        _is_one_sentence(refused, path)
        return
    assert taken.text.strip()
    assert all(0 <= block.start < block.end <= len(taken.text) for block in taken.blocks)


def _damaged(content: bytes, damage: list[tuple[float, bytes]]) -> bytes:
    for place, piece in damage:
        at = int(place * len(content))
        content = content[:at] + piece + content[at + len(piece) :]
    return content


def _damaged_inside(package: bytes, damage: list[tuple[float, bytes]]) -> bytes:
    """The package, sound, around parts that are not."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as sound, zipfile.ZipFile(made, "w") as damaged:
        for name in sound.namelist():
            content = sound.read(name)
            text = name in ("word/document.xml", "content.xml")
            damaged.writestr(name, _damaged(content, damage) if text else content)
    return made.getvalue()
