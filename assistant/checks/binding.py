"""Whether a figure of an answer is bound to what its source binds it to: the same place, year, condition and metric.

A figure fails only where it can be told: its place is another one, its year that of another figure, or the words
about it are those that the source says of another figure. Of what only one side says nothing is concluded.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from assistant.checks.context import Figure, Years
from corpus.jurisdictions import gazetteer

_TOPIC = 0.5
_ORDINAL = "ordinal"


def bound_alike(claim: Figure, sources: Sequence[Figure], titles: Collection[str], bears: Sequence[bool]) -> bool:
    """Say whether one of the source's figures that bear the claim (`bears`) is bound as the claim is.

    `titles` are the codes of the places that the document's title names: they hold where the text names none of ours.
    """
    bearing = [source for source, does in zip(sources, bears, strict=True) if does]
    rivals = [source for source, does in zip(sources, bears, strict=True) if not does]
    known = frozenset().union(*(source.places for source in sources))
    if len({key for source in sources for key in source.keys if key[0] == _ORDINAL}) < 2:  # they tell nothing apart
        claim = replace(claim, keys=frozenset(key for key in claim.keys if key[0] != _ORDINAL))
    by_title = not _related(claim.places, known) and _related(claim.places, titles)
    return any(_bound(claim, source, rivals, by_title=by_title) for source in bearing) or not bearing


def _bound(claim: Figure, source: Figure, rivals: Sequence[Figure], *, by_title: bool) -> bool:
    if not by_title and _apart(claim.places, source.places):
        return False
    if claim.years and source.years and not _meet(claim.years, source.years):
        return False
    return not any(_taken_from(claim, source, rival) for rival in rivals)


def related(one: str, other: str) -> bool:
    """Say whether one place is the other, or lies in it."""
    places = gazetteer()
    return places.within(one, other) or places.within(other, one)


def _related(ours: Collection[str], theirs: Collection[str]) -> bool:
    return any(related(one, other) for one in ours for other in theirs)


def _apart(ours: Collection[str], theirs: Collection[str]) -> bool:
    return bool(ours and theirs) and not _related(ours, theirs)


def _meet(ours: Years, theirs: Years) -> bool:
    return ours[0] <= theirs[1] and theirs[0] <= ours[1]


def _taken_from(claim: Figure, source: Figure, rival: Figure) -> bool:
    """Say whether the claim says of the source's figure what the source says of the rival."""
    if (rival.quantity.unit, rival.quantity.low) in source.keys:
        return False
    words = set(claim.words)
    ours = claim.keys & source.keys - rival.keys or words & source.names - set(rival.words)
    theirs = claim.keys & rival.keys - source.keys or words & rival.names - set(source.words)
    if ours or theirs:
        return not ours
    return not _told_apart(claim, source, rival) and _words_of_rival(claim, source, rival)


def _told_apart(claim: Figure, source: Figure, rival: Figure) -> bool:
    """Say whether place or year alone speak for the source's figure and against the rival."""
    if claim.places and source.places and _apart(claim.places, rival.places):
        return True
    return bool(claim.years and source.years and rival.years and not _meet(claim.years, rival.years))


def _words_of_rival(claim: Figure, source: Figure, rival: Figure) -> bool:
    """Weigh the claim's words that the two figures do not share; the nearer to its figure, the more they weigh.

    Across languages, terms stand for words. Against a figure of another kind the words must be clear.
    """
    translated = claim.chinese != source.chinese
    said = claim.terms if translated else claim.words
    ours = theirs = 0.0
    for rank, word in enumerate(said):
        difference = (_share(word, source) - _share(word, rival)) / (rank + 1)
        ours += max(0.0, difference)
        theirs += max(0.0, -difference)
    if translated:  # the term base knows some words only
        ours *= 2
    same_unit = (source.quantity.kind, source.quantity.unit) == (rival.quantity.kind, rival.quantity.unit)
    return theirs > ours if same_unit else theirs >= 1 and theirs > 2 * ours and not translated


def _share(word: str, figure: Figure) -> float:
    """Say how far a word holds for a figure: half, where only the figures before it have it."""
    return 1.0 if word in figure.words or word in figure.terms else _TOPIC * (word in figure.topic)
