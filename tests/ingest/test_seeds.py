import re
from pathlib import Path

import pytest

from ingest.document import Document
from ingest.pipeline import read_bytes, read_document
from ingest.sources import discover

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
AROUND = ("免责声明", "热议股票", "相關詞條", "熱門詞條", "聯絡我們")
TITLES_AND_PLACES = [
    ('Blueprint Unveiled for Sichuan\'s "AI+" Initiative with 20 Key Tasks', "CN-SC"),
    ("江西出台方案 部署十二大“人工智能+”重点行动", "CN-JX"),
    ("甘肃省人民政府关于印发深入实施“人工智能+”行动方案的通知", "CN-GS"),
    ("成都市新一代人工智慧產業發展規劃(2022-2025)", "CN-SC-Chengdu"),
    ('Focus on 6 Major Action Areas in Key Industries; Supporting Details for "AI+" to Be Released', "CN"),
]

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason=f"the seed texts are not here: {SEEDS}")


@pytest.fixture(scope="module")
def seeds() -> list[tuple[str, Document]]:
    sources = discover([SEEDS])
    return [(source.file.read_text("utf-8"), read_document(source, *read_bytes(source))) for source in sources]


def article(raw: str) -> list[str]:
    """The lines of the page but those around the article, empty list items and the title as a tab shows it."""
    lines = [line.strip() for line in raw.splitlines()]
    lines = [
        line for line in lines if line and not line.startswith(AROUND) and not re.fullmatch(r"\d+(\. \d+)?\.?", line)
    ]
    return lines[:1] + [line for line in lines[1:] if line not in {lines[0], f"{lines[0]} - Reportify"}]


def words(text: str) -> list[str]:
    return re.findall(r"[a-zA-Z0-9]+|\w", text)


def test_all_of_the_article_is_kept_and_nothing_else(seeds: list[tuple[str, Document]]) -> None:
    assert len(seeds) == 5
    for raw, document in seeds:
        assert not [part for part in AROUND if part in document.text]
        assert words(document.text) == words("\n".join(article(raw)))


def test_titles_and_places(seeds: list[tuple[str, Document]]) -> None:
    assert [(document.title, document.metadata.jurisdiction) for _, document in seeds] == TITLES_AND_PLACES


def test_languages(seeds: list[tuple[str, Document]]) -> None:
    assert [document.language for _, document in seeds] == ["en", "en", "en", "zh-Hant", "en"]


def test_source_and_date(seeds: list[tuple[str, Document]]) -> None:
    sichuan, jiangxi, gansu, chengdu, _ = (document for _, document in seeds)
    assert {"Deep News", "05/06"} <= set(sichuan.text.splitlines())
    assert "Xin Lang Cai Jing·2026-01-17 07:28" in jiangxi.text.splitlines()
    assert "Xin Lang Cai Jing·2026-01-10 10:12" in gansu.text.splitlines()
    assert [document.metadata.issued for document in (jiangxi, gansu)] == ["2026-01-17", "2026-01-10"]
    assert chengdu.metadata.document_number == "成新經濟〔2022〕49號"
    assert chengdu.metadata.issued == "2022-12-28"
    assert chengdu.metadata.issuing_body == "成都市新經濟發展委員會"
