"""The command line: ``policylens COMMAND``."""

import sqlite3
import sys

import typer

from corpus.errors import PolicyLensError
from ui.commands import evaluation, library, page, questions

app = typer.Typer(
    help="Cited answers over Chinese and English policy documents.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode=None,
)
app.command("ingest")(library.ingest)
app.command("remove")(library.remove)
app.command("repair")(library.repair)
app.command("status")(library.status)
app.command("documents")(library.documents)
app.command("search")(questions.search)
app.command("ask")(questions.ask)
app.command("chat")(page.chat)
app.add_typer(evaluation.app, name="eval", help="Measure the assistant on a set of questions.")


def main() -> None:
    """Runs the command; what the user can mend ends as one line on standard error and exit code 2."""
    try:
        app()
    except PolicyLensError as error:
        _fail(str(error))
    except sqlite3.DatabaseError as error:
        _fail(f"the library's database cannot be used ({error}): `policylens status --verify` tells more")
    except OSError as error:
        _fail(f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}")
    except KeyboardInterrupt:
        sys.exit(130)


def _fail(message: str) -> None:
    line = " ".join(message.split())
    sys.stderr.write(f"policylens: {line}\n")
    sys.exit(2)


if __name__ == "__main__":
    main()
