"""A server that speaks OpenAI's protocol and says what it is told to."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest


class ScriptedServer:
    """Streams `reply` word by word; or answers with `status`; or breaks off after `cut` pieces."""

    def __init__(self) -> None:
        self.reply = ""
        self.status = 200
        self.cut: int | None = None
        self.prompts: list[str] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                server.prompts.append("\n".join(message["content"] for message in body["messages"]))
                self.send_response(server.status)
                self.send_header("Content-Type", "text/event-stream" if server.status == 200 else "application/json")
                self.end_headers()
                if server.status != 200:
                    self.wfile.write(b'{"error": {"message": "no"}}')
                    return
                for piece in server.pieces():
                    self.wfile.write(f"data: {json.dumps(piece)}\n\n".encode())
                if server.cut is None:
                    self.wfile.write(b"data: [DONE]\n\n")

            def log_message(self, *_: object) -> None:
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.base_url = f"http://127.0.0.1:{self._http.server_port}/v1"
        Thread(target=self._http.serve_forever, daemon=True).start()

    def pieces(self) -> Iterator[dict[str, object]]:
        texts = [self.reply[i : i + 5] for i in range(0, len(self.reply), 5)]
        for text in texts[: self.cut]:
            choice = {"index": 0, "delta": {"role": "assistant", "content": text}, "finish_reason": None}
            yield {"id": "x", "object": "chat.completion.chunk", "created": 0, "model": "m", "choices": [choice]}

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()


@pytest.fixture
def model_server() -> Iterator[ScriptedServer]:
    server = ScriptedServer()
    yield server
    server.close()
