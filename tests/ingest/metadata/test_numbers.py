import pytest

from ingest.metadata.numbers import document_number
from ingest.metadata.page import Page


def number(text: str, title: str = "示例方案") -> str | None:
    found = document_number(Page(title, text))
    return found.value if found else None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("国发〔2025〕11号", "国发〔2025〕11号"),
        ("粤府办[2024]6号", "粤府办[2024]6号"),
        ("发文字号：深工信〔2025〕43号", "深工信〔2025〕43号"),
        ("發文字號：成新經濟〔2022〕49號", "成新經濟〔2022〕49號"),
        ("《示例方案》由示例市人民政府印发，发文字号为川府函〔2018〕151号。", "川府函〔2018〕151号"),
        ("《示例方案》（苏政发〔2025〕108号）已经同意。", "苏政发〔2025〕108号"),
        ("《示例方案》以主席令第84号公布。", "主席令第84号"),
        ("中华人民共和国国务院令\n第797号", "国务院令第797号"),
        ("REGULATION (EU) 2024/1689 OF THE EUROPEAN PARLIAMENT", "Regulation (EU) 2024/1689"),
        ("STATUTORY INSTRUMENTS\n2024 No. 12", "S.I. 2024 No. 12"),
        ("Public Law 118-5", "Public Law 118-5"),
        ("Document number: S.I. 2024 No. 12", "S.I. 2024 No. 12"),
    ],
)
def test_a_documents_own_number(text: str, value: str) -> None:
    assert number(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "根据《国务院关于加强数字政府建设的指导意见》（国发〔2022〕14号），制定本方案。",
        "《示例方案》贯彻落实国务院2017年的规划（国发〔2017〕35号）。",
        "《别的办法》（浙政发〔2024〕20号）已经印发。",
        "This plan implements Regulation (EU) 2024/1689.",
        "《示例方案》的文号不详。",
    ],
)
def test_a_cited_number_is_not_the_documents_own(text: str) -> None:
    assert number(text) is None


def test_the_own_number_counts_wherever_the_cited_ones_stand() -> None:
    text = "示例方案\n依据国发〔2017〕35号制定。\n文号：京发〔2025〕1号\n另见沪府〔2024〕2号。"
    assert number(text) == "京发〔2025〕1号"
