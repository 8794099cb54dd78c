"""Vectors of a snapshot's texts, encoding only those that no earlier snapshot holds."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.current import list_snapshots, prepared_folders, snapshot_folder
from index.encoder import Encoder, Vectors
from index.errors import EncoderError, SnapshotError
from index.progress import Progress, Step
from index.snapshot import (
    KEYS,
    MOST_UNITS_WITH_TOKENS,
    VECTORS,
    File,
    read_array,
    read_keys,
    read_tokens,
    verify,
)

Keys = NDArray[np.uint8]
TokenVectors = NDArray[np.float16]
_KEY = 32  # bytes
_SLICE = 1024  # texts at a time whose tokens are wanted: those are large until they are float16


class Role(StrEnum):
    """How a text is encoded; models encode questions and what they search differently."""

    PASSAGE = "passage"
    QUERY = "query"


@dataclass(frozen=True, slots=True)
class Texts:
    """What one vector file is made from, and whether the vectors of its tokens are wanted too."""

    role: Role
    texts: Sequence[str]
    keys: tuple[bytes, ...]
    tokens: bool

    @classmethod
    def of(
        cls, encoder_name: str, role: Role, texts: Sequence[str], tokens: bool = False
    ) -> "Texts":
        """The texts with their keys."""
        keys = tuple(embedding_key(encoder_name, role, text) for text in texts)
        return cls(role, texts, keys, tokens)

    def key_array(self) -> Keys:
        """The keys as stored: (texts, 32)."""
        return np.frombuffer(b"".join(self.keys), dtype=np.uint8).reshape(-1, _KEY)


@dataclass(frozen=True, slots=True)
class Embedded:
    """The vectors of some texts; where tokens were not wanted, there are none."""

    vectors: Vectors  # (texts, dimension)
    tokens: TokenVectors  # (tokens of all texts, dimension)
    bounds: NDArray[np.int64]  # (texts + 1,): the tokens of text i are those from i to i + 1


@dataclass(frozen=True, slots=True)
class _Text:
    """One text's vector, and its tokens' if they are known."""

    vector: Vectors
    tokens: TokenVectors | None = None


def embedding_key(encoder_name: str, role: Role, text: str) -> bytes:
    """What a vector depends on, as a sha256."""
    return hashlib.sha256(f"{encoder_name}\0{role}\0{text}".encode()).digest()


def embed(
    groups: Sequence[Texts], data_dir: Path, encoder: Encoder, progress: Progress
) -> list[Embedded]:
    """The vectors of each group, in order.

    Raises:
        EncoderError: the model fails, or gives vectors that cannot be compared.
    """
    wanted: dict[bytes, bool] = {}  # whether tokens are, too
    for group in groups:
        wanted |= {key: group.tokens or wanted.get(key, False) for key in group.keys}
    found = _known(data_dir, encoder, wanted)
    new: dict[tuple[Role, bool], dict[bytes, str]] = {}
    for group in groups:
        for key, text in zip(group.keys, group.texts, strict=True):
            if key not in found:
                new.setdefault((group.role, wanted[key]), {})[key] = text
    total = sum(map(len, new.values()))
    done = 0
    for (role, tokens), texts in new.items():
        for some in _slices(texts, _SLICE if tokens else len(texts)):
            encoded = _encode(encoder, role, tokens, some, _shifted(progress, done, total))
            found |= zip(some, encoded, strict=True)
            done += len(some)
    return [_gathered(group, found, encoder.dimension) for group in groups]


def _encode(
    encoder: Encoder, role: Role, tokens: bool, texts: Mapping[bytes, str], progress: Progress
) -> list[_Text]:
    some = list(texts.values())
    query = role is Role.QUERY
    if not tokens:
        plain = encoder.encode_queries if query else encoder.encode_passages
        vectors = plain(some, progress)
        _check(vectors, encoder)
        return [_Text(vector) for vector in vectors]
    both = encoder.encode_queries_with_tokens if query else encoder.encode_passages_with_tokens
    vectors, rows = both(some, progress)
    _check(vectors, encoder)
    return [
        _Text(vector, of_text.astype(np.float16))
        for vector, of_text in zip(vectors, rows, strict=True)
    ]


def _slices(texts: Mapping[bytes, str], size: int) -> Iterator[dict[bytes, str]]:
    """So many texts at a time."""
    items = iter(texts.items())
    while some := dict(islice(items, size)):
        yield some


def _known(data_dir: Path, encoder: Encoder, wanted: Mapping[bytes, bool]) -> dict[bytes, _Text]:
    """What undamaged snapshots hold of what is wanted, the last published first."""
    known: dict[bytes, _Text] = {}
    listed = [snapshot_folder(data_dir, it.manifest.id) for it in list_snapshots(data_dir)]
    for folder in (*listed, *prepared_folders(data_dir)):
        if len(known) == len(wanted):
            break
        try:
            manifest = verify(folder)
        except SnapshotError:
            continue  # its vectors cannot be trusted: they are made again
        if (manifest.encoder, manifest.dimension) != (encoder.name, encoder.dimension):
            continue
        for key, text in _texts_of(folder):
            if key in wanted and key not in known and (text.tokens is not None or not wanted[key]):
                known[key] = text
    return known


def _texts_of(folder: Path) -> Iterator[tuple[bytes, _Text]]:
    """The keys of a snapshot's texts with what it holds of each."""
    for keys_file, vectors_file in zip(KEYS, VECTORS, strict=True):
        keys, vectors = read_keys(folder / keys_file), read_array(folder / vectors_file)
        if vectors_file is not File.UNIT_VECTORS:
            yield from zip(keys, map(_Text, vectors), strict=True)
            continue
        tokens, bounds = read_tokens(folder)
        stored = len(vectors) <= MOST_UNITS_WITH_TOKENS
        for i, (key, vector) in enumerate(zip(keys, vectors, strict=True)):
            yield key, _Text(vector, tokens[bounds[i] : bounds[i + 1]] if stored else None)


def _gathered(group: Texts, found: Mapping[bytes, _Text], dimension: int) -> Embedded:
    texts = [found[key] for key in group.keys]
    vectors = np.array([text.vector for text in texts], dtype=np.float32).reshape(-1, dimension)
    none: TokenVectors = np.empty((0, dimension), dtype=np.float16)
    rows = [none if text.tokens is None or not group.tokens else text.tokens for text in texts]
    bounds = np.cumsum([0, *map(len, rows)], dtype=np.int64)
    return Embedded(vectors, np.concatenate([none, *rows]), bounds)


def _shifted(progress: Progress, before: int, total: int) -> Progress:
    """Counts a part of the texts as a part of all."""

    def shifted(step: Step, done: int, _part: int) -> None:
        progress(step, before + done, total)

    return shifted


def _check(vectors: Vectors, encoder: Encoder) -> None:
    lengths = np.linalg.norm(vectors, axis=1)
    if vectors.shape[1] != encoder.dimension or not np.allclose(lengths, 1.0, atol=1e-3):
        raise EncoderError(
            f"Le modèle « {encoder.name} » donne des vecteurs inutilisables : choisissez-en un "
            "autre avec SECPA_ENCODER."
        )
