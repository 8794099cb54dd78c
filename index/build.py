"""From a corpus to the snapshot in use: cut, embed what is new, write, check, then switch."""

import os
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.catalogue import Corpus, read_corpus
from corpus.knowledge import Knowledge, read_knowledge
from index import records
from index.current import DRAFT, build_lock, clean, make_current, prune, remove, snapshot_folder
from index.embeddings import Embedded, Role, Texts, embed
from index.encoder import Encoder
from index.errors import SnapshotError
from index.files import hashes, sync, sync_tree
from index.known import fit, question_groups
from index.passages import Passage, Unit, cut
from index.progress import Progress, Step, silent
from index.snapshot import (
    FORMAT,
    KEYS,
    MOST_UNITS_WITH_TOKENS,
    VECTORS,
    File,
    Manifest,
    Snapshot,
    corpus_hash,
    identify,
    load,
    write_manifest,
)
from index.texts import passage_text, question_texts, unit_text


def build(
    corpus_dir: Path,
    data_dir: Path,
    encoder: Encoder,
    progress: Progress = silent,
    cited: Iterable[str] = (),
) -> Snapshot:
    """Read the corpus, make a snapshot of it unless there is one, and put it in use.

    Until the last step the snapshot in use stays what it was, also if the process is killed.
    Of older snapshots only a few are kept, and those whose ids are `cited`.

    Raises:
        BuildLockedError: another build is running.
        CatalogueError, SourceError: the corpus cannot be read.
        EncoderError: the texts cannot be embedded.
        SnapshotError: the snapshot cannot be written, or does not read back.
    """
    try:
        with build_lock(data_dir):
            clean(data_dir)
            draft = snapshot_folder(data_dir, f"{DRAFT}{os.getpid()}")
            draft.mkdir()
            try:
                snapshot = _build(read_corpus(corpus_dir), corpus_dir, draft, encoder, progress)
            finally:
                if draft.exists():
                    shutil.rmtree(draft)
            prune(data_dir, cited)
            return snapshot
    except OSError as error:
        raise SnapshotError(
            f"L'index n'a pas pu être écrit dans {data_dir} ({error.strerror or error}) : vérifiez "
            "les droits et la place libre, puis recommencez ; l'index d'avant reste en service."
        ) from error


@dataclass(frozen=True, slots=True)
class _Staged:
    """What is known of a snapshot before anything is embedded."""

    files: dict[str, str]  # sha256 by name, of those written so far
    groups: tuple[Texts, ...]  # in the order of `KEYS` and `VECTORS`
    counts: dict[str, int]
    knowledge: Knowledge


def _build(
    corpus: Corpus, corpus_dir: Path, draft: Path, encoder: Encoder, progress: Progress
) -> Snapshot:
    data_dir = draft.parent.parent
    staged = _stage(corpus, corpus_dir, draft, encoder.name, progress)
    target = draft.with_name(identify(encoder.name, staged.files))
    snapshot = _existing(target)
    if snapshot is None:
        embedded = embed(staged.groups, data_dir, encoder, progress)
        _write(draft, target.name, staged, embedded, encoder, progress)
        snapshot = load(draft)
        remove(target)
        draft.rename(target)
        sync(target.parent)
    progress(Step.PUBLISHING, 0, 1)
    make_current(data_dir, snapshot.id)
    progress(Step.PUBLISHING, 1, 1)
    return snapshot


def _existing(folder: Path) -> Snapshot | None:
    """The snapshot in `folder`; none where it is absent or damaged, for then it is made anew."""
    try:
        return load(folder)
    except SnapshotError:
        return None


def _stage(
    corpus: Corpus, corpus_dir: Path, draft: Path, encoder_name: str, progress: Progress
) -> _Staged:
    """Write everything but the manifest and what the encoder makes."""
    # The copies are read, not the originals: those may change in between.
    for name, path in Knowledge.files(corpus_dir).items():
        copy = draft / File.KNOWLEDGE / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    knowledge = read_knowledge(draft / File.KNOWLEDGE)
    passages, units = _cut(corpus, progress)
    documents = corpus.documents
    groups = (
        Texts.of(
            encoder_name,
            Role.PASSAGE,
            [passage_text(documents[passage.document], passage) for passage in passages],
        ),
        Texts.of(
            encoder_name,
            Role.PASSAGE,
            [unit_text(documents[unit.document], unit) for unit in units],
            tokens=len(units) <= MOST_UNITS_WITH_TOKENS,
        ),
        Texts.of(encoder_name, Role.QUERY, question_texts(knowledge)),
    )
    (draft / File.DOCUMENTS).write_bytes(records.documents_to_json(documents))
    (draft / File.MISSING).write_bytes(records.missing_to_json(corpus.missing))
    _save(draft / File.PASSAGES, records.passages_to_array(passages))
    _save(draft / File.UNITS, records.units_to_array(units))
    for name, group in zip(KEYS, groups, strict=True):
        _save(draft / name, group.key_array())
    counts = {
        "documents": len(documents),
        "passages": len(passages),
        "units": len(units),
        "questions": len(groups[2].texts),
    }
    return _Staged(hashes(draft), groups, counts, knowledge)


def _cut(corpus: Corpus, progress: Progress) -> tuple[list[Passage], list[Unit]]:
    passages: list[Passage] = []
    units: list[Unit] = []
    for number, document in enumerate(corpus.documents):
        progress(Step.READING, number, len(corpus.documents))
        more_passages, more_units = cut(document, number, len(passages), len(units))
        passages += more_passages
        units += more_units
    progress(Step.READING, len(corpus.documents), len(corpus.documents))
    return passages, units


def _write(
    draft: Path,
    id_: str,
    staged: _Staged,
    embedded: Sequence[Embedded],
    encoder: Encoder,
    progress: Progress,
) -> None:
    """Write what the encoder made, then the manifest, and wait for the disk to hold everything."""
    _, units, questions = embedded
    of_question, groups = question_groups(staged.knowledge)
    arrays: dict[File, NDArray[np.generic]] = dict(
        zip(VECTORS, (each.vectors for each in embedded), strict=True)
    )
    arrays[File.UNIT_TOKENS], arrays[File.UNIT_TOKEN_BOUNDS] = units.tokens, units.bounds
    arrays[File.KNOWN_WEIGHTS] = fit(questions.vectors, of_question, len(groups))
    total = len(arrays) + 1
    for done, (name, rows) in enumerate(arrays.items()):
        progress(Step.WRITING, done, total)
        _save(draft / name, rows)
    progress(Step.WRITING, len(arrays), total)
    write_manifest(
        draft,
        Manifest(
            format=FORMAT,
            id=id_,
            encoder=encoder.name,
            dimension=encoder.dimension,
            corpus=corpus_hash(staged.files),
            counts=staged.counts,
            files=hashes(draft),
            built_at=datetime.now(UTC),
        ),
    )
    sync_tree(draft)
    progress(Step.WRITING, total, total)


def _save(path: Path, array: NDArray[np.generic]) -> None:
    np.save(path, array, allow_pickle=False)
