"""Which passages of a page answer: stages where they are asked for, and no line that the page says of itself."""

from pathlib import Path

import pytest

from assistant.assistant import Assistant
from index.encoders import Encoder
from index.library import open_library
from index.update import ingest
from ingest.sources import discover

PAGES = {
    "port": """云州出台智慧港口实施方案
Harbour Morning News·2026-03-17 07:28
云州市近日公布智慧港口实施方案。方案分三步走。到2027年，云州市智慧码头达到12个，港区道路全部联网。到2030年，智慧码头达到30个，港口吞吐量超过3亿吨。到2035年，云州市建成世界一流的智慧港口。
方案由云州市交通运输局牵头实施。
云州出台智慧港口实施方案 - 港航网
""",
    "farm": """Yunzhou Adopts a Smart Farming Roadmap
Rural Desk · 2026-02-11 10:12
The Yunzhou smart farming plan walks in two steps: by 2028, smart greenhouses are to cover 2,000 hectares. The seeds \
come from local breeders. By 2032, smart greenhouses are to cover 9,000 hectares, worth 40 billion yuan. \
Work is coordinated by the farming bureau.
""",
    "canal": """云州运河条例解读
《云州运河条例》由云州市人民代表大会通过。该条例规定，超载船舶最高罚款3万元。
到2029年，云州市运河实现全程通航。建成18座智能船闸，培育60家航运企业。
On the canal, 云州市 leads the country, 船闸数量居全国第二位。
""",
}


@pytest.fixture(scope="module")
def pages(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("stages")
    paths = [_written(folder / f"{name}.txt", text) for name, text in PAGES.items()]
    ingest(folder / "data", encoder, discover(paths), corpus=False)
    library = open_library(folder / "data")
    assert library
    return Assistant(library, encoder)


def _written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("question", "facts"),
    [
        ("云州市智慧港口方案的时间节点有哪些？", ("2027年", "2030年", "2035年")),
        ("云州智慧港口方案分几步走？", ("分三步走", "12个", "3亿吨", "世界一流")),
        ("智慧港口實施方案按時間列一下", ("2027年", "2030年", "2035年")),
        ("What are the phases of Yunzhou's smart farming plan?", ("2028", "2032", "9,000 hectares")),
        ("How does the smart farming plan grow, year by year?", ("2028", "2032")),
        ("智慧农业方案的时间节点是什么？", ("2028", "2032")),
    ],
)
def test_stages_are_told_whole_where_they_are_asked_for(
    pages: Assistant, question: str, facts: tuple[str, ...]
) -> None:
    answer = pages.answer(question)
    assert all(fact in answer.text for fact in facts)
    assert all(check.ok for check in answer.checks)


@pytest.mark.parametrize(
    ("question", "fact", "others"),
    [
        ("到2030年云州市要有多少个智慧码头？", "30个", ("2027", "2035")),
        ("How many hectares of smart greenhouses does Yunzhou want by 2032?", "9,000 hectares", ("2,000",)),
    ],
)
def test_one_year_gets_its_sentence(pages: Assistant, question: str, fact: str, others: tuple[str, ...]) -> None:
    answer = pages.answer(question)
    assert fact in answer.text
    assert not any(other in answer.text for other in others)


@pytest.mark.parametrize("question", ["云州智慧港口方案说了什么？", "What does the Yunzhou roadmap say about farming?"])
def test_what_a_page_says_of_itself_is_not_told(pages: Assistant, question: str) -> None:
    answer = pages.answer(question)
    told = [citation.quote for citation in answer.citations]
    assert not any("07:28" in quote or "10:12" in quote or "港航网" in quote for quote in told)


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("云州运河条例对超载船舶最高罚多少？", "3万元"),  # said of 该条例 only
        ("到2029年云州要建多少座智能船闸？", "18座"),  # the year stands in the sentence before
    ],
)
def test_a_sentence_is_read_with_what_the_one_before_it_names(pages: Assistant, question: str, fact: str) -> None:
    assert any(fact in citation.quote for citation in pages.answer(question).citations)


def test_a_passage_has_its_own_language_on_a_page_in_two(pages: Assistant) -> None:
    chinese = pages.answer("云州运河条例对超载船舶最高罚多少？")
    assert "（英文原文）" not in chinese.text
