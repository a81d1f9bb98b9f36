"""HTTP/1.1 on loopback with keep-alive, and the ways in which a connection can fail on purpose."""

from __future__ import annotations

import contextlib
import io
import socket
import sys
from collections.abc import Iterable
from typing import Any

from werkzeug.serving import ThreadedWSGIServer, WSGIRequestHandler

from trackerbridge.errors import UsageError

WIRE = "trackerbridge.wire"
"""Key in the WSGI environment: a dictionary in which the application asks for ``drop`` or ``truncate``."""


class Handler(WSGIRequestHandler):
    """Serves one connection. Werkzeug's own handler closes it after each answer and waits 10 ms for stray data."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    timeout = 120

    def run_wsgi(self) -> None:
        """Read the whole request, ask the application, send the answer in one piece."""
        environ = self.make_environ()
        wire: dict[str, Any] = {}
        environ[WIRE] = wire
        environ["wsgi.input"] = io.BytesIO(environ["wsgi.input"].read(int(self.headers.get("Content-Length") or 0)))
        status, headers, body = self._ask(environ)
        if wire.get("drop"):
            self._hang_up()
            return
        cut = wire.get("truncate")
        with contextlib.suppress(ConnectionError):
            self._send(status, headers, body, body if cut is None else body[:cut])
        if cut is not None:
            self._hang_up()

    def _ask(self, environ: dict[str, Any]) -> tuple[str, list[tuple[str, str]], bytes]:
        started: list[Any] = ["500 Internal Server Error", []]

        def start_response(status: str, headers: list[tuple[str, str]], _exc_info: Any = None) -> Any:
            started[:] = [status, headers]
            return _write_nothing

        parts: Iterable[bytes] = self.server.app(environ, start_response)
        try:
            return started[0], started[1], b"".join(parts)
        finally:
            if hasattr(parts, "close"):
                parts.close()

    def _send(self, status: str, headers: list[tuple[str, str]], body: bytes, sent: bytes) -> None:
        code, _, reason = status.partition(" ")
        self.send_response(int(code), reason)
        for name, value in headers:
            if name.lower() != "content-length":
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(sent)
        self.wfile.flush()

    def _hang_up(self) -> None:
        self.close_connection = True
        with contextlib.suppress(OSError):
            self.wfile.flush()
            self.connection.shutdown(socket.SHUT_RDWR)

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing: the request log is kept by the sandbox itself."""


def _write_nothing(_data: bytes) -> None:
    """The old way to write a WSGI answer, which Flask does not use."""


class Server(ThreadedWSGIServer):
    """A threaded server that knows its open connections, so that stopping it really ends them."""

    daemon_threads = True

    def __init__(self, app: Any, port: int) -> None:
        self._open: set[socket.socket] = set()
        listener = _listen(port)
        try:
            super().__init__("127.0.0.1", listener.getsockname()[1], app, Handler, fd=listener.fileno())
        finally:
            listener.close()

    def process_request(self, request: Any, client_address: Any) -> None:
        """Remember the connection, then serve it in its own thread."""
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """Close a connection that is done."""
        self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Somebody who has gone (a timeout, Ctrl-C) is no error of the server's; anything else is shown."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    def hang_up(self) -> None:
        """End all connections that clients still hold open."""
        for connection in list(self._open):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


def _listen(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise UsageError(
            f"The sandbox cannot listen on 127.0.0.1:{port}: {error.strerror}.",
            hint="Choose another --port, or 0 for any free one.",
        ) from error
    return listener
