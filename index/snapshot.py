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
from index import records
from index.errors import SnapshotError
from index.files import hashes
from index.known import KnownQuestions
from index.passages import Passage, Unit

FORMAT = 2  # grows with every change of what a file holds
_REBUILD = "lancez « secpa index build »."


class File(StrEnum):
    """Names in a snapshot's folder."""

    MANIFEST = "manifest.json"
    DOCUMENTS = "documents.json"
    MISSING = "missing.json"
    KNOWLEDGE = "knowledge"  # a folder: the data files, copied
    PASSAGES = "passages.npy"
    UNITS = "units.npy"
    # One row a text: a sha256 of what its vector was made from (`index.embeddings.embedding_key`).
    PASSAGE_KEYS = "passage_keys.npy"
    UNIT_KEYS = "unit_keys.npy"
    QUESTION_KEYS = "question_keys.npy"
    PASSAGE_VECTORS = "passage_vectors.npy"
    UNIT_VECTORS = "unit_vectors.npy"
    QUESTION_VECTORS = "question_vectors.npy"
    UNIT_TOKENS = "unit_tokens.npy"
    UNIT_TOKEN_BOUNDS = "unit_token_bounds.npy"
    KNOWN_WEIGHTS = "known_weights.npy"


MOST_UNITS_WITH_TOKENS = 20_000  # about 500 MB of token vectors; beyond, none are stored

VECTORS = (File.PASSAGE_VECTORS, File.UNIT_VECTORS, File.QUESTION_VECTORS)
KEYS = (File.PASSAGE_KEYS, File.UNIT_KEYS, File.QUESTION_KEYS)
ENCODED = (*VECTORS, File.UNIT_TOKENS, File.UNIT_TOKEN_BOUNDS, File.KNOWN_WEIGHTS)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a snapshot says of itself."""

    format: int
    id: str
    encoder: str
    dimension: int
    corpus: str  # sha256 over documents, missing documents and data files
    counts: Mapping[str, int]  # documents, passages, units, questions
    files: Mapping[str, str]  # sha256 of every other file, by its path in the folder
    built_at: datetime  # UTC


_MANIFEST = TypeAdapter(Manifest)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A loaded snapshot. Vectors are of length 1, float32: (n, dimension), read-only.

    The tokens of unit i are rows `unit_token_bounds[i]` to `unit_token_bounds[i + 1]` of
    `unit_tokens`; they stay on disk until they are read. Over `MOST_UNITS_WITH_TOKENS` units there
    are none: `unit_tokens` is (0, dimension) and every bound 0.
    """

    id: str
    documents: tuple[Document, ...]
    missing: tuple[MissingSource, ...]
    knowledge: Knowledge
    passages: tuple[Passage, ...]
    units: tuple[Unit, ...]
    passage_vectors: NDArray[np.float32]
    unit_vectors: NDArray[np.float32]
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
    unit_tokens, unit_token_bounds = read_tokens(folder)
    return Snapshot(
        id=manifest.id,
        documents=records.documents_from_json((folder / File.DOCUMENTS).read_bytes()),
        missing=records.missing_from_json((folder / File.MISSING).read_bytes()),
        knowledge=read_knowledge(folder / File.KNOWLEDGE),
        passages=records.passages_from_array(_rows(folder / File.PASSAGES)),
        units=records.units_from_array(_rows(folder / File.UNITS)),
        passage_vectors=read_array(folder / File.PASSAGE_VECTORS),
        unit_vectors=read_array(folder / File.UNIT_VECTORS),
        question_vectors=question_vectors,
        unit_tokens=unit_tokens,
        unit_token_bounds=unit_token_bounds,
        known=KnownQuestions(question_vectors, read_array(folder / File.KNOWN_WEIGHTS)),
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
    ours = (File.DOCUMENTS, File.MISSING, f"{File.KNOWLEDGE}/")
    lines = [f"{digest} {name}" for name, digest in sorted(files.items()) if name.startswith(ours)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write it last: a folder without one is no snapshot."""
    (folder / File.MANIFEST).write_bytes(_MANIFEST.dump_json(manifest, indent=1) + b"\n")


def read_keys(path: Path) -> Iterator[bytes]:
    """The keys of a snapshot's texts, in order."""
    return map(bytes, np.load(path, allow_pickle=False))


def read_array(path: Path) -> NDArray[np.float32]:
    """A file of vectors or weights, read-only: (n, dimension)."""
    array: NDArray[np.float32] = np.load(path, allow_pickle=False)
    array.flags.writeable = False
    return array


def read_tokens(folder: Path) -> tuple[NDArray[np.float16], NDArray[np.int64]]:
    """`unit_tokens` and `unit_token_bounds` of a snapshot, the former mapped into memory."""
    mapped = np.load(folder / File.UNIT_TOKENS, mmap_mode="r", allow_pickle=False)
    tokens: NDArray[np.float16] = mapped.view(np.ndarray)  # slices faster
    bounds: NDArray[np.int64] = np.load(folder / File.UNIT_TOKEN_BOUNDS, allow_pickle=False)
    bounds.flags.writeable = False
    return tokens, bounds


def _rows(path: Path) -> NDArray[np.int32]:
    rows: NDArray[np.int32] = np.load(path, allow_pickle=False)
    return rows
