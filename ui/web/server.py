"""The page as a web application, and serving it."""

import errno
import logging
import socket
import sys
from contextlib import suppress
from typing import Annotated

import uvicorn
from fastapi import FastAPI, HTTPException, Query
from fastapi.responses import HTMLResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from corpus.errors import PolicyLensError
from ui.web.conversation import Assistant
from ui.web.sources import Passage, source_html
from ui.web.texts import script

TITLE = "PolicyLens"
_CITE = r"^\d{1,6}:\d{1,9}:\d{1,9}$"
_STYLES = ("base.css", "frame.css", "ask.css", "parts.css", "answer.css", "source.css")
_HEADERS = {
    # Gradio needs inline scripts and eval; that nothing is loaded from or sent to elsewhere still holds.
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; "
        "frame-ancestors 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def build_app(assistant: Assistant, *, title: str = TITLE) -> FastAPI:
    """The application: the page at ``/``, its sources at ``/source``, and ``/healthz``."""
    app = FastAPI(title=title, docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(_WithHeaders)

    @app.get("/healthz")
    def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/source", response_class=HTMLResponse)
    def source(document: str, cite: Annotated[list[Annotated[str, Query(pattern=_CITE)]], Query()]) -> str:
        passages = [Passage(*map(int, span.split(":"))) for span in cite]
        try:
            return source_html(assistant.document(document), passages)
        except KeyError:
            raise HTTPException(404, "no such document") from None

    @app.get("/web/texts.js")
    def texts() -> Response:
        return Response(script(), media_type="text/javascript", headers={"Cache-Control": "no-cache"})

    _mount_page(app, assistant, title)
    return app


def _mount_page(app: FastAPI, assistant: Assistant, title: str) -> None:
    # Gradio takes seconds to import: a port in use is told before.
    import gradio as gr  # noqa: PLC0415

    from ui.web.page import ASSETS, build_page  # noqa: PLC0415

    app.mount("/web", _Assets(directory=ASSETS))
    style = "".join((ASSETS / name).read_text(encoding="utf-8") for name in _STYLES)
    gr.mount_gradio_app(
        app,
        build_page(assistant, title),
        path="/",
        head=(
            '<link rel="icon" type="image/svg+xml" href="./web/seal.svg">'
            f'<style>{style}</style><script type="module" src="./web/page.js"></script>'
        ),
        footer_links=[],
        run_history=False,
        show_error=False,
        ssr_mode=False,
        max_file_size="1kb",  # nothing here takes uploads, but Gradio's route for them is open
    )


class _Assets(StaticFiles):
    """Files that the browser asks for again after an upgrade."""

    def file_response(self, *args: object, **kwargs: object) -> Response:
        response = super().file_response(*args, **kwargs)  # type: ignore[arg-type]
        response.headers["Cache-Control"] = "no-cache"
        return response


class _WithHeaders:
    """Adds the security headers to every response."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        await self._app(scope, receive, send_with_headers)


def serve(assistant: Assistant, host: str, port: int) -> None:
    """Serves the page until Ctrl-C; says on standard error where it is as soon as it is there.

    :raises PolicyLensError: if nothing can listen at that host and port.
    """
    listener = _listen(host, port)
    app = build_app(assistant)
    config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1)
    with suppress(KeyboardInterrupt), listener:
        _Server(config, f"{TITLE}: {_url(listener)} (Ctrl-C ends it)").run(sockets=[listener])


def check_port(host: str, port: int) -> None:
    """Says at once, before anything slow is done, what `serve` would say later.

    :raises PolicyLensError: if nothing can listen at that host and port.
    """
    _listen(host, port).close()


def _listen(host: str, port: int) -> socket.socket:
    if not 0 <= port <= 65535:
        raise PolicyLensError(f"no such port: {port}")
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(address[:2], family=family)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PolicyLensError(f"port {port} is in use; choose another one with --port") from error
        raise PolicyLensError(f"cannot listen on {host}, port {port}: {error.strerror}") from error


def _url(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    local = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  (compared, not bound)
    return f"http://{f'[{local}]' if ':' in local else local}:{port}/"


class _Server(uvicorn.Server):
    """Says when it is ready, and ends without complaint."""

    def __init__(self, config: uvicorn.Config, ready: str) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        sys.stderr.write(f"{self._ready}\n")
        sys.stderr.flush()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        # Open pages keep a connection each: that these are cut is no error to report.
        logging.getLogger("uvicorn.error").disabled = True
        await super().shutdown(sockets)
