"""OpenDocument texts (.odt): their text, headers, footers, notes and boxes."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from corpus.document import BlockKind
from corpus.errors import UnreadableFileError
from corpus.formats import sentences
from corpus.formats.archive import Archive, local_name
from corpus.formats.extract import Extract, day_of
from corpus.pieces import Piece, assemble, laid_out, plain

_SPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
}
_STYLE = f"{{{_SPACES['style']}}}"
_BREAKS = {"s": " ", "tab": " ", "line-break": "\n"}
_UNSEEN = frozenset({"tracked-changes", "annotation", "annotation-end", "desc", "title"})
_FIRST = "Standard"  # the name of the first page style in every language


def read(path: Path) -> Extract:
    """Read an .odt file. Raises UnreadableFileError."""
    with Archive(path) as archive:
        manifest = archive.optional("META-INF/manifest.xml")
        if manifest is not None and any(True for _ in manifest.iter("{*}encryption-data")):
            raise UnreadableFileError(sentences.LOCKED.format(name=path.name))
        content = archive.part("content.xml")
        styles, meta = archive.optional("styles.xml"), archive.optional("meta.xml")
    body = content.find("office:body/office:text", _SPACES)
    if body is None:
        raise UnreadableFileError(sentences.DAMAGED.format(name=path.name))
    pieces = [
        *_margins(content, styles, "header"),
        *_blocks(body),
        *_margins(content, styles, "footer"),
    ]
    warnings = []
    if any(True for _ in body.iter("{*}deletion")):
        warnings.append(sentences.DELETED)
    if any(True for _ in body.iter("{*}annotation")):
        warnings.append(sentences.REMARKS)
    title, author, date = _properties(meta)
    return Extract(assemble(pieces), title, author, date, warnings=tuple(warnings))


def _margins(content: etree._Element, styles: etree._Element | None, kind: str) -> Iterator[Piece]:
    """The headers or footers of the page styles in use, each text once."""
    if styles is None:
        return
    pages = {page.get(f"{_STYLE}name"): page for page in styles.iter(f"{_STYLE}master-page")}
    used = {_FIRST, *(each.get(f"{_STYLE}master-page-name") for each in content.iter("{*}style"))}
    used |= {pages[name].get(f"{_STYLE}next-style-name") for name in used if name in pages}
    seen = set()
    for name, page in pages.items():
        for margin in page if name in used else ():
            if not local_name(margin).startswith(kind):
                continue
            pieces = list(_blocks(margin))
            text = tuple(piece.text for piece in pieces)
            if text not in seen:
                seen.add(text)
                yield from pieces


def _blocks(root: etree._Element) -> Iterator[Piece]:
    """The paragraphs under an element, in order; boxes and notes after their own."""
    for child in root:
        name = local_name(child)
        if name in ("p", "h"):
            yield from _paragraph(child)
        elif name not in _UNSEEN:
            yield from _blocks(child)


def _paragraph(paragraph: etree._Element) -> Iterator[Piece]:
    raw: list[str] = []
    after: list[etree._Element] = []
    _run(paragraph, raw, after)
    holders = {local_name(each) for each in paragraph.iterancestors()}
    kind: BlockKind | None = None
    if local_name(paragraph) == "h":
        kind = BlockKind.HEADING
    elif holders & {"list-item", "list-header"}:
        kind = BlockKind.LIST_ITEM
    yield from laid_out("".join(raw), kind, _gap(paragraph))
    for element in after:
        yield from _blocks(element)


def _run(element: etree._Element, raw: list[str], after: list[etree._Element]) -> None:
    """The text under an element, and what stands in it without being of it."""
    raw.append(_folded(element.text))
    for child in element:
        name = local_name(child)
        if name in _BREAKS:
            raw.append(_BREAKS[name])
        elif name == "note":
            citation = child.find("text:note-citation", _SPACES)
            raw.append(_folded(citation.text) if citation is not None else "")
            after += child.findall("text:note-body", _SPACES)
        elif name in ("text-box", "table"):
            after.append(child)
        elif name and name not in _UNSEEN:
            _run(child, raw, after)
        raw.append(_folded(child.tail))


def _folded(text: str | None) -> str:
    """A text node; a line feed in the file is a space."""
    return (text or "").replace("\n", " ")


def _gap(paragraph: etree._Element) -> str:
    """A new line between the cells of a table row, a blank line elsewhere."""
    cell = next(paragraph.iterancestors("{*}table-cell"), None)
    return "\n\n" if cell is None or cell.getprevious() is None else "\n"


def _properties(
    meta: etree._Element | None,
) -> tuple[str | None, str | None, dt.date | None]:
    if meta is None:
        return None, None, None
    title, author, created = (
        plain(meta.findtext(f".//{tag}", "", _SPACES))
        for tag in ("dc:title", "meta:initial-creator", "meta:creation-date")
    )
    return title or None, author or None, day_of(created)
