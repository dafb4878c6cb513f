import pytest

from ingest.metadata.page import Page
from ingest.metadata.status import status


@pytest.mark.parametrize(
    ("title", "text", "value"),
    [
        ("江苏省数据条例（征求意见稿）", "", "draft"),
        ("示例办法", "效力状态：已废止", "repealed"),
        ("示例办法", "《示例办法》現行有效。", "in force"),
        ("示例办法", "《示例办法》的状态为“草案”。", "draft"),
        ("Sample Rules", "ACTION: Proposed rule.", "draft"),
        ("Sample Rules", 'The status of the Sample Rules is "in force".', "in force"),
        ("Sample Rules", "The Sample Rules have been repealed.", "repealed"),
        ("示例办法", "《别的办法》已废止。", None),
        ("示例办法", "到2027年建成。", None),
        ("Sample Rules 2025", "The Sample Rules 2018 have been revoked.", None),
    ],
)
def test_the_status_that_is_stated(title: str, text: str, value: str | None) -> None:
    found = status(Page(title, f"{title}\n{text}"))
    assert (found.value if found else None) == value
