import json

import lxml.html

from assistant.answer import Answer
from index.hits import Filters
from ui.web.answers import turn_html
from ui.web.conversation import Turn, converse


def asked(by_heart, question):
    return list(converse(by_heart, Turn(1, question), Filters(), ()))


def rendered(by_heart, turn):
    return lxml.html.fromstring(turn_html(turn, by_heart))


def final(by_heart, question):
    return rendered(by_heart, asked(by_heart, question)[-1])


def chips(page, where="answer"):
    return [chip.get("data-marker") for chip in page.find_class(where)[0].xpath(".//a[contains(@class, 'cite')]")]


def test_markers_of_citations_are_links_and_others_stay_words(by_heart):
    page = final(by_heart, "四川")
    assert chips(page) == ["1", "2", "3", "3"]
    assert "形成1-2个国家级新兴产业集群[9]" in page.find_class("answer")[0].text_content()
    assert page.find_class("cite")[0].text_content() == "[1]"
    assert page.find_class("cite")[0].get("aria-label").startswith("Source 1: 四川省")


def test_while_it_grows_markers_are_no_links(by_heart):
    partial = Answer("四川", "zh-Hans", "answered", "超过4000亿元[1]")
    page = rendered(by_heart, Turn(1, "四川", partial))
    assert page.get("data-state") == "streaming"
    assert chips(page) == []
    assert page.find_class("cite")[0].text_content() == "[1]"


def test_a_comparison_is_a_table(by_heart):
    page = final(by_heart, "四川和江西")
    assert [cell.text_content() for cell in page.xpath("//th")] == ["地区", "时间节点"]
    assert [row.xpath("td[1]")[0].text_content() for row in page.xpath("//tr[td]")] == ["四川省", "江西省"]
    assert chips(page) == ["1", "2"]


def test_sources_are_listed_a_document_a_line(by_heart):
    page = final(by_heart, "四川")
    (line,) = page.find_class("sources")[0].xpath(".//li")
    assert chips(page, "chips") == ["1", "2", "3"]
    assert "四川省 · 2026-05-06" in line.text_content()
    assert json.loads(page.get("data-citations"))[0][:2] == [1, "cn-sc-ai-plus-2026"]


def test_failed_checks_warn_and_are_counted(by_heart):
    page = final(by_heart, "四川和江西")
    assert "2035年" in page.find_class("warning")[0].text_content()
    assert "2 of 3 checks passed" in page.find_class("footing")[0].text_content()
    assert not final(by_heart, "四川").find_class("warning")


def test_not_found_looks_different_and_names_the_nearest(by_heart):
    page = final(by_heart, "Mars?")
    assert page.find_class("not-found")
    assert "EU Artificial Intelligence Act" in page.find_class("sources")[0].text_content()


def test_mode_and_notice_are_told(by_heart):
    page = final(by_heart, "EU fines?")
    assert "language model" in page.find_class("footing")[0].text_content()
    assert "cut short" in page.find_class("notice")[0].text_content()


def test_languages_are_named(by_heart):
    page = final(by_heart, "香港把風險分成哪四級？")
    assert page.find_class("question")[0].get("lang") == "zh-Hant"
    assert page.xpath("//div[@class='answer']/div/@lang") == ["zh-Hant"]


def test_what_fails_is_one_line(by_heart):
    known, unknown = asked(by_heart, "unreachable"), asked(by_heart, "broken")
    assert [turn.error for turn in (*known, *unknown)] == ["the index is being rebuilt; ask again in a minute", ""]
    assert "Something went wrong" in rendered(by_heart, unknown[-1]).find_class("failure")[0].text_content()
    assert "a bug" not in turn_html(unknown[-1], by_heart)


def test_an_answer_brings_no_markup(by_heart):
    question = '<b onclick="hack()">hostile'
    page = final(by_heart, question)
    assert not {element.tag for element in page.iter()} & {"img", "script", "b"}
    assert page.find_class("question")[0].text_content() == question
    assert {link.get("href") for link in page.xpath("//a")} == {"#source-panel"}
    assert not [name for element in page.iter() for name in element.attrib if name.startswith("on")]


def test_the_figure_that_was_asked_for_stands_out(by_heart):
    answer = Answer("q", "en", "answered", "**Firms: 5 < 6** — By 2030 **five** firms. [1]\nand **more**")
    page = rendered(by_heart, Turn(1, "q", answer))
    assert [strong.text_content() for strong in page.xpath("//p//strong")] == ["Firms: 5 < 6"]
    assert "Firms: 5 < 6 — By 2030 **five** firms." in page.text_content()
