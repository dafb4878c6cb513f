"""What sentences are about that name no place, on pages of several places of our own."""

from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.passages import Passage, passages
from assistant.running import places_told_of
from index.encoders import Encoder
from index.hits import Hit
from index.library import Library, open_library
from index.update import ingest
from ingest.document import Chunk, Document
from ingest.sources import discover

_LAWS = """Two Drone Laws: How Mexico and Brazil Chose to Govern the Sky

Mexico and Brazil passed their drone laws within a month of each other.

LONDON, Jan. 5 (Wire) - Mexico's Drone Act came into force on 1 May 2025. It is a gentle text, gentler than Canada's. The Act caps fines for \
drone pilots at 40,000 dollars. Operators of freight drones must keep a flight diary.

A licence costs nothing. Pilots have to be 16 years old.

Brazil went another way. Under the Act a drone licence costs 300 dollars. Pilots have to be 18 years old. Its fines go further \
than those of Mexico.
"""
_DIGEST = """港口快讯（本期）

编辑：小林

【青海】先建后管
新闻社上海3月5日电 省政府公布的方案提出，到2027年建成45个智慧码头。方案还要求西宁建立调度中心。每个智慧码头最多补助200万元。

[Gansu] Rails first
The province wants 60 smart piers by 2030. A single pier may get up to 3 million yuan.

【湖北】沿江布局
全省智慧码头要达到90个，其中武汉先行。比起上海，意见更看重内河。
"""


@pytest.fixture(scope="module")
def library(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("several")
    for name, text in (("laws", _LAWS), ("digest", _DIGEST)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    ingest(folder / "data", encoder, discover(sorted(folder.glob("*.txt"))), corpus=False)
    library = open_library(Path(folder / "data"))
    assert library
    return library


def passage(library: Library, document_id: str, words: str) -> Passage:
    """The sentence of a document that begins with the words."""
    document: Document = library.document(document_id)
    chunk = Chunk("c", document_id, (), None, 0, len(document.text), document.text)
    found = passages([Hit(chunk, 1.0, 1, {})], library)
    return next(one for one in found if one.items == 0 and one.text.startswith(words))


@pytest.mark.parametrize(
    ("document_id", "words", "places"),
    [
        ("laws", "Mexico and Brazil passed", {"MX", "BR"}),
        ("laws", "LONDON", {"MX"}),
        ("laws", "It is a gentle text", {"MX", "CA"}),
        ("laws", "The Act caps", {"MX"}),
        ("laws", "Operators of freight", {"MX"}),
        ("laws", "A licence costs nothing", {"MX"}),
        ("laws", "Pilots have to be 16", {"MX"}),
        ("laws", "Under the Act", {"BR"}),
        ("laws", "Pilots have to be 18", {"BR"}),
        ("laws", "Its fines", {"BR", "MX"}),
        ("digest", "编辑", set()),
        ("digest", "新闻社上海3月5日", {"CN-QH"}),
        ("digest", "方案还要求西宁", {"CN-QH", "CN-QH-Xining"}),
        ("digest", "每个智慧码头", {"CN-QH"}),
        ("digest", "The province wants", {"CN-GS"}),
        ("digest", "A single pier", {"CN-GS"}),
        ("digest", "全省智慧码头", {"CN-HB", "CN-HB-Wuhan"}),
        ("digest", "比起上海", {"CN-SH"}),
    ],
)
def test_a_sentence_is_about_the_place_in_force(
    library: Library, document_id: str, words: str, places: set[str]
) -> None:
    assert library.document(document_id).metadata.jurisdiction is None
    assert places_told_of(passage(library, document_id, words), frozenset()) == places


def test_what_the_place_asked_about_lies_in_does_not_count_where_it_is_named(library: Library) -> None:
    told = places_told_of(passage(library, "digest", "方案还要求西宁"), frozenset({"CN-QH"}))
    assert told == {"CN-QH", "CN-QH-Xining"}
    assert places_told_of(passage(library, "laws", "Mexico and Brazil"), frozenset({"MX"})) == {"BR"}


@pytest.mark.parametrize(
    ("question", "facts", "not_facts"),
    [
        ("How high can fines be under Mexico's drone law?", ["40,000 dollars"], []),
        ("How much does a drone licence cost in Brazil?", ["300 dollars"], ["costs nothing"]),
        ("How old must drone pilots be, in Mexico and in Brazil?", ["16 years", "18 years"], []),
        ("青海每个智慧码头最多补助多少？", ["200万元"], ["3 million"]),
        ("How many smart piers does Gansu want by 2030?", ["60 smart piers"], ["45个", "90个"]),
        ("湖北的智慧码头要达到多少个？", ["90个"], ["45个", "60"]),
        ("青海和湖北的智慧码头目标各是多少个？", ["45个", "90个"], ["60"]),
    ],
)
def test_each_place_gets_what_is_said_of_it(
    library: Library, encoder: Encoder, question: str, facts: list[str], not_facts: list[str]
) -> None:
    text = Assistant(library, encoder).answer(question).text
    assert [fact for fact in facts if fact not in text] == []
    assert [fact for fact in not_facts if fact in text] == []


@pytest.mark.parametrize("question", ["How high can fines be under India's drone law?", "山东的智慧码头要达到多少个？"])
def test_a_place_that_is_not_told_of_gets_nothing(library: Library, encoder: Encoder, question: str) -> None:
    answer = Assistant(library, encoder).answer(question)
    assert answer.status == "not_found"
    assert "is about" not in answer.text
    assert "说的是" not in answer.text
