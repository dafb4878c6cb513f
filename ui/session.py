"""Opening the library for a command, with a progress bar on anything that takes longer than a moment."""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.assistant import Assistant
from corpus.errors import PolicyLensError
from corpus.jurisdictions import gazetteer
from index.encoders import Encoder, load_encoder
from index.hits import Filters
from index.library import Library
from index.update import ensure_library
from index.writer import Progress
from ui.settings import Settings

_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_LANGUAGES = ("zh-Hans", "zh-Hant", "en")


@contextmanager
def progress(what: str, unit: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on standard error, to be called with how much is done, of how much; none without a terminal."""
    with _bar(what, unit) as report:
        yield lambda done, total: report(done, total, "")


@contextmanager
def progress_of_documents(what: str) -> Iterator[Progress]:
    """The same, to be called with how many documents are done, of how many, and how many chunks they gave."""
    with _bar(what, "documents") as report:
        yield lambda done, total, chunks: report(done, total, f"{chunks} chunks")


@contextmanager
def _bar(what: str, unit: str) -> Iterator[Callable[[int, int, str], None]]:
    if not sys.stderr.isatty():
        yield lambda _done, _total, _more: None
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn  # noqa: PLC0415
    from rich.progress import Progress as Bar  # noqa: PLC0415

    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TextColumn(unit), TextColumn("{task.fields[more]}"))
    with Bar(*columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None, more="")
        yield lambda done, total, more: bar.update(task, completed=done, total=total, more=more)


def open_ready(settings: Settings) -> tuple[Library, Encoder]:
    """The library, built first if there is none, and its encoder.

    :raises PolicyLensError: if it cannot be opened or built.
    """
    encoder = load_encoder(settings.encoder)
    with progress_of_documents("building the library") as report:
        return ensure_library(settings.data_dir, encoder, report), encoder


def open_assistant(settings: Settings) -> Assistant:
    """The assistant over the library.

    :raises PolicyLensError: if the library cannot be opened or built.
    """
    library, encoder = open_ready(settings)
    return Assistant(library, encoder, settings.endpoint(), settings.cross_encoder())


@contextmanager
def asked_of(documents: Path | None, settings: Settings) -> Iterator[Assistant]:
    """The assistant over a passing library of the documents in a folder; None: over the library.

    :raises PolicyLensError: if a document cannot be read, or the library cannot be opened or built.
    """
    if documents is None:
        yield open_assistant(settings)
        return
    from evals.libraries import library_of  # noqa: PLC0415

    encoder = load_encoder(settings.encoder)
    with library_of(documents, encoder) as library:
        yield Assistant(library, encoder, settings.endpoint(), settings.cross_encoder())


def make_filters(
    jurisdiction: str | None,
    level: str | None,
    language: str | None,
    status: str | None,
    since: str | None,
    until: str | None,
) -> Filters:
    """The filters as typed.

    :raises PolicyLensError: if a place is not known, or a date or language is not one.
    """
    code = None
    if jurisdiction is not None:
        code = gazetteer().resolve(jurisdiction)
        if code is None:
            raise PolicyLensError(f"no such jurisdiction: {jurisdiction!r} (try a code such as CN-SC, or a name)")
    for date in (since, until):
        if date is not None and not _DATE.fullmatch(date):
            raise PolicyLensError(f"not a date: {date!r} (YYYY, YYYY-MM or YYYY-MM-DD)")
    if language is not None and language not in _LANGUAGES:
        raise PolicyLensError(f"no such language: {language!r} (one of {', '.join(_LANGUAGES)})")
    return Filters(code, level, language, status, since, until)
