"""The shelf: what people added to a corpus directory and took out of it, without touching it.

A snapshot is made from the corpus directory and a shelf, and holds that shelf: going back to an
earlier snapshot goes back to its sources. Files are kept apart, in one folder, each named by the
sha256 of its content: the file as received, and beside it the document as it was read, so that what
a person checked is what is cited, whatever a later version of the readers would make of the file.
"""

import hashlib
from dataclasses import dataclass, field, replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from corpus.catalogue import Corpus, read_corpus
from corpus.claims import Claim
from corpus.document import Document, Source
from corpus.errors import SourceError
from corpus.knowledge import Knowledge
from corpus.questions import Expected, Place

FILES = "files"  # under the data directory


@dataclass(frozen=True, slots=True)
class Added:
    """A source that is not in the corpus directory."""

    source: Source  # `sha256` is that of the file as received
    read: str  # sha256 of the document as it was read, in JSON
    replaces: tuple[str, ...] = ()  # ids of the sources that it took the place of


@dataclass(frozen=True, slots=True)
class Shelf:
    """What differs from the corpus directory."""

    added: tuple[Added, ...] = ()
    withdrawn: tuple[str, ...] = ()  # ids; of sources in the corpus directory, or added earlier
    purged: tuple[str, ...] = ()  # sha256 of files that must never be read again
    claims: tuple[Claim, ...] = field(default=(), hash=False)  # revisions that a person stated

    def with_added(self, new: Added) -> "Shelf":
        """With one more source; what it replaces is withdrawn."""
        before = [old.replaces for old in self.added if old.source.id in new.replaces]
        new = replace(new, replaces=(*new.replaces, *(id_ for ids in before for id_ in ids)))
        left = self
        for id_ in new.replaces:
            left = left.without(id_)
        return replace(left, added=(*left.added, new))

    def with_claims(self, claims: tuple[Claim, ...]) -> "Shelf":
        """With revisions that a person stated."""
        return replace(self, claims=(*self.claims, *claims))

    def without(self, id_: str) -> "Shelf":
        """With one source less, and what was stated of it."""
        return replace(
            self,
            added=tuple(added for added in self.added if added.source.id != id_),
            withdrawn=tuple(dict.fromkeys((*self.withdrawn, id_))),
            claims=tuple(claim for claim in self.claims if claim.document != id_),
        )

    def without_files(self, digests: tuple[str, ...]) -> "Shelf":
        """With nothing of the files `digests`, now or later."""
        left = tuple(added for added in self.added if added.source.sha256 not in digests)
        ids = {added.source.id for added in self.added} - {added.source.id for added in left}
        return replace(
            self,
            added=left,
            purged=tuple(sorted({*self.purged, *digests})),
            claims=tuple(claim for claim in self.claims if claim.document not in ids),
        )

    def without_name(self, id_: str) -> "Shelf":
        """Without a trace of a source that is neither added nor in the corpus directory."""
        return replace(
            self,
            added=tuple(
                replace(added, replaces=tuple(old for old in added.replaces if old != id_))
                for added in self.added
            ),
            withdrawn=tuple(old for old in self.withdrawn if old != id_),
        )


EMPTY = Shelf()
_SHELF = TypeAdapter(Shelf)
_DOCUMENT = TypeAdapter(Document)


def shelf_to_json(shelf: Shelf) -> bytes:
    """The same bytes for the same shelf."""
    return _SHELF.dump_json(shelf, indent=1) + b"\n"


def shelf_from_json(data: bytes | str) -> Shelf:
    """The inverse of `shelf_to_json`; raises ValueError where it is no shelf."""
    return _SHELF.validate_json(data)


def document_to_json(document: Document) -> bytes:
    """A document as it was read, to be kept."""
    return _DOCUMENT.dump_json(document, indent=1) + b"\n"


def read_with_shelf(directory: Path, files: Path, shelf: Shelf) -> Corpus:
    """The corpus directory with the shelf's changes; `files` is where added files are kept.

    Raises:
        CatalogueError, SourceError: as `read_corpus`.
        SourceError: a kept document is missing or damaged.
    """
    corpus = read_corpus(directory)
    if shelf == EMPTY:
        return corpus
    added = tuple(kept_document(files, entry) for entry in shelf.added)
    taken = {document.id for document in added}
    documents = tuple(
        document
        for document in corpus.documents
        if document.id not in {*shelf.withdrawn, *taken}
        and document.source.sha256 not in shelf.purged
    )
    return Corpus(
        documents=(*documents, *added),
        missing=tuple(missing for missing in corpus.missing if missing.id not in taken),
        knowledge=still_stated(corpus.knowledge, shelf, (*documents, *added)),
        skipped=corpus.skipped,
    )


def still_stated(knowledge: Knowledge, shelf: Shelf, documents: tuple[Document, ...]) -> Knowledge:
    """What is still stated: nothing of withdrawn sources, and what people stated of added ones.

    What was stated of a source that another one replaced goes over to it where the quote stands in
    the new text, to the letter.
    """
    if shelf == EMPTY:
        return knowledge
    move = _Moves(shelf, documents)
    kept = [
        replace(claim, document=document)
        for claim in knowledge.claims
        if (document := move.to(claim.document, claim.quote))
    ]
    listing = knowledge.enumeration
    listed = move.to(listing.document, listing.quote) if listing else None
    return replace(
        knowledge,
        claims=_closed((*kept, *shelf.claims)),
        enumeration=replace(listing, document=listed) if listing and listed else None,
        structures=tuple(
            replace(structure, document=document)
            for structure in knowledge.structures
            if (document := move.to(structure.document, structure.quote))
        ),
        expected=tuple(
            moved for entry in knowledge.expected if (moved := move.expected(entry)) is not None
        ),
    )


class _Moves:
    """Where the quotes of withdrawn sources stand now."""

    def __init__(self, shelf: Shelf, documents: tuple[Document, ...]) -> None:
        self._texts = {document.id: document.text for document in documents}
        self._gone = set(shelf.withdrawn) - self._texts.keys()
        self._next = {old: added.source.id for added in shelf.added for old in added.replaces}

    def to(self, document: str, quote: str) -> str | None:
        """The document that holds the quote; None where its source is gone."""
        if document not in self._gone:
            return document
        new = self._next.get(document)
        return new if new is not None and quote in self._texts.get(new, "") else None

    def expected(self, entry: Expected) -> Expected | None:
        document = self.to(entry.document, entry.quote)
        if document is None:
            return None
        places = ((self.to(place.document, place.quote), place.quote) for place in entry.also)
        also = tuple(Place(where, quote) for where, quote in places if where is not None)
        return replace(entry, document=document, also=also)


def _closed(claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """The claims without mentions of those that are gone."""
    ids = {claim.id for claim in claims}

    def known(others: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(other for other in others if other in ids)

    return tuple(
        replace(
            claim,
            revises=known(claim.revises),
            follows=known(claim.follows),
            disagrees_with=known(claim.disagrees_with),
        )
        for claim in claims
    )


def kept_bytes(files: Path, digest: str) -> bytes:
    """The content of a kept file. Raises SourceError where it is missing or damaged."""
    try:
        data = (files / digest).read_bytes()
    except OSError as error:
        raise SourceError(
            f"Le fichier gardé {digest[:12]} manque dans {files} ({error.strerror}) ; remettez une "
            "sauvegarde avec « secpa restore FICHIER »."
        ) from error
    if hashlib.sha256(data).hexdigest() != digest:
        raise SourceError(
            f"Le fichier gardé {digest[:12]} est abîmé dans {files} ; remettez une sauvegarde avec "
            "« secpa restore FICHIER »."
        )
    return data


def kept_document(files: Path, added: Added) -> Document:
    """An added source as it was read. Raises SourceError where it is missing or damaged."""
    try:
        document = _DOCUMENT.validate_json(kept_bytes(files, added.read))
    except ValidationError as error:
        raise SourceError(
            f"La source « {added.source.id} » a été gardée par une autre version du programme ; "
            "ajoutez-la de nouveau."
        ) from error
    return replace(document, source=added.source)
