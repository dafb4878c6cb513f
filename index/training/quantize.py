"""Thirty-two bits to eight: rows of the table, and the matrices of the layers."""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Inputs = dict[str, Any]  # what the model is run on, by name
_MIGRATION = 0.75  # how far what is uneven in the activations goes over to the weights: alpha of SmoothQuant


def quantize_rows(table: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Table float32[v, h] to int8[v, h] and the float32[v] that each row is to be multiplied by."""
    scales = np.maximum(np.abs(table).max(1), 1e-9).astype(np.float32) / 127
    return np.rint(table / scales[:, None]).astype(np.int8), scales


def quantize_layers(source: Path, target: Path, samples: Sequence[Inputs]) -> None:
    """Weights to int8 with a scale for each output channel, what they are multiplied with to uint8 with a fixed scale.

    Scales that follow what comes (dynamic quantisation) are as fast, but then a text's vector depends on the texts that
    it is encoded with. What two activations are multiplied to, in attention, stays as it is.

    :param samples: inputs of the model, from whose run the fixed scales are taken.
    """
    import onnx  # noqa: PLC0415
    from onnxruntime import quantization  # noqa: PLC0415

    model = onnx.load(source)
    products = _products(model.graph)
    _smooth(model, products, samples)
    with tempfile.TemporaryDirectory() as work:
        smooth = Path(work) / "smooth.onnx"
        onnx.save(model, smooth)
        quantization.quantize_static(
            smooth,
            target,
            _Samples(samples),
            op_types_to_quantize=["MatMul"],
            nodes_to_quantize=[node.name for node in products],
            per_channel=True,
            activation_type=quantization.QuantType.QUInt8,
            weight_type=quantization.QuantType.QInt8,
            extra_options={"OpTypesToExcludeOutputQuantization": ["MatMul"]},
        )


def _products(graph: Any) -> list[Any]:
    """The nodes that multiply by weights."""
    constants = {tensor.name for tensor in graph.initializer}
    return [node for node in graph.node if node.op_type == "MatMul" and node.input[1] in constants]


def _smooth(model: Any, products: Sequence[Any], samples: Sequence[Inputs]) -> None:
    """Divides each channel of what is multiplied by a constant and multiplies the weights by it, so that no channel is
    much larger than the others: eight bits for all of them then lose less (SmoothQuant, Xiao et al. 2023)."""
    from onnx import helper, numpy_helper  # noqa: PLC0415

    weights = {tensor.name: tensor for tensor in model.graph.initializer}
    largest = _largest(model, sorted({node.input[0] for node in products}), samples)
    for name, activation in largest.items():
        users = [node for node in products if node.input[0] == name]
        matrices = [numpy_helper.to_array(weights[node.input[1]]) for node in users]
        weight = np.max([np.abs(matrix).max(1) for matrix in matrices], axis=0)
        factor = np.maximum(activation, 1e-5) ** _MIGRATION / np.maximum(weight, 1e-5) ** (1 - _MIGRATION)
        smooth = f"{name}_smooth"
        model.graph.initializer.append(numpy_helper.from_array((1 / factor).astype(np.float32), f"{smooth}_factor"))
        scaling = helper.make_node("Mul", [name, f"{smooth}_factor"], [smooth], name=f"{smooth}_node")
        model.graph.node.insert(list(model.graph.node).index(users[0]), scaling)
        for node, matrix in zip(users, matrices, strict=True):
            scaled = numpy_helper.from_array((matrix * factor[:, None]).astype(np.float32), node.input[1])
            weights[node.input[1]].CopyFrom(scaled)
            node.input[0] = smooth


def _largest(model: Any, names: Sequence[str], samples: Sequence[Inputs]) -> dict[str, NDArray[np.float32]]:
    """For each named value the largest magnitude of each of its channels, float32[channels], over the samples."""
    import onnx  # noqa: PLC0415
    import onnxruntime  # noqa: PLC0415

    watched = onnx.ModelProto()
    watched.CopyFrom(model)
    watched.graph.output.extend(onnx.ValueInfoProto(name=name) for name in names)
    session = onnxruntime.InferenceSession(watched.SerializeToString(), providers=["CPUExecutionProvider"])
    found = [[np.abs(value).max((0, 1)) for value in session.run(list(names), sample)] for sample in samples]
    return {name: np.max([maxima[i] for maxima in found], axis=0) for i, name in enumerate(names)}


class _Samples:
    """Inputs, in the form in which the library takes them."""

    def __init__(self, samples: Sequence[Inputs]) -> None:
        self._left = iter(samples)

    def get_next(self) -> Inputs | None:
        return next(self._left, None)
