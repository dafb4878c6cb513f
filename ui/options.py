"""The flags that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

DataDir = Annotated[
    Path | None,
    typer.Option("--data-dir", help="Where the library is kept [POLICYLENS_DATA_DIR, else a user directory]."),
]
EncoderName = Annotated[
    str | None, typer.Option("--encoder", help="'bundled', or a sentence-transformers model's name or folder.")
]
RerankerName = Annotated[
    str | None,
    typer.Option("--reranker", help="A cross-encoder of sentence-transformers, to read the likeliest passages again."),
]
Llm = Annotated[
    str | None,
    typer.Option("--llm", help="Model that writes the answers, at POLICYLENS_LLM_BASE_URL; extracts without one."),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Batch = Annotated[Path | None, typer.Option("--batch", help="JSON lines of questions; '-' reads standard input.")]
Jurisdiction = Annotated[
    str | None, typer.Option("--jurisdiction", help="A place and those in it: CN-SC, 四川, Sichuan.")
]
Level = Annotated[str | None, typer.Option("--level", help="international, national, regional, province or city.")]
Language = Annotated[str | None, typer.Option("--language", help="zh-Hans, zh-Hant or en.")]
Status = Annotated[str | None, typer.Option("--status", help="'in force', draft, ended, announced or adopted.")]
Since = Annotated[
    str | None, typer.Option("--since", help="Issued on or after this date (YYYY, YYYY-MM or YYYY-MM-DD).")
]
Until = Annotated[str | None, typer.Option("--until", help="Issued on or before this date.")]
