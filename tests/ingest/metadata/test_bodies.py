import pytest

from ingest.metadata.bodies import is_body, issuing_body
from ingest.metadata.page import Page


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("发文机关：国家数据局综合司 公开类别：主动公开", "国家数据局综合司"),
        (
            "AGENCY: Bureau of Industry and Security, Department of Commerce.",
            "Bureau of Industry and Security, Department of Commerce",
        ),
        ("国家发展和改革委员会令\n第31号", "国家发展和改革委员会"),
        ("数字化局\n财政局\n2025年3月3日", "数字化局、财政局"),
        ("《示例办法》由广东省工业和信息化厅、广东省财政厅于2025年3月3日印发。", "广东省工业和信息化厅、广东省财政厅"),
        ("《示例办法》由两部门印发：教育部、财政部。", "教育部、财政部"),
        ("Issued by the Digital Policy Office", "Digital Policy Office"),
        ("来源：长江日报", None),
        ("《别的办法》由财政部印发。", None),
    ],
)
def test_the_issuing_body(text: str, body: str | None) -> None:
    found = issuing_body(Page("示例办法", f"示例办法\n{text}" if "令" not in text else text))
    assert (found.value if found else None) == body


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("四川省人民政府办公厅", True),
        ("Ministry of Science and Technology", True),
        ("财政部决定加大投入。", False),
        ("The Ministry said so", False),
        ("各区人民政府：", False),
    ],
)
def test_is_body(line: str, is_one: bool) -> None:
    assert is_body(line) is is_one
