"""The sandbox as a running server."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import Self

from trackerbridge.sandbox.app import make_app
from trackerbridge.sandbox.clock import SandboxClock
from trackerbridge.sandbox.faults import Faults
from trackerbridge.sandbox.jira.limits import JiraLimits
from trackerbridge.sandbox.jira.service import JiraService
from trackerbridge.sandbox.jira.site import JiraSite
from trackerbridge.sandbox.limits import RateLimits
from trackerbridge.sandbox.requestlog import RequestLog
from trackerbridge.sandbox.trello.service import TrelloService
from trackerbridge.sandbox.trello.state import TrelloState
from trackerbridge.sandbox.wire import Server


class Sandbox:
    """A Trello, and if asked a Jira, on 127.0.0.1, served from its own thread as soon as it is made.

    ::

        with Sandbox(state) as sandbox:
            requests.get(f"{sandbox.url}/1/members/me", params={"key": KEY, "token": TEAM_TOKEN})

    ``jira`` is served beside Trello on the same port, by the same clock: that of the Trello state, or without one that
    of the Jira state. ``port`` 0 takes any free one. ``latency_ms`` is waited before every answer. ``rate_limits``
    enforces the trackers' limits in real time, in windows divided by ``time_scale``. ``now`` stops the server's clock
    there; ``None`` keeps the state's clock. ``log`` is a file of JSON lines.
    Raises ``UsageError`` when the port is taken.
    """

    def __init__(
        self,
        trello: TrelloState | None = None,
        *,
        jira: JiraSite | None = None,
        port: int = 0,
        latency_ms: float = 0,
        rate_limits: bool = False,
        time_scale: float = 1.0,
        faults: Faults | None = None,
        log: Path | None = None,
        now: datetime | str | None = None,
    ) -> None:
        self.state = trello or TrelloState(jira.state.clock if jira else None)
        self.clock: SandboxClock = self.state.clock
        self.jira = jira
        if jira is not None:
            jira.state.clock = self.clock
        if now is not None:
            self.clock.set(now)
        self.latency_ms = latency_ms
        self.faults = faults or Faults()
        self.requests = RequestLog(log)
        self.service = TrelloService(self.state, RateLimits(rate_limits, time_scale))
        self.jira_service = JiraService(jira, JiraLimits(rate_limits, time_scale)) if jira else None
        self._server = Server(make_app(self), port)
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        """The base address, e.g. ``http://127.0.0.1:8123``; Trello's routes are below ``/1``."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def jira_url(self) -> str:
        """Jira's base address, context path included; its routes are below ``/rest``."""
        return self.url + (self.jira.context_path if self.jira else "")

    def redact(self, text: str) -> str:
        """The text without any token that the sandbox knows."""
        jira = self.jira.state.accounts.values() if self.jira else ()
        for token in (*self.state.accounts, *(account.token for account in jira)):
            text = text.replace(token, "TOKEN")
        return text

    def wait(self) -> None:
        """Block until the server is stopped."""
        self._thread.join()

    def stop(self) -> None:
        """End the server and all its connections; a second call does nothing."""
        self._server.shutdown()
        self._server.hang_up()
        self._server.server_close()
        self._thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
