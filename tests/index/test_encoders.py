import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import PolicyLensError
from index.bundled_encoder import BundledEncoder
from index.encoders import Encoder, load_encoder
from index.library import open_library
from index.search import Searcher
from index.update import ensure_library, ingest
from ingest.sources import discover

ODD = [
    "",
    " ",
    "\n",
    "😀" * 50,
    "人工智慧網際網路" * 1250,
    "a" * 10_000,
    "\ud800后\udfff",
    "\x00\x07\x1b",
    "。",
    "的",
    "[CLS][SEP][PAD]",
]
PAIRS = [
    ("到2030年，人工智能产业规模超过4000亿元。", "By 2030, the AI industry is to exceed 400 billion yuan."),
    ("违反规定的，处以罚款。", "Violations are punished with fines."),
    ("生成式人工智能服务提供者应当标识生成内容。", "Providers of generative AI services must label generated content."),
    ("加强高校人工智能专业的人才培养。", "Strengthen the training of AI talent at universities."),
    ("发放算力券，降低企业成本。", "Issue computing power vouchers to lower costs for enterprises."),
    ("推动农业生产智能化。", "Promote intelligent agricultural production."),
    ("本办法自2023年8月15日起施行。", "These measures take effect on 15 August 2023."),
    ("禁止使用社会评分系统。", "Social scoring systems are prohibited."),
]


def assert_unit(vectors: np.ndarray) -> None:
    assert vectors.dtype == np.float32
    assert np.isfinite(vectors).all()
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-3)


@pytest.fixture(scope="module", params=["bundled", "tiny"])
def any_encoder(request: pytest.FixtureRequest, encoder: Encoder) -> Encoder:
    return encoder if request.param == "bundled" else load_encoder(str(request.getfixturevalue("tiny_model")))


def test_odd_texts_have_unit_vectors(any_encoder: Encoder) -> None:
    for kind in ("query", "passage"):
        vectors = any_encoder.encode(ODD, kind)
        assert vectors.shape == (len(ODD), any_encoder.dimension)
        assert_unit(vectors)
    assert any_encoder.encode([]).shape == (0, any_encoder.dimension)


@settings(max_examples=25)
@given(texts=st.lists(st.text(st.characters()), min_size=1, max_size=8))
def test_any_text_has_a_unit_vector(encoder: Encoder, texts: list[str]) -> None:
    assert_unit(encoder.encode(texts))
    for vectors in encoder.token_vectors(texts):
        assert_unit(vectors)


def test_neither_order_nor_company_matters(any_encoder: Encoder) -> None:
    texts = [*ODD, *(text for pair in PAIRS for text in pair)]
    order = np.random.default_rng(0).permutation(len(texts))
    vectors = any_encoder.encode(texts)
    shuffled = any_encoder.encode([texts[i] for i in order])
    assert np.abs(vectors[order] - shuffled).max() < 1e-3
    alone = np.concatenate([any_encoder.encode([text]) for text in texts])
    assert np.abs(vectors - alone).max() < 1e-3


def test_a_translation_is_nearer_than_what_is_unrelated(encoder: Encoder) -> None:
    chinese, english = (encoder.encode([pair[side] for pair in PAIRS]) for side in (0, 1))
    similar = chinese @ english.T
    own = np.diag(similar)
    for axis in (0, 1):
        unrelated = (similar.sum(axis) - own) / (len(PAIRS) - 1)
        assert (own > unrelated + 0.1).all()
        assert (similar.argmax(axis) == np.arange(len(PAIRS))).mean() >= 0.7


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("到2030年，四川省人工智慧產業規模超過4000億元。", "到2030年，四川省人工智能产业规模超过4000亿元。"),
        ("加強網際網路資訊安全與軟體產業", "加强互联网信息安全与软件产业"),
        ("香港生成式人工智能技術及應用指引", "香港生成式人工智能技术及应用指引"),
    ],
)
def test_scripts_are_alike(encoder: Encoder, traditional: str, simplified: str) -> None:
    one, other = encoder.encode([traditional, simplified])
    assert one @ other > 0.99


def test_words_have_vectors_of_their_own(encoder: Encoder) -> None:
    whole, none, data, english = encoder.token_vectors(["人工智能的规模", "的，。", "数据", "data"])
    assert len(whole) >= 2
    assert len(none) == 0
    assert (data @ english.T).max() > 0.4


def test_an_encoder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    for use in (lambda encoder: encoder.encode(["a"]), lambda encoder: encoder.dimension, lambda e: e.checksum):
        with pytest.raises(PolicyLensError, match=r"encoder\.json"):
            use(BundledEncoder(tmp_path))


def test_prompts_of_a_model_are_used(tiny_model: Path) -> None:
    encoder = load_encoder(str(tiny_model))
    query, passage = encoder.encode(["人工智能"], "query")[0], encoder.encode(["人工智能"], "passage")[0]
    assert np.abs(query - passage).max() > 1e-3
    assert encoder.checksum == load_encoder(str(tiny_model)).checksum
    assert [len(vectors) for vectors in encoder.token_vectors(["人工智能"])] == [0]


def test_a_model_of_ones_own_from_ingest_to_search(tiny_model: Path, files: Path, data_dir: Path) -> None:
    encoder = load_encoder(str(tiny_model))
    ingest(data_dir, encoder, discover([files]), corpus=False)
    library = open_library(data_dir)
    assert library is not None
    assert (library.manifest.encoder, library.manifest.dimension) == (str(tiny_model), 32)
    hits = Searcher(library, encoder).search("四川的产业规模").hits
    assert hits[0].chunk.document_id == "sichuan"
    assert "dense-zh" in hits[0].via


def test_a_library_of_another_encoder_is_an_error_that_says_what_to_do(
    tiny_model: Path, files: Path, data_dir: Path, encoder: Encoder
) -> None:
    tiny = load_encoder(str(tiny_model))
    ingest(data_dir, tiny, discover([files]), corpus=False)
    before = sorted(data_dir.rglob("*"))
    for use in (ensure_library, lambda where, other: ingest(where, other, discover([files]))):
        with pytest.raises(PolicyLensError, match=rf"--encoder {tiny_model} or .*--data-dir"):
            use(data_dir, encoder)
    assert sorted(data_dir.rglob("*")) == before


@pytest.mark.parametrize("name", ["no-such-model", "no/such-model", "/no/such/folder", "../..", " ", "规划", "\0"])
def test_an_unknown_name_is_an_error_in_one_line(name: str) -> None:
    with pytest.raises(PolicyLensError, match=r"^cannot load the encoder [^\n]+$"):
        _ = load_encoder(name).dimension


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("model.safetensors", b"\0" * 100),
        ("model.safetensors", None),
        ("modules.json", json.dumps({"a": 1}).encode()),
        ("modules.json", b"["),
        ("config.json", b'{"model_type": "none"}'),
        ("tokenizer.json", b"{}"),
    ],
)
def test_a_damaged_model_is_an_error_in_one_line(
    tiny_model: Path, tmp_path: Path, file: str, content: bytes | None
) -> None:
    model = Path(shutil.copytree(tiny_model, tmp_path / "model"))
    (model / file).unlink()
    if content is not None:
        (model / file).write_bytes(content)
    with pytest.raises(PolicyLensError, match=r"^cannot load the encoder [^\n]+$"):
        _ = load_encoder(str(model)).dimension
