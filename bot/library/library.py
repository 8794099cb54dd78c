"""The library: every change of the sources goes through it, from the shell and from Telegram.

A change makes a new snapshot beside the one in use, then one atomic step puts it in use: that step
decides. The journal is written before and after, and what a crash left open there is settled by
looking which snapshot is in use.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from bot.answering.assistant import Assistant
from bot.library.changes import Change, changes
from bot.library.drafts import (
    Draft,
    Stated,
    amended,
    check,
    draft_from_json,
    draft_to_json,
    read_draft,
)
from bot.library.errors import LibraryError
from bot.library.files import KeptFiles
from bot.library.publisher import Intended, LoadEncoder, Publisher
from bot.library.purging import digests_of
from bot.library.review import Review
from bot.library.revisions import Candidate, candidates, stated_revisions
from bot.store.acts import Act, Kind, replacing
from bot.store.database import open_database
from bot.store.library import Drafts, StoredDraft, Watched
from corpus.catalogue import Corpus, read_corpus
from corpus.document import Document
from corpus.shelf import Added, Shelf, kept_document
from corpus.watched import read_watched
from index.current import Listed, list_snapshots
from index.encoder import Encoder
from index.progress import Progress, silent
from index.snapshot import Snapshot


class Library:
    """The sources of one corpus directory and one data directory; safe between processes.

    Every change raises BuildLockedError while another one runs, and the errors of `index.build`;
    the sources are then what they were.
    """

    def __init__(self, corpus_dir: Path, data_dir: Path, encoder: LoadEncoder) -> None:
        """Open the state; `encoder` is called when a snapshot must be made. Raises StateError."""
        self._corpus_dir = corpus_dir
        self._data_dir = data_dir
        self._encoder = encoder
        self.database = open_database(data_dir)
        self.files = KeptFiles(data_dir)
        self.watched = Watched(self.database)
        self._drafts = Drafts(self.database)
        self._publisher = Publisher(corpus_dir, data_dir, encoder, self.database, self.files)
        self.acts = self._publisher.acts

    def corpus(self) -> Corpus:
        """The sources as they are now: the corpus directory and what was changed of it."""
        return self._publisher.corpus()

    def journal(self, limit: int | None = None, source: str | None = None) -> list[Act]:
        """What was done, the last first."""
        return self.acts.done(limit, source)

    def verified_on(self) -> date | None:
        """The last day on which a person found that there was no newer source, in local time."""
        at = self.acts.last_of(Kind.VERIFIED)
        return at.astimezone().date() if at else None

    def draft(self, path: Path, who: str, stated: Stated, *, also: Sequence[Path] = ()) -> Draft:
        """Read a file and remember it as a draft. Raises UnreadableFileError, LibraryError."""
        documents = self.corpus().documents
        dead = self._publisher.tombstones.all()
        draft = read_draft(path, also, stated, who, documents, self._taken(), dead, self.files)
        self._put(draft)
        return draft

    def drafts(self) -> list[Draft]:
        """The drafts that wait, the oldest first."""
        return [draft_from_json(stored.json) for stored in self._drafts.all()]

    def amend(
        self,
        draft_id: str,
        stated: Stated,
        *,
        replaces: str | None = None,
        revises: tuple[str, ...] = (),
    ) -> Draft:
        """Correct what a draft says of itself; what is not given stays. Raises LibraryError."""
        draft = self._draft(draft_id)
        draft = replace(
            amended(draft, stated, self._taken()),
            replaces=replaces or draft.replaces,
            revises=revises or draft.revises,
        )
        self._put(draft)
        return draft

    def replacing(self, draft_id: str, old: str | None) -> Draft:
        """Say which source a draft takes the place of, or that it takes none's."""
        draft = replace(self._draft(draft_id), replaces=old)
        self._put(draft)
        return draft

    def answer_revision(self, draft_id: str, claim_id: str, revises: bool) -> Draft:
        """Say whether a draft revises a claim; who does not know says no. It is asked no more.

        The first answer stands: a second tap says nothing new.
        """
        draft = self._draft(draft_id)
        if claim_id in (*draft.revises, *draft.left):
            return draft
        if revises:
            draft = replace(draft, revises=(*draft.revises, claim_id))
        else:
            draft = replace(draft, left=(*draft.left, claim_id))
        self._put(draft)
        return draft

    def review(self, draft_id: str) -> Review:
        """What a person should see of a draft before it is published."""
        draft = self._draft(draft_id)
        document = self.document(draft)
        asked = {*draft.revises, *draft.left}
        found = candidates(document, self.corpus().knowledge)
        return Review.of(draft, document, [each for each in found if each.claim.id not in asked])

    def document(self, draft: Draft) -> Document:
        """What was read of a draft. Raises SourceError where it is no longer kept."""
        return kept_document(self.files.folder, Added(draft.source, draft.read))

    def candidates(self, draft: Draft) -> list[Candidate]:
        """The claims that a person may say the draft revises."""
        return candidates(self.document(draft), self.corpus().knowledge)

    def changes(self, draft_id: str, today: date, progress: Progress = silent) -> list[Change]:
        """The watched questions that would get another first quote; takes seconds.

        None change where no snapshot is in use yet. Raises LibraryError where the draft cannot be
        published.
        """
        if self._publisher.current() is None:
            return []
        made = self.drafted(draft_id, progress)
        encoder = self._encoder()
        before = Assistant(self._data_dir, self._corpus_dir, encoder)
        after = Assistant(self._data_dir, self._corpus_dir, encoder, made)
        watched = (*read_watched(self._corpus_dir), *self.watched.all())
        return changes(tuple(dict.fromkeys(watched)), before, after, today)

    def encoder(self) -> Encoder:
        """What the texts are encoded with."""
        return self._encoder()

    def discard(self, draft_id: str) -> bool:
        """Forget a draft; False where it was published or forgotten already."""
        return self._drafts.drop(draft_id)

    def drafted(self, draft_id: str, progress: Progress = silent) -> Snapshot:
        """The snapshot that publishing a draft would put in use, made and left aside.

        Raises LibraryError where the draft cannot be published.
        """
        draft = self._draft(draft_id)
        return self._publisher.prepare(lambda: self._with_draft(draft), progress)

    def publish(self, draft_id: str, who: str, progress: Progress = silent) -> Snapshot:
        """Put a draft in use. Raises LibraryError."""
        draft = self._draft(draft_id)
        kind = Kind.REPLACED if draft.replaces else Kind.ADDED
        why = replacing(draft.replaces) if draft.replaces else None
        act = Intended(who, kind, draft.source.id, why)
        snapshot = self._publisher.carry_out(act, lambda: self._with_draft(draft), progress)
        self._drafts.drop(draft_id)
        return snapshot

    def withdraw(
        self, id_: str, who: str, why: str | None = None, progress: Progress = silent
    ) -> Snapshot:
        """Take a source out of the answers; the history keeps it. Raises LibraryError."""

        def without() -> Shelf:
            documents = self.corpus().documents
            self._known(id_, documents)
            if len(documents) == 1:
                raise LibraryError(
                    "C'est la seule source : sans elle il n'y a plus rien à répondre. Ajoutez-en "
                    "une autre d'abord."
                )
            return self._publisher.shelf().without(id_)

        return self._publisher.carry_out(Intended(who, Kind.WITHDRAWN, id_, why), without, progress)

    def rebuild(self, who: str, progress: Progress = silent) -> Snapshot:
        """Read the corpus directory again."""
        return self._publisher.carry_out(Intended(who, Kind.BUILT), self._publisher.shelf, progress)

    def roll_back(
        self, who: str, snapshot_id: str | None = None, progress: Progress = silent
    ) -> Snapshot:
        """Return to an earlier snapshot, sources and index together: the one named, or the last.

        Raises SnapshotError where there is none.
        """
        return self._publisher.go_back(who, snapshot_id, progress)

    def purge(self, id_: str, who: str, progress: Progress = silent) -> Snapshot:
        """Remove a source for good, withdrawn or not: its file, its text, the snapshots with it.

        Raises LibraryError where no source was ever called that.
        """

        def without() -> Shelf:
            digests = digests_of(id_, self.corpus().documents, self.acts)
            if not digests:
                raise LibraryError(
                    f"Aucune source ne s'est appelée « {id_} » : « secpa corpus log » montre "
                    "toutes celles qui ont été publiées."
                )
            left = self._publisher.shelf().without_files(digests)
            return left.without(id_) if self.listed(id_) else left.without_name(id_)

        return self._publisher.carry_out(Intended(who, Kind.PURGED, id_), without, progress)

    def back_up(self, target: Path) -> None:
        """Write what moderators did into one file. Raises BackupError."""
        self._publisher.back_up(target)

    def restored(self, shelf: Shelf, who: str, progress: Progress = silent) -> Snapshot:
        """Put the shelf of a backup in use, once `read_backup` has put the rest in place."""
        return self._publisher.carry_out(Intended(who, Kind.RESTORED), lambda: shelf, progress)

    def withdrawn(self) -> tuple[str, ...]:
        """Ids of sources that are out of the answers, and not purged."""
        return self._publisher.shelf().withdrawn

    def snapshots(self) -> list[Listed]:
        """The snapshots that one can go back to, and the one in use; the last built first."""
        return list_snapshots(self._data_dir)

    def listed(self, id_: str) -> bool:
        """Whether a source stands in the corpus directory, in use or not."""
        return any(document.id == id_ for document in read_corpus(self._corpus_dir).documents)

    def settle(self) -> None:
        """Bring the journal into line with the snapshot in use, and drop what nothing needs."""
        self._publisher.settle()
        published = {added.read for added in self._publisher.shelf().added}
        for draft in self.drafts():
            if draft.read in published:  # a crash came between publishing and forgetting it
                self._drafts.drop(draft.id)
        self.drop_old()

    def drop_old(self) -> None:
        """Forget the drafts that are too old, and erase the files that nothing needs."""
        self._drafts.drop_old()
        # Drafts first: one that is published meanwhile stands in the journal by the time it goes.
        drafts = self.drafts()
        needed = {digest for draft in drafts for digest in (draft.source.sha256, draft.read)}
        self.files.drop_all_but(needed | self._publisher.digests())

    def _with_draft(self, draft: Draft) -> Shelf:
        corpus = self.corpus()
        check(draft, corpus.documents, self._publisher.tombstones.all())
        added = Added(draft.source, draft.read, (draft.replaces,) if draft.replaces else ())
        stated = stated_revisions(self.document(draft), draft.revises, corpus.knowledge)
        return self._publisher.shelf().with_added(added).with_claims(stated)

    def _draft(self, draft_id: str) -> Draft:
        stored = self._drafts.get(draft_id)
        if stored is None:
            raise LibraryError(
                "Ce brouillon n'existe plus : il a été publié, ce que le journal montre, ou "
                "abandonné, ou il a plus de sept jours ; s'il vous manque, envoyez le fichier de "
                "nouveau."
            )
        return draft_from_json(stored.json)

    def _taken(self) -> set[str]:
        """Ids that a new source cannot have: those in use, and those withdrawn."""
        ids = {document.id for document in self.corpus().documents}
        return ids | set(self._publisher.shelf().withdrawn)

    def _put(self, draft: Draft) -> None:
        self._drafts.put(StoredDraft(draft.id, draft.who, draft_to_json(draft)))

    def _known(self, id_: str, documents: Sequence[Document]) -> Document:
        found = next((document for document in documents if document.id == id_), None)
        if found is None:
            raise LibraryError(
                f"Aucune source ne s'appelle « {id_} » : « secpa corpus list » les montre toutes."
            )
        return found
