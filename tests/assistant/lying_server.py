"""A server that speaks OpenAI's protocol and lies or fails in whatever way it is told to."""

import json
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

_PASSAGE = re.compile(r"^\[(\d+)\] ", re.MULTILINE)


@dataclass
class Script:
    """What the server says, one reply a request; the last one is for all further requests.

    In a reply ``{right}`` stands for the first passage with all `keys` in it, ``{wrong}`` for the first without
    the `figures`. The rest are faults: `statuses` are answered before anything is said, one a request; `delay_s` is how long the first
    byte takes; after `cut` pieces the connection is closed, after `stall` pieces nothing comes any more; `events` stand
    in place of what would be sent; `refuses` is a parameter that is not known.
    """

    replies: Sequence[str] = ("",)
    keys: Sequence[str] = ()
    figures: Sequence[str] = ()
    size: int = 5
    statuses: Sequence[int] = ()
    headers: dict[str, str] = field(default_factory=dict)
    content_type: str = "text/event-stream"
    delay_s: float = 0.0
    cut: int | None = None
    stall: int | None = None
    events: Sequence[str] | None = None
    finish: str | None = "stop"
    refuses: str | None = None
    repeat: bool = False
    field: str = "content"


class LyingServer:
    """Serves its `script` on loopback and keeps the bodies and headers of all requests."""

    def __init__(self) -> None:
        self.script = Script()
        self.requests: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.ended = Event()
        handler = type("Handler", (_Handler,), {"owner": self})
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._http.daemon_threads = True
        self.base_url = f"http://127.0.0.1:{self._http.server_port}/v1"
        Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def tell(self, *replies: str, **how: Any) -> None:
        """Forgets the requests so far and follows a new script."""
        self.script = Script(replies or ("",), **how)
        self.requests.clear()
        self.headers.clear()

    @property
    def prompts(self) -> list[str]:
        return ["\n".join(message["content"] for message in body["messages"]) for body in self.requests]

    def close(self) -> None:
        self.ended.set()
        self._http.shutdown()
        self._http.server_close()


def passages(prompt: str) -> dict[int, str]:
    """The numbered passages of a prompt."""
    starts = [*_PASSAGE.finditer(prompt)]
    ends = [*(match.start() for match in starts[1:]), len(prompt)]
    return {int(match[1]): prompt[match.end() : end] for match, end in zip(starts, ends, strict=True)}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    owner: LyingServer

    def do_POST(self) -> None:
        owner, script = self.owner, self.owner.script
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        number = len(owner.requests)
        owner.requests.append(body)
        owner.headers.append({name.lower(): value for name, value in self.headers.items()})
        if script.refuses and script.refuses in body:
            return self._refuse(400, f"Unsupported parameter: '{script.refuses}' is not supported with this model.")
        if number < len(script.statuses) and script.statuses[number] != 200:
            return self._refuse(script.statuses[number], f"no: {self.headers['Authorization']}")
        if owner.ended.wait(script.delay_s):
            return None
        try:
            self._stream(script, owner.prompts[number], number)
        except OSError:
            self.close_connection = True  # whoever asked has gone
        return None

    def _refuse(self, status: int, message: str) -> None:
        data = json.dumps({"error": {"message": message, "type": "invalid_request_error"}}).encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **self.owner.script.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _stream(self, script: Script, prompt: str, number: int) -> None:
        self.send_response(200)
        self.send_header("Content-Type", script.content_type)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for sent, event in enumerate(self._events(script, prompt, number)):
            if sent == script.cut:
                self.close_connection = True
                return
            if sent == script.stall:
                self.owner.ended.wait(30)
                return
            self._chunk(event)
        self._chunk("")

    def _chunk(self, text: str) -> None:
        data = text.encode()
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        self.wfile.flush()

    def _events(self, script: Script, prompt: str, number: int) -> Iterator[str]:
        if script.events is not None:
            yield from script.events
            return
        reply = filled(script.replies[min(number, len(script.replies) - 1)], passages(prompt), script)
        while True:
            for at in range(0, len(reply), script.size):
                yield event({script.field: reply[at : at + script.size]})
            if not script.repeat:
                break
            time.sleep(0.001)
        yield event({}, script.finish)
        yield "data: [DONE]\n\n"

    def log_message(self, *_: object) -> None:
        pass


def event(delta: dict[str, object], finish: str | None = None) -> str:
    """One event of a stream."""
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    chunk = {"id": "x", "object": "chat.completion.chunk", "created": 0, "model": "m", "choices": [choice]}
    return f"data: {json.dumps(chunk)}\n\n"


def filled(reply: str, numbered: dict[int, str], script: Script) -> str:
    """The reply with the numbers of passages in it."""
    right = [number for number, text in numbered.items() if all(key in text for key in script.keys)]
    wrong = [number for number, text in numbered.items() if not any(figure in text for figure in script.figures)]
    return reply.replace("{right}", str((right or [1])[0])).replace("{wrong}", str((wrong or [1])[0]))
