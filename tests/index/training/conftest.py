"""A few texts of each kind that training reads, written for the tests; and a run over them."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from index.training.extend import extend
from index.training.heldout import HeldOut
from index.training.loop import Trainer
from index.training.prepare import Prepared, prepare
from index.training.recipe import Recipe
from index.training.sources import Pair, Texts, passages, policy_pairs, sentence_pairs

SENTENCES = [
    ("四川要建设算力枢纽。", "Sichuan is to build a computing hub."),
    ("江西支持企业使用大模型。", "Jiangxi supports enterprises in using large models."),
    ("甘肃要发展绿色数据中心。", "Gansu is to develop green data centres."),
    ("甲方应当在三十日内付款。", "Party A shall pay within thirty days."),
    ("他昨天去了图书馆。", "He went to the library yesterday."),
    ("这座桥建于十二世纪。", "The bridge was built in the twelfth century."),
]
PASSAGES = [
    ("長江是亞洲最長的河流。它發源於青藏高原，流入東海。", "長江流入哪裡？", "東海"),
    ("茶葉原產於中國西南部。人們喝茶已有數千年。", "茶葉原產於哪裡？", "中國西南部"),
    ("大熊猫生活在四川的山区，主要吃竹子。", "大熊猫主要吃什么？", "竹子"),
]
WORDS = {"四川": ("Sichuan",), "算力": ("computing power",), "枢纽": ("hub",), "茶": ("tea",), "河": ("river",)}
RECIPE = replace(Recipe(), epochs=2, batch_tokens=64, negatives=8, policy_rounds=1, checkpoint_steps=3)


def reading(passages: list[tuple[str, str, str]]) -> str:
    paragraphs = [
        {"context": text, "qas": [{"question": asked, "answers": [{"answer_start": text.index(answer)}]}]}
        for text, asked, answer in passages
    ]
    return json.dumps({"data": [{"paragraphs": [paragraph]} for paragraph in paragraphs]})


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Training texts and test sets. A test sentence stands among the former, spelt otherwise."""
    data, tests = tmp_path_factory.mktemp("training"), tmp_path_factory.mktemp("testsets")
    tatoeba = [*((en, zh) for zh, en in SENTENCES), ("I like tea!", "我喜歡喝茶！"), ("no tab", "")]
    (data / "tatoeba_cmn_eng.tsv").write_text(
        "\n".join("\t".join((*row, "CC BY")) for row in tatoeba), encoding="utf-8"
    )
    rows = [
        {"zh": f"第{i}条：{zh}", "en": f"Article {i}: {en}", "source": "docs"}
        for i, (zh, en) in enumerate(SENTENCES * 6)
    ]
    (data / "docs_pairs.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    (data / "pairs.jsonl").write_text("\n".join(map(json.dumps, rows[:20])), encoding="utf-8")
    for name in ("cmrc_dev", "cmrc_trial", "drcd_dev", "drcd_test"):
        (data / f"{name}.json").write_text(reading(PASSAGES), encoding="utf-8")
    (tests / "tatoeba.cmn").write_text("我喜欢喝茶。", encoding="utf-8")
    (tests / "tatoeba.eng").write_text("I am fond of tea.", encoding="utf-8")
    for name in ("xquad.zh", "xquad.en"):
        (tests / f"{name}.json").write_text(reading([("其他文字。", "什么文字？", "其他")]), encoding="utf-8")
    return data, tests


@pytest.fixture
def run(folders: tuple[Path, Path], tmp_path: Path) -> Callable[[], tuple[Prepared, Trainer]]:
    """Prepares a run over the few texts, or what goes on with it."""

    def begin() -> tuple[Prepared, Trainer]:
        data, tests = folders
        held_out = HeldOut(tests)
        words = [Pair(word, senses[0]) for word, senses in WORDS.items()]
        texts = Texts(sentence_pairs(data, held_out, 0), policy_pairs(data, held_out), words, passages(data, held_out))
        prepared = prepare(texts, extend(WORDS, RECIPE.max_tokens), tmp_path, RECIPE, lambda done, total: None)
        return prepared, Trainer(prepared.student, prepared.material, RECIPE, tmp_path)

    return begin
