"""What stands on the page whether or not anything has been asked: title bar, welcome, question form, source panel."""

from collections.abc import Iterable
from html import escape

from corpus.jurisdictions import gazetteer
from ui.web.texts import EXAMPLES, Example, english, label, text

LANGUAGES = {"zh-Hans": "简体中文", "zh-Hant": "繁體中文", "en": "English"}
_FIRST_YEAR, _LAST_YEAR = 2015, 2027


def masthead(title: str) -> str:
    """The title bar."""
    switch = "".join(
        f'<button type="button" data-locale="{locale}" lang="{locale}" aria-label="{name}">{short}</button>'
        for (locale, name), short in zip(LANGUAGES.items(), ("简", "繁", "EN"), strict=True)
    )
    return (
        '<header class="masthead"><div class="brand"><img class="seal" src="./web/seal.svg" alt="">'
        f'<h1>{escape(title)}</h1><p class="tagline">{text("tagline")}</p></div>'
        f'<button type="button" class="new" data-clear {label("new")}>'
        f'<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M8 3v10M3 8h10"/></svg>{text("new")}</button>'
        f'<div class="switch" role="group" {label("switch")}>{switch}</div></header>'
        '<p class="unseen" role="status" id="announcement"></p>'
    )


def welcome() -> str:
    """What an empty page shows: what this is, and questions to begin with, a column for each language."""
    chinese = [example for example in EXAMPLES if example.language != "en"]
    others = [example for example in EXAMPLES if example.language == "en"]
    return (
        f'<section class="welcome"><h2 class="hero">{text("hero")}</h2><p class="hero-line">{text("hero_line")}</p>'
        f'<h3>{text("examples")}</h3><div class="examples">{_cards(chinese)}{_cards(others)}</div></section>'
    )


def _cards(examples: Iterable[Example]) -> str:
    cards = "".join(
        f'<li><button type="button" class="card" lang="{language}" data-example>{escape(question)}</button></li>'
        for language, question in examples
    )
    return f'<ul class="cards">{cards}</ul>'


def question_form() -> str:
    """The question, and what narrows the search; disabled until page.js is there to send it."""
    return (
        '<form class="ask" id="ask"><fieldset class="field" disabled>'
        f'<textarea name="question" rows="1" autocomplete="off" placeholder="{english("placeholder")}"'
        f' data-placeholder="placeholder" {label("question")}></textarea>'
        f'<button type="submit" class="send">{text("send")}</button></fieldset>'
        f'<details class="filters"><summary>{text("filters")}<span class="chosen"></span></summary>'
        f'<div class="choices">{_select("place", "jurisdiction", _places())}'
        f"{_select('documents_in', 'language', LANGUAGES)}{_select('since', 'since', _years())}</div></details></form>"
    )


def source_panel() -> str:
    """The empty source panel."""
    return (
        f'<section class="panel" tabindex="-1" {label("source")}>'
        f'<div class="panel-body"><p class="hint">{text("source_hint")}</p></div></section>'
    )


def _places() -> dict[str, str]:
    levels = {"union", "country", "region", "province"}
    return {place.code: f"{place.name_zh} {place.name_en}" for place in gazetteer() if place.level in levels}


def _years() -> dict[str, str]:
    return {str(year): str(year) for year in range(_LAST_YEAR, _FIRST_YEAR - 1, -1)}


def _select(key: str, name: str, choices: dict[str, str]) -> str:
    options = "".join(f'<option value="{escape(value)}">{escape(shown)}</option>' for value, shown in choices.items())
    return (
        f'<label>{text(key)}<select name="{name}"><option value="" data-text="any">{english("any")}</option>'
        f"{options}</select></label>"
    )
