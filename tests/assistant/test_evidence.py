"""Which words of a page are judged, on pages of our own."""

import pytest

from assistant.assistant import Assistant
from index.encoders import Encoder
from index.library import open_library
from index.update import ingest
from ingest.sources import discover

PAGE = """云州市人民政府关于印发智慧港口行动方案的通知
发文字号：云府发〔2026〕7号
成文日期：2026年3月9日
各区人民政府：
现将《云州市智慧港口行动方案》印发给你们，请认真贯彻执行。
到2028年，云州市智慧码头达到12个，港口吞吐量超过3亿吨。
本方案自2026年4月1日起施行，有效期至2029年12月31日。
"""


@pytest.fixture(scope="module")
def page(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("page")
    (folder / "port.txt").write_text(PAGE, encoding="utf-8")
    ingest(folder / "data", encoder, discover([folder / "port.txt"]), corpus=False)
    library = open_library(folder / "data")
    assert library
    return Assistant(library, encoder)


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("云州市智慧港口行动方案的文号是什么？", "云府发〔2026〕7号"),
        ("What is the document number of the smart port plan?", "云府发〔2026〕7号"),
        ("云州市智慧港口行动方案是哪天成文的？", "2026年3月9日"),
        ("云州市智慧港口行动方案从何时起施行？", "2026年4月1日"),
        ("云州到2028年要有多少个智慧码头？", "12个"),
        ("云州市智慧港口行动方案的文号和施行日期是什么？", "云府发〔2026〕7号"),
    ],
)
def test_what_a_page_states_of_itself_answers(page: Assistant, question: str, fact: str) -> None:
    answer = page.answer(question)
    assert fact in answer.text
    assert all(check.ok for check in answer.checks)


@pytest.mark.parametrize("question", ["云州要建多少个数据中心？", "How many cranes will the port have?"])
def test_what_a_page_does_not_say_is_not_found(page: Assistant, question: str) -> None:
    assert page.answer(question).status == "not_found"
