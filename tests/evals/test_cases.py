from pathlib import Path

import pytest

from corpus.errors import PolicyLensError
from evals import cases as cases_module
from evals.cases import Case, documents_of, history, load_cases, set_path, shipped_sets

FULL = """\
- id: a1
  lang: zh-Hant
  question: 四川要求每個產業每年至少推出幾個典型應用場景?
  kind: numeric
  answerable: true
  answer: 不少於5個
  answer_facts:
  - any_of: [5, 五個]
  - any_of:
    - 2026-01-17
    - yes
  min_match: 1
  source_ids: [cn-sc]
  cross_lingual: false
  on_seed: true
  note: from the stored text
- id: a2
  lang: en
  question: How many yuan?
  kind: unanswerable
  answerable: false
  answer: The documents do not give this.
  answer_facts: []
  source_ids: []
  near_source_ids: [cn-sc]
  trap: Chengdu gives an amount
  follow_up_to: a1
"""

MINIMAL = {
    "id": "a1",
    "lang": "en",
    "question": "How many?",
    "kind": "numeric",
    "answerable": "true",
    "answer_facts": "[{any_of: ['5']}]",
    "source_ids": "[d]",
}


def write(folder: Path, text: str) -> Path:
    path = folder / "set.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def entry(**fields: str | None) -> str:
    merged = {**MINIMAL, **fields}
    lines = [f"{name}: {value}" for name, value in merged.items() if value is not None]
    return "- " + "\n  ".join(lines) + "\n"


def test_reads_every_field(tmp_path: Path) -> None:
    first, second = load_cases(write(tmp_path, FULL))
    assert first == Case(
        id="a1",
        lang="zh-Hant",
        question="四川要求每個產業每年至少推出幾個典型應用場景?",
        kind="numeric",
        answerable=True,
        answer="不少於5個",
        answer_facts=(("5", "五個"), ("2026-01-17", "yes")),
        min_match=1,
        source_ids=("cn-sc",),
        note="from the stored text",
    )
    assert (second.answerable, second.answer_facts, second.source_ids) == (False, (), ())
    assert (second.near_source_ids, second.trap, second.follow_up_to) == (
        ("cn-sc",),
        "Chengdu gives an amount",
        "a1",
    )


def test_a_byte_order_mark_is_no_part_of_the_set(tmp_path: Path) -> None:
    assert len(load_cases(write(tmp_path, "\ufeff" + FULL))) == 2


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "a test set is a YAML list"),
        ("a: b", "a test set is a YAML list"),
        ("- [", "is not YAML"),
        ("- just text", "case 1: id: is missing"),
        (entry(id=None), "case 1: id: is missing"),
        (entry(id="[x]"), "case 1: id: should be text"),
        (entry(question=None), "case a1: question: is missing"),
        (entry(lang="fr"), "case a1: lang: fr is none of zh-Hans, zh-Hant, en"),
        (entry(answerable="maybe"), "case a1: answerable: should be true or false"),
        (entry(source_ids="d"), "case a1: source_ids: should be a list of texts"),
        (entry(source_ids=None), "case a1: an answerable case needs answer_facts and source_ids"),
        (entry(answer_facts="[]"), "case a1: an answerable case needs answer_facts and source_ids"),
        (entry(answer_facts="[five]"), "case a1: answer_facts: should be a list, each entry any_of"),
        (entry(answer_facts="[{any_of: []}]"), "case a1: answer_facts: should be a list, each entry any_of"),
        (entry(answer_facts="[{any_of: five}]"), "case a1: answer_facts: should be a list, each entry any_of"),
        (entry(answer_facts="[{any_of: ['']}]"), "case a1: answer_facts: should be a list, each entry any_of"),
        (entry(min_match="2"), "case a1: min_match: should be a whole number from 1 to 1"),
        (entry(min_match="0"), "case a1: min_match: should be a whole number from 1 to 1"),
        (entry() + entry(), "case a1: the id is used twice"),
        (entry(follow_up_to="zz"), "case a1: follow_up_to: there is no case zz"),
        (entry(follow_up_to="a1"), "case a1: follow_up_to: the follow-ups go round in a circle"),
        (entry(follow_up_to="b") + entry(id="b", follow_up_to="a1"), "case a1: follow_up_to: the follow-ups go round"),
    ],
)
def test_a_malformed_case_is_one_line_with_file_and_case(tmp_path: Path, text: str, complaint: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(PolicyLensError) as raised:
        load_cases(path)
    assert str(raised.value).startswith(f"{path}: {complaint}")
    assert "\n" not in str(raised.value)


def test_what_is_no_utf8_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "set.yaml"
    path.write_bytes("- id: 四川".encode("gb18030"))
    with pytest.raises(PolicyLensError, match=r"set\.yaml: is not YAML in UTF-8"):
        load_cases(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(PolicyLensError, match=r"none\.yaml: cannot be read"):
        load_cases(tmp_path / "none.yaml")


def test_history_runs_back_to_the_first_question_oldest_first(tmp_path: Path) -> None:
    chain = (
        entry(id="c", question="third", follow_up_to="b")
        + entry(id="a", question="first")
        + entry(id="b", question="second", follow_up_to="a")
        + entry(id="d", question="fourth", follow_up_to="c")
    )
    by_id = {case.id: case for case in load_cases(write(tmp_path, chain))}
    assert history(by_id["d"], by_id) == ("first", "second", "third")
    assert history(by_id["a"], by_id) == ()


def test_a_set_is_a_file_or_the_name_of_one_that_ships(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = write(tmp_path, FULL)
    shipped = tmp_path / "sets"
    shipped.mkdir()
    (shipped / "small.yaml").write_text(entry(), encoding="utf-8")
    monkeypatch.setattr(cases_module, "_SETS", shipped)
    assert set_path(str(own)) == own
    assert set_path("small") == shipped / "small.yaml"
    assert [(each.name, each.path, each.cases) for each in shipped_sets()] == [("small", shipped / "small.yaml", 1)]
    with pytest.raises(PolicyLensError, match=r"large: no such test set; .*\(small\)"):
        set_path("large")


def test_a_set_brings_its_documents_along_in_a_folder_of_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("with.yaml", "without.yaml", "plain"):
        (tmp_path / name).write_text(entry(), encoding="utf-8")
    (tmp_path / "with").mkdir()
    (tmp_path / "without.md").write_text("a file is no folder", encoding="utf-8")
    assert documents_of(tmp_path / "with.yaml") == tmp_path / "with"
    assert documents_of(tmp_path / "without.yaml") is None
    assert documents_of(tmp_path / "plain") is None
    monkeypatch.setattr(cases_module, "_SETS", tmp_path)
    assert [(each.name, each.documents) for each in shipped_sets()] == [
        ("with", tmp_path / "with"),
        ("without", None),
    ]
