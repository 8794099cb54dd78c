"""Texts to vectors, whatever the model; the only module that knows sentence-transformers."""

import hashlib
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index import bundled
from index.errors import EncoderError
from index.progress import Progress, Step, silent
from index.threads import limit_threads

Vectors = NDArray[np.float32]

BUNDLED = "bundled"
MODELS = "models"  # where the bundled model is unpacked, under the data directory
_BATCH_CHARACTERS = 6000  # padded; on two cores larger batches of long texts are no faster
_BATCH_TEXTS = 32


class Encoder(Protocol):
    """A model that turns texts into vectors whose inner product is their likeness.

    Every vector is float32 and of length 1. The same text need not give the same bits twice:
    they may vary with the batch, the threads and the processor.
    """

    @property
    def name(self) -> str:
        """What the vectors depend on: vectors of encoders with one name can be compared."""
        ...

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""
        ...

    def encode_queries(self, texts: Sequence[str], progress: Progress = silent) -> Vectors:
        """Vectors of questions: (texts, dimension)."""
        ...

    def encode_passages(self, texts: Sequence[str], progress: Progress = silent) -> Vectors:
        """Vectors of texts to be found: (texts, dimension)."""
        ...

    def encode_queries_with_tokens(
        self, texts: Sequence[str], progress: Progress = silent
    ) -> tuple[Vectors, list[Vectors]]:
        """`encode_queries`, and of each text the vectors of its tokens, from the same pass.

        Those are (tokens, dimension), without special tokens and those of the model's prompt; a
        model that has none of that dimension gives none.
        """
        ...

    def encode_passages_with_tokens(
        self, texts: Sequence[str], progress: Progress = silent
    ) -> tuple[Vectors, list[Vectors]]:
        """`encode_passages`, and the vectors of each text's tokens, in the same way."""
        ...


def load_encoder(name: str, data_dir: Path, progress: Progress = silent) -> Encoder:
    """The encoder called `name`: «bundled», or a sentence-transformers model by name or path.

    The first call with «bundled» unpacks the model under `data_dir`.

    Raises:
        EncoderError: the model cannot be found, unpacked or loaded.
    """
    if name == BUNDLED:
        from index.onnx_encoder import OnnxEncoder

        folder = bundled.unpack(data_dir / MODELS / bundled.FOLDER, progress)
        return OnnxEncoder(folder, bundled.NAME)
    if Path(name).is_dir():
        return _SentenceEncoder(_load(name, name), f"{Path(name).name}-{_digest(Path(name))}")
    model = _load(name, name)
    config = getattr(getattr(model[0], "auto_model", None), "config", None)
    revision = getattr(config, "_commit_hash", None)
    return _SentenceEncoder(model, f"{name}@{revision}" if revision else name)


def _load(place: str, name: str) -> Any:
    """A SentenceTransformer on the processor, from a folder or the model hub."""
    limit_threads()
    try:
        import transformers
        from sentence_transformers import SentenceTransformer

        # «Loading weights» and load reports would go to standard error.
        transformers.utils.logging.disable_progress_bar()
        transformers.utils.logging.set_verbosity_error()
        return SentenceTransformer(place, device="cpu", local_files_only=Path(place).is_dir())
    except (OSError, ValueError, RuntimeError, ImportError, KeyError, AttributeError) as error:
        raise EncoderError(
            f"Le modèle « {name} » n'a pas pu être chargé : vérifiez SECPA_ENCODER (un modèle "
            "sentence-transformers, par son nom ou son dossier) et l'accès au réseau."
        ) from error


def _digest(folder: Path) -> str:
    """A short hash of a model folder's content, so that a model trained anew has a new name."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(f"{path.relative_to(folder)}\0".encode())
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:12]


class _SentenceEncoder:
    """An `Encoder` over a sentence-transformers model; safe to call from several threads."""

    def __init__(self, model: Any, name: str) -> None:
        self._model = model
        self._name = name
        self._lock = threading.Lock()  # its tokenizer refuses two callers at once
        self._dimension = int(model.get_embedding_dimension())

    @property
    def name(self) -> str:
        return self._name

    @property
    def dimension(self) -> int:
        return self._dimension

    def encode_queries(self, texts: Sequence[str], progress: Progress = silent) -> Vectors:
        return self._encode(texts, query=True, tokens=False, progress=progress)[0]

    def encode_passages(self, texts: Sequence[str], progress: Progress = silent) -> Vectors:
        return self._encode(texts, query=False, tokens=False, progress=progress)[0]

    def encode_queries_with_tokens(
        self, texts: Sequence[str], progress: Progress = silent
    ) -> tuple[Vectors, list[Vectors]]:
        return self._encode(texts, query=True, tokens=True, progress=progress)

    def encode_passages_with_tokens(
        self, texts: Sequence[str], progress: Progress = silent
    ) -> tuple[Vectors, list[Vectors]]:
        return self._encode(texts, query=False, tokens=True, progress=progress)

    def _encode(
        self, texts: Sequence[str], query: bool, tokens: bool, progress: Progress
    ) -> tuple[Vectors, list[Vectors]]:
        encode = self._model.encode_query if query else self._model.encode_document
        vectors = np.empty((len(texts), self._dimension), dtype=np.float32)
        token_vectors: list[Vectors] = [vectors[:0]] * (len(texts) if tokens else 0)
        done = 0
        for batch in _batches(texts):
            with self._lock:
                outputs = encode(
                    [texts[i] for i in batch],
                    batch_size=len(batch),
                    show_progress_bar=False,
                    output_value=None if tokens else "sentence_embedding",
                )
            for i, output in zip(batch, outputs, strict=True):
                vectors[i] = output["sentence_embedding"].numpy() if tokens else output
                if tokens:
                    token_vectors[i] = self._token_vectors(output, query)
            done += len(batch)
            progress(Step.ENCODING, done, len(texts))
        return unit_length(vectors), token_vectors

    def _token_vectors(self, output: dict[str, Any], query: bool) -> Vectors:
        rows = output.get("token_embeddings")
        if rows is None or rows.shape[-1] != self._dimension:
            return np.empty((0, self._dimension), dtype=np.float32)
        special = set(self._model.tokenizer.all_special_ids)
        ids = output["input_ids"].tolist()
        kept = [i for i, token in enumerate(ids) if token not in special]
        prompt = self._prompt(query)
        if [ids[i] for i in kept[: len(prompt)]] == prompt:
            kept = kept[len(prompt) :]
        return unit_length(rows.numpy()[kept])

    def _prompt(self, query: bool) -> list[int]:
        """Ids of the prompt's tokens, as the model's own prompt names choose it."""
        names = ("query",) if query else ("document", "passage", "corpus")
        prompts = self._model.prompts
        prompt = next((prompts[name] for name in names if prompts.get(name)), "")
        return list(self._model.tokenizer(prompt.rstrip(), add_special_tokens=False)["input_ids"])


def _batches(texts: Sequence[str]) -> Iterator[list[int]]:
    """Indices of texts of like length, longest first, so that little is padding."""
    batch: list[int] = []
    for i in sorted(range(len(texts)), key=lambda i: -len(texts[i])):
        longest = len(texts[batch[0]]) if batch else 0
        if batch and (len(batch) == _BATCH_TEXTS or longest * (len(batch) + 1) > _BATCH_CHARACTERS):
            yield batch
            batch = []
        batch.append(i)
    if batch:
        yield batch


def unit_length(vectors: Vectors) -> Vectors:
    """Each row divided by its length."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    result: Vectors = (vectors / np.maximum(lengths, 1e-12)).astype(np.float32)
    return result
