"""From a corpus to the snapshot in use: cut, embed what is new, write, check, then switch."""

import os
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.catalogue import Corpus
from corpus.knowledge import Knowledge, read_knowledge
from corpus.shelf import EMPTY, FILES, Shelf, read_with_shelf, shelf_to_json, still_stated
from index import records
from index.current import (
    DRAFT,
    PREPARED,
    build_lock,
    clean,
    current_id,
    list_snapshots,
    make_current,
    prune,
    remove,
    snapshot_folder,
)
from index.embeddings import Embedded, Role, Texts, embed
from index.encoder import Encoder, Vectors
from index.errors import SnapshotError
from index.files import hashes, sha256_of, sync, sync_tree
from index.known import fit, question_groups
from index.lexical import WordIndex
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
    read_array,
    read_shelf,
    write_manifest,
)
from index.texts import passage_stems, passage_text, question_texts, unit_stems, unit_text
from index.vectors import EXACT, VectorIndex
from index.wording import Wordings


def build(
    corpus_dir: Path,
    data_dir: Path,
    encoder: Encoder,
    progress: Progress = silent,
    cited: Iterable[str] = (),
) -> Snapshot:
    """Read the corpus and the shelf in use, make a snapshot unless there is one, put it in use.

    Until the last step the snapshot in use stays what it was, also if the process is killed.
    Of older snapshots only a few are kept, and those whose ids are `cited`.

    Raises:
        BuildLockedError: another build is running.
        CatalogueError, SourceError: the corpus cannot be read.
        EncoderError: the texts cannot be embedded.
        SnapshotError: the snapshot cannot be written, or does not read back.
    """
    with build_lock(data_dir):
        shelf = shelf_in_use(data_dir) or EMPTY
        snapshot = prepare(corpus_dir, data_dir, encoder, shelf, progress)
        put_in_use(data_dir, snapshot.id, progress, cited)
        return snapshot


def shelf_in_use(data_dir: Path) -> Shelf | None:
    """The shelf of the snapshot in use; None where there is none, or none that can be read."""
    try:
        return read_shelf(snapshot_folder(data_dir, current_id(data_dir)))
    except SnapshotError:
        return None


def prepare(
    corpus_dir: Path,
    data_dir: Path,
    encoder: Encoder,
    shelf: Shelf,
    progress: Progress = silent,
) -> Snapshot:
    """Make a snapshot unless there is one, and leave it aside; call it under `build_lock`.

    Raises:
        CatalogueError, SourceError, EncoderError, SnapshotError: as `build`.
    """
    clean(data_dir)
    draft = snapshot_folder(data_dir, f"{DRAFT}{os.getpid()}")
    draft.mkdir()
    try:
        corpus = read_with_shelf(corpus_dir, data_dir / FILES, shelf)
        return _prepare(corpus, corpus_dir, shelf, draft, encoder, progress)
    finally:
        if draft.exists():
            shutil.rmtree(draft)


def put_in_use(
    data_dir: Path, id_: str, progress: Progress = silent, cited: Iterable[str] = ()
) -> None:
    """Publish a prepared snapshot, and remove those too old; call it under `build_lock`."""
    progress(Step.PUBLISHING, 0, 1)
    target = snapshot_folder(data_dir, id_)
    if (prepared := target.with_name(f"{PREPARED}{id_}")).exists():
        remove(target)
        prepared.rename(target)
        sync(target.parent)
    make_current(data_dir, id_)
    progress(Step.PUBLISHING, 1, 1)
    prune(data_dir, cited)


@dataclass(frozen=True, slots=True)
class _Staged:
    """What is known of a snapshot before anything is embedded."""

    files: dict[str, str]  # sha256 by name, of those written so far
    groups: tuple[Texts, ...]  # in the order of `KEYS` and `VECTORS`
    counts: dict[str, int]
    knowledge: Knowledge
    wordings: Wordings  # of its questions


def _prepare(
    corpus: Corpus,
    corpus_dir: Path,
    shelf: Shelf,
    draft: Path,
    encoder: Encoder,
    progress: Progress,
) -> Snapshot:
    data_dir = draft.parent.parent
    staged = _stage(corpus, corpus_dir, shelf, draft, encoder.name, progress)
    target = draft.with_name(identify(encoder.name, staged.files))
    prepared = target.with_name(f"{PREPARED}{target.name}")
    snapshot = _existing(target) or _existing(prepared)
    if snapshot is None:
        embedded = embed(staged.groups, data_dir, encoder, progress)
        _write(draft, target.name, staged, embedded, encoder, progress)
        snapshot = load(draft)
        remove(prepared)
        draft.rename(prepared)
        sync(target.parent)
    return snapshot


def _existing(folder: Path) -> Snapshot | None:
    """The snapshot in `folder`; none where it is absent or damaged, for then it is made anew."""
    try:
        return load(folder)
    except SnapshotError:
        return None


def _stage(
    corpus: Corpus,
    corpus_dir: Path,
    shelf: Shelf,
    draft: Path,
    encoder_name: str,
    progress: Progress,
) -> _Staged:
    """Write everything but the manifest and what the encoder makes."""
    # The copies are read, not the originals: those may change in between.
    for name, path in Knowledge.files(corpus_dir).items():
        copy = draft / File.KNOWLEDGE / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    documents = corpus.documents
    knowledge = still_stated(read_knowledge(draft / File.KNOWLEDGE), shelf, documents)
    passages, units = _cut(corpus, progress)
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
    (draft / File.SHELF).write_bytes(shelf_to_json(shelf))
    (draft / File.MISSING).write_bytes(records.missing_to_json(corpus.missing))
    _save(draft / File.PASSAGES, records.passages_to_array(passages))
    _save(draft / File.UNITS, records.units_to_array(units))
    of_units = unit_stems(documents, units)
    WordIndex.build(of_units).save(draft / File.UNIT_WORDS)
    of_passages = passage_stems(len(passages), units, of_units)
    WordIndex.build(of_passages).save(draft / File.PASSAGE_WORDS)
    for name, group in zip(KEYS, groups, strict=True):
        _save(draft / name, group.key_array())
    _save(draft / File.KNOWN_GROUPS, question_groups(knowledge)[0])
    wordings = Wordings.of(groups[2].texts)
    wordings.save(draft / File.KNOWN_WORDINGS)
    counts = {
        "documents": len(documents),
        "passages": len(passages),
        "units": len(units),
        "questions": len(groups[2].texts),
    }
    return _Staged(hashes(draft), groups, counts, knowledge, wordings)


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
    passages, units, questions = embedded
    arrays: dict[File, NDArray[np.generic]] = dict(
        zip(VECTORS, (each.vectors for each in embedded), strict=True)
    )
    arrays[File.UNIT_TOKENS], arrays[File.UNIT_TOKEN_BOUNDS] = units.tokens, units.bounds
    arrays[File.KNOWN_WEIGHTS] = _known_weights(draft.parent.parent, staged, questions.vectors)
    total = len(arrays) + 1
    for done, (name, rows) in enumerate(arrays.items()):
        progress(Step.WRITING, done, total)
        _save(draft / name, rows)
    for name, vectors in (
        (File.PASSAGE_INDEX, passages.vectors),
        (File.UNIT_INDEX, units.vectors),
    ):
        if len(vectors) > EXACT:
            VectorIndex.build(vectors).save(draft / name)
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


def _known_weights(data_dir: Path, staged: _Staged, vectors: Vectors) -> Vectors:
    """The regression of the known questions: fitted, unless a snapshot has one of the same."""
    same = (File.QUESTION_KEYS, File.KNOWN_GROUPS)
    for listed in list_snapshots(data_dir):
        files = listed.manifest.files
        weights = snapshot_folder(data_dir, listed.manifest.id) / File.KNOWN_WEIGHTS
        if all(files.get(name) == staged.files[name] for name in same) and (
            sha256_of(weights) == files[File.KNOWN_WEIGHTS]
        ):
            return read_array(weights)
    of_question, groups = question_groups(staged.knowledge)
    return fit(vectors, staged.wordings, of_question, len(groups))


def _save(path: Path, array: NDArray[np.generic]) -> None:
    np.save(path, array, allow_pickle=False)
