from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import PolicyLensError
from index.bundled_encoder import BundledEncoder, clean
from index.encoders import SentenceTransformersEncoder
from index.training.export import export
from index.training.loop import Trainer
from index.training.prepare import Prepared
from index.training.teacher import encode
from index.training.texts import tokenize
from index.training.unpack import unpack

TEXTS = [
    "四川要建设算力枢纽。",
    "Sichuan is to build a computing hub.",
    "臺灣的人工智慧基本法",
    "The fine is 7%. " * 20,
]


def test_what_is_exported_says_what_was_trained(run: Callable[[], tuple[Prepared, Trainer]], tmp_path: Path) -> None:
    prepared, _ = run()
    trained = encode(prepared.student, tokenize(prepared.tokenizer, TEXTS)).astype(np.float32)
    folder = tmp_path / "encoder"
    export(prepared.student.bert(), prepared.tokenizer, prepared.calibration(), 256, folder)
    exported = BundledEncoder(folder).encode(TEXTS)
    assert ((trained * exported).sum(1) > 0.95).all()

    unpack(folder).save(str(tmp_path / "model"))
    model = SentenceTransformersEncoder(str(tmp_path / "model"))
    on_torch = model.encode([clean(text) for text in TEXTS])
    assert ((on_torch * exported).sum(1) > 0.95).all()

    with (folder / "tokens.npy").open("r+b") as file:
        file.seek(1000)
        file.write(b"\xff\x00\xff")
    with pytest.raises(PolicyLensError, match=r"damaged: tokens\.npy"):
        BundledEncoder(folder).encode(TEXTS)
