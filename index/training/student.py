"""The student: a table of tokens, of which the Chinese rows learn fast, below layers that learn slowly."""

import copy
from typing import Any

import torch
from torch.nn import functional

from index.training.texts import Padded


def working_type(device: torch.device) -> torch.dtype:
    """bfloat16 where the machine multiplies it in hardware, which is two to four times as fast; else float32."""
    if device.type == "cuda" or torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported():
        return torch.bfloat16
    return torch.float32


def pooled(hidden: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """The mean of float[n, t, hidden] over the tokens that int64[n, t] keeps, as unit rows: float[n, hidden]."""
    kept = mask.unsqueeze(-1).to(hidden.dtype)
    return functional.normalize((hidden * kept).sum(1) / kept.sum(1), dim=1)


class Student(torch.nn.Module):  # type: ignore[misc]  # torch comes untyped
    """A BERT with mean pooling, for training: float32 weights, and a copy of the layers in the working type.

    Rows of the table that belong to English words do not learn.
    """

    def __init__(self, bert: Any, chinese: torch.Tensor, dtype: torch.dtype) -> None:
        """:param chinese: bool[vocabulary], the rows that learn."""
        super().__init__()
        self.table = torch.nn.Embedding.from_pretrained(
            bert.get_input_embeddings().weight.detach().clone(), freeze=False, sparse=True
        )
        nothing = torch.zeros(1, bert.config.hidden_size)
        bert.embeddings.word_embeddings = torch.nn.Embedding.from_pretrained(nothing)  # the table stands for it
        self.layers = bert.eval()  # no dropout: the teacher's targets are noise enough
        self.register_buffer("chinese", chinese, persistent=False)
        self._dtype = dtype
        self._working = [copy.deepcopy(self.layers).to(dtype)]  # in a list, so that it is no submodule

    def forward(self, texts: Padded) -> torch.Tensor:
        """float32[n, hidden], unit rows."""
        ids, mask = texts.ids.to(self.table.weight.device), texts.mask.to(self.table.weight.device)
        vectors = self.table(ids)
        vectors = torch.where(self.chinese[ids].unsqueeze(-1), vectors, vectors.detach())
        hidden = self._working[0](inputs_embeds=vectors.to(self._dtype), attention_mask=mask).last_hidden_state.float()
        return pooled(hidden, mask)

    def collect_gradients(self) -> None:
        """Hands the gradients of the copy to the float32 layers."""
        for weight, copied in self._pairs():
            weight.grad = None if copied.grad is None else copied.grad.float()
            copied.grad = None

    def refresh(self) -> None:
        """Makes the copy anew from the float32 layers."""
        with torch.no_grad():
            for weight, copied in self._pairs():
                copied.copy_(weight)

    def bert(self) -> Any:
        """A float32 BERT with the table in its place."""
        bert = copy.deepcopy(self.layers)
        bert.embeddings.word_embeddings = torch.nn.Embedding.from_pretrained(self.table.weight.detach().clone())
        return bert

    def _pairs(self) -> Any:
        return zip(self.layers.parameters(), self._working[0].parameters(), strict=True)
