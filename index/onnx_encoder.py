"""The bundled model run by onnxruntime; the only module that knows it.

Texts with one number of tokens share a small batch, so that nothing is padded or masked. A batch
runs on one thread, and as many run side by side as there are cores: no thread waits for another.
"""

from collections.abc import Generator, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from onnxruntime.capi import onnxruntime_pybind11_state as failures

from index.encoder import Vectors, unit_length
from index.errors import EncoderError
from index.pieces import Tokenizer
from index.progress import Progress, Step, silent
from index.threads import thread_count

GRAPH = "model.onnx"
INPUT = "input_ids"
LONGEST = 512  # tokens the model has positions for; what is beyond is not read
PROMPTS = _QUERY, _PASSAGE = "query:", "passage:"
_SLICE = 1024  # texts handed to the threads at a time: more than fit into one batch
_BATCH_TOKENS = 512  # of all texts of a batch; larger ones are no faster
_Batch = tuple[list[int], NDArray[np.int64]]  # which texts, and their tokens: (texts, tokens)
_FAILURES = (
    failures.Fail,
    failures.InvalidArgument,
    failures.InvalidGraph,
    failures.InvalidProtobuf,
    failures.NoSuchFile,
    failures.NotImplemented,
    failures.RuntimeException,
)


def open_session(model: str | bytes) -> onnxruntime.InferenceSession:
    """A model ready to run, from its path or its content; it can be run by several threads."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    # The graph is written as it is to run: fusing the layer norms makes them slower.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


class OnnxEncoder:
    """An `index.encoder.Encoder` over the folder that `index.bundled.unpack` makes.

    Safe to call from several threads.

    Raises:
        EncoderError: the model cannot be loaded.
    """

    def __init__(self, folder: Path, name: str) -> None:
        try:
            self._session = open_session(str(folder / GRAPH))
            self._tokenizer = Tokenizer(folder)
        except (OSError, ValueError, RuntimeError, *_FAILURES) as error:
            raise EncoderError(
                f"Le modèle du dossier {folder} n'a pas pu être chargé : supprimez ce dossier, "
                "puis recommencez, il sera refait."
            ) from error
        self._name = name
        self._dimension = int(self._session.get_outputs()[0].shape[-1])
        self._prompts = {text: self._tokenizer.ids(text) for text in (_QUERY, _PASSAGE)}

    @property
    def name(self) -> str:
        return self._name

    @property
    def dimension(self) -> int:
        return self._dimension

    def encode_queries(self, texts: Sequence[str], progress: Progress = silent) -> Vectors:
        return self._encode(texts, _QUERY, False, progress)[0]

    def encode_queries_with_tokens(
        self, texts: Sequence[str], progress: Progress = silent
    ) -> tuple[Vectors, list[Vectors]]:
        return self._encode(texts, _QUERY, True, progress)

    def encode_passages(self, texts: Sequence[str], progress: Progress = silent) -> Vectors:
        return self._encode(texts, _PASSAGE, False, progress)[0]

    def encode_passages_with_tokens(
        self, texts: Sequence[str], progress: Progress = silent
    ) -> tuple[Vectors, list[Vectors]]:
        return self._encode(texts, _PASSAGE, True, progress)

    def _encode(
        self, texts: Sequence[str], prompt: str, tokens: bool, progress: Progress
    ) -> tuple[Vectors, list[Vectors]]:
        vectors = np.empty((len(texts), self._dimension), dtype=np.float32)
        token_vectors: list[Vectors] = [vectors[:0]] * (len(texts) if tokens else 0)
        before = 1 + len(self._prompts[prompt])  # the start and the prompt
        done = 0
        with closing(self._run(self._batches(texts, prompt))) as outputs:
            for batch, states in outputs:
                vectors[batch] = unit_length(states.mean(axis=1))
                if tokens:
                    for i, rows in zip(batch, states, strict=True):
                        token_vectors[i] = unit_length(rows[before:-1])
                done += len(batch)
                progress(Step.ENCODING, done, len(texts))
        return vectors, token_vectors

    def _batches(self, texts: Sequence[str], prompt: str) -> Iterator[list[_Batch]]:
        """A slice of the texts at a time, split into tokens."""
        seen: dict[str, list[int]] = {}
        for first in range(0, len(texts), _SLICE):
            some = range(first, min(first + _SLICE, len(texts)))
            ids = {i: self._ids(texts[i], prompt, seen) for i in some}
            yield [(batch, _stacked(ids, batch)) for batch in _of_one_length(ids)]

    def _run(self, slices: Iterator[list[_Batch]]) -> Generator[tuple[list[int], Vectors]]:
        """The last layer's output for each batch, in order: (texts, tokens, dimension)."""
        batches = next(slices, [])
        if len(batches) == 1:
            yield batches[0][0], self._states(batches[0][1])
            return
        pool = ThreadPoolExecutor(thread_count())
        try:
            while batches:
                outputs = pool.map(self._states, [ids for _, ids in batches])
                after = next(slices, [])  # split into tokens while these are run
                yield from zip([batch for batch, _ in batches], outputs, strict=True)
                batches = after
        finally:
            pool.shutdown(cancel_futures=True)  # left early, what has not begun is dropped

    def _states(self, ids: NDArray[np.int64]) -> Vectors:
        states: Vectors = self._session.run(None, {INPUT: ids})[0]
        return states

    def _ids(self, text: str, prompt: str, seen: dict[str, list[int]]) -> list[int]:
        pieces = [*self._prompts[prompt], *self._tokenizer.ids(text, seen)][: LONGEST - 2]
        return [self._tokenizer.start, *pieces, self._tokenizer.end]


def _stacked(ids: Mapping[int, Sequence[int]], batch: Sequence[int]) -> NDArray[np.int64]:
    return np.array([ids[i] for i in batch], dtype=np.int64)


def _of_one_length(ids: Mapping[int, Sequence[int]]) -> list[list[int]]:
    """Texts with one number of tokens together, longest first."""
    batches: list[list[int]] = []
    for i in sorted(ids, key=lambda i: -len(ids[i])):
        length = len(ids[i])
        last = batches[-1] if batches else []
        if last and len(ids[last[0]]) == length and length * (len(last) + 1) <= _BATCH_TOKENS:
            last.append(i)
        else:
            batches.append([i])
    return batches
