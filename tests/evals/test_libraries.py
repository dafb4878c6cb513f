from pathlib import Path

import pytest

from corpus.errors import PolicyLensError
from evals.libraries import library_of
from index.encoders import Encoder


def test_a_library_holds_the_documents_of_the_folder_alone_and_passes(encoder: Encoder, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("Ordinance on kites\nKites may fly up to 90 metres.", encoding="utf-8")
    (tmp_path / "two.md").write_text("# 风筝条例\n\n风筝最高可以飞到90米。", encoding="utf-8")
    with library_of(tmp_path, encoder) as library:
        folder = library.folder
        assert sorted(document.id for document in library.database.documents()) == ["one", "two"]
    assert not folder.exists()


def test_a_document_that_cannot_be_read_is_named(encoder: Encoder, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("Kites may fly up to 90 metres.", encoding="utf-8")
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    with pytest.raises(PolicyLensError, match=r"empty\.txt: failed: "), library_of(tmp_path, encoder):
        pass
