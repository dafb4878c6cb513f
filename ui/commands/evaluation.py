"""Commands that measure: eval run, eval compare, eval list."""

import json as jsonlib
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from ui import options
from ui.render import print_json, print_lines
from ui.session import asked_of, progress
from ui.settings import Settings, read_settings

EXIT_MISSED = 1

app = typer.Typer(no_args_is_help=True)


@app.command("run")
def run(
    sets: Annotated[list[str], typer.Argument(metavar="SET...", help="Files, or names of sets that ship.")],
    out: Annotated[Path | None, typer.Option("--out", help="Folder for a JSON report of each set.")] = None,
    originals_only: Annotated[
        bool, typer.Option("--originals-only", help="Leave translated editions out of the search.")
    ] = False,
    fail_under: Annotated[
        list[str] | None, typer.Option("--fail-under", metavar="METRIC=VALUE", help="Exit 1 when a figure misses this.")
    ] = None,
    llm: options.Llm = None,
    json: options.Json = False,
    data_dir: options.DataDir = None,
    encoder: options.EncoderName = None,
    reranker: options.RerankerName = None,
) -> None:
    """Ask every question of a set and report how well it went.

    A set with a folder of its name beside it is asked of the documents in there alone, in a library of its own.
    """
    from rich.console import Console  # noqa: PLC0415

    from evals.cases import documents_of, load_cases, set_path  # noqa: PLC0415
    from evals.report import misses, parse_threshold, print_report, to_json  # noqa: PLC0415
    from evals.run import run_set  # noqa: PLC0415

    thresholds = [parse_threshold(text) for text in fail_under or []]
    paths = {name: set_path(name) for name in sets}
    cases = {name: load_cases(path) for name, path in paths.items()}
    settings = read_settings(data_dir=data_dir, encoder=encoder, reranker=reranker, llm=llm)
    missed, shown = [], []
    for name, of_set in cases.items():
        with (
            asked_of(documents_of(paths[name]), settings) as assistant,
            progress(f"asking {name}", "questions") as report_progress,
        ):
            report = run_set(of_set, assistant, originals_only=originals_only, progress=report_progress)
            library = assistant.library.manifest.library
        shown.append(to_json(report, set_name=Path(name).stem, versions=_versions(settings, library)))
        if not json:
            print_lines([f"{name}: {len(of_set)} questions"])
            print_report(report, Console(width=None if sys.stdout.isatty() else 160))
        missed += [f"{name}: {line}" for line in misses(report, thresholds)]
    _save(shown, out)
    if json:
        print_json(shown)
    if missed:
        sys.stderr.write("".join(f"missed: {line}\n" for line in missed))
        sys.exit(EXIT_MISSED)


def _versions(settings: Settings, library: str | None) -> dict[str, str | None]:
    return {"policylens": version("policylens"), "library": library, "encoder": settings.encoder, "llm": settings.llm}


def _save(reports: list[dict[str, object]], folder: Path | None) -> None:
    if folder is None:
        return
    folder.mkdir(parents=True, exist_ok=True)
    for report in reports:
        text = jsonlib.dumps(report, ensure_ascii=False, indent=2)
        (folder / f"{report['set']}.json").write_text(text + "\n", encoding="utf-8")


@app.command("compare")
def compare(
    before: Annotated[Path, typer.Argument(metavar="A", help="A report that `eval run --out` wrote.")],
    after: Annotated[Path, typer.Argument(metavar="B", help="A later one of the same set.")],
) -> None:
    """Set two reports of a set side by side: what got better, what got worse."""
    from rich.console import Console  # noqa: PLC0415

    from evals.compare import compare as compare_reports  # noqa: PLC0415
    from evals.compare import load_report, print_comparison  # noqa: PLC0415

    print_comparison(compare_reports(load_report(before), load_report(after)), Console())


@app.command("list")
def list_sets() -> None:
    """List the sets that ship."""
    from evals.cases import shipped_sets  # noqa: PLC0415

    print_lines(f"{shipped.name:<12} {shipped.cases:>4} questions  {shipped.path}" for shipped in shipped_sets())
