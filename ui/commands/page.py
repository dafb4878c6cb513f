"""The command that serves the page."""

from typing import Annotated

import typer

from assistant.newest import NewestAssistant
from ui import options
from ui.session import open_assistant
from ui.settings import read_settings


def chat(
    host: Annotated[str, typer.Option("--host", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Port to listen on.")] = 7860,
    llm: options.Llm = None,
    data_dir: options.DataDir = None,
    encoder: options.EncoderName = None,
    reranker: options.RerankerName = None,
) -> None:
    """Serve the chat page; each question is answered from the newest state of the library."""
    from ui.web.server import check_port, serve  # noqa: PLC0415  (Gradio takes seconds to import)

    check_port(host, port)
    assistant = open_assistant(read_settings(data_dir=data_dir, encoder=encoder, reranker=reranker, llm=llm))
    serve(NewestAssistant(assistant), host, port)
