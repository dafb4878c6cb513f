"""Pictures of text, read by real OCR."""

import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from corpus.errors import PolicyLensError
from evals.benchmarks.formats import bare, recall
from evals.benchmarks.papers.content import Article, Paper
from evals.benchmarks.papers.pages import pictures, scans
from evals.benchmarks.papers.shelf import articles
from ingest.parsers import parse
from ingest.sources import Source
from ingest.workers import read_all

pytest.importorskip("rapidocr", reason="the extra `ocr` is not installed")
NOTO = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
needs_font = pytest.mark.skipif(not NOTO.exists(), reason="the pictures are drawn with fonts-noto-cjk")
SIMPLIFIED, ENGLISH, TRADITIONAL = (Article(one.language, one.parts[:4]) for one in articles())


def accuracy(article: Article, name: str, content: bytes) -> float:
    text = "\n".join(piece.text for piece in parse(Path(name), content)[1].pieces)
    return recall(Paper(name, content, article), text) if len(bare(text)) < 1.1 * len(bare(article.words)) else 0.0


@needs_font
@pytest.mark.parametrize("article", [SIMPLIFIED, TRADITIONAL, ENGLISH], ids=lambda article: article.language)
def test_a_scan_askew(article: Article) -> None:
    assert accuracy(article, "a.pdf", pictures(scans(article, slant=-1.2), "PDF")) >= 0.97


@needs_font
def test_a_picture_upside_down() -> None:
    turned = [page.transpose(Image.Transpose.ROTATE_180) for page in scans(Article("zh-Hans", SIMPLIFIED.parts[:3]))]
    assert accuracy(Article("zh-Hans", SIMPLIFIED.parts[:3]), "a.png", pictures(turned, "PNG")) >= 0.97


@needs_font
def test_pages_of_a_tiff_are_read_within_a_worker_s_limits(tmp_path: Path) -> None:
    file = tmp_path / "a.tiff"
    file.write_bytes(pictures([*scans(TRADITIONAL), *scans(SIMPLIFIED)], "TIFF"))
    (document,) = read_all([Source(file, str(file))])
    assert not isinstance(document, str), document
    assert {block.page for block in document.blocks} == {1, 2}
    assert document.title == TRADITIONAL.title


@needs_font
def test_a_scan_in_a_pdf_is_read_within_a_worker_s_limits(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(pictures(scans(TRADITIONAL), "PDF"))
    (document,) = read_all([Source(file, str(file))])
    assert not isinstance(document, str), document
    assert document.title == TRADITIONAL.title


def test_a_picture_without_words_holds_no_pieces() -> None:
    assert parse(Path("a.png"), pictures([Image.new("L", (400, 300), 255)], "PNG"))[1].pieces == []


@pytest.mark.parametrize("name", ["a.png", "a.jpeg", "a.tiff"])
def test_a_picture_cut_off_is_named(name: str) -> None:
    content = pictures([Image.effect_noise((300, 300), 90)], {"a.png": "PNG", "a.jpeg": "JPEG", "a.tiff": "TIFF"}[name])
    with pytest.raises(PolicyLensError, match="damaged"):
        parse(Path(name), content[: len(content) // 3])


def test_without_the_extra_it_says_what_to_install() -> None:
    script = """
import sys
sys.modules["rapidocr"] = None
from pathlib import Path
from PIL import Image
from evals.benchmarks.papers.pages import pictures
from ingest.parsers import parse
try:
    parse(Path("a.png"), pictures([Image.new("L", (40, 40), 255)], "PNG"))
except Exception as error:
    print(type(error).__name__, error)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "PolicyLensError" in done.stdout
    assert "policylens[ocr]" in done.stdout
