"""A server with a certificate of its own, over real TLS: refused with a next step, and trusted once that is taken."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
import requests
from tests.certificates import self_signed

from trackerbridge.errors import Unreachable, UsageError
from trackerbridge.trackers.budget import Budget
from trackerbridge.trackers.http import Transport


class Answer(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = b'{"version": "9.12"}'
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return self_signed(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def server(certificate: Path) -> Iterator[str]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, certificate.with_name("key.pem"))
    serving = HTTPServer(("127.0.0.1", 0), Answer)
    serving.handle_error = lambda *_: None  # a client that breaks off is what is tested
    serving.socket = context.wrap_socket(serving.socket, server_side=True)
    thread = Thread(target=serving.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield f"https://localhost:{serving.server_port}"
    serving.shutdown()
    serving.server_close()
    thread.join()


def ask(url: str, **more: str) -> requests.Response:
    transport = Transport(base_url=url, budget=Budget(60, sleep=lambda _: None), **more)
    try:
        return transport.deliver(requests.Request("GET", f"{url}/rest/api/2/serverInfo").prepare())
    finally:
        transport.close()


def test_it_is_not_trusted_by_itself_and_says_what_to_do(server: str) -> None:
    with pytest.raises(Unreachable, match="nobody known here has signed") as refusal:
        ask(server)
    assert "ca_file" in refusal.value.hint
    assert "REQUESTS_CA_BUNDLE" in refusal.value.hint


def test_a_file_named_in_the_connection_makes_it_trusted(server: str, certificate: Path) -> None:
    assert ask(server, ca_file=str(certificate)).json() == {"version": "9.12"}


def test_so_does_the_machines_own_setting(server: str, certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
    assert ask(server).json() == {"version": "9.12"}


def test_a_file_that_holds_no_certificate_is_told(server: str, tmp_path: Path) -> None:
    (tmp_path / "odd.pem").write_text("no certificate", encoding="utf-8")
    with pytest.raises((UsageError, Unreachable), match="certificate") as refusal:
        ask(server, ca_file=str(tmp_path / "odd.pem"))
    assert refusal.value.hint
