"""The words of the interface, in the three languages it speaks.

The server writes English; `assets/texts.js` puts the reader's language in place of it, wherever `data-text` or
`data-label` names the words. So the reader can change the language without asking anything again.
"""

import json
from collections.abc import Mapping
from html import escape
from typing import Literal, NamedTuple

Locale = Literal["en", "zh-Hans", "zh-Hant"]


class Text(NamedTuple):
    """One text in all languages; ``{name}`` stands for a value."""

    en: str
    hans: str
    hant: str


class Example(NamedTuple):
    """A question to begin with."""

    language: Locale
    question: str


EXAMPLES = (
    Example("zh-Hans", "四川到2030年的人工智能产业规模目标是多少？"),
    Example("zh-Hans", "江西和江苏2030年在智能终端普及率上的目标有什么不同？"),
    Example("zh-Hans", "人工智能生成合成内容标识办法由哪些部门发布？"),
    Example("zh-Hant", "台灣的人工智慧基本法訂了哪些原則？"),
    Example("en", "From when do the EU AI Act's rules for general-purpose AI models apply?"),
    Example("en", "Which foundations for AI does Gansu want to strengthen?"),
    Example("en", "How much intelligent computing power does Hunan aim for by 2027?"),
)

TEXTS: Mapping[str, Text] = {
    "tagline": Text("Policy answers, word for word", "政策问答，字字有据", "政策問答，字字有據"),
    "new": Text("New conversation", "新对话", "新對話"),
    "switch": Text("Interface language", "界面语言", "介面語言"),
    "hero": Text("What does the policy say?", "政策是怎么说的？", "政策是怎麼說的？"),
    "hero_line": Text(
        "Ask in Chinese or English. Every statement in the answer opens the exact words it rests on.",
        "用中文或英文提问。回答中的每一句话，都能点开它所依据的原文。",
        "用中文或英文提問。回答中的每一句話，都能點開它所依據的原文。",
    ),
    "examples": Text("Questions to begin with", "可以这样问", "可以這樣問"),
    "question": Text("Your question", "您的问题", "您的問題"),
    "placeholder": Text("Ask about a policy …", "想了解哪项政策？", "想了解哪項政策？"),
    "send": Text("Ask", "提问", "提問"),
    "filters": Text("Filters", "筛选", "篩選"),
    "place": Text("Place", "地区", "地區"),
    "documents_in": Text("Documents in", "文件语言", "文件語言"),
    "since": Text("Issued since", "发布不早于", "發布不早於"),
    "any": Text("any", "不限", "不限"),
    "searching": Text("Searching the library …", "正在检索文库……", "正在檢索文庫……"),
    "ready": Text("The answer is ready.", "回答已完成。", "回答已完成。"),
    "opened": Text("Source {n} is open.", "已打开出处 {n}。", "已打開出處 {n}。"),
    "sources": Text("Sources", "出处", "出處"),
    "nearest": Text("Nearest in the library", "文库中最接近的文件", "文庫中最接近的文件"),
    "not_found": Text("Not found in the library", "文库中未找到答案", "文庫中未找到答案"),
    "source_n": Text("Source {n}: {title}", "出处 {n}：{title}", "出處 {n}：{title}"),
    "checks": Text(
        "{passed} of {all} checks passed", "核对 {all} 项，通过 {passed} 项", "核對 {all} 項，通過 {passed} 項"
    ),
    "unconfirmed": Text("Not confirmed by the sources", "未能由出处证实", "未能由出處證實"),
    "left_out": Text("Left out, as the sources do not confirm it", "未能由出处证实，已删去", "未能由出處證實，已刪去"),
    "check_number": Text("Figure not in its source", "数字不在出处中", "數字不在出處中"),
    "check_quote": Text("Quote differs from its source", "引文与出处不符", "引文與出處不符"),
    "check_citation": Text("Statement without a source", "表述没有出处", "表述沒有出處"),
    "check_support": Text("Not what its source says", "与出处所说不符", "與出處所說不符"),
    "check_language": Text("In another language", "语言与提问不符", "語言與提問不符"),
    "mode_extractive": Text("Quoted from the documents", "摘自原文", "摘自原文"),
    "mode_llm": Text("Written by a language model", "由语言模型撰写", "由語言模型撰寫"),
    "failed": Text(
        "Something went wrong, and the question was not answered. Please ask again.",
        "出了点问题，未能作答。请再问一次。",
        "出了點問題，未能作答。請再問一次。",
    ),
    "source": Text("Source", "原文", "原文"),
    "source_hint": Text(
        "Choose a number in an answer to read the words it rests on.",
        "点选回答中的编号，即可在此阅读它所依据的原文。",
        "點選回答中的編號，即可在此閱讀它所依據的原文。",
    ),
    "source_missing": Text(
        "This document is no longer in the library.", "这份文件已不在文库中。", "這份文件已不在文庫中。"
    ),
    "source_failed": Text(
        "The document could not be loaded. Please try again.", "未能载入文件，请重试。", "未能載入文件，請重試。"
    ),
    "cited_here": Text("Cited here", "引用之处", "引用之處"),
    "back": Text("Citation {n}: back to the answer", "引用 {n}：回到回答", "引用 {n}：回到回答"),
    "issued": Text("Issued {date}", "{date} 发布", "{date} 發布"),
    "effective": Text("In effect from {date}", "{date} 起施行", "{date} 起施行"),
    "until": Text("Until {date}", "至 {date}", "至 {date}"),
    "translation": Text("Translation", "译本", "譯本"),
    "web": Text("On the web", "网上来源", "網上來源"),
    "page": Text("Page {n}", "第 {n} 页", "第 {n} 頁"),
    "status_in_force": Text("In force", "现行有效", "現行有效"),
    "status_draft": Text("Draft", "征求意见稿", "徵求意見稿"),
    "status_adopted": Text("Adopted", "已通过", "已通過"),
    "status_announced": Text("Announced", "已公布", "已公布"),
    "status_ended": Text("Ended", "已结束", "已結束"),
    "status_repealed": Text("Repealed", "已废止", "已廢止"),
    "status_superseded": Text("Superseded", "已被取代", "已被取代"),
}


def text(key: str, **values: object) -> str:
    """A text in English, as HTML that the page translates."""
    return f'<span data-text="{key}"{_data(values)}>{escape(english(key, **values))}</span>'


def label(key: str, **values: object) -> str:
    """An accessible name in English, as attributes that the page translates."""
    return f'aria-label="{escape(english(key, **values))}" data-label="{key}"{_data(values)}'


def english(key: str, **values: object) -> str:
    """A text in English, plain."""
    return TEXTS[key].en.format(**values)


def _data(values: Mapping[str, object]) -> str:
    return f' data-values="{escape(json.dumps(values, ensure_ascii=False))}"' if values else ""


def script() -> str:
    """The dictionary as a JavaScript module."""
    by_locale = {
        "en": {key: words.en for key, words in TEXTS.items()},
        "zh-Hans": {key: words.hans for key, words in TEXTS.items()},
        "zh-Hant": {key: words.hant for key, words in TEXTS.items()},
    }
    return f"export const TEXTS = {json.dumps(by_locale, ensure_ascii=False)};\n"
