from ingest.parsers.text import parse
from ingest.structure import Piece


def test_lines_of_any_system_and_encoding() -> None:
    content = "四川省方案\r\n\r\n一、总体要求\r\n到2030年，人工智能产业规模超过4000亿元。\r\n".encode("gb18030")
    assert parse(content).pieces == [
        Piece("paragraph", "四川省方案"),
        Piece("heading", "一、总体要求", 5),
        Piece("paragraph", "到2030年，人工智能产业规模超过4000亿元。"),
    ]
    assert parse(content).properties == {}
