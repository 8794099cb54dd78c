"""Parts of a ZIP archive of XML, as .docx and .odt files are, without trusting its sizes."""

import zipfile
from pathlib import Path
from types import TracebackType
from typing import Self

from lxml import etree

from corpus.errors import UnreadableFileError
from corpus.formats import sentences

_MOST_BYTES = 60_000_000  # of one part, unpacked
_MOST_PARTS = 20_000


class Archive:
    """An open archive. Each method raises UnreadableFileError."""

    def __init__(self, path: Path) -> None:
        self._name = path.name
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise self._damaged() from error
        self._parts = set(self._zip.namelist())
        if len(self._parts) > _MOST_PARTS:
            raise UnreadableFileError(sentences.UNFOLDS.format(name=self._name))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._zip.close()

    def __contains__(self, part: str) -> bool:
        return part in self._parts

    def part(self, name: str) -> etree._Element:
        """The root element of a part that must be there."""
        try:
            with self._zip.open(name) as entry:
                data = entry.read(_MOST_BYTES + 1)
        except RuntimeError as error:  # the entry is encrypted
            raise UnreadableFileError(sentences.LOCKED.format(name=self._name)) from error
        except Exception as error:
            raise self._damaged() from error
        if len(data) > _MOST_BYTES:
            raise UnreadableFileError(sentences.UNFOLDS.format(name=self._name))
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            return etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self._damaged() from error

    def optional(self, name: str) -> etree._Element | None:
        """The root element of a part, or None where there is no such part."""
        return self.part(name) if name in self else None

    def _damaged(self) -> UnreadableFileError:
        return UnreadableFileError(sentences.DAMAGED.format(name=self._name))


def local_name(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for a comment or an instruction."""
    tag: object = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
