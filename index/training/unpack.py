"""The bundled encoder as a sentence-transformers model, for more training: ``python -m index.training.unpack OUT``."""

import argparse
import tempfile
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from tokenizers import Tokenizer

from index.bundled_encoder import BUNDLED_FOLDER, MODEL_FILE, SCALES_FILE, TABLE_FILE, TOKENIZER_FILE, settings
from index.training.extend import teacher_folder

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

# Where the weights of a BERT layer are multiplied, in the order in which they are.
_PRODUCTS = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)


def unpack(folder: Path = BUNDLED_FOLDER) -> "SentenceTransformer":
    """The encoder in `folder` with its weights in float32 again.

    It does not fold Chinese: give it text that `index.bundled_encoder.clean` has made.

    :raises PolicyLensError: if the folder holds no encoder, or a damaged one.
    """
    from transformers import BertConfig, BertModel  # noqa: PLC0415

    longest = settings(folder)["max_tokens"]
    table = np.load(folder / TABLE_FILE) * np.load(folder / SCALES_FILE)[:, None]
    bert = BertModel(BertConfig.from_pretrained(teacher_folder(), vocab_size=len(table)), add_pooling_layer=False)
    weights = dict(_weights(folder / MODEL_FILE, bert.config.num_hidden_layers))
    weights["embeddings.word_embeddings.weight"] = torch.from_numpy(table)
    bert.load_state_dict(weights)
    return sentence_transformer(bert, Tokenizer.from_file(str(folder / TOKENIZER_FILE)), longest)


def sentence_transformer(bert: Any, tokenizer: Tokenizer, max_tokens: int) -> "SentenceTransformer":
    """A transformers BertModel with mean pooling and vectors of unit length."""
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415
    from sentence_transformers.models import Normalize, Pooling, Transformer  # noqa: PLC0415
    from transformers import PreTrainedTokenizerFast  # noqa: PLC0415

    special = {f"{name}_token": f"[{name.upper()}]" for name in ("unk", "sep", "pad", "cls", "mask")}
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, model_max_length=max_tokens, **special)
    with tempfile.TemporaryDirectory() as saved:
        bert.save_pretrained(saved)
        fast.save_pretrained(saved)
        words = Transformer(saved, max_seq_length=max_tokens)
    return SentenceTransformer(modules=[words, Pooling(bert.config.hidden_size, "mean"), Normalize()], device="cpu")


def _weights(model: Path, layers: int) -> Iterator[tuple[str, torch.Tensor]]:
    import onnx  # noqa: PLC0415
    from onnx.numpy_helper import to_array  # noqa: PLC0415

    graph = onnx.load(model).graph
    values: dict[str, Any] = {tensor.name: to_array(tensor) for tensor in graph.initializer}
    for name, value in values.items():
        if name.startswith("bert.") and value.dtype == np.float32:
            yield name.removeprefix("bert."), torch.from_numpy(value.copy())
    made = {output: node for node in graph.node for output in node.output}
    products = [node for node in graph.node if node.op_type == "MatMul" and _is_dequantized(node.input[1], made)]
    for node, (layer, place) in zip(products, product(range(layers), _PRODUCTS), strict=True):
        levels, scale, *_ = made[node.input[1]].input
        smoothing = made[made[made[node.input[0]].input[0]].input[0]]  # before it was rounded to levels and back
        weight = values[levels].astype(np.float32) * values[scale] * values[smoothing.input[1]][:, None]
        yield f"encoder.layer.{layer}.{place}.weight", torch.from_numpy(weight.T.copy())  # ONNX has them transposed


def _is_dequantized(value: str, made: Mapping[str, Any]) -> bool:
    return value in made and made[value].op_type == "DequantizeLinear"


def main() -> None:
    """Writes the model into a folder that sentence-transformers loads."""
    parser = argparse.ArgumentParser(prog="python -m index.training.unpack", description=__doc__)
    parser.add_argument("out", type=Path)
    unpack().save(str(parser.parse_args().out))


if __name__ == "__main__":
    main()
