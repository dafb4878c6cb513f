import shutil
from pathlib import Path

import pytest

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.newest import NewestAssistant
from index.encoders import Encoder
from index.library import open_library
from index.manifest import DATABASE
from index.update import ingest, remove
from ingest.sources import discover

QUESTION = "云州市2031年的智算规模目标是多少？"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "plan.txt"
    file.write_text("云州市算力规划\n到2031年，云州市智算规模达到77 EFlops。\n", "utf-8")
    return file


@pytest.fixture
def newest(tmp_path: Path, file: Path, encoder: Encoder) -> NewestAssistant:
    ingest(tmp_path / "data", encoder, discover([file]), corpus=False)
    library = open_library(tmp_path / "data")
    assert library is not None
    return NewestAssistant(Assistant(library, encoder))


def final(newest: NewestAssistant) -> Answer:
    *_, answer = newest.stream(QUESTION)
    return answer


def test_the_next_question_is_answered_from_what_was_published_since(
    newest: NewestAssistant, tmp_path: Path, file: Path, encoder: Encoder
) -> None:
    before = final(newest)
    assert "77" in before.text
    file.write_text("云州市算力规划（修订）\n\n到2031年，云州市智算规模达到99 EFlops。\n", "utf-8")
    ingest(tmp_path / "data", encoder, discover([file]))
    for citation in before.citations:  # its places are places in the text that it was found in
        assert newest.document(citation.document_id).text[citation.start : citation.end] == citation.quote
    after = final(newest)
    assert "99" in after.text
    assert "77" not in after.text
    for citation in after.citations:
        assert newest.document(citation.document_id).text[citation.start : citation.end] == citation.quote


def test_what_was_cited_is_still_shown_when_it_is_gone(
    newest: NewestAssistant, tmp_path: Path, encoder: Encoder
) -> None:
    cited = final(newest).citations[0]
    remove(tmp_path / "data", encoder, [cited.document_id])
    assert final(newest).citations == ()
    assert newest.document(cited.document_id).text[cited.start : cited.end] == cited.quote
    with pytest.raises(KeyError):
        newest.document("none")


def test_a_version_that_cannot_be_opened_changes_nothing(
    newest: NewestAssistant, tmp_path: Path, file: Path, encoder: Encoder, caplog: pytest.LogCaptureFixture
) -> None:
    file.write_text("别的\n别的文字。\n", "utf-8")
    ingest(tmp_path / "data", encoder, discover([file]))
    (tmp_path / "data" / "versions" / "000002" / DATABASE).write_bytes(b"x")
    assert "77" in final(newest).text
    assert "going on with version 000001" in caplog.text
    shutil.rmtree(tmp_path / "data" / "versions")
    assert "77" in final(newest).text
