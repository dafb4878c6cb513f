"""The check of numbers: each quantity of a sentence stands in what it cites, with its bound, and bound to the same."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from assistant.answer import Check, Citation
from assistant.checks.binding import bound_alike
from assistant.checks.context import Figure, figures
from corpus.jurisdictions import gazetteer
from ingest.quantities import Quantity, find_quantities, is_article, same_quantity, supports

_FIRST_OF = re.compile(r"(?i:first) (?i:two|three|four|five|six|[0-9])")  # the three is what counts
_AROUND = 6  # characters beside a quantity that hold its bound


def check_numbers(words: str, citations: Sequence[Citation]) -> Iterator[Check]:
    """Check each quantity of a sentence, its markers taken out, against the quotes that it cites."""
    bound = {figure.quantity.start: figure for figure in figures(_told_once(words))}
    for claim in find_quantities(words):
        if not is_article(claim) and not _FIRST_OF.match(words, claim.start):
            yield _check(words, claim, bound.get(claim.start), citations)


def _told_once(words: str) -> str:
    """Blank a figure's second telling, which would cut the words about it in two: 350 billion yuan（3500亿元）."""
    for one, two in pairwise(find_quantities(words)):
        after = words[two.end : two.end + 1]
        if words[one.end : two.start].strip() + after in ("()", "（）") and same_quantity(one, two):
            words = words[: one.end] + " " * (two.end + 1 - one.end) + words[two.end + 1 :]
    return words


def _check(words: str, claim: Quantity, figure: Figure | None, citations: Sequence[Citation]) -> Check:
    around = words[max(0, claim.start - _AROUND) : claim.end + _AROUND].strip()
    for citation in citations:
        given = _given(citation.quote)
        if around not in citation.quote and not any(supports(quantity, claim) for quantity in given):
            continue
        if figure is None or words.strip() in citation.quote or _alike(figure, citation):
            return Check("number", claim.text, True, citation.marker)
    return Check("number", claim.text, False, citations[0].marker if citations else None)


def _alike(figure: Figure, citation: Citation) -> bool:
    titles = frozenset(place.code for place in gazetteer().find(citation.title))
    sources = figures(citation.quote)
    bearing = {given.start for given in _given(citation.quote) if supports(given, figure.quantity)}
    bears = [source.quantity.start in bearing for source in sources]
    return bound_alike(figure, sources, titles, bears)


@lru_cache(maxsize=512)
def _given(quote: str) -> tuple[Quantity, ...]:
    """Return the quantities of a quote; 'at most 30% in Beijing, 50% in Shanghai' gives the 50% with the bound too."""
    found: list[Quantity] = []
    bounds: dict[tuple[str, str], str] = {}
    for quantity in find_quantities(quote):
        found.append(quantity)
        bound = bounds.get((quantity.kind, quantity.unit))
        if bound and not quantity.bound:
            found.append(replace(quantity, bound=bound))
        elif quantity.bound:
            bounds[quantity.kind, quantity.unit] = quantity.bound
    return tuple(found)
