"""What may stand between us and a tracker inside a company: a server's own certificate, and a proxy."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from socketserver import BaseRequestHandler, ThreadingTCPServer
from threading import Thread


class _Way(ThreadingTCPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """A client that breaks off, as one that does not trust us does, is what is tested."""


@contextmanager
def _listening(handler: type[BaseRequestHandler]) -> Iterator[int]:
    with _Way(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


def _carry(one: socket.socket, other: socket.socket) -> None:
    """Bytes from one to the other until one of them ends."""
    with suppress(OSError):
        while data := one.recv(65_536):
            other.sendall(data)
    with suppress(OSError):
        other.shutdown(socket.SHUT_RDWR)


def _join(one: socket.socket, port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as inside:
        back = Thread(target=_carry, args=(inside, one), daemon=True)
        back.start()
        _carry(one, inside)
        back.join()


@contextmanager
def behind_tls(port: int, certificate: Path) -> Iterator[int]:
    """A port that speaks TLS with this certificate, before a port that does not."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, certificate.with_name("key.pem"))

    class Front(BaseRequestHandler):
        def handle(self) -> None:
            with context.wrap_socket(self.request, server_side=True) as open_line:
                _join(open_line, port)

    with _listening(Front) as found:
        yield found


@contextmanager
def proxy(port: int | None, asked: list[str]) -> Iterator[str]:
    """A proxy whose every way leads to this port; ``None``: it lets nobody through. What was asked stands in a list."""

    class Proxy(BaseRequestHandler):
        def handle(self) -> None:
            head = self.request.recv(65_536).decode("latin-1")
            asked.append(head.partition("\r\n")[0])
            if port is None:
                self.request.sendall(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
                return
            self.request.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            _join(self.request, port)

    with _listening(Proxy) as found:
        yield f"http://127.0.0.1:{found}"
