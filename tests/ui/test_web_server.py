import signal
import socket
import subprocess
import sys
import urllib.request

import pytest
from fastapi.testclient import TestClient

from corpus.errors import PolicyLensError
from ui.web.server import build_app, check_port, serve
from ui.web.texts import TEXTS

SERVE = "from ui.web.server import serve; serve(None, '127.0.0.1', 0)"


@pytest.fixture(scope="module")
def client(by_heart):
    return TestClient(build_app(by_heart, title="Policies"))


def test_health(client):
    assert client.get("/healthz").json() == {"status": "ok"}


def test_a_source_is_shown_with_its_passages(client):
    shown = client.get("/source", params={"document": "eu-ai-act", "cite": ["1:0:2", "2:3:13"]})
    assert '<mark data-markers="1">EU</mark>' in shown.text
    assert '<mark data-markers="2">Artificial</mark>' in shown.text


@pytest.mark.parametrize(
    ("document", "cite", "status"),
    [("nowhere", "1:0:2", 404), ("eu-ai-act", "1:0", 422), ("eu-ai-act", "1:-4:2", 422)],
)
def test_what_is_no_source_is_refused(client, document, cite, status):
    assert client.get("/source", params={"document": document, "cite": cite}).status_code == status


def test_the_browser_is_told_to_load_nothing_from_elsewhere(client):
    assert "default-src 'self'" in client.get("/").headers["Content-Security-Policy"]


def test_the_interface_speaks_three_languages(client):
    assert all(all(text) for text in TEXTS.values())
    assert "出处" in client.get("/web/texts.js").text


def test_a_port_in_use_is_told_in_one_line(capfd):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        for refuse in (lambda: check_port("127.0.0.1", port), lambda: serve(None, "127.0.0.1", port)):
            with pytest.raises(PolicyLensError, match=f"port {port} is in use"):
                refuse()
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(("host", "port"), [("127.0.0.1", 70000), ("no-such-host.invalid", 0)])
def test_what_cannot_be_served_is_told(host, port):
    with pytest.raises(PolicyLensError):
        serve(None, host, port)


def test_serving_says_where_and_ends_with_ctrl_c():
    process = subprocess.Popen([sys.executable, "-c", SERVE], stderr=subprocess.PIPE, text=True)
    try:
        said = process.stderr.readline()
        address = next(word for word in said.split() if word.startswith("http"))
        assert urllib.request.urlopen(f"{address}healthz", timeout=10).status == 200
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
        assert process.stderr.read() == ""
    finally:
        process.kill()
        process.stderr.close()


def test_importing_the_package_does_not_import_gradio():
    code = "import ui, ui.web, sys; assert not {'gradio', 'fastapi'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
