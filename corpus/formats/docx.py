"""Word files (.docx): the text of their document, headers, footers, notes and boxes."""

import datetime as dt
import itertools
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from corpus.document import BlockKind
from corpus.errors import UnreadableFileError
from corpus.formats import sentences
from corpus.formats.archive import Archive, local_name
from corpus.formats.extract import Extract, day_of
from corpus.pieces import Piece, assemble, laid_out, plain

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PROPERTIES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BREAKS = {"br": "\n", "cr": "\n", "tab": " ", "ptab": " ", "noBreakHyphen": "\u2011"}
_HEADING = re.compile(r"(?:heading|titre|title|subtitle|sous-titre)\b", re.IGNORECASE)
_LISTED = re.compile(r"list|liste|puce", re.IGNORECASE)


def read(path: Path) -> Extract:
    """Read a .docx file. Raises UnreadableFileError."""
    with Archive(path) as archive:
        return _Word(archive, path.name).extract()


class _Word:
    """One Word file."""

    def __init__(self, archive: Archive, name: str) -> None:
        self._archive = archive
        self._main = self._main_part(name)
        self._relations = self._relations_of(self._main)
        self._kinds = self._styles()
        self._notes = self._all_notes()
        self._deleted = False

    def extract(self) -> Extract:
        root = self._archive.part(self._main)
        pieces = [
            *self._margins(root, "headerReference"),
            *self._blocks(root),
            *self._margins(root, "footerReference"),
        ]
        title, author, date = self._properties()
        warnings = []
        if self._deleted:
            warnings.append(sentences.DELETED)
        if any(kind == "comments" for kind, _ in self._relations.values()):
            warnings.append(sentences.REMARKS)
        return Extract(assemble(pieces), title, author, date, warnings=tuple(warnings))

    def _main_part(self, name: str) -> str:
        for kind, target in self._relations_of("").values():
            if kind == "officeDocument" and target in self._archive:
                return target
        raise UnreadableFileError(sentences.DAMAGED.format(name=name))

    def _relations_of(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part names by an id: the last word of its kind, and its place."""
        folder, name = posixpath.split(part)
        root = self._archive.optional(posixpath.join(folder, "_rels", f"{name}.rels"))
        found = {}
        for relation in root if root is not None else ():
            target = str(relation.get("Target", ""))
            whole = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            kind = str(relation.get("Type", "")).rsplit("/", 1)[-1]
            found[str(relation.get("Id"))] = kind, posixpath.normpath(whole)
        return found

    def _related(self, kind: str) -> etree._Element | None:
        part = next((part for each, part in self._relations.values() if each == kind), "")
        return self._archive.optional(part)

    def _styles(self) -> dict[str, BlockKind]:
        """The paragraph styles that make headings or list items."""
        root = self._related("styles")
        kinds: dict[str, BlockKind] = {}
        for style in _all(root, "style") if root is not None else ():
            id_, name = _value(style, "styleId"), _value(next(_all(style, "name"), style), "val")
            if _HEADING.match(name) or any(True for _ in _all(style, "outlineLvl")):
                kinds[id_] = BlockKind.HEADING
            elif _LISTED.search(name) or any(True for _ in _all(style, "numPr")):
                kinds[id_] = BlockKind.LIST_ITEM
        return kinds

    def _all_notes(self) -> dict[tuple[str, str], etree._Element]:
        """Footnotes and endnotes by kind and id."""
        notes = {}
        for kind in ("footnote", "endnote"):
            root = self._related(f"{kind}s")
            for note in _all(root, kind) if root is not None else ():
                notes[kind, _value(note, "id")] = note
        return notes

    def _margins(self, root: etree._Element, reference: str) -> Iterator[Piece]:
        """The headers or footers, each text once."""
        seen = set()
        for each in _all(root, reference):
            _, part = self._relations.get(str(each.get(f"{_RELATION}id")), ("", ""))
            margin = self._archive.optional(part)
            if margin is None:
                continue
            pieces = list(self._blocks(margin))
            text = tuple(piece.text for piece in pieces)
            if text not in seen:
                seen.add(text)
                yield from pieces

    def _blocks(self, root: etree._Element) -> Iterator[Piece]:
        """The paragraphs under an element, in order; text boxes and notes after their own."""
        for paragraph in _all(root, "p"):
            holders = itertools.takewhile(lambda each: each is not root, paragraph.iterancestors())
            if all(local_name(each) != "p" for each in holders):
                yield from self._paragraph(paragraph)

    def _paragraph(self, paragraph: etree._Element) -> Iterator[Piece]:
        raw: list[str] = []
        after: list[etree._Element] = []
        self._run(paragraph, raw, after)
        yield from laid_out("".join(raw), self._kind(paragraph), _gap(paragraph))
        for element in after:
            yield from self._blocks(element)

    def _run(self, element: etree._Element, raw: list[str], after: list[etree._Element]) -> None:
        """The text under an element, and what stands in it without being of it."""
        for child in element:
            name = local_name(child)
            if name == "t":
                raw.append(child.text or "")
            elif name in _BREAKS:
                raw.append(_BREAKS[name])
            elif name == "txbxContent":
                after.append(child)
            elif name in ("footnoteReference", "endnoteReference"):
                note = self._notes.get((name.removesuffix("Reference"), _value(child, "id")))
                after += [] if note is None else [note]
            elif name in ("del", "moveFrom"):
                self._deleted = True
            elif child.tag != _FALLBACK and name not in ("pPr", "rPr", "instrText"):
                self._run(child, raw, after)

    def _kind(self, paragraph: etree._Element) -> BlockKind | None:
        properties = next((child for child in paragraph if local_name(child) == "pPr"), None)
        if properties is None:
            return None
        own = {local_name(child): _value(child, "val") for child in properties}
        if "outlineLvl" in own and own["outlineLvl"] != "9":
            return BlockKind.HEADING
        styled = self._kinds.get(own.get("pStyle", ""))
        return BlockKind.LIST_ITEM if "numPr" in own and styled is None else styled

    def _properties(self) -> tuple[str | None, str | None, dt.date | None]:
        part = next(
            (p for kind, p in self._relations_of("").values() if kind == "core-properties"), ""
        )
        root = self._archive.optional(part)
        if root is None:
            return None, None, None
        title, author, created = (
            plain(root.findtext(tag, "", _PROPERTIES))
            for tag in ("dc:title", "dc:creator", "dcterms:created")
        )
        return title or None, author or None, day_of(created)


def _all(root: etree._Element, name: str) -> Iterator[etree._Element]:
    """The elements under `root` of that local name; Word has two names for its namespace."""
    yield from root.iter(f"{{*}}{name}")


def _value(element: etree._Element, name: str) -> str:
    """An attribute of Word's own namespace."""
    return str(element.get(f"{_WORD}{name}") or element.get(f"{_STRICT}{name}") or "")


def _gap(paragraph: etree._Element) -> str:
    """A new line between the cells of a table row, a blank line elsewhere."""
    cell = next(paragraph.iterancestors("{*}tc"), None)
    before = None if cell is None else next(cell.itersiblings("{*}tc", preceding=True), None)
    return "\n\n" if before is None else "\n"
