"""Short names for spans of the sources, for buttons and links.

A name holds a digest of the document's id, where the span stands, and a digest of its text. It
depends on nothing else, so it outlives restarts and rebuilds, follows its text when that moves
inside its document, and shows when the text is no longer there.
"""

import base64
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from corpus.document import Document

KEY_LENGTH = 4
REFERENCE_LENGTH = 16
_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_NAME = re.compile(r"[A-Za-z0-9_-]{16}")
_LONGEST = 64**2 - 1
_REACH = 20_000  # characters before and after, where a text that moved is looked for
_DIGESTED = 4_000_000  # characters at most in doing so: anybody may name a text that is not there


def _digest(text: str, size: int) -> str:
    raw = hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=size).digest()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def number_name(number: int, length: int) -> str:
    """`number` in `length` characters, base 64."""
    if not 0 <= number < 64**length:
        raise ValueError(f"{number} does not fit in {length} characters")
    return "".join(_ALPHABET[number >> 6 * place & 63] for place in reversed(range(length)))


def named_number(name: str) -> int:
    """The inverse of `number_name`."""
    number = 0
    for character in name:
        number = number << 6 | _ALPHABET.index(character)
    return number


def document_key(document_id: str) -> str:
    """Four characters that stand for a document."""
    return _digest(document_id, 3)


@dataclass(frozen=True, slots=True)
class Place:
    """A span of a document that is there now."""

    document: Document
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.document.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Reference:
    """The name of a span; spans over 4,095 characters are known by their beginning."""

    key: str
    start: int
    length: int
    check: str

    @classmethod
    def to(cls, document: Document, start: int, end: int) -> Self:
        end = min(end, start + _LONGEST)
        return cls(
            document_key(document.id), start, end - start, _digest(document.text[start:end], 4)
        )

    @classmethod
    def read(cls, name: str) -> Self | None:
        """The reference that `name` spells, None where it spells none."""
        if not _NAME.fullmatch(name):
            return None
        return cls(name[:4], named_number(name[4:8]), named_number(name[8:10]), name[10:])

    @property
    def name(self) -> str:
        """Sixteen characters that links and buttons may hold."""
        start = number_name(self.start, 4)
        return f"{self.key}{start}{number_name(self.length, 2)}{self.check}"

    def find(self, documents: Sequence[Document]) -> Place | None:
        """Where the text named stands today, None when no document of that id says it."""
        for document in documents:
            if document_key(document.id) == self.key and (place := self.find_in(document)):
                return place
        return None

    def find_in(self, document: Document) -> Place | None:
        """Where the text named stands in `document`, whatever its id."""
        start = self._start_in(document.text)
        return None if start is None else Place(document, start, start + self.length)

    def _start_in(self, text: str) -> int | None:
        def fits(start: int) -> bool:
            return _digest(text[start : start + self.length], 4) == self.check

        if not 0 < self.length <= len(text):
            return None
        if fits(self.start):
            return self.start
        reach = min(_REACH, _DIGESTED // self.length)
        around = range(
            max(0, self.start - reach), min(len(text) - self.length, self.start + reach) + 1
        )
        nearest = sorted(around, key=lambda start: abs(start - self.start))
        return next((start for start in nearest if fits(start)), None)


def find_document(documents: Sequence[Document], key: str) -> Document | None:
    """The document that `key` stands for."""
    return next((each for each in documents if document_key(each.id) == key), None)
