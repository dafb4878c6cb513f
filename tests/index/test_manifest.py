import os
import shutil
from pathlib import Path

import pytest

from corpus.errors import PolicyLensError
from index.library import open_library
from index.manifest import DATABASE, MANIFEST, read_manifest, verify


def test_any_byte_of_the_manifest_counts(copy: Path) -> None:
    version = copy / "versions" / "000001"
    manifest = version / MANIFEST
    whole, known = manifest.read_bytes(), read_manifest(version)
    for i in range(len(whole)):
        flipped = bytes([*whole[:i], whole[i] ^ 1, *whole[i + 1 :]])
        manifest.write_bytes(flipped)
        try:
            assert read_manifest(version) == known, flipped  # white space
        except PolicyLensError:
            continue


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "1",
        "{}",
        '{"schema": 1}',
        '{"schema": 3}',
        '{"schema": 3, "files": []}',
        '{"schema": 1, "x": 1}',
        "\ufeff",
    ],
)
def test_what_is_no_manifest_is_an_error(copy: Path, text: str) -> None:
    (copy / "versions" / "000001" / MANIFEST).write_text(text, "utf-8")
    with pytest.raises(PolicyLensError):
        open_library(copy)


def test_opening_reads_no_more_than_it_must_and_verifying_reads_all(copy: Path) -> None:
    version = copy / "versions" / "000001"
    file = version / DATABASE
    seen, whole = file.stat(), file.read_bytes()
    file.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    os.utime(file, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    library = open_library(copy)
    assert library is not None
    with pytest.raises(PolicyLensError, match=f"{DATABASE} differs from its checksum"):
        verify(library.folder, library.manifest)
    os.utime(file)  # another time: it is read
    with pytest.raises(PolicyLensError, match=f"{DATABASE} differs from its checksum"):
        open_library(copy)
    file.write_bytes(whole)
    assert open_library(copy)


def test_a_copy_without_its_times_opens(copy: Path, tmp_path: Path) -> None:
    shutil.copytree(copy, tmp_path / "other", copy_function=shutil.copyfile)
    assert open_library(tmp_path / "other")
