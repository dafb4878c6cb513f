"""What bears a model's sentence out: of each passage that it cites, the words that do, and the checks of these."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from assistant.answer import Check, Citation
from assistant.checks.support import FLOOR, is_in_language, is_supported
from assistant.passages import Passage, passages
from assistant.verify import check_statement
from corpus.script import fold, to_traditional
from index.analyze import content_terms
from index.bundled_encoder import Vectors
from index.encoders import Encoder
from index.hits import Hit
from index.library import Library
from ingest.document import Language
from ingest.quantities import Quantity, find_quantities, is_article, supports

_ANY_MARKER = re.compile(r"\s?\[(\d{1,3})\]")
_STRAY_SPACE = re.compile(r"\s+(?=[.,;:!?。，；：！？])")
_NO_FIGURES = ("date", "year", "ordinal")
# How much nearer the words about another figure must be. Between the editions of the built-in library's documents, one
# sentence in a hundred is nearer by 0.04 to words with other figures than to its own translation.
_RIVAL = 0.05
_ECHO = 20  # letters from which on a sentence that stands in the rules repeats them


@dataclass(frozen=True, slots=True)
class Borne:
    """A sentence without markers, the citations that bear it out (numbered from 1), and its checks."""

    words: str
    citations: tuple[Citation, ...]
    checks: tuple[Check, ...]

    @property
    def stands(self) -> bool:
        """Whether it may be shown."""
        return bool(self.checks) and all(check.ok for check in self.checks)

    def failures(self, most: int) -> list[Check]:
        """What it failed by, for the reader: no text longer than `most`, no marker, as its citations are not kept."""
        return [replace(check, text=check.text[:most], citation=None) for check in self.checks if not check.ok]


@dataclass(frozen=True, slots=True)
class _Words:
    """What of a passage a sentence cites: how many of its numbers it bears, and how near it is to it (a cosine).

    `rival` says that another figure of the passage is what the sentence speaks of.
    """

    citation: Citation
    borne: int
    similarity: float
    rival: bool = False


@dataclass(frozen=True, slots=True)
class _Near:
    """How near words of a passage are to a sentence: a cosine, how many content words they share; have they figures?"""

    similarity: float
    words: int
    figures: bool


@dataclass(slots=True)
class Bearing:
    """Judges sentences about the hits, which their markers number from 1. `rules` is what the model was told."""

    hits: Sequence[Hit]
    library: Library
    encoder: Encoder
    language: Language
    rules: str
    _sentences: dict[int, tuple[list[Citation], Vectors]] = field(default_factory=dict)

    def of(self, sentence: str) -> Borne:
        """The sentence with what bears it out, in the script asked for."""
        numbers = list(dict.fromkeys(int(number) for number in _ANY_MARKER.findall(sentence)))
        words = self._scripted(_STRAY_SPACE.sub("", _ANY_MARKER.sub("", sentence)).strip())
        if not numbers or any(not 1 <= number <= len(self.hits) for number in numbers):
            return Borne(words, (), (Check("citation", words, False, None),))
        if not is_in_language(words, self.language):
            return Borne(words, (), (Check("language", words, False, None),))
        found = [self._words_of(words, number) for number in numbers]
        kept = [one for one in found if one.borne or one.similarity >= FLOOR] or found[:1]
        citations = tuple(replace(one.citation, marker=marker) for marker, one in enumerate(kept, start=1))
        line = words + "".join(f" [{citation.marker}]" for citation in citations)
        checks = check_statement(line, {citation.marker: citation for citation in citations})
        supported = self._is_supported(words, citations, kept)
        return Borne(words, citations, (*checks, Check("support", words, supported, citations[0].marker)))

    def renumbered(self, checks: Sequence[Check], markers: Mapping[int, int]) -> list[Check]:
        """The checks with the markers of the answer in place of the sentence's own."""
        return [replace(check, citation=markers[check.citation]) if check.citation else check for check in checks]

    def _scripted(self, words: str) -> str:
        if self.language == "zh-Hant":
            return to_traditional(words)
        return fold(words) if self.language == "zh-Hans" else words

    def _is_supported(self, words: str, citations: Sequence[Citation], kept: Sequence[_Words]) -> bool:
        if (len(words) >= _ECHO and words in self.rules) or all(one.rival for one in kept):
            return False
        nearest = max(one.similarity for one in kept)
        return is_supported(words, citations, nearest, self.library, numbers=any(one.borne for one in kept))

    def _words_of(self, words: str, number: int) -> _Words:
        """The words of a passage that bear the sentence out best; all of them when none does alone."""
        claims, masked = _claims(words), _masked(words)
        citations, vectors = self._cited(number)
        whole = self._citation(self.hits[number - 1])
        if not citations:
            return _Words(whole, len(_borne(claims, whole.quote)), 0.0)
        similar = (vectors @ self.encoder.encode([masked], kind="query")[0]).tolist()
        borne = [_borne(claims, citation.quote) for citation in citations]
        best = max(range(len(citations)), key=lambda one: (len(borne[one]), similar[one]))
        rival = bool(claims and content_terms(masked)) and _has_rival(claims, borne, _near(words, citations, similar))
        if len(borne[best]) == len(claims):
            return _Words(citations[best], len(claims), similar[best], rival)
        return _Words(whole, len(_borne(claims, whole.quote)), max(similar), rival)

    def _cited(self, number: int) -> tuple[list[Citation], Vectors]:
        """What can be cited of a passage, and its vectors, figures masked: what they are of is to count."""
        if number not in self._sentences:
            hit = self.hits[number - 1]
            found = passages([hit], self.library)
            citations = [self._citation(hit, one) for one in found]
            texts = [_masked(one.text) for one in found]
            self._sentences[number] = citations, self.encoder.encode(texts, kind="query")
        return self._sentences[number]

    def _citation(self, hit: Hit, passage: Passage | None = None) -> Citation:
        """A passage of a hit as a citation without a number yet; the whole of it when none is given."""
        document = self.library.document(hit.chunk.document_id)
        start, end, page = hit.chunk.start, hit.chunk.end, hit.chunk.page
        if passage is not None:
            start, end, page = passage.start, passage.end, passage.block.page
        quote = document.text[start:end]
        return Citation(0, document.id, document.title, document.path, page, start, end, quote)


def _claims(words: str) -> list[Quantity]:
    return [claim for claim in find_quantities(words) if not is_article(claim)]


def _borne(claims: Sequence[Quantity], source: str) -> set[int]:
    """Which of the claims the source bears out."""
    quantities = find_quantities(source)
    return {at for at, claim in enumerate(claims) if any(supports(given, claim) for given in quantities)}


def _near(words: str, citations: Sequence[Citation], similar: Sequence[float]) -> list[_Near]:
    said = {*content_terms(_masked(words))}
    return [
        _Near(
            similarity,
            len(said.intersection(content_terms(_masked(citation.quote)))),
            any(one.kind not in _NO_FIGURES for one in find_quantities(citation.quote)),
        )
        for citation, similarity in zip(citations, similar, strict=True)
    ]


def _has_rival(claims: Sequence[Quantity], borne: Sequence[set[int]], near: Sequence[_Near]) -> bool:
    """Whether words with other figures are nearer to the sentence than those that bear one of its figures.

    Clearly nearer, or with more of its words, too.
    """
    measured = {at for at, claim in enumerate(claims) if claim.kind not in _NO_FIGURES}
    rivals = [one for found, one in zip(borne, near, strict=True) if one.figures and not found & measured]
    for at in measured:
        bearing = [one for found, one in zip(borne, near, strict=True) if at in found]
        for rival in rivals if bearing else ():
            if all(rival.similarity > one.similarity + _RIVAL * (rival.words <= one.words) for one in bearing):
                return True
    return False


def _masked(text: str) -> str:
    """The text with a sign in place of each quantity."""
    for quantity in reversed(find_quantities(text)):
        text = f"{text[: quantity.start]}#{text[quantity.end :]}"
    return text
