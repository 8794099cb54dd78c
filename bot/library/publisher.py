"""Carries out an act: journal, snapshot, one atomic step, journal.

The step that puts a snapshot in use decides. What a crash left open in the journal is settled by
looking which snapshot is in use.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.library.backup import write_backup
from bot.library.files import KeptFiles
from bot.library.purging import bury
from bot.store.acts import Acts, Kind, State
from bot.store.database import Database
from bot.store.library import Drafts, Tombstones
from corpus.catalogue import Corpus
from corpus.shelf import EMPTY, Shelf, read_with_shelf, shelf_from_json, shelf_to_json
from index.build import prepare, put_in_use, shelf_in_use
from index.current import build_lock, current_id, earlier, go_back
from index.encoder import Encoder
from index.errors import SnapshotError
from index.progress import Progress, Step
from index.snapshot import Snapshot

LoadEncoder = Callable[[], Encoder]


@dataclass(frozen=True, slots=True)
class Intended:
    """What an act is, before it is tried."""

    who: str
    kind: Kind
    source: str | None = None
    why: str | None = None


class Publisher:
    """The one that changes which snapshot is in use; safe between threads and processes.

    Every method that changes something raises BuildLockedError while another change runs.
    """

    def __init__(
        self,
        corpus_dir: Path,
        data_dir: Path,
        encoder: LoadEncoder,
        database: Database,
        files: KeptFiles,
    ) -> None:
        self._corpus_dir = corpus_dir
        self._data_dir = data_dir
        self._encoder = encoder
        self._database = database
        self._files = files
        self._drafts = Drafts(database)
        self.acts = Acts(database)
        self.tombstones = Tombstones(database)

    def corpus(self) -> Corpus:
        """The sources as they are now: the corpus directory and what was changed of it."""
        return read_with_shelf(self._corpus_dir, self._files.folder, self.shelf())

    def shelf(self) -> Shelf:
        """What differs from the corpus directory, as the snapshot in use has it."""
        shelf = shelf_in_use(self._data_dir)
        if shelf is None:  # no snapshot, or a damaged one: the journal remembers
            last = self.acts.last_shelf()
            shelf = shelf_from_json(last) if last else EMPTY
        dead = self.tombstones.all()
        return shelf if set(dead) <= set(shelf.purged) else shelf.without_files(dead)

    def carry_out(self, act: Intended, shelf: Callable[[], Shelf], progress: Progress) -> Snapshot:
        """Put the snapshot of a shelf in use; a failure or a crash before that changes nothing."""
        with build_lock(self._data_dir):
            self._settle()
            wanted = shelf()
            id_ = self.acts.intend(act.who, act.kind, act.source, act.why, self.current())
            try:
                snapshot = prepare(
                    self._corpus_dir, self._data_dir, self._encoder(), wanted, progress
                )
                self.acts.plan(id_, snapshot.id, shelf_to_json(wanted).decode())
                put_in_use(self._data_dir, snapshot.id, progress)
            finally:
                self._settle()
            return snapshot

    def prepare(self, shelf: Callable[[], Shelf], progress: Progress) -> Snapshot:
        """The snapshot of a shelf, made and left aside."""
        with build_lock(self._data_dir):
            self._settle()
            return prepare(self._corpus_dir, self._data_dir, self._encoder(), shelf(), progress)

    def go_back(self, who: str, snapshot_id: str | None, progress: Progress) -> Snapshot:
        """Put the named snapshot back in use, else the one before. Raises SnapshotError."""
        with build_lock(self._data_dir):
            self._settle()
            target = earlier(self._data_dir, snapshot_id)
            act = self.acts.intend(who, Kind.WENT_BACK, None, None, self.current())
            self.acts.plan(act, target.id, shelf_to_json(target.shelf).decode())
            progress(Step.PUBLISHING, 0, 1)
            try:
                go_back(self._data_dir, target.id)
            finally:
                self._settle()
            progress(Step.PUBLISHING, 1, 1)
            return target

    def back_up(self, target: Path) -> None:
        """Write a backup of what is in use now. Raises BackupError."""
        with build_lock(self._data_dir):
            self._settle()
            write_backup(target, self._data_dir, self._files, self.shelf())

    def settle(self) -> None:
        """Bring the journal into line with the snapshot in use, after a crash."""
        with build_lock(self._data_dir):
            self._settle()

    def digests(self) -> set[str]:
        """The kept files that a snapshot, now or after going back, or the history needs."""
        shelves = [shelf_from_json(shelf) for _, shelf in self.acts.shelves()]
        entries = [entry for shelf in (self.shelf(), *shelves) for entry in shelf.added]
        return {digest for entry in entries for digest in (entry.source.sha256, entry.read)}

    def _settle(self) -> None:
        """Decide every open act by which snapshot is in use; call it under `build_lock`."""
        current = self.current()
        for act in self.acts.open():
            done = act.after is not None and act.after == current
            # A change that left the same snapshot in use was none; a backup also brings a journal.
            done = done and (act.after != act.before or act.kind is Kind.RESTORED)
            if done and act.kind in (Kind.PURGED, Kind.RESTORED):
                purged = self.shelf().purged
                self.tombstones.add(purged, act.who)
                bury(purged, self._data_dir, self.acts, self._drafts, self._files)
                self._database.tidy()
            self.acts.settle(act.id, State.DONE if done else State.ABANDONED)

    def current(self) -> str | None:
        """The snapshot in use, None where there is none yet."""
        try:
            return current_id(self._data_dir)
        except SnapshotError:
            return None
