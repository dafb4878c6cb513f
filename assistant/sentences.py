"""A reply cut into its sentences while it streams: each is given out as soon as it is whole."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from assistant.model import ModelError
from assistant.plain import ends_thinking, is_thinking, plain, without_thoughts
from assistant.verify import MARKER, statements

_MOST_CHARACTERS = 6_000
_MOST_THOUGHT = 60_000  # characters; thinking aloud is longer than what comes of it
_ROW = re.compile(r"^\s*\|(.*)\|?\s*$")
_RULE = re.compile(r"[\s|:\-]*")
_WHOLE = re.compile(r"[.。！？!?…”\"'』」)）\]】］〗>|]\s*$")
_END_OF_MARKERS = re.compile(r"[.。！？!?][”\"』」)）]*\s*(?:\[\d+\])+\s|\[\d+\][.。！？!?]\s")
_MARKER_TO_COME = re.compile(r"\W*(?:[\[【［〖<][^\]】］〗>]{0,24}|<sup>[\s\d,]*(?:</?s?u?p?)?)?", re.IGNORECASE)
_UNFINISHED = frozenset({None, "length", "content_filter"})

RESTART = ""  # given out when all before was thought after all


@dataclass(slots=True)
class Sentences:
    """The sentences of a reply. `tail` is what is left at its end; `thought` says whether it thought aloud."""

    pieces: Iterable[str]
    tail: str = ""
    thought: bool = False
    _pending: str = ""
    _seen: set[str] = field(default_factory=set)

    def __iter__(self) -> Iterator[str]:
        """Each sentence once, with its markers, in plain text; `RESTART` where a thought ends that it did not begin.

        :raises ModelError: if the reply never ends.
        """
        said = thought = 0
        for piece in self.pieces:
            self._pending += piece
            if is_thinking(self._pending):
                thought += len(piece)
                self.thought = True
            else:
                said += len(piece)
                yield from self._restart()
                yield from self._whole()
            if said > _MOST_CHARACTERS or thought > _MOST_THOUGHT:
                raise ModelError("endless")
        self.tail = "" if is_thinking(self._pending) else without_thoughts(self._pending)

    def rest(self) -> list[str]:
        """The sentences in the tail."""
        return self._fresh(_statements(plain(self.tail)))

    def is_cut(self, finish: str | None) -> bool:
        """Whether the reply broke off amid a sentence, `finish` being why it ended."""
        left = self.tail.rstrip()
        return finish in _UNFINISHED and bool(left) and not _WHOLE.search(left)

    def _restart(self) -> Iterator[str]:
        if ends_thinking(self._pending):
            yield RESTART
            self._seen.clear()
        self._pending = without_thoughts(self._pending)

    def _whole(self) -> Iterator[str]:
        """The sentences that are whole: their line ends, words of another one follow, or white space after markers."""
        lines, ended, self._pending = self._pending.rpartition("\n")
        if ended:
            yield from self._fresh(_statements(plain(lines)))
        text = plain(self._pending)
        found = statements(text)
        if not found or text.lstrip().startswith("|"):
            return
        last = text.rfind(found[-1])
        if _END_OF_MARKERS.search(text, last):
            last = len(text)
        elif len(found) == 1 or _MARKER_TO_COME.fullmatch(found[-1]):
            return
        self._pending = text[last:]
        yield from self._fresh(_statements(text[:last]))

    def _fresh(self, found: Iterable[str]) -> list[str]:
        """Those not said before."""
        fresh = []
        for sentence in found:
            key = "".join(character for character in MARKER.sub("", sentence).lower() if character.isalnum())
            if key and key not in self._seen:
                self._seen.add(key)
                fresh.append(sentence)
        return fresh


def _statements(text: str) -> list[str]:
    """The sentences; a row of a table is one, its head and rule are none."""
    found: list[str] = []
    for line in text.split("\n"):
        row = _ROW.match(line)
        if row is None:
            found.extend(statements(line))
        elif MARKER.search(line) and not _RULE.fullmatch(line):
            cells = [cell.strip() for cell in row[1].split("|") if cell.strip()]
            found.append("; ".join(cells) if line.isascii() else "，".join(cells))
    return found
