"""The page in a real Chromium. Any request to elsewhere fails the test that caused it."""

import threading
import time
from urllib.parse import urlsplit

import pytest
import uvicorn
from playwright.sync_api import expect

from ui.web.server import build_app

pytestmark = pytest.mark.browser
SICHUAN = "四川到2030年的人工智能产业规模目标是多少？"
COMPARISON = "四川和江西的“人工智能+”方案在时间节点上有什么不同？"
HONG_KONG = "香港生成式人工智能指引把風險分成哪四級？"
DESKTOP, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def address(by_heart):
    server = uvicorn.Server(uvicorn.Config(build_app(by_heart), port=0, log_level="critical"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/"
    server.should_exit = server.force_exit = True
    thread.join(10)


@pytest.fixture
def visit(browser, address):
    """Opens the page for one more visitor."""
    strange, errors, contexts = [], [], []

    def open_page(viewport=DESKTOP, locale="en-US"):
        context = browser.new_context(viewport=viewport, locale=locale, reduced_motion="reduce")
        contexts.append(context)
        context.set_default_timeout(15_000)
        context.on("request", lambda r: urlsplit(r.url).hostname == "127.0.0.1" or strange.append(r.url))
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(address)
        page.wait_for_selector("#ask")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert (strange, errors) == ([], [])


def ask(page, question):
    page.fill("textarea", question)
    page.press("textarea", "Enter")


def answered(page, number=1, state="done"):
    turn = page.locator(f"#current .turn[data-turn='{number}'][data-state='{state}']")
    turn.wait_for()
    return turn


def active_words(page):
    page.wait_for_selector("mark.active")
    return page.locator("mark.active").all_inner_texts()


def in_view(page, selector):
    return page.eval_on_selector(
        selector, "e => { const b = e.getBoundingClientRect(); return b.top >= 0 && b.bottom <= innerHeight }"
    )


def test_an_answer_opens_its_first_source(visit):
    page = visit()
    ask(page, SICHUAN)
    turn = answered(page)
    assert active_words(page) == ["人工智能产业规模", "超过4000亿元", "2030", "四川省"]
    assert in_view(page, "mark.active")
    assert turn.locator(".answer .cite[aria-current]").all_inner_texts() == ["[1]"]
    assert page.locator(".margin .cite[aria-current]").inner_text() == "1"
    expect(page.locator(".source-title")).to_have_text("四川省加快推进“人工智能+”一号创新工程实施方案")
    assert page.input_value("textarea") == ""


def test_a_number_opens_the_words_it_rests_on(visit):
    page = visit()
    ask(page, COMPARISON)
    turn = answered(page)
    page.wait_for_selector("mark.active")
    turn.locator(".answer .cite >> text=2").click()
    expect(page.locator(".source-title")).to_have_text("江西省“人工智能+”行动方案")
    assert in_view(page, "mark.active")
    expect(page.locator(".margin .cite[aria-current]")).to_have_text("2")


def test_all_passages_in_one_document_are_marked_and_one_is_active(visit):
    page = visit()
    ask(page, SICHUAN)
    turn = answered(page)
    page.wait_for_selector("mark.active")
    turn.locator(".answer .cite >> text=3").first.click()
    expect(page.locator("mark.active").first).to_have_text("到2030年，四川省要建成200家先进智能工厂。")
    assert "".join(active_words(page)).endswith("集聚的人工智能企业要超过2500家。")
    assert page.locator("mark:not(.active)").count() == 4


def test_it_can_be_used_by_keyboard(visit):
    page = visit()
    ask(page, SICHUAN)
    chip = answered(page).locator(".answer .cite >> text=2")
    page.wait_for_selector("mark.active")
    chip.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".margin .cite:focus")).to_have_text("2")
    page.keyboard.press("Enter")
    expect(chip).to_be_focused()


def test_a_conversation_goes_on_and_begins_anew(visit, by_heart):
    page = visit()
    page.click(f"text={SICHUAN}")
    answered(page)
    ask(page, HONG_KONG)
    answered(page, 2)
    assert by_heart.asked[-1][2] == (SICHUAN,)
    page.locator("#earlier .answer .cite").first.click()
    expect(page.locator(".source-title")).to_contain_text("四川省")
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator(".turn")).to_have_count(0)
    expect(page.locator(".welcome")).to_be_visible()
    ask(page, HONG_KONG)
    answered(page)
    assert by_heart.asked[-1][2] == ()


def test_what_fails_is_told_and_the_page_goes_on(visit, by_heart):
    page = visit()
    ask(page, "unreachable")
    expect(answered(page, state="failed").locator(".failure")).to_have_text(
        "the index is being rebuilt; ask again in a minute"
    )
    ask(page, "broken")
    expect(answered(page, 2, "failed").locator(".failure")).to_contain_text("Something went wrong")
    ask(page, SICHUAN)
    answered(page, 3)
    assert by_heart.asked[-1][2] == ()


def test_which_questions_are_sent(visit, by_heart):
    page = visit()
    before = len(by_heart.asked)
    ask(page, " \n ")
    page.fill("textarea", "si")
    composing = {"key": "Enter", "isComposing": True, "bubbles": True, "cancelable": True}
    page.dispatch_event("textarea", "keydown", composing)
    page.press("textarea", "Shift+Enter")
    assert page.input_value("textarea") == "si\n"
    ask(page, "long " * 2000)
    answered(page)
    assert [question for question, _, _ in by_heart.asked[before:]] == [("long " * 2000).strip()]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_nothing_is_asked_before_the_page_can_send_it(browser, address):
    page = browser.new_page()
    page.route("**/web/page.js", lambda route: (time.sleep(2), route.continue_()))
    page.goto(address)
    ask(page, "四川的产业规模？")  # waits for a field that can be written in
    answered(page)
    page.close()


def test_filters_narrow_the_search(visit, by_heart):
    page = visit()
    page.click(".filters summary")
    page.select_option("select[name=jurisdiction]", "CN-SC")
    page.select_option("select[name=language]", "en")
    page.select_option("select[name=since]", "2025")
    ask(page, SICHUAN)
    answered(page)
    filters = by_heart.asked[-1][1]
    assert (filters.jurisdiction, filters.language, filters.since) == ("CN-SC", "en", "2025")


def test_markup_in_documents_and_answers_stays_text(visit):
    page = visit()
    ask(page, 'hostile <img src=x onerror="window.hacked=1">')
    turn = answered(page)
    page.wait_for_selector("mark.active")
    assert page.evaluate("window.hacked") is None
    assert page.locator(".turn :is(img, script), .panel :is(img, script)").count() == 0
    assert page.locator(".panel .links a").all_inner_texts() == ["example.org"]
    assert "{{value}} ${value}" in turn.locator(".answer").inner_text()


@pytest.mark.parametrize(
    ("locale", "lang", "send"),
    [
        ("en-GB", "en", "Ask"),
        ("fr-FR", "en", "Ask"),
        ("zh-CN", "zh-Hans", "提问"),
        ("zh-TW", "zh-Hant", "提問"),
        ("zh-HK", "zh-Hant", "提問"),
    ],
)
def test_the_interface_follows_the_browser(visit, locale, lang, send):
    page = visit(locale=locale)
    expect(page.locator(".send")).to_have_text(send)
    assert page.get_attribute("html", "lang") == lang


def test_the_language_can_be_switched_and_stays(visit):
    page = visit()
    ask(page, SICHUAN)
    footing = answered(page).locator(".footing")
    expect(footing).to_have_text("Quoted from the documents · 3 of 3 checks passed")
    page.get_by_role("button", name="繁體中文").click()
    expect(footing).to_have_text("摘自原文 · 核對 3 項，通過 3 項")
    page.reload()
    expect(page.locator("textarea")).to_have_attribute("placeholder", "想了解哪項政策？")


def test_on_a_phone_the_source_lies_beneath(visit):
    page = visit(PHONE, "zh-CN")
    ask(page, SICHUAN)
    turn = answered(page)
    page.wait_for_selector("mark.active")
    assert in_view(page, ".question")
    assert page.locator("#source-panel").bounding_box()["y"] >= turn.bounding_box()["y"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    turn.locator(".answer .cite >> text=2").click()
    page.wait_for_function("document.querySelector('mark.active').dataset.markers.includes('2')")
    assert in_view(page, "mark.active")


def test_visitors_do_not_see_each_other(visit, by_heart):
    one, other = visit(), visit(locale="zh-TW")
    ask(one, SICHUAN)
    ask(other, HONG_KONG)
    for page, question in ((one, SICHUAN), (other, HONG_KONG)):
        answered(page)
        assert page.locator(".question").all_inner_texts() == [question]
    ask(other, SICHUAN)
    answered(other, 2)
    assert by_heart.asked[-1][2] == (HONG_KONG,)
