import os
from pathlib import Path

import pytest

from corpus.errors import PolicyLensError
from ingest.sources import discover


def write(file: Path) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("text")
    return file


def found(*paths: Path) -> list[tuple[str, str | None]]:
    return [(source.path, source.reason) for source in discover(paths)]


def test_a_folder_is_walked_in_order_and_hidden_files_are_passed_over(tmp_path: Path) -> None:
    for name in ("b.md", "a/z.HTML", "a/b.txt", ".hidden.md", ".git/x.md", "c.xyz", "README"):
        write(tmp_path / name)
    assert found(tmp_path) == [
        (f"{tmp_path}/README", "unsupported format (no ending)"),
        (f"{tmp_path}/a/b.txt", None),
        (f"{tmp_path}/a/z.HTML", None),
        (f"{tmp_path}/b.md", None),
        (f"{tmp_path}/c.xyz", "unsupported format (.xyz)"),
    ]


def test_a_file_named_twice_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "a.md")
    monkeypatch.chdir(tmp_path)
    assert found(Path("a.md"), tmp_path, tmp_path / "." / "a.md") == [(f"{tmp_path}/a.md", None)]


def test_links_out_of_a_folder_are_not_followed(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside" / "secret.md")
    inside = write(tmp_path / "folder" / "a.md")
    (inside.parent / "out.md").symlink_to(outside)
    (inside.parent / "outdir").symlink_to(outside.parent)
    (inside.parent / "broken.md").symlink_to(inside.parent / "gone.md")
    (inside.parent / "loop.md").symlink_to(inside.parent / "loop.md")
    (inside.parent / "up").symlink_to(inside.parent)
    assert found(inside.parent) == [
        (str(inside), None),
        (str(inside.parent / "broken.md"), "a link that leads nowhere"),
        (str(inside.parent / "loop.md"), "a link that leads nowhere"),
        (str(inside.parent / "out.md"), "a link out of the folder"),
        (str(inside.parent / "outdir"), "a link out of the folder"),
        (str(inside.parent / "up"), "a link to a folder"),
    ]
    assert found(inside.parent / "out.md") == [(str(inside.parent / "out.md"), None)]


def test_a_pipe_is_not_read(tmp_path: Path) -> None:
    write(tmp_path / "a.md")
    os.mkfifo(tmp_path / "pipe.txt")
    assert found(tmp_path)[1] == (f"{tmp_path}/pipe.txt", "not a regular file (a pipe)")


def test_names_in_another_encoding_stay_apart(tmp_path: Path) -> None:
    names = ["四川.txt".encode("gb18030"), "江西.txt".encode("gb18030")]
    for name in names:
        write(Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)))
    paths = [path for path, _ in found(tmp_path)]
    assert len(set(paths)) == 2
    assert all(path.encode() for path in paths)


def test_what_is_not_there_or_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(PolicyLensError, match="no such file or folder"):
        discover([tmp_path / "gone"])
    for path in (tmp_path, write(tmp_path / "a.xyz")):
        with pytest.raises(PolicyLensError, match=r"nothing to ingest .*\.md"):
            discover([path])
