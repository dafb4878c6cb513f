"""What a run came to: a record of each case, from which every metric is counted, and the figures."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from evals.cases import Case

RunStatus = Literal["answered", "not_found", "error"]
Crossing = Literal["cross_lingual", "same_language"]
Failure = Literal[
    "error", "not retrieved", "retrieved but fact missing", "false refusal", "answered though unanswerable"
]


@dataclass(frozen=True, slots=True)
class CitedQuote:
    """A citation of an answer; `original_id` is the document that `document_id` is an edition of, or itself."""

    marker: int
    document_id: str
    original_id: str
    quote: str


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """A case, and what the assistant did with it. Document ids are those of originals, editions folded to them.

    `documents` are the retrieved ones in the order of their best chunk. `fact_hits` tells for each k whether the
    first k chunks from source documents hold the facts; it is empty for an unanswerable case. `facts_met` and
    `cited_facts_met` are None for a case without facts, `crossing` where the language of no source is known, `ms`
    (milliseconds) after an error.
    `missing_sources` are the ids, as the case has them, that the library does not hold.
    """

    case: Case
    sources: frozenset[str]
    near_sources: frozenset[str]
    missing_sources: tuple[str, ...]
    crossing: Crossing | None
    status: RunStatus
    documents: tuple[str, ...] = ()
    fact_hits: tuple[tuple[int, bool], ...] = ()
    facts_met: bool | None = None
    cited_facts_met: bool | None = None
    citations: tuple[CitedQuote, ...] = ()
    answer: str = ""
    ms: float | None = None
    error: str | None = None

    @property
    def ranks(self) -> dict[str, int | None]:
        """The rank of each source among the retrieved documents, from 1; None where it was not retrieved."""
        place = {document: rank for rank, document in enumerate(self.documents, start=1)}
        return {source: place.get(source) for source in sorted(self.sources)}

    @property
    def best_rank(self) -> int | None:
        """The rank of the first source document; None when none was retrieved."""
        return min((rank for rank in self.ranks.values() if rank is not None), default=None)

    @property
    def corrected_premise(self) -> bool:
        """Whether an answer to a false premise states, cited, what the documents say.

        All its citations point into the near sources, and the facts that the case names are met by the answer and
        by its quotes. Without near sources the facts alone tell; with neither it cannot be told, and is False.
        """
        if self.status != "answered" or not self.citations or False in (self.facts_met, self.cited_facts_met):
            return False
        if not self.near_sources:
            return self.facts_met is True
        return all(citation.original_id in self.near_sources for citation in self.citations)

    @property
    def refused(self) -> bool:
        """Whether the case counts as a right refusal if it is unanswerable."""
        return self.status == "not_found" or (self.case.kind == "false_premise" and self.corrected_premise)

    @property
    def failure(self) -> Failure | None:
        """Why the case failed, the first cause on the way from the search to the answer; None when it passed."""
        if self.status == "error":
            return "error"
        if not self.case.answerable:
            return None if self.refused else "answered though unanswerable"
        if self.status == "answered" and self.facts_met:
            return None
        if self.best_rank is None:
            return "not retrieved"
        return "false refusal" if self.status == "not_found" else "retrieved but fact missing"


@dataclass(frozen=True, slots=True)
class Figures:
    """The metrics of a group of `cases` cases, by name; None where no case of the group bears on a metric."""

    cases: int
    values: dict[str, float | None]


@dataclass(frozen=True, slots=True)
class Report:
    """What a run of a set came to. `groups` are the breakdowns: by_language, by_kind and by_crossing."""

    created: datetime
    originals_only: bool
    overall: Figures
    groups: dict[str, dict[str, Figures]]
    records: tuple[CaseRecord, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many cases there were of each sort."""
        statuses = [record.status for record in self.records]
        answerable = sum(record.case.answerable for record in self.records)
        return {
            "cases": len(statuses),
            "answerable": answerable,
            "unanswerable": len(statuses) - answerable,
            "answered": statuses.count("answered"),
            "not_found": statuses.count("not_found"),
            "errors": statuses.count("error"),
        }

    @property
    def missing_sources(self) -> dict[str, list[str]]:
        """The source ids that the library does not hold, each with the ids of the cases that name it."""
        missing: dict[str, list[str]] = {}
        for record in self.records:
            for source in record.missing_sources:
                missing.setdefault(source, []).append(record.case.id)
        return missing
