import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from index.library import Library
from ui.cli import main

QUESTION = "四川到2030年的人工智能产业规模目标是多少？"


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str

    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in this process, as the console script does."""

    def ran(*arguments: object) -> Ran:
        monkeypatch.setattr(sys, "argv", ["policylens", *map(str, arguments)])
        code: Any = 0
        try:
            main()
        except SystemExit as ended:
            code = ended.code or 0
        captured = capfd.readouterr()
        return Ran(code, captured.out, captured.err)

    return ran


@pytest.fixture
def data_dir(library: Library, tmp_path: Path) -> Path:
    """A copy of the built library, to be changed at will."""
    return Path(shutil.copytree(library.folder.parents[1], tmp_path / "data"))


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "a.txt").write_text("云州市算力规划\n到2031年，云州市智算规模达到77 EFlops。\n", encoding="gb18030")
    (folder / "b.md").write_text("# Cloudshire plan\n\nCloudshire funds 12 labs by 2033.\n", encoding="utf-8")
    (folder / "c.xyz").write_text("?", encoding="utf-8")
    return folder


def test_ask_prints_the_answer_and_where_it_stands(run: Run, data_dir: Path) -> None:
    ran = run("ask", QUESTION, "--data-dir", data_dir)
    assert (ran.code, ran.err) == (0, "")
    assert "4000亿元" in ran.out
    assert ran.out.startswith("人工智能产业规模：超过4000亿元——到2030年，")  # on the page the figure is strong
    assert "[1] 四川省加快推进“人工智能+”一号创新工程实施方案" in ran.out


def test_ask_twice_gives_the_same_json(run: Run, data_dir: Path) -> None:
    answers = [run("ask", QUESTION, "--json", "--data-dir", data_dir).json() for _ in range(2)]
    assert answers[0].keys() >= {
        "id",
        "question",
        "language",
        "status",
        "answer",
        "mode",
        "citations",
        "checks",
        "hits",
    }
    assert all(answer.pop("timings_ms")["total"] > 0 for answer in answers)
    assert answers[0] == answers[1]
    assert answers[0]["answer"].startswith("**人工智能产业规模：超过4000亿元**——到2030年，")


def test_every_citation_stands_at_its_offsets(run: Run, data_dir: Path) -> None:
    answer = run("ask", "What is the fine under the EU AI Act?", "--json", "--data-dir", data_dir).json()
    for citation in answer["citations"]:
        document = run("documents", citation["document_id"], "--json", "--data-dir", data_dir).json()
        assert document["text"][citation["start"] : citation["end"]] == citation["quote"]


def test_a_batch_keeps_its_order_and_goes_on_after_a_bad_line(run: Run, data_dir: Path, tmp_path: Path) -> None:
    lines = ['{"id": "a", "question": "四川2030年企业数量目标？"}', "nonsense", '{"id": "b", "question": ""}']
    lines += [
        '{"id": 7, "question": "那产业规模呢？", "follow_up_to": "a"}',
        '{"id": "c", "question": "x", "follow_up_to": "z"}',
    ]
    batch = tmp_path / "batch.jsonl"
    batch.write_text("\n".join(lines) + "\n", encoding="utf-8")
    for command in ("ask", "search"):
        ran = run(command, "--batch", batch, "--data-dir", data_dir)
        printed = [json.loads(line) for line in ran.out.splitlines()]
        assert ran.code == 3
        assert [line["id"] for line in printed] == ["a", None, "b", "7", "c"]
        assert ["error" in line for line in printed] == [False, True, True, False, True]
        assert printed[3]["hits"][0]["document_id"].startswith("cn-sc")


ODD_QUESTIONS = [
    'AND "(', "title:*", '"', "((((", "a NOT", "term:[1 TO 3]", "\\", "*", "????", "。，、", "2030", "第〔〕号", "[1][2]",
    "😀🏳️‍🌈", "\x00\x01\x1b[31m", "\ud83d", "\u202eAI policy", "四" * 10_000, "x" * 10_000, "AI policy " * 1_000,
    "Quelle est la politique du Sichuan ?", "四川のAI政策は？", "Какова цель?", "'; DROP TABLE chunks; --", "{0} %s ${x}",
]  # fmt: skip


@pytest.mark.parametrize("command", ["search", "ask"])
def test_any_question_gets_a_line(run: Run, data_dir: Path, tmp_path: Path, command: str) -> None:
    lines = [json.dumps({"id": str(at), "question": question}) for at, question in enumerate(ODD_QUESTIONS)]
    (tmp_path / "odd.jsonl").write_text("\n".join(lines), encoding="utf-8")
    ran = run(command, "--batch", tmp_path / "odd.jsonl", "--data-dir", data_dir)
    assert (ran.code, ran.err) == (0, "")
    answered = [json.loads(line) for line in ran.out.splitlines()]
    assert [one["question"] for one in answered] == ODD_QUESTIONS
    assert all(hit["text"] for one in answered for hit in one["hits"])


def test_search_filters_and_explains(run: Run, data_dir: Path) -> None:
    found = run("search", "算力", "-k", 5, "--jurisdiction", "江西", "--json", "--data-dir", data_dir).json()
    assert {hit["document_id"].split("@")[0] for hit in found["hits"]} == {"cn-jx-ai-plus-2025"}
    assert [hit["rank"] for hit in found["hits"]] == [1, 2, 3, 4, 5]
    explained = run("search", QUESTION, "--explain", "--data-dir", data_dir)
    assert "CN-SC" in explained.out
    assert "2030" in explained.out


def test_ingest_update_prune_and_remove(run: Run, pages: Path, tmp_path: Path) -> None:
    here = ("--data-dir", tmp_path / "new")
    ran = run("ingest", pages, "--no-corpus", "--json", *here)
    assert ran.code == 0
    assert [(Path(line["path"]).name, line["outcome"]) for line in ran.json()] == [
        ("a.txt", "added"),
        ("b.md", "added"),
        ("c.xyz", "skipped"),
    ]
    assert "77 EFlops" in run("ask", "云州市2031年智算规模达到多少？", *here).out
    (pages / "b.md").write_text("# Cloudshire plan\n\nCloudshire funds 15 labs by 2033.\n", encoding="utf-8")
    (pages / "a.txt").unlink()
    outcomes = {line["outcome"] for line in run("ingest", pages, "--prune", "--json", *here).json()}
    assert outcomes == {"updated", "skipped", "removed"}
    assert [document["id"] for document in run("documents", "--json", *here).json()] == ["b"]
    assert run("remove", "b", *here).code == 0
    assert run("status", "--verify", "--json", *here).json()["documents"] == 0


def test_one_bad_file_harms_no_other(run: Run, pages: Path, tmp_path: Path) -> None:
    (pages / "bad.md").write_text("---\n[\n---\n", encoding="utf-8")
    (pages / "empty.txt").write_text("", encoding="utf-8")
    ran = run("ingest", pages, "--no-corpus", "--data-dir", tmp_path / "new")
    assert ran.code == 3
    assert [line.split()[0] for line in ran.out.splitlines()] == ["added", "added", "failed", "skipped", "failed"]


def test_text_gives_the_terminal_no_commands(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("云州市算力规划\n到2031年，云州市\x1b[31m智算规模\x9b达到\u202e77 EFlops。\n", encoding="utf-8")
    assert run("ingest", page, "--no-corpus", "--data-dir", tmp_path / "data").code == 0
    for command in ("ask", "search"):
        out = run(command, "云州市2031年智算规模是多少？", "--data-dir", tmp_path / "data").out
        assert "77 EFlops" in out
        assert not set("\x1b\x9b\u202e") & set(out)


def test_a_table_row_is_told_with_the_years_of_its_columns(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    rows = [
        "| 指标 | 2028年 | 2031年 |",
        "| --- | --- | --- |",
        "| 智算规模 | 30 EFlops | 77 EFlops |",
        "| 绿电占比 | 60% | 85% |",
    ]
    page.write_text("\n".join(["# 云州市算力规划", "", *rows]), encoding="utf-8")
    assert run("ingest", page, "--no-corpus", "--data-dir", tmp_path / "data").code == 0
    answer = run("ask", "云州市2031年的绿电占比是多少？", "--json", "--data-dir", tmp_path / "data").json()
    assert "2031年：85%" in answer["answer"]
    assert {citation["quote"] for citation in answer["citations"]} == {"指标 | 2028年 | 2031年", "绿电占比 | 60% | 85%"}
    assert all(check["ok"] for check in answer["checks"])


def test_status_tells_how_the_vectors_are_searched(run: Run, data_dir: Path) -> None:
    shown = run("status", "--json", "--data-dir", data_dir).json()
    assert shown["vectors"] == {"kind": "flat", "count": shown["chunks"], "cells": None, "probes": None}
    assert "'kind': 'flat'" in run("status", "--data-dir", data_dir).out


def test_repair_keeps_every_document(run: Run, data_dir: Path) -> None:
    before = run("status", "--json", "--data-dir", data_dir).json()
    assert run("repair", "--data-dir", data_dir).code == 0
    after = run("status", "--verify", "--json", "--data-dir", data_dir).json()
    assert (after["documents"], after["chunks"]) == (before["documents"], before["chunks"])


def bad_calls(tmp_path: Path, data_dir: Path) -> Sequence[tuple[object, ...]]:
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    (foreign / "diary.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    (tmp_path / "x.xyz").write_text("?", encoding="utf-8")
    here = ("--data-dir", data_dir)
    return [
        ("ingest", tmp_path / "missing", *here),
        ("ingest", tmp_path / "empty", *here),
        ("ingest", tmp_path / "x.xyz", *here),
        ("ask", "", *here),
        ("ask", " ", *here),
        ("ask", *here),
        ("ask", "--batch", tmp_path / "missing.jsonl", *here),
        ("ask", "x", "--data-dir", foreign),
        ("ingest", tmp_path / "x.xyz", "--data-dir", foreign),
        ("ask", "x", "--data-dir", tmp_path / "x.xyz"),
        ("ask", "x", "--encoder", tmp_path / "no-model", *here),
        ("search", "x", "--jurisdiction", "Atlantis", *here),
        ("search", "x", "--since", "tomorrow", *here),
        ("search", "x", "--language", "fr", *here),
        ("remove", "nobody", *here),
        ("documents", "nobody", *here),
        ("eval", "run", "no-such-set", *here),
        ("eval", "run", "starter", "--fail-under", "luck=1", *here),
    ]


def test_bad_calls_end_with_one_line(run: Run, tmp_path: Path, data_dir: Path) -> None:
    before = sorted(path.relative_to(tmp_path) for path in data_dir.rglob("*") if path.name != "writer.lock")
    for call in bad_calls(tmp_path, data_dir):
        ran = run(*call)
        assert (ran.code, ran.out) == (2, ""), call
        assert len(ran.err.splitlines()) == 1, call
        assert ran.err.startswith("policylens: "), call
    assert sorted(path.relative_to(tmp_path) for path in data_dir.rglob("*") if path.name != "writer.lock") == before


def test_a_damaged_library_is_told_and_left_alone(run: Run, data_dir: Path) -> None:
    database = next(data_dir.glob("versions/*/library.sqlite"))
    content = bytearray(database.read_bytes())
    content[5000] ^= 1
    database.write_bytes(content)
    ran = run("ask", "x", "--data-dir", data_dir)
    assert ran.code == 2
    assert "damaged" in ran.err
    assert database.read_bytes() == content


def test_a_port_in_use_is_told_at_once(run: Run, data_dir: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ran = run("chat", "--port", taken.getsockname()[1], "--data-dir", data_dir)
    assert ran.code == 2
    assert "in use" in ran.err
    assert len(ran.err.splitlines()) == 1


def test_eval_run_reports_and_enforces_thresholds(run: Run, data_dir: Path, tmp_path: Path) -> None:
    ran = run("eval", "run", "starter", "--out", tmp_path, "--fail-under", "latency_p50_ms=0", "--data-dir", data_dir)
    assert ran.code == 1
    assert "latency_p50_ms" in ran.err
    report = json.loads((tmp_path / "starter.json").read_text(encoding="utf-8"))
    assert len(report["cases"]) == 30
    assert run("eval", "compare", tmp_path / "starter.json", tmp_path / "starter.json").code == 0
    assert "starter" in run("eval", "list").out


def test_eval_run_asks_a_set_of_the_documents_beside_it_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "kites").mkdir()
    (tmp_path / "kites" / "ordinance.txt").write_text("Ordinance on kites\nA kite may fly up to 90 metres.", "utf-8")
    case = '{id: k1, lang: en, question: "How high may a kite fly?", kind: numeric, answerable: true,'
    case += " answer_facts: [{any_of: [90 metres]}], source_ids: [ordinance]}"
    (tmp_path / "kites.yaml").write_text(f"- {case}\n", "utf-8")
    ran = run("eval", "run", tmp_path / "kites.yaml", "--json", "--data-dir", tmp_path / "data")
    assert ran.code == 0
    (report,) = ran.json()
    (asked,) = report["cases"]
    assert (asked["missing_sources"], asked["facts_met"]) == ([], True)
    assert not (tmp_path / "data").exists()


def test_the_console_script_knows_its_settings_from_the_environment(data_dir: Path) -> None:
    environment = {**os.environ, "POLICYLENS_DATA_DIR": str(data_dir), "PYTHONIOENCODING": "ascii"}
    command = [str(Path(sys.executable).with_name("policylens")), "ask", QUESTION]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "4000" in ran.stdout


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_ingest_that_is_stopped_keeps_what_is_done(tmp_path: Path, run: Run, number: signal.Signals) -> None:
    folder, data_dir = tmp_path / "many", tmp_path / "data"
    folder.mkdir()
    for i in range(900):
        (folder / f"{i:03}.txt").write_text(f"第{i}号规划。", "utf-8")
    command = [sys.executable, "-P", "-m", "ui.cli", "ingest", "--no-corpus", str(folder), "--data-dir", str(data_dir)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        database = data_dir / "versions" / "building-000001" / "library.sqlite"
        while process.poll() is None and not (database.exists() and database.stat().st_size > 200_000):
            time.sleep(0.005)
        process.send_signal(number)
        out, err = process.communicate(timeout=60)
    assert process.returncode == 128 + number
    done = len(out.splitlines())
    assert 0 < done < 900
    assert f"stopped; {900 - done} files are left" in err
    assert run("status", "--verify", "--json", "--data-dir", data_dir).json()["documents"] == done


def test_names_of_files_command_no_terminal(tmp_path: Path, run: Run) -> None:
    folder = tmp_path / "odd"
    folder.mkdir()
    (folder / "a\x1b[2J\n\u202eb.txt").write_text("正文。", "utf-8")
    out = run("ingest", "--no-corpus", folder, "--data-dir", tmp_path / "data").out
    assert "a\\x1b[2J\\n\\u202eb.txt" in out
    assert len(out.splitlines()) == 1
