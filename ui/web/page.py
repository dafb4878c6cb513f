"""The page as Gradio Blocks: the frame, and the one event that asks."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import gradio as gr

from index.hits import Filters
from ui.web.answers import turn_html
from ui.web.conversation import Assistant, Turn, converse
from ui.web.frame import masthead, question_form, source_panel, welcome

_LOG = logging.getLogger(__name__)
ASSETS = Path(__file__).parent / "assets"
_AT_ONCE = 8  # questions answered at the same time; more wait, and beyond _WAITING they are turned away
_WAITING = 64
_LONGEST_QUESTION = 20_000
# page.js speaks in DOM events, so that it need not know Gradio.
_BRIDGE = """
element.addEventListener('policylens:ask', (event) => trigger('submit', event.detail));
element.addEventListener('policylens:clear', () => trigger('clear', {}));
"""


@dataclass(frozen=True, slots=True)
class Past:
    """One session's finished turns: their questions, for follow-ups, and what they looked like."""

    questions: tuple[str, ...] = ()
    html: tuple[str, ...] = ()


def build_page(assistant: Assistant, title: str) -> gr.Blocks:
    """The page. Nothing is shared between sessions but the assistant."""
    with gr.Blocks(title=title, fill_width=True, analytics_enabled=False) as page:
        past = gr.State(Past())
        _html(masthead(title), "masthead")
        with gr.Column(elem_id="desk"):
            with gr.Column(elem_id="conversation"):
                _html(welcome(), "welcome")
                earlier, current = _html("", "earlier"), _html("", "current")
            _html(source_panel(), "source-panel")
            form = _html(question_form(), "composer", _BRIDGE)
        asking = form.submit(
            _asker(assistant, past, earlier, current),
            inputs=[past],
            outputs=[past, earlier, current],
            concurrency_limit=_AT_ONCE,
            show_progress="hidden",
            api_visibility="private",
        )
        form.clear(
            lambda: (Past(), "", ""),
            outputs=[past, earlier, current],
            cancels=[asking],
            show_progress="hidden",
            api_visibility="private",
        )
    return page.queue(max_size=_WAITING)


def _html(value: str, name: str, script: str | None = None) -> gr.HTML:
    return gr.HTML(value, elem_id=name, apply_default_css=False, js_on_load=script)


def _asker(assistant: Assistant, past: gr.State, earlier: gr.HTML, current: gr.HTML) -> Any:
    def ask(before: Past, asked: gr.EventData) -> Iterator[dict[Any, Any]]:
        question = _field(asked, "question").strip()[:_LONGEST_QUESTION]
        if not question:
            return
        begun = Turn(len(before.html) + 1, question)
        yield {earlier: "".join(before.html), current: turn_html(begun, assistant)}
        for turn in converse(assistant, begun, _filters(asked), before.questions):
            html = _shown(turn, assistant)
            yield {current: html}
        # A question that could not be answered is shown, but nothing can follow up on it.
        questions = before.questions if turn.error is not None else (*before.questions, question)
        yield {past: Past(questions, (*before.html, html))}

    return ask


def _shown(turn: Turn, assistant: Assistant) -> str:
    try:
        return turn_html(turn, assistant)
    except Exception:
        _LOG.exception("the answer could not be shown")
        return turn_html(replace(turn, answer=None, done=True, error=""), assistant)


def _filters(asked: gr.EventData) -> Filters:
    return Filters(
        jurisdiction=_field(asked, "jurisdiction") or None,
        language=_field(asked, "language") or None,
        since=_field(asked, "since") or None,
    )


def _field(asked: gr.EventData, name: str) -> str:
    return str(getattr(asked, name, ""))
