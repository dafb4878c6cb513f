"""From a trained model to the folder that `index.bundled_encoder` runs, quantised to eight bits.

The table of token vectors is a file of its own, which is mapped into memory and read where it is needed; ONNX holds the
layers above it. Loading all of the table would be most of the time that a single question takes.
"""

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer

from index.bundled_encoder import MODEL_FILE, SCALES_FILE, SETTINGS_FILE, TABLE_FILE, TOKENIZER_FILE, sha256
from index.training.quantize import quantize_layers, quantize_rows
from index.training.student import pooled
from index.training.texts import Ids

INPUTS = ("token_vectors", "attention_mask")


class SentenceModel(torch.nn.Module):  # type: ignore[misc]  # torch comes untyped
    """A BERT above its table of tokens, with mean pooling and unit length at its end.

    float32[n, t, hidden] token vectors and int64[n, t] mask -> float32[n, hidden].
    """

    def __init__(self, bert: Any) -> None:
        super().__init__()
        self.bert = bert

    def forward(self, token_vectors: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        """Mean of the token vectors that the mask keeps, as unit rows."""
        hidden = self.bert(inputs_embeds=token_vectors, attention_mask=attention_mask).last_hidden_state
        return pooled(hidden, attention_mask)


def export(model: Any, tokenizer: Tokenizer, texts: Sequence[Ids], max_tokens: int, folder: Path) -> None:
    """Writes the encoder into `folder`; the settings file last, so that a folder with one is complete.

    :param texts: token ids of texts like those that will be encoded: what is measured on them decides the rounding.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / SETTINGS_FILE).unlink(missing_ok=True)
    tokenizer.save(str(folder / TOKENIZER_FILE), pretty=False)
    table = model.get_input_embeddings().weight.detach()
    levels, scales = quantize_rows(table.numpy())
    np.save(folder / TABLE_FILE, levels)
    np.save(folder / SCALES_FILE, scales)
    with tempfile.TemporaryDirectory() as work:
        export_layers(model, table, max_tokens, Path(work) / MODEL_FILE)
        rows = table.numpy()
        samples = [dict(zip(INPUTS, (rows[ids][None], np.ones((1, len(ids)), np.int64)), strict=True)) for ids in texts]
        quantize_layers(Path(work) / MODEL_FILE, folder / MODEL_FILE, samples)
    names = (MODEL_FILE, TABLE_FILE, SCALES_FILE, TOKENIZER_FILE)
    settings = {
        "dimension": model.config.hidden_size,
        "max_tokens": max_tokens,
        "token_mean": [round(float(value), 6) for value in table.mean(0)],
        "sha256": {name: sha256(folder / name) for name in names},
    }
    (folder / SETTINGS_FILE).write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")


def export_layers(model: Any, table: torch.Tensor, max_tokens: int, file: Path) -> None:
    """Writes what stands above the table as ONNX, in float32."""
    vectors = table[torch.tensor([[101, 2034, 2742, 102], [101, 2178, 2028, 102]])]
    batch, length = torch.export.Dim("batch", min=1), torch.export.Dim("length", min=1, max=max_tokens)
    torch.onnx.export(
        SentenceModel(model).eval(),
        (vectors, torch.ones(vectors.shape[:2], dtype=torch.int64)),
        str(file),
        input_names=INPUTS,
        output_names=["sentence_embedding"],
        dynamic_shapes=({0: batch, 1: length}, {0: batch, 1: length}),
        external_data=False,
        dynamo=True,
        verbose=False,
    )
