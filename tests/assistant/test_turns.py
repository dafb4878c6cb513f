"""Follow-ups that point into the answer before them, over pages of our own."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from assistant.assistant import Assistant
from assistant.question import Question, standalone
from assistant.turns import Turns
from index.encoders import Encoder
from index.hits import Filters
from index.library import Library, open_library
from index.search import Result, Searcher
from index.update import ingest
from ingest.sources import discover

_HEAD = "---\ntitle: {title}\nlanguage: {language}\njurisdiction: {place}\nlevel: province\nissued: {issued}\nstatus: in force\n---\n"
_PAGES = (
    (
        "青海省智慧港口行动方案",
        "zh-Hans",
        "CN-QH",
        "2025-09-10",
        "《青海省智慧港口行动方案》由青海省交通运输厅印发。\n\n青海省智慧港口的三大任务是码头改造、无人驳船和船员培训。"
        "\n\n到2027年，青海省要有8艘无人驳船。\n\n船员培训每年办12期。\n\n到2027年，青海省要建成45个智慧码头。",
    ),
    (
        "甘肃省智慧港口实施意见",
        "zh-Hans",
        "CN-GS",
        "2026-02-20",
        "到2027年，甘肃省要建成60个智慧码头。\n\n2021年，甘肃省有12个智慧码头。\n\n甘肃省智慧码头的资金由省港口基金承担。",
    ),
    (
        "Jiangxi Smart Port Plan",
        "en",
        "CN-JX",
        "2024-05-06",
        "Jiangxi is to have 20 smart docks by 2026, 35 smart docks by 2028 and 70 smart docks by 2030."
        "\n\nThe Jiangxi Smart Port Plan rests on three pillars: dock renewal, unmanned barges and crew training."
        "\n\nIn Jiangxi, unmanned barges are to be tested on Poyang Lake by the Nanchang Ship Institute."
        "\n\nIn 2026 Jiangxi will hold 9 port fairs. In 2028 Jiangxi will hold 14 port fairs.",
    ),
)


class Counting(Searcher):
    """A searcher that counts how often it is asked."""

    searches = 0

    def search(self, question: str, k: int = 10, filters: Filters = Filters()) -> Result:  # noqa: B008
        self.searches += 1
        return super().search(question, k, filters)


@pytest.fixture(scope="module")
def ports(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("ports")
    for number, (title, language, place, issued, text) in enumerate(_PAGES):
        head = _HEAD.format(title=title, language=language, place=place, issued=issued)
        (folder / f"{number}.md").write_text(f"{head}\n# {title}\n\n{text}\n", encoding="utf-8")
    ingest(folder / "data", encoder, discover(sorted(folder.glob("*.md"))), corpus=False)
    library = open_library(folder / "data")
    assert library
    return library


@pytest.fixture(scope="module")
def counting(ports: Library, encoder: Encoder) -> Iterator[Counting]:
    yield Counting(ports, encoder)


_TASKS, _PILLARS = "青海智慧港口的三大任务是哪三个？", "Which three pillars does the Jiangxi Smart Port Plan rest on?"
_MORE = "青海和甘肃两省2027年的智慧码头目标，哪个更高？"
_DOCKS = "How many smart docks is Jiangxi to have, year by year?"


@pytest.mark.parametrize(
    ("history", "text", "has", "has_not"),
    [
        ([_TASKS], "第二个由谁负责？", ["无人驳船由谁负责", "青海"], ["第二个"]),
        ([_TASKS], "第二个是什么？", ["无人驳船", "青海", "任务"], ["是什么"]),
        ([_TASKS], "最後一項每年辦幾期？", ["船员培训每年辦幾期"], []),
        ([_TASKS], "第五个由谁负责？", ["第五个"], []),
        ([_PILLARS], "Where is the second one to be tested?", ["unmanned barges to be tested"], ["second"]),
        ([_PILLARS], "And the last of them?", ["crew training", "pillars"], ["last"]),
        ([_PILLARS], "Who tests the second pillar?", ["tests unmanned barges"], []),
        ([_DOCKS], "How many port fairs in the first of those years?", ["port fairs in 2026", "Jiangxi"], ["first"]),
        ([_DOCKS], "And port fairs in the first two of those years?", ["2026 and 2028"], []),
        ([_MORE], "更高的那个有多少资金？", ["甘肃省有多少资金"], ["更高"]),
        ([_MORE], "少的那個省由誰印發？", ["青海省由誰印發"], []),
        ([_MORE, "更高的那个资金由谁承担？"], "另一个的三大任务是什么？", ["青海省的三大任务"], ["另一个"]),
        (["江西的智慧码头和青海的智慧码头呢？"], "另一个呢？", ["另一个"], []),
        (["青海到2027年要建多少个智慧码头？"], "何时印发的？", ["《青海省智慧港口行动方案》何时印发"], []),
        ([""], "第二个呢？", ["第二个"], []),
        ([_TASKS], "该方案的主要任务是什么？", ["《青海省智慧港口行动方案》的主要任务"], []),
        (["广东的航空条例由谁通过？"], "第二个呢？", ["第二个"], []),
    ],
)
def test_a_follow_up_is_asked_with_what_it_points_to(
    counting: Counting, history: list[str], text: str, has: list[str], has_not: list[str]
) -> None:
    asked = standalone(Turns(counting).resolved(Question(text, history=tuple(history))))
    assert all(words in asked for words in has), asked
    assert not any(words in asked for words in has_not), asked


@pytest.mark.parametrize(
    ("history", "text", "fact"),
    [
        ([_TASKS], "第二个2027年要有多少艘？", "8艘"),
        ([_TASKS], "最后一项每年办几期？", "12期"),
        ([_PILLARS], "Where is the second one to be tested?", "Poyang Lake"),
        ([_DOCKS], "How many port fairs in the first of those years?", "9 port fairs"),
        ([_MORE], "更高的那个2021年有多少个智慧码头？", "12个"),
    ],
)
def test_it_is_answered_under_its_own_words(
    ports: Library, encoder: Encoder, history: list[str], text: str, fact: str
) -> None:
    answer = Assistant(ports, encoder).answer(text, history=history)
    assert answer.question == text
    assert fact in answer.text


def test_the_chain_answers_it_alike(ports: Library, encoder: Encoder) -> None:
    assistant = Assistant(ports, encoder)
    question = Question("Where is the second one to be tested?", history=(_PILLARS,))
    assert assistant.chain.invoke(question).text == assistant.answer(question.text, history=question.history).text


@pytest.mark.parametrize("text", ["那2030年呢？", "And crew training?", "由谁承担资金？", "第三方怎么办？"])
def test_what_points_to_nothing_costs_no_search(counting: Counting, text: str) -> None:
    before = counting.searches
    question = Question(text, history=(_TASKS, "第二个由谁负责？")[:1])
    assert Turns(counting).resolved(question) == question
    assert counting.searches == before


def test_an_answer_is_read_once_for_its_follow_ups(counting: Counting) -> None:
    turns, before = Turns(counting), counting.searches
    first = Question("第二个由谁负责？", history=(_TASKS,))
    turns.resolved(first)
    turns.resolved(replace(first, text="最后一项每年办几期？"))
    assert counting.searches == before + 1


def test_what_is_kept_is_kept_for_its_filters(counting: Counting) -> None:
    turns = Turns(counting)
    question = Question("第二个由谁负责？", history=(_TASKS,))
    assert "无人驳船" in turns.resolved(question).text
    elsewhere = replace(question, filters=Filters(jurisdiction="CN-GS"))
    assert turns.resolved(elsewhere).text == question.text
