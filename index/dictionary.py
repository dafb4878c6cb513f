"""Words across languages that the term base does not know: for a term of BM25 its likeliest ones in the other language.

`index.training.dictionary` draws them from the bundled encoder's table of tokens.
"""

import json
import sqlite3
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

from index.bundled_encoder import BUNDLED_FOLDER

DICTIONARY_FILE = "dictionary.sqlite"
SCHEMA = "CREATE TABLE words (term TEXT PRIMARY KEY, others TEXT NOT NULL) WITHOUT ROWID, STRICT"

Others = Mapping[str, float]
"""Terms of the other language, the likeliest first, each with how likely it is beside the first, 0 to 1."""


class Dictionary:
    """Terms as `index.analyze` cuts them: Simplified words and English stems."""

    def __init__(self, file: Path) -> None:
        """:raises sqlite3.Error: if it is not what `index.training.dictionary` wrote."""
        where = f"{file.absolute().as_uri()}?mode=ro&immutable=1"
        self._connection = sqlite3.connect(where, uri=True, check_same_thread=False)
        self.others = lru_cache(maxsize=4_096)(self._others)

    def _others(self, term: str) -> Others:
        """The likeliest terms of the other language; none for a term that is not known."""
        row = self._connection.execute("SELECT others FROM words WHERE term = ?", (term,)).fetchone()
        return dict(json.loads(row[0])) if row else {}


@cache
def dictionary() -> Dictionary:
    """The built-in dictionary."""
    return Dictionary(BUNDLED_FOLDER / DICTIONARY_FILE)
