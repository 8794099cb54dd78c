"""What is left to remove once a source is out of the snapshot in use for good."""

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from bot.library.drafts import draft_from_json
from bot.library.files import KeptFiles
from bot.store.acts import Acts
from bot.store.library import Drafts
from corpus.document import Document
from corpus.shelf import Shelf, shelf_from_json, shelf_to_json
from index.current import remove_holding


def digests_of(id_: str, documents: Sequence[Document], acts: Acts) -> tuple[str, ...]:
    """The sha256 of every file that was ever published under this id."""
    found = {document.source.sha256 for document in documents if document.id == id_}
    for _, shelf in acts.shelves():
        added = shelf_from_json(shelf).added
        found |= {entry.source.sha256 for entry in added if entry.source.id == id_}
    return tuple(sorted(found))


def bury(
    purged: Sequence[str], data_dir: Path, acts: Acts, drafts: Drafts, files: KeptFiles
) -> None:
    """Remove what still holds purged files: snapshots, kept files, drafts, words in the journal.

    May be called again where a crash cut it short; call it under `build_lock`.
    """
    dead, read, names = set(purged), set[str](), set[str]()
    shelves = {number: shelf_from_json(shelf) for number, shelf in acts.shelves()}
    for shelf in shelves.values():
        for entry in shelf.added:
            if entry.source.sha256 in dead:
                read.add(entry.read)
                names.add(entry.source.id)
    for stored in drafts.all():
        draft = draft_from_json(stored.json)
        if draft.source.sha256 in dead:
            read.add(draft.read)
            drafts.drop(draft.id)
    remove_holding(data_dir, dead, names)
    for digest in dead | read:
        files.path(digest).unlink(missing_ok=True)
    clean = {number: _forgetting(shelf, names, tuple(dead)) for number, shelf in shelves.items()}
    acts.blot(
        {name: f"(supprimée {hashlib.sha256(name.encode()).hexdigest()[:8]})" for name in names},
        {number: shelf_to_json(shelf).decode() for number, shelf in clean.items()},
    )


def _forgetting(shelf: Shelf, names: Iterable[str], dead: tuple[str, ...]) -> Shelf:
    left = shelf.without_files(dead)
    for name in names:
        left = left.without_name(name)
    return left
