"""Whether a document says that it is a draft, in force, or no longer."""

import re

from ingest.metadata.page import Fact, Page

_DRAFT_TITLE = re.compile(
    r"征求意见稿|公开征求.{0,40}意见|草案|送审稿|(?i:consultation (?:draft|paper)|\bdraft (?:for comment"
    r"|regulations?|measures|rules|bill|law|guidelines)"
    r"|\(draft\)|exposure draft)"
)
_LABEL = re.compile(
    r"^(?:效力状态|效力级别状态|时效性|有效性|状态|(?i:status|action))\s*[:|]\s*(?P<status>[^\n]{2,40})"
)
# What is said, the first that fits; drafts and ends before what is in force, which both may mention.
_WORDS = (
    ("draft", re.compile(r"征求意见|草案|送审稿|(?i:\bdraft\b|proposed)")),
    ("repealed", re.compile(r"废止|(?i:repealed|revoked|rescinded)")),
    ("ended", re.compile(r"失效|已结束|已届满|已期满|期限届满|(?i:\bended\b|expired|no longer in force)")),
    ("adopted", re.compile(r"尚未(?:生效|施行)|已通过|(?i:adopted|not yet in force)")),
    ("announced", re.compile(r"已宣布|已公布|(?i:announced)")),
    ("in force", re.compile(r"(?:现行|目前|仍|继续|推定)有效|^有效|[“\"]有效|(?i:in force|effective|final)")),
)
_SAID = re.compile(
    r"(?:状态|效力)(?:为|是|[:])[“\"]?(?P<zh>[^,。\n]{2,12})|(?P<short>(?:现行|目前|仍然?|推定)有效|已(?:被|经)?(?:废止|失效|结束|届满|期满)|现已(?:废止|失效))"
    r"|(?i:status of (?P<what>.{1,160}?) is (?:given as )?[“\"]?(?P<en>[a-z ]{4,20})|has the status of an? (?P<of>\w+)"
    r"|(?:is|are|remains?|has been|have been) (?:now |presumably |presumed to be |also )?(?P<is>in force"
    r"|repealed|revoked|no longer in force)|\b(?:has|have) (?P<has>ended|expired))"
)


def status(page: Page) -> Fact | None:
    """The status that the title, a label or a sentence about the document states; None where nothing does."""
    at = page.text.find(page.title) if page.title else -1
    if _DRAFT_TITLE.search(page.folded[at : at + len(page.title)] if at >= 0 else page.title):
        return Fact("status", "draft", max(at, 0), max(at, 0) + len(page.title) if at >= 0 else 0)
    for line in page.head:
        match = _LABEL.match(line.text)
        if match and (known := _meant(match["status"])):
            return Fact("status", known, line.start, line.end)
    for sentence in page.sentences:
        match = _SAID.search(sentence.text)
        words = {name: said for name, said in match.groupdict().items() if said} if match else {}
        about = words.pop("what", None) or sentence.text[: match.start()] if match else ""
        known = _meant(next(iter(words.values()))) if words else None
        if match and known and page.own(about):
            return Fact("status", known, sentence.start + match.start(), sentence.start + match.end())
    return None


def _meant(words: str) -> str | None:
    return next((known for known, pattern in _WORDS if pattern.search(words)), None)
