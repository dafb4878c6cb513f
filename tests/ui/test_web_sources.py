import lxml.html
import pytest

from ingest.document import Block, Document
from ui.web.sources import Passage, source_html


def rendered(document, *passages):
    return lxml.html.fromstring(source_html(document, passages))


def marked(page, marker):
    marks = page.xpath(f"//mark[contains(concat(' ', @data-markers, ' '), ' {marker} ')]")
    return [mark.text_content() for mark in marks]


def passage(document, marker, quote):
    start = document.text.index(quote)
    return Passage(marker, start, start + len(quote))


def test_the_whole_text_is_there_once(by_heart):
    for document_id in ("cn-sc-ai-plus-2026", "eu-ai-act", "hk-genai-guideline-2025"):
        document = by_heart.document(document_id)
        page = rendered(document)
        shown = page.xpath("//h2")[0].text_content() + page.find_class("source-text")[0].text_content()
        assert "".join(shown.split()) == "".join(document.text.replace(" | ", "").split())


def test_the_cited_words_are_marked_and_numbered(by_heart):
    document = by_heart.document("eu-ai-act")
    quote = "fines under the EU AI Act reach EUR 35 million or 7% of worldwide turnover"
    page = rendered(document, passage(document, 4, quote))
    assert marked(page, 4) == [quote]
    assert [number.text for number in page.xpath("//span[@class='margin']/a")] == ["4"]


def test_a_table_row_is_marked_cell_by_cell(by_heart):
    document = by_heart.document("cn-sc-ai-plus-2026")
    page = rendered(document, passage(document, 1, "先进智能工厂 | 200家 | 2030"))
    assert marked(page, 1) == ["先进智能工厂", "200家", "2030"]
    assert [cell.text_content() for cell in page.xpath("//th")] == ["指标", "目标", "年份", "范围"]
    assert len(page.xpath("//tr")) == 8


def test_passages_may_span_blocks_and_overlap(by_heart):
    document = by_heart.document("cn-sc-ai-plus-2026")
    factories, companies = (
        "到2030年，四川省要建成200家先进智能工厂。",
        "到2030年，四川省集聚的人工智能企业要超过2500家。",
    )
    page = rendered(
        document, passage(document, 1, f"{factories}\n{companies}"), passage(document, 2, "人工智能企业要超过2500家")
    )
    assert "".join(marked(page, 1)) == factories + companies
    assert "".join(marked(page, 2)) == "人工智能企业要超过2500家"
    assert [number.text for number in page.xpath("//span[@class='margin']/a")] == ["1", "2"]


def test_offsets_count_code_points():
    text = "𠮷野家🙂 then 7%"
    document = Document("x", "T", "en", "x", "text/plain", "0" * 64, text)
    assert marked(rendered(document, Passage(1, 10, 12)), 1) == ["7%"]


@pytest.mark.parametrize("span", [(-1, 3), (5, 5), (3, 10**8)])
def test_a_span_outside_the_text_marks_nothing(by_heart, span):
    assert not rendered(by_heart.document("eu-ai-act"), Passage(1, *span)).xpath("//mark")


def test_metadata_and_links(by_heart):
    document = by_heart.document("eu-ai-act")
    page = rendered(document)
    facts = [fact.text_content() for fact in page.xpath("//ul[@class='facts']/li")]
    assert facts == [
        "European Union",
        "European Parliament and Council",
        "Regulation (EU) 2024/1689",
        "Issued 2024-06-13",
        "In effect from 2024-08-01",
        "In force",
    ]
    links = page.xpath("//div[@class='links']//a")
    assert [link.get("href") for link in links] == list(document.metadata.source_urls)
    assert all("noopener" in link.get("rel") for link in links)


def test_pages_are_told_apart():
    blocks = (Block("paragraph", (), 1, 0, 3), Block("paragraph", (), 2, 4, 7))
    page = rendered(Document("x", "T", "en", "x.pdf", "application/pdf", "0" * 64, "one\ntwo", blocks=blocks))
    assert [number.text_content() for number in page.find_class("page-number")] == ["Page 1", "Page 2"]


def test_a_document_brings_no_markup(by_heart):
    document = by_heart.document(by_heart.hostile)
    page = rendered(document, Passage(1, 5, 30))
    tags = {element.tag for element in page.iter()}
    assert not tags & {"img", "script"}
    assert document.title in page.xpath("//h2")[0].text_content()
    assert [link.get("href") for link in page.xpath("//div[@class='links']//a")] == ["https://example.org/?a=1&b=<i>"]
    assert not [name for element in page.iter() for name in element.attrib if name.startswith("on")]
