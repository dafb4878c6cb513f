"""Counting tokens with tiktoken, offline.

The encoding is a byte-level BPE of our own, trained on the project's texts (`ingest.train_tokens`), because tiktoken
downloads the ones it knows. Its counts are not OpenAI's; they come out higher, which errs on the safe side.
"""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import tiktoken

NAME = "policylens"
RANKS_FILE = Path(__file__).parent / "data" / "policylens.tiktoken"
PATTERN = r"\p{Han}+|[^\S\n]?[A-Za-z\x{C0}-\x{24F}]+|\p{N}{1,3}|[^\S\n]?[^\s\p{L}\p{N}]+|\s+|[^\s\p{Han}]"


@cache
def encoding() -> "tiktoken.Encoding":
    """The encoding that budgets are counted in."""
    import tiktoken  # noqa: PLC0415
    from tiktoken.load import load_tiktoken_bpe  # noqa: PLC0415

    ranks = load_tiktoken_bpe(str(RANKS_FILE))
    return tiktoken.Encoding(NAME, pat_str=PATTERN, mergeable_ranks=ranks, special_tokens={})


def count_tokens(text: str) -> int:
    """How many tokens the text has. Lone surrogates count as the replacement character."""
    return len(encoding().encode_ordinary(text))
