"""Answers with a model behind a real server: what comes of a model that babbles, and what is added to its first token.

``python -m evals.benchmarks.serving babble [--python PYTHON]`` builds a tiny model of random weights, serves it with
``transformers serve`` from the interpreter named (which needs ``transformers[serving]``; this one by default), and
asks questions: whatever it says, every answer must hold the sources' own words alone, or sentences that they bear out.

``python -m evals.benchmarks.serving first-token`` asks a server on loopback whose first piece takes `DELAY` seconds,
by turns plainly and through an `Assistant`, and prints the medians in ms and what the assistant adds.
"""

import argparse
import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from threading import Thread

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.model import Endpoint
from assistant.verify import check
from corpus.library import DOCUMENTS
from evals.cases import load_cases, shipped_sets
from index.encoders import load_encoder
from index.update import ensure_library

DELAY = 0.3
ROUNDS = 30
QUESTIONS = 8
_WINDOW = 1_024  # tokens: babble is no better for being long
_STARTS_IN = 180.0  # seconds
_SERVE = "from transformers.cli.transformers import main; main()"
_TEMPLATE = "{% for message in messages %}{{ message['content'] }}\n{% endfor %}"


def babble(folder: Path) -> None:
    """Writes a tiny chat model of random weights, whose tokens are those of the library's texts."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers  # noqa: PLC0415
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast  # noqa: PLC0415

    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel()
    tokenizer.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(vocab_size=4_000, special_tokens=["<end>"], initial_alphabet=alphabet)
    tokenizer.train([str(path) for path in sorted(DOCUMENTS.glob("*.md"))], trainer)
    wrapped = PreTrainedTokenizerFast(tokenizer_object=tokenizer, eos_token="<end>", chat_template=_TEMPLATE)  # noqa: S106
    wrapped.save_pretrained(folder)
    config = LlamaConfig(
        vocab_size=len(wrapped),
        hidden_size=32,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=2,
        max_position_embeddings=8_192,
        eos_token_id=0,
    )
    LlamaForCausalLM(config).save_pretrained(folder)


@contextmanager
def served(python: str) -> Iterator[str]:
    """The address of a server from that interpreter.

    :raises SystemExit: if it does not start.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [python, "-c", _SERVE, "serve", "--host", "127.0.0.1", "--port", str(port)]
    environment = {**os.environ, "HF_HUB_OFFLINE": "1"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:  # noqa: S603
        try:
            _wait(port, server)
            yield f"http://127.0.0.1:{port}/v1"
        finally:
            server.terminate()


def _wait(port: int, server: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + _STARTS_IN
    while time.monotonic() < until and server.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=2).close()
        except OSError:
            time.sleep(0.5)
        else:
            return
    raise SystemExit("the server did not start: does that interpreter have transformers[serving]?")


def questions() -> list[str]:
    """The first questions of each set over the built-in library that ships."""
    cases = [
        case
        for shipped in shipped_sets()
        if not shipped.documents
        for case in load_cases(shipped.path)[: QUESTIONS // 2]
    ]
    return [case.question for case in cases if not case.follow_up_to][:QUESTIONS]


def run_babble(python: str) -> int:
    """Prints what came of each question; 1 if anything got through that the sources do not bear out, else 0."""
    encoder = load_encoder()
    with TemporaryDirectory() as folder:
        library = ensure_library(Path(folder) / "library", encoder)
        babble(Path(folder) / "model")
        failed = 0
        with served(python) as base_url:
            endpoint = Endpoint(str(Path(folder) / "model"), base_url, timeout_s=60, context=_WINDOW)
            assistant = Assistant(library, encoder, endpoint)
            for question in questions():
                began = time.perf_counter()
                answers = list(assistant.stream(question))
                wrong = sum(not _stands(answer, assistant) for answer in answers)
                failed += wrong > 0
                last = answers[-1]
                seconds = time.perf_counter() - began
                _say(f"{seconds:6.1f} s  {last.mode}, {last.status}, {wrong} wrong of {len(answers)}: {question}")
                _say(f"          {last.notice}")
    _say(f"{failed} of {len(questions())} questions let something through")
    return int(failed > 0)


def _stands(answer: Answer, assistant: Assistant) -> bool:
    """Whether all that is shown is borne out, as a not-found answer's titles need not be."""
    if answer.status == "not_found":
        return True
    return all(done.ok for done in check(answer.text, answer.citations, assistant.library))


class _Slow(BaseHTTPRequestHandler):
    """Says the longest line of the first passage after `DELAY` seconds, and cites it."""

    protocol_version = "HTTP/1.0"

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        passage = body["messages"][-1]["content"].partition("\n\n")[0]
        line = max(passage.split("\n")[1:], key=len).strip()
        time.sleep(DELAY)
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        for content, finish in ((f"{line} [1] ", None), ("", "stop")):
            choice = {"index": 0, "delta": {"content": content}, "finish_reason": finish}
            chunk = {"id": "x", "object": "chat.completion.chunk", "created": 0, "model": "m", "choices": [choice]}
            self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
            self.wfile.flush()

    def log_message(self, *_: object) -> None:
        """Says nothing."""


def run_first_token() -> int:
    """Prints the medians of the time to the first text, plainly and through an assistant."""
    encoder = load_encoder()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Slow)
    Thread(target=server.serve_forever, daemon=True).start()
    base_url = f"http://127.0.0.1:{server.server_port}/v1"
    with TemporaryDirectory() as folder:
        library = ensure_library(Path(folder), encoder)
        assistant = Assistant(library, encoder, Endpoint("m", base_url, timeout_s=10))
        asked = questions()
        for question in asked:  # what is loaded when it is used
            list(assistant.stream(question))
        plain, whole = [], []
        for number in range(ROUNDS):
            plain.append(_plain(base_url))
            whole += _through(assistant, asked[number % len(asked)])
        server.shutdown()
    _say(f"the server's own first token: {1000 * median(plain):.0f} ms (it waits {1000 * DELAY:.0f} ms)")
    _say(f"through the assistant: {1000 * median(whole):.0f} ms ({len(whole)} answers)")
    _say(f"added: {1000 * (median(whole) - median(plain)):.0f} ms")
    return 0


def _plain(base_url: str) -> float:
    body = json.dumps({"model": "m", "stream": True, "messages": [{"role": "user", "content": "[1] a\nb"}]}).encode()
    request = urllib.request.Request(f"{base_url}/chat/completions", body, {"Content-Type": "application/json"})  # noqa: S310
    began = time.perf_counter()
    with urllib.request.urlopen(request, timeout=10) as reply:  # noqa: S310
        reply.readline()
        return time.perf_counter() - began


def _through(assistant: Assistant, question: str) -> list[float]:
    """The seconds to the first text of the model; none when its line was not let through."""
    began = time.perf_counter()
    first = next(assistant.stream(question))
    seconds = time.perf_counter() - began
    return [seconds] if first.mode == "llm" and first.status == "answered" else []


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(arguments: Sequence[str]) -> int:
    """Runs the part that is named; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", choices=["babble", "first-token"])
    parser.add_argument("--python", default=sys.executable)
    given = parser.parse_args(arguments)
    return run_babble(given.python) if given.part == "babble" else run_first_token()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
