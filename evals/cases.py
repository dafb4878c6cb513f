"""Test sets: YAML lists of questions, with what a right answer holds and where it stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast, get_args

import yaml

from corpus.errors import PolicyLensError
from ingest.document import Language

_SETS = Path(__file__).parent / "sets"


@dataclass(frozen=True, slots=True)
class Case:
    """One question of a set.

    Each entry of `answer_facts` holds the strings of one fact, any of which meets it; `min_match` is how many
    entries an answer needs (None: all of them). `trap` says why the documents `near_source_ids` are tempting.
    `follow_up_to` is the id of the question asked right before, in the same conversation.
    """

    id: str
    lang: Language
    question: str
    kind: str
    answerable: bool
    answer: str = ""
    answer_facts: tuple[tuple[str, ...], ...] = ()
    min_match: int | None = None
    source_ids: tuple[str, ...] = ()
    near_source_ids: tuple[str, ...] = ()
    trap: str | None = None
    note: str | None = None
    evidence: str | None = None
    follow_up_to: str | None = None


@dataclass(frozen=True, slots=True)
class ShippedSet:
    """A set that comes with the package; `cases` is how many questions it holds.

    `documents` is the folder of what they are asked about; None: the built-in library.
    """

    name: str
    path: Path
    cases: int
    documents: Path | None = None

    @property
    def is_blind(self) -> bool:
        """Whether nothing may be fitted on it: it tells what to expect of questions that nobody has seen."""
        return self.name.startswith("blind-")


def shipped_sets() -> tuple[ShippedSet, ...]:
    """The sets that come with the package, by name."""
    return tuple(
        ShippedSet(path.stem, path, len(load_cases(path)), documents_of(path)) for path in sorted(_SETS.glob("*.yaml"))
    )


def set_path(name_or_path: str) -> Path:
    """The file of a set: a path, or the name of a set that ships.

    Raises PolicyLensError when there is neither.
    """
    shipped = {path.stem: path for path in sorted(_SETS.glob("*.yaml"))}
    if Path(name_or_path).is_file():
        return Path(name_or_path)
    if name_or_path in shipped:
        return shipped[name_or_path]
    raise PolicyLensError(
        f"{name_or_path}: no such test set; name a YAML file or a set that ships ({', '.join(shipped) or 'none'})"
    )


def documents_of(path: Path) -> Path | None:
    """The folder of documents that a set brings along: it stands beside the file and has its name. None without one."""
    folder = path.with_suffix("")
    return folder if folder.is_dir() else None


def load_cases(path: Path) -> tuple[Case, ...]:
    """The cases of a set, in file order. Fields that are not part of a case are passed over.

    Raises PolicyLensError, naming the file and the case, when the file cannot be read, a case lacks a field or
    holds a wrong one, an id is used twice, or a follow-up leads nowhere or round in a circle.
    """
    cases: dict[str, Case] = {}
    for number, entry in enumerate(_entries(path), start=1):
        case = _CaseReader(path, number, entry).read()
        if case.id in cases:
            raise PolicyLensError(f"{path}: case {case.id}: the id is used twice")
        cases[case.id] = case
    for case in cases.values():
        try:
            history(case, cases)
        except PolicyLensError as error:
            raise PolicyLensError(f"{path}: {error}") from None
    return tuple(cases.values())


def history(case: Case, by_id: Mapping[str, Case]) -> tuple[str, ...]:
    """The questions asked before this one in its conversation, oldest first.

    Raises PolicyLensError, naming the case, for an unknown id and for a circle.
    """
    questions: list[str] = []
    seen = {case.id}
    earlier = case.follow_up_to
    while earlier is not None:
        if earlier not in by_id:
            raise PolicyLensError(f"case {case.id}: follow_up_to: there is no case {earlier}")
        if earlier in seen:
            raise PolicyLensError(f"case {case.id}: follow_up_to: the follow-ups go round in a circle at {earlier}")
        seen.add(earlier)
        questions.append(by_id[earlier].question)
        earlier = by_id[earlier].follow_up_to
    return tuple(reversed(questions))


def _entries(path: Path) -> Sequence[object]:
    try:
        # BaseLoader keeps every scalar as it is written: a fact 2026-01-17 is no date, a fact yes no boolean.
        loaded = yaml.load(path.read_text(encoding="utf-8-sig"), Loader=yaml.BaseLoader)  # noqa: S506
    except OSError as error:
        raise PolicyLensError(f"{path}: cannot be read: {error.strerror}") from error
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise PolicyLensError(f"{path}: is not YAML in UTF-8: {' '.join(str(error).split())}") from error
    if not isinstance(loaded, list) or not loaded:
        raise PolicyLensError(f"{path}: a test set is a YAML list of cases")
    return loaded


class _CaseReader:
    """Reads one entry of a set; every complaint names the file, the case and the field."""

    def __init__(self, path: Path, number: int, entry: object) -> None:
        self._where = f"{path}: case {number}"
        self._entry: dict[str, Any] = entry if isinstance(entry, dict) else {}
        self._where = f"{path}: case {self._needed('id')}"

    def read(self) -> Case:
        answerable = self._boolean("answerable")
        facts = self._facts()
        sources = self._strings("source_ids")
        if answerable and not (facts and sources):
            raise self._error("an answerable case needs answer_facts and source_ids")
        return Case(
            id=self._needed("id"),
            lang=self._language(),
            question=self._needed("question"),
            kind=self._needed("kind"),
            answerable=answerable,
            answer=self._text("answer") or "",
            answer_facts=facts,
            min_match=self._min_match(len(facts)),
            source_ids=sources,
            near_source_ids=self._strings("near_source_ids"),
            trap=self._text("trap"),
            note=self._text("note"),
            evidence=self._text("evidence"),
            follow_up_to=self._text("follow_up_to"),
        )

    def _error(self, complaint: str) -> PolicyLensError:
        return PolicyLensError(f"{self._where}: {complaint}")

    def _text(self, field: str) -> str | None:
        value = self._entry.get(field, "")
        if not isinstance(value, str):
            raise self._error(f"{field}: should be text")
        return None if value.strip() in {"", "null", "~"} else value.strip()

    def _needed(self, field: str) -> str:
        value = self._text(field)
        if value is None:
            raise self._error(f"{field}: is missing")
        return value

    def _language(self) -> Language:
        value = self._needed("lang")
        if value not in get_args(Language):
            raise self._error(f"lang: {value} is none of {', '.join(get_args(Language))}")
        return cast(Language, value)

    def _boolean(self, field: str) -> bool:
        value = self._needed(field).lower()
        if value not in {"true", "false"}:
            raise self._error(f"{field}: should be true or false")
        return value == "true"

    def _strings(self, field: str) -> tuple[str, ...]:
        return self._texts(self._entry.get(field) or [], f"{field}: should be a list of texts")

    def _facts(self) -> tuple[tuple[str, ...], ...]:
        value = self._entry.get("answer_facts") or []
        complaint = "answer_facts: should be a list, each entry any_of with a list of texts"
        if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
            raise self._error(complaint)
        return tuple(self._texts(entry.get("any_of") or None, complaint) for entry in value)

    def _texts(self, value: object, complaint: str) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            raise self._error(complaint)
        return tuple(item.strip() for item in value)

    def _min_match(self, facts: int) -> int | None:
        value = self._text("min_match")
        if value is not None and not (value.isdecimal() and 1 <= int(value) <= facts):
            raise self._error(f"min_match: should be a whole number from 1 to {facts}, the count of answer_facts")
        return None if value is None else int(value)
