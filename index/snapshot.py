"""A snapshot: everything that answers are made from, as one folder that never changes.

Its name is the hash of its inputs: format, encoder, and every file but the vectors and what is made
from them, which vary with the processor. Its manifest holds the hash of every file, and all are
checked on load.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter

from corpus.document import Document, MissingSource
from corpus.knowledge import Knowledge, read_knowledge
from corpus.shelf import Shelf, shelf_from_json, still_stated
from index import records
from index.errors import SnapshotError
from index.files import hashes
from index.known import KnownQuestions
from index.lexical import WordIndex
from index.passages import Passage, Unit
from index.vectors import VectorIndex
from index.wording import Wordings

FORMAT = 5  # grows with every change of what a file holds
_REBUILD = "lancez « secpa index build »."


class File(StrEnum):
    """Names in a snapshot's folder."""

    MANIFEST = "manifest.json"
    DOCUMENTS = "documents.json"
    MISSING = "missing.json"
    KNOWLEDGE = "knowledge"  # a folder: the data files, copied
    SHELF = "shelf.json"  # what people added to the corpus directory and took out of it
    PASSAGES = "passages.npy"
    UNITS = "units.npy"
    PASSAGE_WORDS = "passage_words"  # folders, each a `WordIndex`
    UNIT_WORDS = "unit_words"
    # One row a text: a sha256 of what its vector was made from (`index.embeddings.embedding_key`).
    PASSAGE_KEYS = "passage_keys.npy"
    UNIT_KEYS = "unit_keys.npy"
    QUESTION_KEYS = "question_keys.npy"
    PASSAGE_VECTORS = "passage_vectors.npy"
    UNIT_VECTORS = "unit_vectors.npy"
    QUESTION_VECTORS = "question_vectors.npy"
    UNIT_TOKENS = "unit_tokens.npy"
    UNIT_TOKEN_BOUNDS = "unit_token_bounds.npy"
    KNOWN_GROUPS = "known_groups.npy"  # the group of each question: `index.known`
    KNOWN_WORDINGS = "known_wordings.npz"
    KNOWN_WEIGHTS = "known_weights.npy"
    # Only where there are more vectors than are searched one by one (`index.vectors.EXACT`).
    PASSAGE_INDEX = "passage_vectors.faiss"
    UNIT_INDEX = "unit_vectors.faiss"


MOST_UNITS_WITH_TOKENS = 20_000  # about 500 MB of token vectors; beyond, none are stored

VECTORS = (File.PASSAGE_VECTORS, File.UNIT_VECTORS, File.QUESTION_VECTORS)
KEYS = (File.PASSAGE_KEYS, File.UNIT_KEYS, File.QUESTION_KEYS)
ENCODED = (
    *VECTORS,
    File.UNIT_TOKENS,
    File.UNIT_TOKEN_BOUNDS,
    File.KNOWN_WEIGHTS,
    File.PASSAGE_INDEX,
    File.UNIT_INDEX,
)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a snapshot says of itself."""

    format: int
    id: str
    encoder: str
    dimension: int
    corpus: str  # sha256 over documents, missing documents, shelf and data files
    counts: Mapping[str, int]  # documents, passages, units, questions
    files: Mapping[str, str]  # sha256 of every other file, by its path in the folder
    built_at: datetime  # UTC


_MANIFEST = TypeAdapter(Manifest)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A loaded snapshot. Vectors are of length 1, float32: (n, dimension), read-only.

    Vectors, words and tokens stay on disk until they are read. The tokens of unit i are rows
    `unit_token_bounds[i]` to `unit_token_bounds[i + 1]` of `unit_tokens`. Over
    `MOST_UNITS_WITH_TOKENS` units there are none: `unit_tokens` is (0, dimension) and every
    bound 0.
    """

    id: str
    documents: tuple[Document, ...]
    missing: tuple[MissingSource, ...]
    knowledge: Knowledge  # what the data files state, as far as the shelf leaves it standing
    shelf: Shelf
    passages: tuple[Passage, ...]
    units: tuple[Unit, ...]
    passage_vectors: NDArray[np.float32]
    unit_vectors: NDArray[np.float32]
    passage_index: VectorIndex
    unit_index: VectorIndex
    passage_words: WordIndex
    unit_words: WordIndex
    question_vectors: NDArray[np.float32]  # of `index.texts.question_texts(knowledge)`
    unit_tokens: NDArray[np.float16]  # (tokens of all units, dimension)
    unit_token_bounds: NDArray[np.int64]  # (units + 1,)
    known: KnownQuestions  # its columns are the groups of `index.known.question_groups(knowledge)`
    encoder_name: str
    built_at: datetime


def load(folder: Path) -> Snapshot:
    """Read a snapshot, every file checked.

    Raises:
        SnapshotError: see `verify`.
    """
    manifest = verify(folder)
    question_vectors = read_array(folder / File.QUESTION_VECTORS)
    passage_vectors = read_array(folder / File.PASSAGE_VECTORS)
    unit_vectors = read_array(folder / File.UNIT_VECTORS)
    unit_tokens, unit_token_bounds = read_tokens(folder)
    documents = records.documents_from_json((folder / File.DOCUMENTS).read_bytes())
    shelf = read_shelf(folder)
    return Snapshot(
        id=manifest.id,
        documents=documents,
        missing=records.missing_from_json((folder / File.MISSING).read_bytes()),
        knowledge=still_stated(read_knowledge(folder / File.KNOWLEDGE), shelf, documents),
        shelf=shelf,
        passages=records.passages_from_array(_rows(folder / File.PASSAGES)),
        units=records.units_from_array(_rows(folder / File.UNITS)),
        passage_vectors=passage_vectors,
        unit_vectors=unit_vectors,
        passage_index=_nearest(folder, File.PASSAGE_INDEX, manifest, passage_vectors),
        unit_index=_nearest(folder, File.UNIT_INDEX, manifest, unit_vectors),
        passage_words=WordIndex.load(folder / File.PASSAGE_WORDS, len(passage_vectors)),
        unit_words=WordIndex.load(folder / File.UNIT_WORDS, len(unit_vectors)),
        question_vectors=question_vectors,
        unit_tokens=unit_tokens,
        unit_token_bounds=unit_token_bounds,
        known=KnownQuestions(
            question_vectors,
            Wordings.load(folder / File.KNOWN_WORDINGS),
            read_array(folder / File.KNOWN_WEIGHTS),
        ),
        encoder_name=manifest.encoder,
        built_at=manifest.built_at,
    )


def verify(folder: Path) -> Manifest:
    """Check a snapshot's format, its name and the hash of every file.

    Raises:
        SnapshotError: it is missing, damaged, of another format, or has files too many or too few.
    """
    manifest = read_manifest(folder)
    found = hashes(folder)
    del found[File.MANIFEST]
    wrong = sorted(dict(found.items() ^ manifest.files.items()))
    if wrong:
        raise SnapshotError(f"L'index {manifest.id} est abîmé ({', '.join(wrong)}) : {_REBUILD}")
    if manifest.id != identify(manifest.encoder, manifest.files):
        raise SnapshotError(f"L'index {folder.name} ne correspond pas à son nom : {_REBUILD}")
    return manifest


def read_manifest(folder: Path) -> Manifest:
    """What a snapshot says of itself, its other files unchecked.

    Raises:
        SnapshotError: it is missing, unreadable or of another format.
    """
    try:
        manifest = _MANIFEST.validate_json((folder / File.MANIFEST).read_bytes())
    except FileNotFoundError as error:
        raise SnapshotError(f"L'index {folder.name} n'existe pas : {_REBUILD}") from error
    except (OSError, ValueError) as error:
        raise SnapshotError(f"L'index {folder.name} est illisible : {_REBUILD}") from error
    if manifest.format != FORMAT:
        raise SnapshotError(
            f"L'index {folder.name} a été fait par une autre version du programme : {_REBUILD}"
        )
    return manifest


def read_shelf(folder: Path) -> Shelf:
    """What a snapshot of this or an earlier format was made from besides the corpus directory.

    Raises:
        SnapshotError: it is not there or not readable.
    """
    try:
        return shelf_from_json((folder / File.SHELF).read_bytes())
    except (OSError, ValueError) as error:
        raise SnapshotError(f"L'index {folder.name} est illisible : {_REBUILD}") from error


def check_encoder(snapshot: Snapshot, encoder_name: str) -> None:
    """Refuse to search a snapshot with another model's vectors.

    Raises:
        SnapshotError: the snapshot was built with another encoder.
    """
    if snapshot.encoder_name != encoder_name:
        raise SnapshotError(
            f"L'index {snapshot.id} a été fait avec le modèle {snapshot.encoder_name}, et non "
            f"{encoder_name} : {_REBUILD}"
        )


def identify(encoder_name: str, files: Mapping[str, str]) -> str:
    """A snapshot's id, from its encoder and the hashes of its files, but those `ENCODED`."""
    lines = [f"{FORMAT} {encoder_name}"]
    lines += [f"{digest} {name}" for name, digest in sorted(files.items()) if name not in ENCODED]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]


def corpus_hash(files: Mapping[str, str]) -> str:
    """sha256 over what was read, whatever it was cut into."""
    ours = (File.DOCUMENTS, File.MISSING, File.SHELF, f"{File.KNOWLEDGE}/")
    lines = [f"{digest} {name}" for name, digest in sorted(files.items()) if name.startswith(ours)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write it last: a folder without one is no snapshot."""
    (folder / File.MANIFEST).write_bytes(_MANIFEST.dump_json(manifest, indent=1) + b"\n")


def read_keys(path: Path) -> Iterator[bytes]:
    """The keys of a snapshot's texts, in order."""
    return map(bytes, np.load(path, allow_pickle=False))


def read_array(path: Path) -> NDArray[np.float32]:
    """A file of vectors or weights, mapped into memory, read-only: (n, dimension)."""
    array: NDArray[np.float32] = np.load(path, mmap_mode="r", allow_pickle=False)
    return array.view(np.ndarray)  # slices faster


def read_tokens(folder: Path) -> tuple[NDArray[np.float16], NDArray[np.int64]]:
    """`unit_tokens` and `unit_token_bounds` of a snapshot, the former mapped into memory."""
    mapped = np.load(folder / File.UNIT_TOKENS, mmap_mode="r", allow_pickle=False)
    tokens: NDArray[np.float16] = mapped.view(np.ndarray)  # slices faster
    bounds: NDArray[np.int64] = np.load(folder / File.UNIT_TOKEN_BOUNDS, allow_pickle=False)
    bounds.flags.writeable = False
    return tokens, bounds


def _nearest(
    folder: Path, name: File, manifest: Manifest, vectors: NDArray[np.float32]
) -> VectorIndex:
    """The index over `vectors`: the one that was saved, else one made on the spot."""
    if name in manifest.files:
        return VectorIndex.load(folder / name, manifest.files[name])
    return VectorIndex.build(vectors)


def _rows(path: Path) -> NDArray[np.int32]:
    rows: NDArray[np.int32] = np.load(path, allow_pickle=False)
    return rows
