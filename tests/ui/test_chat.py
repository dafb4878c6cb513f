"""``policylens chat`` as a newcomer starts it: the real assistant, asked in both languages in a real Chromium."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from index.library import Library

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(library: Library) -> Iterator[str]:
    command = [str(Path(sys.executable).with_name("policylens")), "chat", "--port", "7861"]
    command += ["--data-dir", str(library.folder.parents[1])]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        said = server.stderr.readline()
        assert said.startswith("PolicyLens: http://127.0.0.1:7861/"), said
        yield "http://127.0.0.1:7861/"
        server.terminate()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(address)
    yield page
    page.close()


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("四川到2030年的人工智能产业规模目标是多少？", "4000亿元"),
        ("How large is Sichuan's AI industry to be by 2030?", "400 billion yuan"),
    ],
)
def test_an_answer_opens_the_words_it_rests_on(page: Page, question: str, words: str) -> None:
    page.fill("textarea", question)
    page.press("textarea", "Enter")
    expect(page.locator("#current .answer")).to_contain_text(words, timeout=30_000)
    expect(page.locator("mark.active").first).to_be_in_viewport(timeout=10_000)
    assert words in "".join(page.locator("mark.active").all_inner_texts())
    page.locator("#current .answer a, #current .answer button").first.click()
    expect(page.locator("mark.active").first).to_be_in_viewport()


def test_a_question_without_an_answer_says_so(page: Page) -> None:
    page.fill("textarea", "海南省的人工智能产业规模目标是多少？")
    page.press("textarea", "Enter")
    expect(page.locator("#current .not-found")).to_contain_text("没有找到", timeout=30_000)
