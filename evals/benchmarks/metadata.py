"""How much of what documents state of themselves is read from their text, and how much of what is read is right.

``python -m evals.benchmarks.metadata [--wrong] [PAGES...]`` reads the built-in library with its front matter hidden,
once as Markdown and once as plain text, the five seed texts where ``../shared/seeds`` is there, and folders of pages
with a ``labels.yaml``, by default those of the tests. ``--wrong`` lists what was read wrongly or missed.

What counts, as it was laid down before anything was measured:

- A label is *stated* when the text holds it: its letters and digits in the same order (folded to one script and case);
  a date as a date of the text, in whatever form, that is as exact; a place as one that the gazetteer finds; the level
  with the place; a status when one of its words stands there; a language always.
- Recall is the share of the stated labels that were read. A label that the text does not state is not missed.
- Precision is the share of the values read that are the label. A value for a field without a label is wrong. A value
  is not judged where the label is not stated and the value differs: what the text says is not known then.
- A body is also right when it is one of those that the label names.
"""

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from corpus.jurisdictions import gazetteer
from corpus.library import entries
from corpus.script import fold
from ingest.document import Document
from ingest.pipeline import read_document
from ingest.quantities import find_quantities
from ingest.sources import Source

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "tests" / "ingest" / "metadata" / name for name in ("pages", "unseen", "blind")]
SEEDS = ROOT.parent / "shared" / "seeds"
FIELDS = (
    *("title", "document_number", "issued", "effective_from", "effective_to"),
    *("issuing_body", "jurisdiction", "level", "status", "language"),
)
SEED_LABELS: Mapping[str, Mapping[str, str]] = {
    "000": {
        "title": 'Blueprint Unveiled for Sichuan\'s "AI+" Initiative with 20 Key Tasks',
        **{"jurisdiction": "CN-SC", "level": "province", "language": "en"},
    },
    "001": {
        "title": "江西出台方案 部署十二大“人工智能+”重点行动",
        **{"issued": "2026-01-17", "jurisdiction": "CN-JX", "level": "province", "language": "en"},
    },
    "002": {
        "title": "甘肃省人民政府关于印发深入实施“人工智能+”行动方案的通知",
        **{"issued": "2026-01-10", "jurisdiction": "CN-GS", "level": "province", "language": "en"},
        "issuing_body": "甘肃省人民政府",
    },
    "003": {
        "title": "成都市新一代人工智慧產業發展規劃(2022-2025)",
        **{"document_number": "成新經濟〔2022〕49號", "issued": "2022-12-28", "issuing_body": "成都市新經濟發展委員會"},
        **{"jurisdiction": "CN-SC-Chengdu", "level": "city", "language": "zh-Hant"},
    },
    "004": {
        "title": 'Focus on 6 Major Action Areas in Key Industries; Supporting Details for "AI+" to Be Released',
        **{"jurisdiction": "CN", "level": "national", "language": "en"},
    },
}
_STATUS_WORDS = {
    "in force": "现行有效|目前有效|仍有效|“有效”|in force",
    "draft": "征求意见|草案|draft|proposed rule",
    "ended": "已结束|已届满|期满|已过|ended|expired",
    "announced": "已宣布|已公布|宣布|announced",
    "adopted": "已通过|获通过|通过|adopted",
    "repealed": "废止|失效|repealed|revoked",
}
_FRONT_MATTER = re.compile(r"---\n(.*?)\n---\n", re.DOTALL)
_PARTS = re.compile(r"[、,，/]| and | with ")


@dataclass(frozen=True, slots=True)
class Reading:
    """A field of a document: what it should be and what was read, None for nothing; `stated` where the text has it."""

    document: str
    field: str
    label: str | None
    value: str | None
    stated: bool

    @property
    def right(self) -> bool:
        """Whether the value is the label, or one of the bodies that it names."""
        if self.label is None or self.value is None:
            return self.label == self.value
        parts = {_letters(part) for part in _PARTS.split(self.label)} if self.field == "issuing_body" else set()
        return _letters(self.value) in {_letters(self.label), *parts}

    @property
    def judged(self) -> bool:
        """Whether the value counts towards precision."""
        return self.value is not None and (self.right or self.stated or self.label is None)


def library() -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Name, text and labels of each document of the built-in library."""
    for entry in entries():
        text = entry.file.read_text(encoding="utf-8")
        found = _FRONT_MATTER.match(text)
        if found:
            yield entry.name, text[found.end() :], yaml.load(found[1], yaml.BaseLoader)  # noqa: S506  (texts alone)


def readings(name: str, content: bytes, labels: Mapping[str, Any]) -> list[Reading]:
    """The fields of one document."""
    document = read_document(Source(Path(name), f"/{name}"), content, "")
    found = []
    for field in FIELDS:
        label, told_by = _label(labels, field), "jurisdiction" if field == "level" else field
        stated = label is not None and is_stated(told_by, _label(labels, told_by) or "", document)
        found.append(Reading(name, field, label, _value(document, field), stated))
    return found


def is_stated(field: str, label: str, document: Document) -> bool:
    """Whether the text states a label."""
    text = f"{document.title}\n{document.text}"
    if field == "language":
        return True
    if field in {"issued", "effective_from", "effective_to"}:
        return any(quantity.date == label for quantity in find_quantities(text))
    if field == "jurisdiction":
        return any(mention.code == label for mention in gazetteer().find(text))
    if field == "status":
        return re.search(_STATUS_WORDS.get(label, label), fold(text).lower()) is not None
    return _letters(label) in _letters(text)


def _label(labels: Mapping[str, Any], field: str) -> str | None:
    label = labels.get(field)
    return None if label in {None, "null", ""} else str(label)


def _value(document: Document, field: str) -> str | None:
    value = getattr(document.metadata, field) if hasattr(document.metadata, field) else getattr(document, field)
    return None if value is None else str(value)


def _letters(text: str) -> str:
    return "".join(character for character in fold(text).lower() if character.isalnum())


def sets(folders: Sequence[Path]) -> Iterator[tuple[str, list[Reading]]]:
    """Name and readings of each set."""
    known = list(library())
    yield "library, Markdown", [r for name, text, labels in known for r in readings(name, text.encode(), labels)]
    plain = ((f"{Path(name).stem}.txt", _plain(text), labels) for name, text, labels in known)
    yield "library, plain text", [r for name, text, labels in plain for r in readings(name, text.encode(), labels)]
    if SEEDS.is_dir():
        seeds = ((file.name, file.read_bytes(), SEED_LABELS[file.name[:3]]) for file in sorted(SEEDS.glob("*.txt")))
        yield "seeds", [reading for seed in seeds for reading in readings(*seed)]
    for folder in folders:
        labels = yaml.load((folder / "labels.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506
        pages = ((name, (folder / name).read_bytes(), labels[name]) for name in sorted(labels))
        yield folder.name, [reading for page in pages for reading in readings(*page)]


def _plain(text: str) -> str:
    """Markdown without the marks that tell a title or heading from the rest."""
    return re.sub(r"^#+ ", "", text, flags=re.MULTILINE)


def scores(found: Sequence[Reading]) -> tuple[int, int, int, int]:
    """How many values were judged, how many of those are right, how many labels are stated and read."""
    judged = [reading for reading in found if reading.judged]
    stated = [reading for reading in found if reading.stated]
    return len(judged), sum(r.right for r in judged), len(stated), sum(r.right for r in stated)


def _main(arguments: Sequence[str]) -> None:
    folders = [Path(argument) for argument in arguments if argument != "--wrong"] or PAGES
    for name, found in sets(folders):
        sys.stdout.write(f"{name}\n{'field':<16} precision        recall\n")
        for field in FIELDS:
            judged, right, stated, read = scores([reading for reading in found if reading.field == field])
            sys.stdout.write(f"{field:<16} {_share(right, judged)}  {_share(read, stated)}\n")
        wrong = [r for r in found if (r.judged or r.stated) and not r.right]
        for reading in wrong if "--wrong" in arguments else ():
            sys.stdout.write(f"  {reading.document} {reading.field}: {reading.value!r}, not {reading.label!r}\n")
        sys.stdout.write("\n")


def _share(count: int, of: int) -> str:
    return f"{count:>4}/{of:<4} {count / of:.3f}" if of else "   -           "


if __name__ == "__main__":
    _main(sys.argv[1:])
