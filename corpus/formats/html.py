"""Web pages (.html): the text that a browser would show, and what their head says of them."""

import re
from html.parser import HTMLParser
from pathlib import Path

from corpus.document import BlockKind
from corpus.formats.extract import Extract, day_of
from corpus.pieces import Piece, assemble, laid_out, plain

_UNSEEN = frozenset({"script", "style", "template", "noscript", "iframe", "title"})
_INLINE = frozenset(
    (
        "a abbr acronym b bdi bdo big button cite code data del dfn em font i img input ins kbd "
        "label mark math meter nobr output picture progress q rp rt ruby s samp small span strike "
        "strong sub sup time tt u var wbr"
    ).split()
)
_CELLS = frozenset({"td", "th"})
_KINDS = dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), BlockKind.HEADING) | {
    "li": BlockKind.LIST_ITEM
}
_CHARSET = re.compile(rb"""<(?:meta|\?xml)[^>]+(?:charset|encoding)\s*=\s*["']?\s*([\w-]+)""", re.I)
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DATES = ("article:published_time", "dc.date", "dcterms.created", "date")


def read(path: Path) -> Extract:
    """Read a web page; one without text makes an empty one."""
    page = _Page()
    page.feed(_decoded(path.read_bytes()))
    page.close()
    named = page.named
    date = next((day for name in _DATES if (day := day_of(named.get(name, "")))), None)
    return Extract(assemble(page.pieces()), page.title or None, named.get("author") or None, date)


def _decoded(data: bytes) -> str:
    """The text in the encoding that it declares, else in UTF-8, else in that of old Windows."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    declared = _CHARSET.search(data[:4096])
    named = declared[1].decode("ascii") if declared else "utf-8"
    for encoding in (named, "utf-8", "cp1252"):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("latin-1")


class _Page(HTMLParser):
    """The blocks of a page, as its tags and texts come."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title = ""
        self.named: dict[str, str] = {}  # what `meta` elements say, by name
        self._pieces: list[Piece] = []
        self._raw: list[str] = []
        self._gap = "\n\n"
        self._unseen: list[str] = []
        self._open: list[str] = []  # headings and list items
        self._cells = 0  # of the table row
        self._kept = 0  # how many `pre` are open

    def pieces(self) -> list[Piece]:
        """What was found so far."""
        self._end_block()
        return self._pieces

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen.append(tag)
        elif tag == "br":
            self._raw.append("\n")
        elif tag == "meta":
            stated = dict(attrs)
            name = (stated.get("name") or stated.get("property") or "").lower()
            self.named.setdefault(name, plain(stated.get("content") or ""))
        elif tag not in _INLINE:
            self._end_block()
            if tag == "tr":
                self._cells = 0
            elif tag in _CELLS:
                self._gap = "\n" if self._cells else "\n\n"
                self._cells += 1
            self._kept += tag == "pre"
            if tag in _KINDS:
                self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._unseen:
            self._unseen.remove(tag)
        elif tag not in _INLINE and tag not in _UNSEEN:
            self._end_block()
            self._kept -= tag == "pre" and self._kept > 0
            if tag in self._open:
                del self._open[len(self._open) - 1 - self._open[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        if self._unseen:
            if self._unseen == ["title"] and not self._pieces:
                self.title = plain(f"{self.title}{data}")
        else:
            self._raw.append(data if self._kept else data.replace("\n", " "))

    def _end_block(self) -> None:
        kind = _KINDS[self._open[-1]] if self._open else None
        found = list(laid_out("".join(self._raw), kind, self._gap))
        self._pieces += found
        self._raw = []
        if found:
            self._gap = "\n\n"
