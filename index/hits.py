"""What a search is asked and what it returns."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ingest.document import Chunk


@dataclass(frozen=True, slots=True)
class Filters:
    """Which documents may be searched. None means any; dates are ISO 8601 and compare with `issued`.

    A jurisdiction takes in those below it. Translated editions are left out with `originals_only`.
    """

    jurisdiction: str | None = None
    level: str | None = None
    language: str | None = None
    status: str | None = None
    since: str | None = None
    until: str | None = None
    originals_only: bool = False


ANY = Filters()


@dataclass(frozen=True, slots=True)
class Hit:
    """A chunk that was found. A higher score is better; ranks start at 1; ties break by chunk id.

    `via` names the rankings it came from, with its rank in each (``{"dense-zh": 1, "lexical-en": 4}``); `signs` what
    spoke for and against it, by the names of `index.rank.Weights`.
    """

    chunk: Chunk
    score: float
    rank: int
    via: Mapping[str, int] = field(default_factory=dict)
    signs: Mapping[str, float] = field(default_factory=dict)
