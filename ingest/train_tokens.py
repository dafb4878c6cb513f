"""Trains the byte-level BPE that `ingest.tokens` counts with: ``python -m ingest.train_tokens TEXT_FILE...``.

Only texts of the project's own go in. The result is written as tiktoken reads it: base64 of the token, its rank.
"""

import base64
import sys
from collections.abc import Iterator
from pathlib import Path

from tokenizers import Regex, Tokenizer, models, pre_tokenizers, trainers

from ingest.tokens import PATTERN, RANKS_FILE

VOCABULARY = 8_000


def train(texts: Iterator[str], size: int = VOCABULARY) -> dict[bytes, int]:
    """Token bytes to rank; the 256 single bytes come first, then the merges in the order in which they were learnt."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(PATTERN), behavior="isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    tokenizer.train_from_iterator(texts, trainers.BpeTrainer(vocab_size=size, initial_alphabet=alphabet))
    to_byte = _byte_of_character()
    tokens = sorted(tokenizer.get_vocab().items(), key=lambda item: item[1])
    return {bytes(to_byte[character] for character in token): rank for rank, (token, _) in enumerate(tokens)}


def _byte_of_character() -> dict[str, int]:
    """GPT-2's printable stand-ins for bytes, the other way round: the printable bytes stand for themselves."""
    printable = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    others = [byte for byte in range(256) if byte not in printable]
    return {chr(byte): byte for byte in printable} | {chr(256 + i): byte for i, byte in enumerate(others)}


def main() -> None:
    """Trains on the files named and writes the ranks where `ingest.tokens` reads them."""
    ranks = train(Path(name).read_text(encoding="utf-8") for name in sys.argv[1:])
    lines = (f"{base64.b64encode(token).decode()} {rank}\n" for token, rank in ranks.items())
    RANKS_FILE.write_text("".join(lines), encoding="ascii")


if __name__ == "__main__":
    main()
