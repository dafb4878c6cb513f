"""An assistant that answers by heart, from documents of the library and a hostile one, for the tests of the page."""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import cast

import pytest
from playwright.sync_api import sync_playwright

from assistant.answer import Answer, Check, Citation, Mode, Status
from corpus.errors import PolicyLensError
from corpus.library import DOCUMENTS
from index.hits import Filters
from ingest.document import Block, Document, Language, Metadata
from ingest.pipeline import read_bytes, read_document
from ingest.sources import Source

SICHUAN, JIANGXI, HONG_KONG, EU = (
    "cn-sc-ai-plus-2026",
    "cn-jx-ai-plus-2025",
    "hk-genai-guideline-2025",
    "eu-ai-act",
)
NASTY = (
    '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script> [a](javascript:hack()) {{value}} ${value}'
)


def library_document(document_id: str) -> Document:
    """A document of the built-in library, read as `ingest` reads it."""
    source = Source(DOCUMENTS / f"{document_id}.md", f"corpus/documents/{document_id}.md")
    return read_document(source, *read_bytes(source))


def hostile_document() -> Document:
    """Markup wherever a document can hold any."""
    text = f"{NASTY}\nA fine of 7%."
    return Document(
        id=ByHeart.hostile,
        title=NASTY,
        language=cast(Language, 'en" onclick="hack()'),  # front matter may say anything
        path="x.md",
        media_type="text/markdown",
        sha256="0" * 64,
        text=text,
        metadata=Metadata(
            issuing_body=NASTY, status=NASTY, source_urls=("javascript:hack()", "https://example.org/?a=1&b=<i>")
        ),
        blocks=(Block("paragraph", (), None, 0, len(NASTY)), Block("paragraph", (), None, len(NASTY) + 1, len(text))),
    )


class ByHeart:
    """Knows the answers to a few questions; to the others there is none."""

    hostile = 'x" onclick="hack()'

    def __init__(self) -> None:
        documents = [*map(library_document, (SICHUAN, JIANGXI, HONG_KONG, EU)), hostile_document()]
        self._documents = {document.id: document for document in documents}
        self.asked: list[tuple[str, Filters, tuple[str, ...]]] = []

    def document(self, document_id: str) -> Document:
        return self._documents[document_id]

    def stream(self, question: str, *, filters: Filters, history: Sequence[str]) -> Iterator[Answer]:
        self.asked.append((question, filters, tuple(history)))
        answer = self._answer(question)
        for end in range(0, len(answer.text), 12):
            yield replace(answer, text=answer.text[:end], citations=(), checks=(), notice=None)
        yield answer

    def _answer(self, question: str) -> Answer:
        if "broken" in question:
            raise RuntimeError("a bug")
        if "unreachable" in question:
            raise PolicyLensError("the index is being rebuilt; ask again in a minute")
        if "江西" in question:
            return self._comparison(question)
        if "四川" in question:
            return self._sichuan(question)
        if "香港" in question:
            return self._hong_kong(question)
        if "EU" in question:
            return self._eu(question)
        return self._hostile(question) if "hostile" in question else self._not_found(question)

    def cite(self, document_id: str, *quotes: str, first: int = 1) -> tuple[Citation, ...]:
        document = self._documents[document_id]
        starts = [document.text.index(quote) for quote in quotes]
        return tuple(
            Citation(marker, document_id, document.title, document.path, None, start, start + len(quote), quote)
            for marker, (start, quote) in enumerate(zip(starts, quotes, strict=True), first)
        )

    def _sichuan(self, question: str) -> Answer:
        cited = self.cite(
            SICHUAN,
            "人工智能产业规模 | 超过4000亿元 | 2030 | 四川省",
            "到2030年，四川省集聚的人工智能企业要超过2500家。",
            "到2030年，四川省要建成200家先进智能工厂。\n到2030年，四川省集聚的人工智能企业要超过2500家。",
        )
        text = (
            "到2030年，四川省人工智能产业规模要超过4000亿元[1]，集聚的人工智能企业要超过2500家[2][3]。\n\n"
            "- 建成200家先进智能工厂[3]\n- 形成1-2个国家级新兴产业集群[9]"
        )
        return self._done(question, "zh-Hans", text, cited)

    def _comparison(self, question: str) -> Answer:
        cited = self.cite(SICHUAN, "采用“三步走”路线图，三个节点依次为2027年、2030年和2035年。")
        cited += self.cite(JIANGXI, self._documents[JIANGXI].text.splitlines()[3], first=2)
        text = (
            "两省的时间节点如下：\n\n| 地区 | 时间节点 |\n| --- | --- |\n"
            "| 四川省 | 2027年、2030年和2035年 [1] |\n| 江西省 | 2027年和2030年 [2] |"
        )
        return self._done(question, "zh-Hans", text, cited, failing="2035年")

    def _hong_kong(self, question: str) -> Answer:
        cited = self.cite(HONG_KONG, "把風險分為四級：不可接受風險、高風險、有限風險、低風險。")
        text = "香港的指引把風險分為四級[1]：\n- 不可接受風險[1]\n- 高風險[1]\n- 有限風險[1]\n- 低風險[1]"
        return self._done(question, "zh-Hant", text, cited)

    def _eu(self, question: str) -> Answer:
        quote = "fines under the EU AI Act reach EUR 35 million or 7% of worldwide turnover"
        text = "Fines reach EUR 35 million or 7% of worldwide turnover [1]."
        answer = self._done(question, "en", text, self.cite(EU, quote), mode="llm")
        return replace(answer, notice="The model took long; this answer was cut short.")

    def _hostile(self, question: str) -> Answer:
        cited = self.cite(self.hostile, NASTY, "A fine of 7%.")
        text = (
            f"{NASTY} [1]\n| {NASTY} | b [2] |\n- {NASTY}\n[link](javascript:hack()) ![i](https://evil.example/x.png)"
        )
        return self._done(question, "en", text, cited, failing=NASTY)

    def _not_found(self, question: str) -> Answer:
        cited = self.cite(EU, "The EU AI Act entered into force on 1 August 2024.")
        text = "The library does not say. The nearest that it holds is the EU AI Act, in force since 1 August 2024 [1]."
        return self._done(question, "en", text, cited, status="not_found")

    @staticmethod
    def _done(
        question: str,
        language: Language,
        text: str,
        cited: tuple[Citation, ...],
        *,
        failing: str | None = None,
        mode: Mode = "extractive",
        status: Status = "answered",
    ) -> Answer:
        checks = [Check("quote", citation.quote, True, citation.marker) for citation in cited]
        if failing:
            checks.append(Check("number", failing, False, 1))
        return Answer(question, language, status, text, cited, tuple(checks), mode=mode)


@pytest.fixture(scope="session")
def by_heart() -> ByHeart:
    return ByHeart()


@pytest.fixture(scope="module")
def browser():
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found:
        pytest.skip("no Chromium on the PATH: the page is not tested in a browser")
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=found, args=arguments)
        yield browser
        browser.close()
