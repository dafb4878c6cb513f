import pytest

from assistant.stages import are_stages, stages, wants_stages, years_named
from index.query import analyze
from ingest.sentences import sentence_spans


def told(text: str) -> list[tuple[int, bool, str]]:
    sentences = [text[start:end] for start, end in sentence_spans(text)]
    return [(one.items, one.staged, " ".join(sentences[one.first : one.last])) for one in stages(sentences)]


@pytest.mark.parametrize(
    ("text", "items", "begins", "ends"),
    [
        (
            "It was passed. The port plan has three phases. By 2027, cranes are bought. They are red. By 2030, docks are "
            "built. By 2035, all is done. It rests.",
            3,
            "The port plan",
            "all is done.",
        ),
        ("方案分两步走。到2027年，建成码头。到2035年，全部投用。", 2, "方案分两步走。", "全部投用。"),
        ("方案分两步走：到2027年，建成码头。到2035年，全部投用。", 2, "方案分两步走：", "全部投用。"),
        ("The goal has two steps: by 2030, docks are built. By 2035, all is done.", 2, "The goal", "all is done."),
        ("2023年，有3个码头。2024年，有5个码头。2025年，有8个码头。", 3, "2023年", "8个码头。"),
        ("條文分批適用。第一個日子是2025年2月2日：先禁。第二個日子是2026年8月2日，後管。", 2, "條文分批", "後管。"),
        (
            "Targets for 2025 - Docks are bought. Targets for 2026 - Cranes are bought.",
            2,
            "Targets for 2025",
            "bought.",
        ),
        ("Rules apply in stages. On 2 May 2025, bans start. On 2 May 2026, fines start.", 2, "Rules", "fines start."),
    ],
)
def test_stages_are_told_with_what_announces_them(text: str, items: int, begins: str, ends: str) -> None:
    [(found, staged, words)] = told(text)
    assert (found, staged) == (items, True)
    assert words.startswith(begins)
    assert words.endswith(ends)


@pytest.mark.parametrize(
    "text",
    [
        "2024年，有3个码头。2025年，有5个码头。",
        "By 2030, docks are built. By 2027, cranes are bought. By 2025, land is found.",
        "到2027年，建成码头。到2027年，吞吐量翻番。到2027年，港城相连。",
        "第二步建码头。第三步投用。",
    ],
    ids=["two that nothing announces", "backwards", "one year", "no first"],
)
def test_what_are_no_stages(text: str) -> None:
    assert told(text) == []


def test_plain_ordinals_are_a_list_and_no_stages() -> None:
    assert [one[:2] for one in told("第一，建码头。第二，买吊机。第三，招人。")] == [(3, False)]
    assert [one[:2] for one in told("First, docks are built. Second, staff are hired. Third, rules follow.")] == [
        (3, False)
    ]
    assert [one[:2] for one in told("第一步建码头。第二步买吊机。第三步投用。")] == [(3, True)]


@pytest.mark.parametrize(
    ("question", "wants"),
    [
        ("What are the milestone years of the port plan?", True),
        ("How does the port's throughput grow, year by year?", True),
        ("港口方案的时间节点有哪些？", True),
        ("港口條例分批適用，按時間列一下", True),
        ("港口方案分几步走？", True),
        ("两省的方案在时间节点上有什么不同？", True),
        ("港口方案2027年的节点目标是什么？", False),
        ("How many docks does the plan want by 2030?", False),
        ("港口方案由谁印发？", False),
    ],
)
def test_which_questions_want_stages(question: str, wants: bool) -> None:
    assert wants_stages(analyze(question)) is wants


def test_stages_rise_and_spans_of_years_name_none() -> None:
    assert are_stages(["By 2027, docks.", "By 2030, cranes."])
    assert not are_stages(["By 2027, docks.", "By 2027, cranes."])
    assert not are_stages(["First, docks.", "Second, cranes."])
    assert years_named("milestones in 2027, 2030 and 2035") == 3
    assert years_named("runs from 2025 to 2027 (2025—2027年)") == 0
