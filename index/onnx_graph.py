"""The bundled model as an ONNX graph, made from its packed weights; alone in knowing onnx.

Two forms: with every weight as it is packed, to measure activations on, and with linear layers in
int8. Word embeddings keep the packed file's own 4 bits in both.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from index.onnx_encoder import GRAPH, INPUT
from index.weights import Header, read_blocks, read_values

Matrix = NDArray[np.float32]

OUTPUT = "last_hidden_state"
EMBEDDINGS = "embeddings.bin"
_LARGE = 2**20  # bytes from which a tensor goes into `EMBEDDINGS`
_MICROSOFT = "com.microsoft"
_OPSETS = (helper.make_opsetid("", 18), helper.make_opsetid(_MICROSOFT, 1))
_IR_VERSION = 10

# onnxruntime's own operators.
_OF_MICROSOFT = {
    "Gelu",
    "GatherBlockQuantized",
    "MatMulIntegerToFloat",
    "MatMulNBits",
    "MultiHeadAttention",
}

# 7 bits: processors without VNNI add pairs of 8-bit products in 16 bits, which would overflow.
_TOP = 63
_LEVELS = 255
_MARGIN = 1.02  # beyond the range that was measured
_SMOOTHING = 0.7


@dataclass(frozen=True, slots=True)
class Range:
    """What a linear layer's input was seen to hold: (width,) each."""

    low: Matrix
    high: Matrix


class GraphWriter:
    """Collects the nodes and tensors of one graph; a value's name is that of what made it.

    The graph takes `input_ids` (texts, tokens), int64, without padding: all texts of a batch have
    the same number of tokens. It gives `last_hidden_state` (texts, tokens, hidden), float32; in
    the packed form also the input of every linear layer.
    """

    def __init__(self, data: memoryview, header: Header) -> None:
        self._data = data
        self._header = header
        self._packed = {tensor.name: tensor for tensor in header.tensors}
        self._ranges: Mapping[str, Range] | None = None
        self._nodes: list[onnx.NodeProto] = []
        self._tensors: list[onnx.TensorProto] = []
        self.inputs: dict[str, str] = {}  # of linear layers, the values they take

    def packed(self) -> bytes:
        """The form that keeps every weight as it is, as a model's content."""
        content: bytes = self._model().SerializeToString()
        return content

    def write_rounded(self, folder: Path, ranges: Mapping[str, Range]) -> None:
        """Write the form in int8, for inputs of linear layers that stay within `ranges`.

        The embeddings lie in a file of their own, so that onnxruntime maps it into memory, and only
        the rows that are read count.
        """
        self._ranges = ranges
        onnx.save_model(
            self._model(),
            folder / GRAPH,
            save_as_external_data=True,
            location=EMBEDDINGS,
            size_threshold=_LARGE,
        )
        # onnx makes it private, and an image is built by another user.
        (folder / EMBEDDINGS).chmod(0o644)

    def _model(self) -> onnx.ModelProto:
        hidden = self._embeddings()
        for layer in range(self._header.layers):
            hidden = self._layer(f"l{layer}", hidden)
        self._node(OUTPUT, "Identity", [hidden])
        width = self._header.hidden
        outputs = [helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, [None, None, width])]
        if self._ranges is None:
            outputs += [
                helper.make_tensor_value_info(value, TensorProto.FLOAT, None)
                for value in dict.fromkeys(self.inputs.values())
            ]
        graph = helper.make_graph(
            self._nodes,
            "encoder",
            [helper.make_tensor_value_info(INPUT, TensorProto.INT64, ["texts", "tokens"])],
            outputs,
            self._tensors,
        )
        return helper.make_model(graph, opset_imports=_OPSETS, ir_version=_IR_VERSION)

    def _embeddings(self) -> str:
        """Word plus position; the token type is always the first and goes into the position."""
        width, block = self._header.hidden, self._header.block
        nibbles, scales = read_blocks(self._packed["emb.word"], self._data, block)
        table = self._tensor("word_blocks", nibbles.reshape(-1, width // 2))
        words = self._node(
            "words",
            "GatherBlockQuantized",
            [table, INPUT, self._tensor("word_scales", scales.reshape(-1, width // block))],
            bits=4,
            block_size=block,
            gather_axis=0,
            quantize_axis=1,
        )
        rows = self._values("emb.pos").reshape(-1, width) + self._values("emb.type")[:width]
        first = self._tensor("first", np.zeros(1, dtype=np.int64))
        length = self._node("length", "Shape", [INPUT], start=1, end=2)
        places = self._node("places", "Slice", [self._tensor("positions", rows), first, length])
        return self._normalised("emb.ln", self._node("embedded", "Add", [words, places]))

    def _layer(self, name: str, hidden: str) -> str:
        parts = [f"{name}.{part}" for part in "qkv"]
        split = [f"{part}.split" for part in parts]
        together = self._linear(f"{name}.qkv", parts, hidden)
        self._nodes.append(helper.make_node("Split", [together], split, axis=-1, num_outputs=3))
        heads = self._header.heads
        attended = self._node(f"{name}.attended", "MultiHeadAttention", split, num_heads=heads)
        output = self._linear(f"{name}.ao", [f"{name}.ao"], attended)
        total = self._node(f"{name}.ao.sum", "Add", [output, hidden])
        middle = self._normalised(f"{name}.aln", total)
        inner = self._linear(f"{name}.fi", [f"{name}.fi"], middle)
        active = self._node(f"{name}.gelu", "Gelu", [inner])
        output = self._linear(f"{name}.fo", [f"{name}.fo"], active)
        total = self._node(f"{name}.fo.sum", "Add", [output, middle])
        return self._normalised(f"{name}.oln", total)

    def _linear(self, name: str, parts: list[str], value: str) -> str:
        """A linear layer, or several that share their input as one."""
        self.inputs[name] = value
        bias = np.concatenate([self._values(f"{part}.b") for part in parts])
        if self._ranges is None:
            return self._linear_packed(name, parts, bias, value)
        weights = np.concatenate([self._values(f"{part}.w") for part in parts])
        return self._linear_rounded(
            name, weights.reshape(len(bias), -1), bias, value, self._ranges[name]
        )

    def _linear_packed(self, name: str, parts: list[str], bias: Matrix, value: str) -> str:
        block = self._header.block
        read = [read_blocks(self._packed[f"{part}.w"], self._data, block) for part in parts]
        nibbles = np.concatenate([part for part, _ in read])
        outputs = len(bias)
        tensors = {
            "blocks": nibbles.reshape(outputs, -1, block // 2),
            "scales": np.concatenate([scales for _, scales in read]),
            "bias": bias,
        }
        blocks, scales, biases = (self._tensor(f"{name}.{k}", v) for k, v in tensors.items())
        return self._node(
            name,
            "MatMulNBits",
            [value, blocks, scales, "", "", biases],
            K=len(nibbles) * block // outputs,
            N=outputs,
            bits=4,
            block_size=block,
            accuracy_level=4,  # activations in int8, a scale for each block
        )

    def _linear_rounded(
        self, name: str, weights: Matrix, bias: Matrix, value: str, seen: Range
    ) -> str:
        """In int8, with one fixed scale for the input and one for each output.

        A few of the input's columns are up to 100 times larger than the rest. They are divided,
        and their weights multiplied, so that the others keep enough of the 255 steps (Xiao et al.,
        «SmoothQuant», 2023; of 0.5 to 0.9, 0.7 came nearest to the float32 model).
        """
        largest = np.maximum(np.maximum(-seen.low, seen.high), 1e-4)
        weight = np.maximum(np.abs(weights).max(axis=0), 1e-5)
        divisors = largest**_SMOOTHING / weight ** (1 - _SMOOTHING)
        divisors = np.maximum(divisors / np.median(divisors), 1.0)
        low = min(float((seen.low / divisors).min()), 0.0) * _MARGIN
        high = max(float((seen.high / divisors).max()), 0.0) * _MARGIN
        step = np.float32((high - low) / _LEVELS)
        smoothed = weights * divisors
        scales = np.abs(smoothed).max(axis=1) / _TOP
        tensors: dict[str, NDArray[Any]] = {
            "step": np.array(step, dtype=np.float32),
            "zero": np.array(round(-low / float(step)), dtype=np.uint8),
            "weights": np.rint(smoothed / scales[:, None]).astype(np.int8).T,
            "scales": scales.astype(np.float32),
            "zeros": np.zeros(len(bias), dtype=np.int8),
            "bias": bias,
        }
        step_, zero, rounded, scale, zeros, biases = (
            self._tensor(f"{name}.{key}", values) for key, values in tensors.items()
        )
        divided = self._tensor(f"{name}.factors", (1 / divisors).astype(np.float32))
        even = self._node(f"{name}.even", "Mul", [value, divided])
        steps = self._node(f"{name}.steps", "QuantizeLinear", [even, step_, zero])
        inputs = [steps, rounded, step_, scale, zero, zeros, biases]
        return self._node(name, "MatMulIntegerToFloat", inputs)

    def _normalised(self, name: str, value: str) -> str:
        weight = self._tensor(f"{name}.weight", self._values(f"{name}.w"))
        bias = self._tensor(f"{name}.bias", self._values(f"{name}.b"))
        epsilon = self._header.epsilon
        return self._node(name, "LayerNormalization", [value, weight, bias], epsilon=epsilon)

    def _values(self, name: str) -> Matrix:
        return read_values(self._packed[name], self._data, self._header.block)

    def _tensor(self, name: str, values: NDArray[Any]) -> str:
        self._tensors.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def _node(self, name: str, kind: str, inputs: list[str], **attributes: Any) -> str:
        domain = _MICROSOFT if kind in _OF_MICROSOFT else ""
        self._nodes.append(helper.make_node(kind, inputs, [name], domain=domain, **attributes))
        return name
