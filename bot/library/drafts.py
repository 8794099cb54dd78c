"""Drafts: a file that was read, what is known of it, and nothing of it public yet."""

import datetime as dt
import hashlib
import io
import re
import secrets
import unicodedata
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter

from bot.library.errors import LibraryError
from bot.library.files import KeptFiles
from bot.library.personal import personal
from corpus.document import Document, Source
from corpus.intake import Intake, read_file
from corpus.likeness import nearest
from corpus.shelf import document_to_json

LIKE = 0.5  # share of common runs of words from which a person is asked whether it is the same
_ID_LIMIT = 48  # characters
_ALBUM = "photos.zip"  # what the photographs of one letter are kept as


@dataclass(frozen=True, slots=True)
class Stated:
    """What a person says of a source, instead of what was guessed; None leaves the guess."""

    title: str | None = None
    author: str | None = None
    role: str | None = None
    date: dt.date | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Like:
    """A source that a draft is like."""

    id: str
    title: str
    share: float  # of the shorter text, 0 to 1


@dataclass(frozen=True, slots=True)
class Draft:
    """A source that was read and waits to be published."""

    id: str
    who: str
    source: Source
    read: str  # sha256 of the document as it was read, among the kept files
    format: str
    pages: int  # 0 where the format has none
    warnings: tuple[str, ...]
    like: Like | None
    replaces: str | None = None
    revises: tuple[str, ...] = ()  # ids of claims that a person said it revises
    left: tuple[str, ...] = ()  # ids of claims that a person said it does not, or did not know


_DRAFT = TypeAdapter(Draft)


def draft_to_json(draft: Draft) -> str:
    """A draft, to be stored."""
    return _DRAFT.dump_json(draft).decode()


def draft_from_json(data: str) -> Draft:
    """The inverse of `draft_to_json`."""
    return _DRAFT.validate_json(data)


def read_draft(
    path: Path,
    also: Sequence[Path],
    stated: Stated,
    who: str,
    known: Sequence[Document],
    taken: Iterable[str],
    tombstones: Iterable[str],
    files: KeptFiles,
) -> Draft:
    """Read a file and keep it; `known` are the sources that it may be like, `taken` their ids.

    Raises UnreadableFileError; LibraryError where it was removed for good: it is not kept again.
    """
    intake = read_file(path, also=also)
    dead = frozenset(tombstones)
    name, data = (_ALBUM, _together((path, *also))) if also else (path.name, path.read_bytes())
    for content in (data, *(each.read_bytes() for each in (path, *also))):
        refuse_purged(hashlib.sha256(content).hexdigest(), dead)
    digest = files.keep(data)
    source = Source(
        id="",
        title=stated.title or intake.title or path.stem,
        file=name,
        author=stated.author or intake.author,
        role=stated.role or intake.role,
        date=stated.date or intake.date,
        url=stated.url,
        sha256=digest,
    )
    source = replace(source, id=_id(source, taken))
    found = nearest(intake.text, known)
    return Draft(
        id=secrets.token_hex(4),
        who=who,
        source=source,
        read=files.keep(document_to_json(_document(source, intake))),
        format=intake.format,
        pages=len(intake.pages),
        warnings=(*intake.warnings, *personal(intake.text, known)),
        like=Like(found[0].id, found[0].source.title, found[1])
        if found and found[1] >= LIKE
        else None,
    )


def amended(draft: Draft, stated: Stated, taken: Iterable[str]) -> Draft:
    """The draft with what a person corrected; `taken` are the ids of other sources."""
    source = replace(
        draft.source,
        title=stated.title or draft.source.title,
        author=stated.author or draft.source.author,
        role=stated.role or draft.source.role,
        date=stated.date or draft.source.date,
        url=stated.url or draft.source.url,
    )
    return replace(draft, source=replace(source, id=_id(source, taken)))


def refuse_purged(sha256: str, tombstones: Iterable[str]) -> None:
    """Raise LibraryError for a file that was removed for good."""
    if sha256 in set(tombstones):
        raise LibraryError(
            "Ce fichier a été supprimé définitivement : il ne peut plus être publié. Si c'est un "
            "autre texte, envoyez-le dans un autre fichier."
        )


def check(draft: Draft, documents: Sequence[Document], tombstones: Iterable[str]) -> None:
    """Raise LibraryError where the draft cannot be published beside `documents`."""
    refuse_purged(draft.source.sha256, tombstones)
    ids = {document.id for document in documents}
    if draft.replaces is not None and draft.replaces not in ids:
        raise LibraryError(
            f"La source à remplacer, « {draft.replaces} », n'est pas en service : « secpa corpus "
            "list » montre celles qui le sont."
        )
    if draft.source.id in ids:
        raise LibraryError(
            f"Une autre source s'appelle déjà « {draft.source.id} » : changez le titre ou la date."
        )
    for document in documents:
        if document.source.sha256 == draft.source.sha256 and document.id != draft.replaces:
            raise LibraryError(
                f"Ce fichier est déjà publié, sous le nom « {document.id} » : il n'y a rien à "
                "ajouter. Pour corriger son titre ou sa date, remplacez-le."
            )


def _together(paths: Iterable[Path]) -> bytes:
    """The files as one archive, the same bytes for the same files."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for path in paths:
            archive.writestr(zipfile.ZipInfo(path.name), path.read_bytes())
    return whole.getvalue()


def _document(source: Source, intake: Intake) -> Document:
    return Document(source, intake.text, intake.blocks)


def _id(source: Source, taken: Iterable[str]) -> str:
    """«2026-03-01-lettre-du-ministre»: the date, then the title without accents; never twice."""
    plain = unicodedata.normalize("NFKD", source.title).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    day = f"{source.date}-" if source.date else ""
    base = f"{day}{words or 'source'}"[:_ID_LIMIT].rstrip("-")
    others, id_, number = set(taken), base, 1
    while id_ in others:
        number += 1
        id_ = f"{base}-{number}"
    return id_
