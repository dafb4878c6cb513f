"""Commands that keep the library: ingest, remove, repair, status, documents."""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from corpus.errors import PolicyLensError
from index import update
from index.encoders import load_encoder
from index.library import open_library
from index.manifest import verify
from ingest.sources import discover
from ui import options
from ui.render import document_json, outcome_line, print_json, print_lines
from ui.session import open_ready, progress_of_documents
from ui.settings import read_settings

EXIT_SOME_FAILED = 3


def ingest(
    paths: Annotated[list[Path], typer.Argument(help="Files and folders.")],
    no_corpus: Annotated[
        bool, typer.Option("--no-corpus", help="Leave the built-in library out of a new one.")
    ] = False,
    prune: Annotated[bool, typer.Option("--prune", help="Remove documents whose files are gone.")] = False,
    json: options.Json = False,
    data_dir: options.DataDir = None,
    encoder: options.EncoderName = None,
) -> None:
    """Add or update files and folders; unchanged files cost nothing."""
    settings = read_settings(data_dir=data_dir, encoder=encoder)
    sources = discover(paths)
    stopped: update.Stopped | None = None
    try:
        with progress_of_documents("ingesting") as report:
            outcomes = update.ingest(
                settings.data_dir,
                load_encoder(settings.encoder),
                sources,
                corpus=not no_corpus,
                prune=prune,
                progress=report,
            )
    except update.Stopped as stop:
        outcomes, stopped = stop.outcomes, stop
    if json:
        print_json([asdict(outcome) for outcome in outcomes])
    else:
        print_lines(outcome_line(outcome) for outcome in outcomes)
    if stopped:
        sys.stderr.write(f"policylens: stopped; {stopped.left} files are left: the same command goes on with them\n")
        sys.exit(stopped.exit_code)
    _judge(outcomes)


def _judge(outcomes: list[update.Outcome]) -> None:
    """Ends the process as the outcomes of an ingest ask for."""
    failed = [outcome for outcome in outcomes if outcome.outcome == "failed"]
    if failed and len(failed) == sum(outcome.outcome not in {"skipped", "removed"} for outcome in outcomes):
        raise PolicyLensError(f"nothing could be ingested: {failed[0].path}: {failed[0].reason}")
    if failed:
        sys.exit(EXIT_SOME_FAILED)


def remove(
    document_ids: Annotated[list[str], typer.Argument(help="Ids, as `policylens documents` lists them.")],
    data_dir: options.DataDir = None,
    encoder: options.EncoderName = None,
) -> None:
    """Remove documents."""
    settings = read_settings(data_dir=data_dir, encoder=encoder)
    update.remove(settings.data_dir, load_encoder(settings.encoder), document_ids)
    print_lines(f"removed   {document_id}" for document_id in document_ids)


def repair(data_dir: options.DataDir = None, encoder: options.EncoderName = None) -> None:
    """Build the indexes anew from the stored documents."""
    settings = read_settings(data_dir=data_dir, encoder=encoder)
    with progress_of_documents("repairing") as report:
        library = update.repair(settings.data_dir, load_encoder(settings.encoder), report)
    print_lines([f"{library.manifest.documents} documents, {library.manifest.chunks} chunks"])


def status(
    verify_files: Annotated[bool, typer.Option("--verify", help="Compare every file with its checksum.")] = False,
    json: options.Json = False,
    data_dir: options.DataDir = None,
    encoder: options.EncoderName = None,
) -> None:
    """Say what is in the library and how it was built."""
    settings = read_settings(data_dir=data_dir, encoder=encoder)
    library = open_library(settings.data_dir) or open_ready(settings)[0]
    if verify_files:
        verify(library.folder, library.manifest)
    manifest = library.manifest
    shown = {
        "data_dir": str(settings.data_dir),
        "version": library.folder.name,
        "documents": manifest.documents,
        "chunks": manifest.chunks,
        "built_in_library": manifest.library,
        "encoder": {"name": manifest.encoder, "dimension": manifest.dimension, "checksum": manifest.encoder_checksum},
        "vectors": asdict(library.vectors.description),
        "schema": manifest.schema,
        "bytes": sum(path.stat().st_size for path in library.folder.rglob("*") if path.is_file()),
    }
    if verify_files:
        shown["verified"] = True
    if json:
        print_json(shown)
    else:
        print_lines(f"{name:<17} {value}" for name, value in shown.items())


def documents(
    document_id: Annotated[str | None, typer.Argument(help="Show this one whole.")] = None,
    json: options.Json = False,
    data_dir: options.DataDir = None,
    encoder: options.EncoderName = None,
) -> None:
    """List the documents; with an id, show that one: metadata, text and blocks."""
    settings = read_settings(data_dir=data_dir, encoder=encoder)
    library = open_library(settings.data_dir) or open_ready(settings)[0]
    if document_id is not None:
        document = library.database.document(document_id)
        if document is None:
            raise PolicyLensError(f"no document {document_id!r} in the library: `policylens documents` lists them")
        shown = document_json(document, whole=True)
        if json:
            print_json(shown)
        else:
            found = ", ".join(f"{one['field']} ({one['source']})" for one in shown["metadata"]["origins"])
            known = {**shown, **shown["metadata"], "origins": found}
            print_lines(
                f"{name:<16} {value}" for name, value in known.items() if value and isinstance(value, str | tuple)
            )
        return
    if json:
        print_json([document_json(document, whole=False) for document in library.database.documents()])
    else:
        print_lines(
            f"{document.id:<40} {document.language:<8} {document.title}" for document in library.database.documents()
        )
