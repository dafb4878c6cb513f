from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.lists import run_at
from assistant.outlines import outline_of, outline_of_run
from index.encoders import Encoder
from index.library import Library, open_library
from index.update import ingest
from ingest.document import Document
from ingest.sources import discover

LONG = "各有关部门要把这件事放在心上，定期会商，按时通报进展，遇到困难及时上报，不得推诿扯皮，也不得层层加码。" * 2
PLAN = f"""# 云州市智慧港口行动方案

云州市人民政府印发本方案，用来推动港口升级。

## 一、重点任务

### （一）改造码头

老码头换上自动吊机。

### （二）联通道路

港区道路装上传感器。

### （三）培训工人

工人学习操作新设备。

## 二、保障措施

（一）加强统筹。{LONG}

（二）安排资金。{LONG}

（三）严守安全。{LONG}
"""
TASKS = ("改造码头", "联通道路", "培训工人")
SAFEGUARDS = ("加强统筹。", "安排资金。", "严守安全。")


@pytest.fixture(scope="module")
def library(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("outlines")
    path: Path = folder / "port.md"
    path.write_text(PLAN, encoding="utf-8")
    ingest(folder / "data", encoder, discover([path]), corpus=False)
    library = open_library(folder / "data")
    assert library
    return library


@pytest.fixture(scope="module")
def plan(library: Library) -> Document:
    return library.document("port")


def test_headings_below_a_heading_are_its_outline(plan: Document) -> None:
    path = next(block.headings for block in plan.blocks if block.headings and block.headings[-1].startswith("一、"))
    told = [plan.text[start:end] for start, end in outline_of(plan, path)]
    assert [any(task in head for head in told) for task in TASKS] == [True] * 3
    assert len(told) == 4
    assert told[0] == "一、重点任务"
    assert outline_of(plan, (*path, "（四）没有这一节")) == ()


def test_long_items_are_told_by_their_first_sentences(plan: Document) -> None:
    at = next(at for at, block in enumerate(plan.blocks) if plan.text[block.start :].startswith("（一）加强统筹"))
    run = run_at(plan, at)
    assert run is not None
    told = [plan.text[start:end] for start, end in outline_of_run(plan, run)]
    assert told == ["二、保障措施", "（一）加强统筹。", "（二）安排资金。", "（三）严守安全。"]


@pytest.mark.parametrize(
    ("question", "heads"),
    [
        ("云州智慧港口方案有哪些重点任务？", TASKS),
        ("云州智慧港口方案的三项保障措施是什么？", SAFEGUARDS),
        ("云州智慧港口方案有哪些保障措施？", SAFEGUARDS),
        ("What are the key tasks of Yunzhou's smart port plan?", TASKS),
    ],
)
def test_each_head_of_an_outline_has_its_citation(
    library: Library, encoder: Encoder, question: str, heads: tuple[str, ...]
) -> None:
    answer = Assistant(library, encoder).answer(question)
    quotes = [citation.quote for citation in answer.citations]
    assert all(any(head in quote and len(quote) < 20 for quote in quotes) for head in heads)
    assert len(quotes) == len(heads) + 1
    assert all(check.ok for check in answer.checks)


@pytest.mark.parametrize("question", ["谁印发智慧港口行动方案？", "老码头怎么改造？"])
def test_other_questions_get_no_outline(library: Library, encoder: Encoder, question: str) -> None:
    answer = Assistant(library, encoder).answer(question)
    assert "（二）" not in answer.text
