"""The model as a writer: its reply, a sentence at a time, each let through only with a citation that bears it out.

Sentences that fail are sent back once, to be written anew.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage

from assistant.answer import Check, Citation
from assistant.bearing import Bearing
from assistant.model import Allowance, ModelError
from assistant.prompt import NOT_FOUND, again
from assistant.sentences import RESTART, Sentences
from assistant.stream import Stream
from corpus.script import fold

_SHOWN = 300  # characters of a sentence that was left out
_FINDS_NOTHING = re.compile(
    rf"{NOT_FOUND}|\bnot found\b"
    r"|\bI(?:'m| am)? (?:do not|don't|cannot|can't|could not|couldn't|not able to|unable to|not sure)"
    r"(?: (?:know|find|answer|determine|tell|see|say)|$)|\b(?:no|not enough|insufficient) (?:\w+ )?information\b"
    r"|\b(?:passages?|documents?|sources?|context|text|provided information|library)\b.{0,60}\b(?:do(?:es)?(?: not|n't)"
    r" (?:mention|contain|say|specify|provide|state|answer|include|give|address|cover)|lacks?\b)"
    r"|\bnot (?:mentioned|specified|provided|stated|given|answered)\b|\b(?:can(?:not|'t)|unable to) (?:be )?"
    r"(?:answer|determine|found)"
    r"|未(?:能)?(?:找到|查到|检索到)|找不到|没有找到|没找到|无法(?:回答|作答|确定|得知|找到|判断|从)|不知道|不清楚|不能回答"
    r"|(?:资料|文段|段落|文件|上文|材料|原文|文中|提供的内容|提供的信息)[^。]{0,20}(?:未|没有|并未)(?:提及|提到|说明|涉及|给出|包含|明确|提供)"
    r"|(?:没有|无|缺乏|未提供)(?:任何)?(?:相关|足够|有关)的?(?:信息|内容|资料)",
    re.IGNORECASE,
)
_NEGATIVE = re.compile(r"\b(?:no|not|neither|nor|without|unknown|leave out)\b|不|未|没|无")


@dataclass(slots=True)
class Reply:
    """What has come through so far.

    `lines` are the sentences with their markers, None where one failed; `failed` are those as they were written, and
    `left_out` what they failed by. `found_nothing` says that the model said so.
    """

    lines: list[str | None] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    left_out: list[Check] = field(default_factory=list)
    found_nothing: bool = False

    @property
    def text(self) -> str:
        """The sentences that came through, each on its line."""
        return "\n".join(line for line in self.lines if line is not None)

    def cite(self, cited: Citation) -> int:
        """The marker for a citation; the same words get the same one."""
        for citation in self.citations:
            if replace(citation, marker=cited.marker) == cited:
                return citation.marker
        self.citations.append(replace(cited, marker=len(self.citations) + 1))
        return len(self.citations)


def write(
    model: BaseChatModel, prompt: Sequence[BaseMessage], bearing: Bearing, allowance: Allowance
) -> Iterator[Reply]:
    """The reply as it grows, by sentences that passed their checks.

    :raises ModelError: if the model cannot be reached, or breaks off, or never ends, or says nothing.
    """
    reply = Reply()
    stream = Stream(model, prompt, allowance)
    sentences = Sentences(stream)
    for sentence in sentences:
        if sentence == RESTART:
            reply = Reply()
        elif _take(reply, sentence, bearing):
            yield reply
    if sentences.is_cut(stream.finish):
        raise ModelError("broken" if stream.finish is None else "endless")
    for sentence in sentences.rest():
        _take(reply, sentence, bearing)
    if not (reply.lines or reply.found_nothing):
        raise ModelError("thinking" if stream.thought or sentences.thought else "empty")
    if reply.failed and not (reply.found_nothing and not reply.text):
        _repair(reply, Stream(model, again(prompt, reply.failed), allowance), bearing)
    yield reply


def _repair(reply: Reply, stream: Stream, bearing: Bearing) -> None:
    """Puts what the model writes anew where its sentences failed: the first for the first, more at the last."""
    places = [number for number, line in enumerate(reply.lines) if line is None]
    anew = Reply(citations=reply.citations)
    sentences = Sentences(stream)
    try:
        for sentence in sentences:
            _take(anew, sentence, bearing)
        if not sentences.is_cut(stream.finish):
            for sentence in sentences.rest():
                _take(anew, sentence, bearing)
    except ModelError:
        pass  # what stood up stands
    written = [line for line in anew.lines if line is not None and line not in reply.lines]
    for number, line in enumerate(written):
        place = places[min(number, len(places) - 1)]
        before = reply.lines[place]
        reply.lines[place] = line if before is None else f"{before}\n{line}"
    reply.checks.extend(anew.checks)


def _take(reply: Reply, sentence: str, bearing: Bearing) -> bool:
    """Takes the sentence with the exact words that bear it out, if they do; says whether it was taken."""
    borne = bearing.of(sentence)
    says_nothing = _FINDS_NOTHING.search(fold(sentence)) is not None
    if borne.stands and not (says_nothing and not any(_NEGATIVE.search(c.quote) for c in borne.citations)):
        markers = {old.marker: reply.cite(old) for old in borne.citations}
        reply.lines.append(borne.words + "".join(f" [{marker}]" for marker in dict.fromkeys(markers.values())))
        reply.checks.extend(bearing.renumbered(borne.checks, markers))
        return True
    if says_nothing:
        reply.found_nothing = True
    else:
        reply.lines.append(None)
        reply.failed.append(sentence)
        reply.left_out.extend(borne.failures(_SHOWN))
    return False
