"""Which format a file is of, told by its content; its name only decides between texts."""

import zipfile
from enum import StrEnum
from pathlib import Path

from corpus.errors import UnreadableFileError
from corpus.formats import sentences

SUFFIXES = {
    ".txt": "txt",
    ".md": "md",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".docx": "docx",
    ".odt": "odt",
    ".png": "png",
    ".jpg": "jpg",
    ".jpeg": "jpg",
    ".webp": "webp",
    ".heic": "heic",
    ".heif": "heic",
}  # by which a file of a folder is known to be a source

TEXTS = (".txt", ".md")  # formats that are text themselves

_HEAD = 4096  # bytes
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Word up to 2003, and later files under a password
_HEIF_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif")


class Format(StrEnum):
    """A format that is read."""

    PDF = "pdf"
    DOCX = "docx"
    ODT = "odt"
    HTML = "html"
    MARKDOWN = "md"
    TEXT = "txt"
    PNG = "png"
    JPEG = "jpg"
    WEBP = "webp"
    HEIC = "heic"


IMAGES = frozenset({Format.PNG, Format.JPEG, Format.WEBP, Format.HEIC})


def format_of(path: Path) -> Format:
    """The format of a file. Raises UnreadableFileError where it is none of these; OSError."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if head.startswith(b"PK"):
        return _packaged(path)
    found = _by_signature(head)
    if found:
        return found
    if head.startswith(_OLE):
        locked = "EncryptedPackage".encode("utf-16-le") in path.read_bytes()
        raise UnreadableFileError(
            (sentences.LOCKED if locked else sentences.OLD_WORD).format(name=path.name)
        )
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    named = SUFFIXES.get(path.suffix.lower())
    if named == "html" or start.startswith((b"<!doctype html", b"<html")):
        return Format.HTML
    if named == "md":
        return Format.MARKDOWN
    if named == "txt":
        return Format.TEXT
    if named:
        raise UnreadableFileError(sentences.DAMAGED.format(name=path.name))
    raise UnreadableFileError(sentences.UNKNOWN.format(name=path.name))


def _by_signature(head: bytes) -> Format | None:
    if b"%PDF-" in head[:1024]:
        return Format.PDF
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return Format.PNG
    if head.startswith(b"\xff\xd8\xff"):
        return Format.JPEG
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return Format.WEBP
    if head[4:8] == b"ftyp" and head[8:12] in _HEIF_BRANDS:
        return Format.HEIC
    return None


def _packaged(path: Path) -> Format:
    """What a ZIP archive holds."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if "mimetype" in names:
                with archive.open("mimetype") as entry:
                    if entry.read(64).startswith(b"application/vnd.oasis.opendocument.text"):
                        return Format.ODT
    except (zipfile.BadZipFile, RuntimeError, ValueError, OSError, EOFError) as error:
        raise UnreadableFileError(sentences.DAMAGED.format(name=path.name)) from error
    if "_rels/.rels" in names and any(name.startswith("word/") for name in names):
        return Format.DOCX
    if (
        "META-INF/manifest.xml" in names
        and "content.xml" in names
        and path.suffix.lower() == ".odt"
    ):
        return Format.ODT
    raise UnreadableFileError(sentences.UNKNOWN.format(name=path.name))
