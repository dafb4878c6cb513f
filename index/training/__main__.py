"""Builds the bundled encoder: ``python -m index.training [--out FOLDER]``."""

import argparse
import sys
from pathlib import Path

from index.encoders import BUNDLED_FOLDER
from index.training.export import export
from index.training.extend import extend
from index.training.words import glossed_words

WORDS = 50_000
MAX_TOKENS = 256


def main() -> None:
    """Builds the encoder into the folder that the product loads it from, unless told otherwise."""
    parser = argparse.ArgumentParser(prog="python -m index.training", description=__doc__)
    parser.add_argument("--out", type=Path, default=BUNDLED_FOLDER)
    folder: Path = parser.parse_args().out
    words = glossed_words(WORDS)
    model, tokenizer = extend(words, MAX_TOKENS)
    export(model, tokenizer, MAX_TOKENS, folder)
    sys.stderr.write(f"encoder with {len(words)} Chinese words written to {folder}\n")


if __name__ == "__main__":
    main()
