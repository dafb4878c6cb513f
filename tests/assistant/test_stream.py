"""A server that fails: the reader gets the sources' own words, and a word on what went wrong."""

import time
from typing import Any

import pytest

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.model import Endpoint
from index.encoders import Encoder
from index.library import Library
from tests.assistant.conftest import KEY
from tests.assistant.lying_server import LyingServer, event

ZH = "四川到2030年的人工智能产业规模目标是多少？"
EN = "How large is Sichuan's AI industry to be by 2030?"
SAID = "到2030年，四川的人工智能产业规模将超过4000亿元。[{right}]\n"
WHERE = {"keys": ("到2030年，四川省人工智能产业规模要超过4000亿元",)}

BAD_JSON = [event({"content": "规模"}), "data: {not json\n\n", "data: [DONE]\n\n"]
ERROR_EVENT = [event({"content": "规模"}), 'data: {"error": {"message": "out of memory", "code": 500}}\n\n']
TOOL = {"index": 0, "id": "t", "type": "function", "function": {"name": "delete_all", "arguments": "{}"}}

FAULTS: list[tuple[str, dict[str, Any], str, str]] = [
    ("refused", {"statuses": [401] * 9}, "密钥未被接受", "the key is refused"),
    ("forbidden", {"statuses": [403] * 9}, "密钥未被接受", "the key is refused"),
    ("missing", {"statuses": [404] * 9}, "没有这个模型", "no such model"),
    ("bad request", {"statuses": [400] * 9}, "HTTP 400", "HTTP 400"),
    ("busy", {"statuses": [429] * 9}, "请求过多", "too many requests"),
    ("busy for long", {"statuses": [429] * 9, "headers": {"Retry-After": "90"}}, "90 秒后", "in 90 s"),
    ("failing", {"statuses": [500] * 9}, "服务器出错", "the server failed"),
    ("unavailable", {"statuses": [503] * 9}, "服务器出错", "the server failed"),
    ("slow first byte", {"delay_s": 30.0}, "超时", "timeout"),
    ("stalled", {"stall": 2}, "超时", "timeout"),
    ("cut at once", {"cut": 0}, "", ""),
    ("cut amid a sentence", {"cut": 3}, "中断", "broke off"),
    ("cut inside a marker", {"cut": -(-len(SAID) // 5) - 2}, "中断", "broke off"),
    (
        "ended amid a sentence",
        {"events": [event({"content": "规模将超过40"}), "data: [DONE]\n\n"]},
        "中断",
        "broke off",
    ),
    ("ended at its limit", {"events": [event({"content": "规模将超过40"}, "length")]}, "过长", "endless"),
    ("invalid JSON", {"events": BAD_JSON}, "格式有误", "malformed"),
    ("error amid the stream", {"events": ERROR_EVENT}, "服务器报告", "reports an error"),
    ("wrong content type", {"content_type": "text/html", "events": ["<html>Log in</html>"]}, "格式有误", "malformed"),
    ("no choices", {"events": ['data: {"choices": null}\n\n', "data: [DONE]\n\n"]}, "", ""),
    ("tool calls", {"events": [event({"tool_calls": [TOOL]}, "tool_calls"), "data: [DONE]\n\n"]}, "为空", "empty"),
]
REPLIES: list[tuple[str, str, dict[str, Any], str, str]] = [
    ("empty", "", {}, "为空", "empty"),
    ("white space", " \n\n  ", {}, "为空", "empty"),
    ("only thought", "<think>4000亿元？[1]</think>", {}, "只有思考", "only thought"),
    ("never stops thinking", f"<think>{SAID}", {}, "只有思考", "only thought"),
    ("thought apart", "先看资料。" * 9, {"field": "reasoning_content"}, "只有思考", "only thought"),
    ("endless text", "胡言乱语，" * 100, {"repeat": True, "size": 400}, "过长", "endless"),
    ("endless thought", "<think>" + "再想想，" * 500, {"repeat": True, "size": 2_000}, "过长", "endless"),
    ("endless sentences", "另有88家企业。[1]" * 50, {"repeat": True, "size": 400}, "过长", "endless"),
]


def ask(assistant: Assistant, question: str) -> list[Answer]:
    answers = list(assistant.stream(question))
    for answer in answers:
        assert KEY not in repr(answer)
    return answers


def assert_extracts(answers: list[Answer], question: str, zh: str, en: str) -> None:
    final = answers[-1]
    assert (final.status, final.mode) == ("answered", "extractive")
    assert ("4000亿元" if question == ZH else "400 billion") in final.text
    assert all(one.ok for one in final.checks)
    assert final.notice is not None
    assert (zh if question == ZH else en) in final.notice


@pytest.mark.parametrize(("fault", "zh", "en"), [one[1:] for one in FAULTS], ids=[one[0] for one in FAULTS])
def test_a_server_that_fails_gives_way_to_extracts(
    assistant: Assistant, server: LyingServer, fault: dict[str, Any], zh: str, en: str
) -> None:
    slow = fault.get("statuses", [0])[0] in (429, 500, 503) or "stall" in fault or "delay_s" in fault
    for question in [ZH] if slow else [ZH, EN]:
        server.tell(SAID, **fault, **WHERE)
        assert_extracts(ask(assistant, question), question, zh, en)


@pytest.mark.parametrize("question", [ZH, EN], ids=["zh", "en"])
@pytest.mark.parametrize(("reply", "how", "zh", "en"), [one[1:] for one in REPLIES], ids=[one[0] for one in REPLIES])
def test_a_reply_that_is_none_gives_way_to_extracts(
    assistant: Assistant, server: LyingServer, question: str, reply: str, how: dict[str, Any], zh: str, en: str
) -> None:
    server.tell(reply, **how, **WHERE)
    assert_extracts(ask(assistant, question), question, zh, en)


def test_it_is_tried_again_when_that_may_help(assistant: Assistant, server: LyingServer) -> None:
    for statuses, asked in (([429, 503], 3), ([500], 2), ([401], 1), ([404], 1)):
        server.tell(SAID, statuses=statuses, **WHERE)
        answer = assistant.answer(ZH)
        assert answer.mode == ("llm" if asked > 1 else "extractive")
        assert len(server.requests) == asked


def test_as_long_is_waited_as_the_server_asks(assistant: Assistant, server: LyingServer) -> None:
    server.tell(SAID, statuses=[429], headers={"Retry-After": "1"}, **WHERE)
    began = time.monotonic()
    assert assistant.answer(ZH).mode == "llm"
    assert 1 <= time.monotonic() - began < 5


@pytest.mark.parametrize("parameter", ["temperature", "max_tokens"])
def test_a_parameter_that_is_refused_is_left_out(assistant: Assistant, server: LyingServer, parameter: str) -> None:
    server.tell(SAID, refuses=parameter, **WHERE)
    assert assistant.answer(ZH).mode == "llm"
    assert [parameter in body for body in server.requests] == [True, False]
    assert any(name in server.requests[-1] for name in ("max_tokens", "max_completion_tokens"))


def test_a_reply_that_never_ends_is_given_up_in_time(library: Library, encoder: Encoder, server: LyingServer) -> None:
    server.tell("好", repeat=True, size=1, field="reasoning_content")
    began = time.monotonic()
    answer = Assistant(library, encoder, Endpoint("m", server.base_url, timeout_s=0.2)).answer(ZH)
    assert answer.notice is not None
    assert "过长" in answer.notice
    assert time.monotonic() - began < 10


def test_a_server_that_is_not_there_gives_way_to_extracts(library: Library, encoder: Encoder) -> None:
    answers = ask(Assistant(library, encoder, Endpoint("m", "http://127.0.0.1:9/v1", timeout_s=5)), ZH)
    assert_extracts(answers, ZH, "无法连接", "")


def test_the_key_goes_to_the_server_alone(
    assistant: Assistant, server: LyingServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    for statuses in ([], [401]):
        server.tell(SAID, statuses=statuses, **WHERE)
        answer = assistant.answer(ZH)
        assert server.headers[0]["authorization"] == f"Bearer {KEY}"
        assert KEY not in repr(answer)
        assert KEY not in "".join(server.prompts)
    assert KEY not in caplog.text
    assert KEY not in repr(Endpoint("m", api_key=KEY))
