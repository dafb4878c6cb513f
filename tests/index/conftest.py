import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from index.encoders import Encoder
from index.update import Outcome, ingest
from ingest.sources import discover


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a small sentence-transformers model of random weights, with prompts of its own."""
    import torch  # noqa: PLC0415
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer  # noqa: PLC0415
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers  # noqa: PLC0415
    from transformers import BertConfig, BertModel, BertTokenizerFast  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("tiny")
    letters = [*map(chr, range(33, 127)), *(f"##{chr(letter)}" for letter in range(97, 123))]
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters, *"人工智能产业规模四川江西甘肃省亿元"]
    words = Tokenizer(models.WordPiece({piece: i for i, piece in enumerate(pieces)}, unk_token="[UNK]"))
    words.normalizer = normalizers.BertNormalizer()
    words.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    BertTokenizerFast(tokenizer_object=words).save_pretrained(folder / "body")
    torch.manual_seed(0)
    sizes = {"hidden_size": 32, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 64}
    BertModel(BertConfig(vocab_size=len(pieces), **sizes)).save_pretrained(folder / "body")
    modules = [Transformer(str(folder / "body"), max_seq_length=64), Pooling(sizes["hidden_size"])]
    prompts = {"query": "query: ", "document": "passage: "}
    SentenceTransformer(modules=modules, prompts=prompts).save(str(folder / "model"))
    return folder / "model"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with two policies of different places in one wording."""
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "sichuan.md").write_text("# 四川省方案\n\n到2030年，人工智能产业规模超过4000亿元。\n", "utf-8")
    (folder / "jiangxi.md").write_text("# 江西省方案\n\n到2030年，人工智能产业规模超过3000亿元。\n", "utf-8")
    return folder


Ingest = Callable[..., list[Outcome]]


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def take(data_dir: Path, files: Path, encoder: Encoder) -> Ingest:
    """Ingests the folder of files into the data directory, without the built-in library."""
    return lambda **options: ingest(data_dir, encoder, discover([files]), corpus=False, **options)


def state(folder: Path) -> dict[str, bytes | None]:
    """Everything under a folder, to tell whether anything has changed."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }


@pytest.fixture(name="state")
def state_function() -> Callable[[Path], dict[str, bytes | None]]:
    return state


@pytest.fixture(scope="module")
def small_library(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with two documents, to be copied and damaged."""
    folder = tmp_path_factory.mktemp("small")
    for place, figure in (("四川省", 4000), ("江西省", 3000)):
        (folder / f"{figure}.txt").write_text(f"{place}方案\n到2030年，人工智能产业规模超过{figure}亿元。\n", "utf-8")
    ingest(folder / "data", encoder, discover([folder]), corpus=False)
    return folder / "data"


@pytest.fixture
def copy(small_library: Path, tmp_path: Path) -> Path:
    """A copy of the small library."""
    return Path(shutil.copytree(small_library, tmp_path / "copy"))
