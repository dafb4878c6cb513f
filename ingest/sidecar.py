"""Side-cars: ``NAME.meta.yaml`` beside a file NAME holds what is known of its document, as front matter does."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from corpus.errors import PolicyLensError
from ingest.encoding import decode
from ingest.properties import load_properties

ENDING = ".meta.yaml"
_NAME_MOST = 255  # bytes of a file's name; one with a longer name cannot be there


def sidecar_of(file: Path) -> Path:
    """Where a file's side-car lies, if it has one."""
    return file.with_name(file.name + ENDING)


def is_sidecar(file: Path) -> bool:
    """Whether a file is the side-car of another that is there."""
    return file.name.endswith(ENDING) and file.with_name(file.name.removesuffix(ENDING)).is_file()


def sidecar_bytes(file: Path) -> bytes | None:
    """The content of a file's side-car; None if it has none.

    :raises PolicyLensError: if it cannot be read, or is a link, which might lead out of the folder.
    """
    beside = sidecar_of(file)
    if len(os.fsencode(beside.name)) > _NAME_MOST:
        return None
    if beside.is_symlink():
        raise PolicyLensError(f"its side-car {beside.name} is a link, which is not followed: put the file itself there")
    try:
        return beside.read_bytes() if beside.exists() else None
    except OSError as error:
        raise PolicyLensError(f"its side-car {beside.name}: {error.strerror or error}") from error


def sidecar_properties(file: Path) -> Mapping[str, Any]:
    """What the side-car of a file says; empty if it has none, or says nothing.

    :raises PolicyLensError: if it cannot be read, or is not a YAML mapping.
    """
    content = sidecar_bytes(file)
    text = decode(content) if content else ""
    return load_properties(text, f"side-car {sidecar_of(file).name}") if text.strip() else {}
