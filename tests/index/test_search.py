from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.jurisdictions import gazetteer
from index.encoders import Encoder
from index.hits import ANY, Filters
from index.library import Library, open_library
from index.search import Searcher
from index.update import ingest
from ingest.sources import discover

PLACES = {
    "CN-SC": ("四川", "Sichuan", 4000),
    "CN-JX": ("江西", "Jiangxi", 1500),
    "CN-GS": ("甘肃", "Gansu", 1000),
    "CN-HN": ("湖南", "Hunan", 2500),
    "CN-JS": ("江苏", "Jiangsu", 6000),
}
CHINESE = """# {0}省“人工智能+”行动方案

## 一、发展目标

到2030年，全省人工智能产业规模超过{2}亿元，集聚人工智能企业2000家。

## 二、重点任务

发放算力券，降低企业使用算力的成本。各市（州）每年推出五个典型应用场景。
"""
ENGLISH = """# "AI+" Action Plan of {1} Province

## Goals

By 2030, the scale of the province's AI industry is to exceed {3} billion yuan, with 2,000 AI companies.

## Key tasks

Computing power vouchers lower the cost of computing for enterprises. Each city opens five scenarios a year.
"""
QUESTIONS = {
    "zh-Hans": "{0}省2030年人工智能产业规模要达到多少?",
    "zh-Hant": "{0}省2030年人工智慧產業規模要達到多少?",
    "en": "What scale is {1}'s AI industry to reach by 2030?",
}
SCRIPT = {"甘肃": "甘肅", "江苏": "江蘇"}


@pytest.fixture(scope="module", params=["zh en", "zh", "en"])
def near_copies(request: pytest.FixtureRequest, encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    """Plans of several provinces that differ in the place and one figure, in both languages or one of them."""
    folder = tmp_path_factory.mktemp("near")
    for (code, facts), (language, text) in product(PLACES.items(), (("zh", CHINESE), ("en", ENGLISH))):
        if language in request.param:
            (folder / f"{code}-{language}.md").write_text(text.format(*facts, facts[2] // 10), "utf-8")
    ingest(folder / "data", encoder, discover([folder]), corpus=False)
    library = open_library(folder / "data")
    assert library is not None
    return Searcher(library, encoder)


@pytest.mark.parametrize("language", QUESTIONS)
@pytest.mark.parametrize("code", PLACES)
def test_the_place_is_the_question(near_copies: Searcher, code: str, language: str) -> None:
    chinese, english, figure = PLACES[code]
    name = SCRIPT.get(chinese, chinese) if language == "zh-Hant" else chinese
    hits = near_copies.search(QUESTIONS[language].format(name, english)).hits
    first = near_copies.library.document(hits[0].chunk.document_id)
    assert first.metadata.jurisdiction == code
    assert any(str(number) in hits[0].chunk.text for number in (figure, figure // 10))


def test_a_comparison_has_both_places_before_the_others(near_copies: Searcher) -> None:
    hits = near_copies.search("四川和江西的人工智能产业规模目标相比如何?").hits
    places = [near_copies.library.document(hit.chunk.document_id).metadata.jurisdiction for hit in hits]
    first_wrong = next((i for i, place in enumerate(places) if place not in {"CN-SC", "CN-JX"}), len(places))
    assert {"CN-SC", "CN-JX"} <= set(places[:first_wrong])


@pytest.mark.parametrize(
    ("question", "document_id"),
    [
        ("四川省计划在2030年前把人工智能产业规模做到多大?", "cn-sc-ai-plus-2026"),
        ("四川省計畫在2030年前把人工智慧產業規模做到多大?", "cn-sc-ai-plus-2026"),
        ("Which scale does Sichuan want its AI industry to exceed by 2030?", "cn-sc-ai-plus-2026"),
        ("成新经济[2022]49号是什么文件?", "cn-sc-chengdu-ai-plan-2022"),
        ("香港的指引把風險分為哪幾級?", "hk-genai-guideline-2025"),
        ("What is the maximum fine under the EU AI Act?", "eu-ai-act"),
        ("《生成式人工智能服务管理暂行办法》何时施行?", "cn-genai-interim-measures-2023"),
    ],
)
def test_the_built_in_library_is_searched(searcher: Searcher, question: str, document_id: str) -> None:
    found = [searcher.library.document(hit.chunk.document_id).original_id for hit in searcher.search(question).hits]
    assert document_id in list(dict.fromkeys(found))[:3]


def test_a_draft_gives_way_to_what_replaced_it(searcher: Searcher) -> None:
    hits = searcher.search("四川省“人工智能+”实施方案的目标", k=30).hits
    order = list(dict.fromkeys(searcher.library.document(hit.chunk.document_id).original_id for hit in hits))
    assert order.index("cn-sc-ai-plus-2026") < order.index("cn-sc-ai-plus-draft-2025")


@pytest.mark.parametrize(
    "filters",
    [
        Filters(level="galactic"),
        Filters(status="nonsense"),
        Filters(jurisdiction="CN-SC", language="zh-Hant", level="national"),
        Filters(since="2100"),
        Filters(until="1900"),
        Filters(jurisdiction="FR"),
    ],
)
def test_a_filter_that_matches_nothing_gives_nothing(searcher: Searcher, filters: Filters) -> None:
    assert searcher.search("人工智能 AI", filters=filters).hits == ()


def places_of(library: Library, filters: Filters) -> set[str | None]:
    return {
        library.document(document_id).metadata.jurisdiction
        for languages in (("zh-Hans", "zh-Hant"), ("en",))
        for document_id in library.allowed(filters, languages)[0]
    }


def test_a_jurisdiction_takes_in_those_below_it(searcher: Searcher) -> None:
    assert places_of(searcher.library, Filters(jurisdiction="CN-SC")) == {"CN-SC", "CN-SC-Chengdu"}
    assert places_of(searcher.library, Filters(jurisdiction="CN-SC-Chengdu")) == {"CN-SC-Chengdu"}
    china = places_of(searcher.library, Filters(jurisdiction="CN"))
    assert {"CN", "CN-SC", "CN-SC-Chengdu", "CN-JX"} <= china
    assert not china & {"HK", "TW", "EU"}
    hits = searcher.search("欧盟的罚款", k=50, filters=Filters(jurisdiction="CN-SC")).hits
    assert {searcher.library.document(hit.chunk.document_id).metadata.jurisdiction for hit in hits} <= {
        "CN-SC",
        "CN-SC-Chengdu",
    }


FILTERS = st.builds(
    Filters,
    jurisdiction=st.sampled_from([None, "CN", "CN-SC", "EU", "HK"]),
    level=st.sampled_from([None, "national", "province"]),
    language=st.sampled_from([None, "zh-Hans", "zh-Hant", "en"]),
    status=st.sampled_from([None, "in force", "draft"]),
    since=st.sampled_from([None, "2024", "2025-03"]),
    until=st.sampled_from([None, "2025-12-31", "2025"]),
    originals_only=st.booleans(),
)


@settings(max_examples=40)
@given(
    filters=FILTERS, question=st.sampled_from(["人工智能产业规模", "fines under the act", "四川"]), k=st.integers(1, 40)
)
def test_every_hit_passes_the_filters(searcher: Searcher, filters: Filters, question: str, k: int) -> None:
    hits = searcher.search(question, k, filters).hits
    assert len(hits) <= k
    for hit in hits:
        document = searcher.library.document(hit.chunk.document_id)
        known = document.metadata
        if filters.jurisdiction:
            assert gazetteer().within(known.jurisdiction or "", filters.jurisdiction)
        assert filters.level in {None, known.level}
        assert filters.language in {None, document.language}
        assert filters.status in {None, known.status}
        assert (filters.since or "") <= (known.issued or "")
        assert filters.until is None or (known.issued or "")[: len(filters.until)] <= filters.until
        assert not (filters.originals_only and known.translation_of)


@settings(max_examples=60)
@given(
    question=st.text(st.characters())
    | st.text("四川江西人工智慧規模多少 AI fine?2030〔〕号\ud800\x00'\"*:()+-~", max_size=60)
)
def test_any_question_has_a_sound_list_of_hits(searcher: Searcher, question: str) -> None:
    hits = searcher.search(question, k=20).hits
    assert len(hits) == 20
    assert [hit.rank for hit in hits] == list(range(1, 21))
    assert sorted(hits, key=lambda hit: (-hit.score, hit.chunk.id)) == list(hits)
    assert len({hit.chunk.id for hit in hits}) == 20
    for hit in hits:
        text = searcher.library.document(hit.chunk.document_id).text
        assert hit.chunk.text == text[hit.chunk.start : hit.chunk.end]
        assert hit.via


def test_the_same_question_gives_the_same_hits(searcher: Searcher, encoder: Encoder) -> None:
    question = "各省人工智能产业规模目标"
    hits = searcher.search(question, 30).hits
    assert searcher.search(question, 30).hits == hits
    assert searcher.search(question, 7, replace(ANY)).hits == hits[:7]
    anew = Searcher(Library(searcher.library.folder), encoder)
    assert anew.search(question, 30).hits == hits
