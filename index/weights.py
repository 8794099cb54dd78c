"""The packed weights of the default model, read as data.

Layout of the file, all numbers little-endian:

    magic «E5S1», uint32 version
    7 x int32: hidden, layers, heads, intermediate, vocabulary, positions, token types
    float32 layer norm epsilon, int32 weights a block
    5 x int32: pieces, and the ids of bos, eos, pad, unk
    uint64 length of the piece text, (pieces + 1) x uint32 offsets into it, pieces x float32 scores
    piece text in UTF-8
    int32 count, uint32 length, a normalisation table (skipped: `tokenizers` has its own)
    int32 tensors, each: uint16 + name, uint8 type, uint32 weights, uint64 offset, uint64 bytes

A tensor is float32, or blocks of 32 weights: a float16 scale, 16 bytes whose low nibbles are the
weights 0 to 15 and whose high nibbles 16 to 31; a weight is (nibble - 8) x scale.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Tensor:
    """Where one tensor stands in the file."""

    name: str
    weights: int
    offset: int
    size: int  # bytes


@dataclass(frozen=True, slots=True)
class Header:
    """Everything in the file but the weights themselves."""

    hidden: int
    layers: int
    heads: int
    intermediate: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float
    block: int  # weights that share one scale
    pieces: tuple[tuple[str, float], ...]  # of the tokenizer, with their log probability
    bos: int
    eos: int
    pad: int
    unk: int
    tensors: tuple[Tensor, ...]


class _Cursor:
    """Reads one value after another; numbers are little-endian."""

    def __init__(self, data: memoryview) -> None:
        self._data = data
        self._at = 0

    def numbers(self, form: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + form, self._data, self._at)
        self._at += struct.calcsize("<" + form)
        return values

    def bytes(self, length: int) -> bytes:
        self._at += length
        return bytes(self._data[self._at - length : self._at])


def read_header(data: memoryview) -> Header:
    """The header of a file whose hash is known to be right."""
    cursor = _Cursor(data)
    cursor.bytes(4)  # the magic: the sha256 says more
    _version, hidden, layers, heads, intermediate, vocabulary, positions, types = cursor.numbers(
        "I7i"
    )
    epsilon, block = cursor.numbers("fi")
    count, bos, eos, pad, unk = cursor.numbers("5i")
    (text_length,) = cursor.numbers("Q")
    offsets = cursor.numbers(f"{count + 1}I")
    scores = cursor.numbers(f"{count}f")
    text = cursor.bytes(text_length)
    pieces = tuple(
        (text[offsets[i] : offsets[i + 1]].decode("utf-8"), scores[i]) for i in range(count)
    )
    _, table_length = cursor.numbers("iI")
    cursor.bytes(table_length)
    (tensor_count,) = cursor.numbers("i")
    return Header(
        hidden=hidden,
        layers=layers,
        heads=heads,
        intermediate=intermediate,
        vocabulary=vocabulary,
        positions=positions,
        token_types=types,
        epsilon=epsilon,
        block=block,
        pieces=pieces,
        bos=bos,
        eos=eos,
        pad=pad,
        unk=unk,
        tensors=tuple(_tensors(cursor, tensor_count)),
    )


def _tensors(cursor: _Cursor, count: int) -> Iterator[Tensor]:
    for _ in range(count):
        name = cursor.bytes(cursor.numbers("H")[0]).decode("ascii")
        _type, weights, offset, size = cursor.numbers("BIQQ")
        yield Tensor(name, weights, offset, size)


def read_blocks(
    tensor: Tensor, data: memoryview, block: int
) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """A tensor's blocks as they are: (blocks, block / 2) bytes, and scales (blocks,).

    Of each byte, the low nibble is a weight and the high nibble the weight after it; a weight is
    (nibble - 8) x scale.
    """
    blocks = _blocks(tensor, data, block)
    low, high = blocks["nibbles"] & 0x0F, blocks["nibbles"] >> 4
    first = np.concatenate([low[:, 0::2], high[:, 0::2]], axis=1)
    second = np.concatenate([low[:, 1::2], high[:, 1::2]], axis=1)
    return first | (second << 4), blocks["scale"].astype(np.float32)


def read_values(tensor: Tensor, data: memoryview, block: int) -> NDArray[np.float32]:
    """The tensor's weights, unpacked, flat: (weights,)."""
    raw = data[tensor.offset : tensor.offset + tensor.size]
    if tensor.size == 4 * tensor.weights:
        return np.frombuffer(raw, dtype="<f4").astype(np.float32)
    blocks = _blocks(tensor, data, block)
    values = np.empty((len(blocks), block), dtype=np.float32)
    values[:, : block // 2] = blocks["nibbles"] & 0x0F
    values[:, block // 2 :] = blocks["nibbles"] >> 4
    values -= 8
    values *= blocks["scale"].astype(np.float32)[:, None]
    return values.reshape(-1)


def _blocks(tensor: Tensor, data: memoryview, block: int) -> NDArray[Any]:
    raw = data[tensor.offset : tensor.offset + tensor.size]
    return np.frombuffer(raw, dtype=[("scale", "<f2"), ("nibbles", "u1", block // 2)])
