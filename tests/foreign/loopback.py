"""A server on a free port of this machine, for as long as a test needs it."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self


class Loopback(ABC):
    """Serves :meth:`handler` between entering and leaving the context."""

    prefix: str

    @abstractmethod
    def handler(self) -> type[BaseHTTPRequestHandler]:
        """What answers."""

    def __enter__(self) -> Self:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self.handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def url(self) -> str:
        """What a connection's ``url`` says."""
        return f"http://127.0.0.1:{self._server.server_port}{self.prefix}"
