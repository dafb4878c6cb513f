import pytest

from index.context import contextualized, header
from ingest.document import Chunk, Document, Metadata
from ingest.split import split
from ingest.structure import Piece, assemble

TEXT, BLOCKS = assemble(
    [
        Piece("heading", "一、目标", 2),
        Piece("table_header", "指标 | 数值"),
        Piece("table_row", "规模 | 4000亿元"),
        Piece("table_row", "企业 | 2500家"),
        Piece("paragraph", "附则"),
    ]
)
DOCUMENT = Document(
    id="d",
    title="四川省方案",
    language="zh-Hans",
    path="d.md",
    media_type="text/markdown",
    sha256="0",
    text=TEXT,
    metadata=Metadata(title_zh="四川省方案", title_en="Sichuan plan", jurisdiction="CN-SC"),
    blocks=BLOCKS,
)


def chunk(text: str) -> Chunk:
    start = TEXT.index(text)
    return Chunk("d#0000", "d", ("一、目标",), None, start, start + len(text), text)


@pytest.mark.parametrize(
    ("text", "table"),
    [("企业 | 2500家", "指标 | 数值"), ("附则", None), ("指标 | 数值\n规模", None), ("4000亿元\n企业", None)],
)
def test_the_header_tells_document_place_headings_and_columns(text: str, table: str | None) -> None:
    lines = ["四川省方案 / Sichuan plan", "四川省 Sichuan", "一、目标"]
    assert header(chunk(text), DOCUMENT) == [*lines, table] if table else lines
    assert contextualized(chunk(text), DOCUMENT).endswith(f"\n{text}")


def test_nothing_known_is_no_empty_line() -> None:
    bare = Document("d", "t", "en", "d", "text/plain", "0", "a", metadata=Metadata(jurisdiction="Atlantis"))
    assert header(Chunk("d#0000", "d", (), None, 0, 1, "a"), bare) == ["t"]


def test_every_chunk_of_a_long_table_has_its_columns() -> None:
    rows = [Piece("table_row", f"第{i}项 | {i}亿元") for i in range(100)]
    text, blocks = assemble([Piece("table_header", "指标 | 数值"), *rows])
    table = Document("d", "t", "zh-Hans", "d", "text/markdown", "0", text, blocks=blocks)
    chunks = split(table, budget=50)
    assert len(chunks) > 10
    assert all("指标 | 数值" in contextualized(chunk, table) for chunk in chunks)


def test_items_have_the_sentence_that_leads_in_and_rows_their_caption() -> None:
    pieces = [
        Piece("heading", "第二章", 3),
        Piece("list_item", "第六条 企业不得有下列行为："),
        *(Piece("list_item", f"（{i}）出售第{i}种数据；") for i in range(1, 30)),
        Piece("paragraph", "表1 年度目标"),
        Piece("table_header", "指标 | 数值"),
        *(Piece("table_row", f"第{i}项 | {i}亿元") for i in range(60)),
    ]
    text, blocks = assemble(pieces)
    law = Document("d", "t", "zh-Hans", "d", "text/markdown", "0", text, blocks=blocks)
    chunks = split(law, budget=60)
    items = [chunk for chunk in chunks if chunk.text.startswith("（")]
    rows = [chunk for chunk in chunks if " | " in chunk.text.split("\n")[0] and not chunk.text.startswith("指标")]
    assert len(items) > 3
    assert len(rows) > 3
    assert all(header(chunk, law) == ["t", "第二章", "第六条 企业不得有下列行为："] for chunk in items)
    assert all(header(chunk, law) == ["t", "第二章", "表1 年度目标", "指标 | 数值"] for chunk in rows)
    assert all(chunk.text == text[chunk.start : chunk.end] for chunk in chunks)
