"""The sandbox for one measurement, in a process of its own: what is in it, and what it was asked."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from queue import Empty
from typing import Any

import requests

from benchmarks.board_of_500 import client_board
from benchmarks.jira_of_1000 import IN_SEARCH
from benchmarks.peers import material
from benchmarks.peers.material import Seen, Size

_SPAWN = multiprocessing.get_context("spawn")


@dataclass(frozen=True)
class Asked:
    """What the sandbox noted about the requests of one command."""

    requests: int
    bytes: int
    """Of all answers."""
    refused: int
    """429: over the limit."""
    tasks: int
    """How many cards or issues were asked about one by one, with an answer."""


@dataclass(frozen=True)
class Served:
    """A running sandbox."""

    url: str
    truth: Seen

    def add_client_board(self) -> None:
        """An empty board to publish on, for those who publish; nobody else is to read it."""
        answer = requests.post(f"{self.url}/_sandbox/boards", json=client_board(), timeout=60)
        answer.raise_for_status()

    def forget(self) -> None:
        """Begin a new count."""
        requests.delete(f"{self.url}/_sandbox/requests", timeout=60).raise_for_status()

    def asked(self) -> Asked:
        """The requests since then."""
        return counted(requests.get(f"{self.url}/_sandbox/requests", timeout=60).json()["requests"])


def counted(entries: list[dict[str, Any]]) -> Asked:
    """The sandbox's log in four numbers."""
    let_in = [entry for entry in entries if entry["status"] == 200]
    return Asked(
        requests=len(entries),
        bytes=sum(entry["bytes"] for entry in entries),
        refused=sum(entry["status"] == 429 for entry in entries),
        tasks=len({_task(entry["path"]) for entry in let_in} - {""}),
    )


def _task(path: str) -> str:
    """The card or issue that a path is about, or nothing."""
    for before in ("/cards/", "/issue/"):
        _, found, rest = path.partition(before)
        if found:
            return rest.partition("/")[0]
    return ""


@contextmanager
def served(size: Size, latency_ms: float = 0, *, rate_limits: bool = False) -> Iterator[Served]:
    """It, loaded and listening, ended afterwards."""
    told, ended = _SPAWN.Queue(), _SPAWN.Event()
    server = _SPAWN.Process(target=_serve, args=(size, latency_ms, rate_limits, told, ended))
    server.start()
    try:
        yield Served(*_first(told, server))
    finally:
        ended.set()
        server.join(30)
        if server.is_alive():
            server.terminate()


def _first(told: Any, server: Any) -> tuple[str, Seen]:
    """What it tells when it listens. ``RuntimeError`` where it ends before."""
    while server.is_alive():
        with suppress(Empty):
            address: tuple[str, Seen] = told.get(timeout=1)
            return address
    raise RuntimeError("the sandbox did not start")


def _serve(size: Size, latency_ms: float, rate_limits: bool, told: Any, ended: Any) -> None:
    from trackerbridge.sandbox.jira.load import load
    from trackerbridge.sandbox.jira.site import JiraSite
    from trackerbridge.sandbox.jira.state import JiraState
    from trackerbridge.sandbox.server import Sandbox
    from trackerbridge.sandbox.trello.state import TrelloState

    trello, site = TrelloState(), None
    if size.tracker == "trello":
        made: Any = material.trello_board(size)
        trello.load_export(made)
    else:
        made = material.jira_issues(size)
        state = JiraState()
        load(state, made)
        site = JiraSite(state, "cloud", comments_in_search=IN_SEARCH)
    there = material.truth(size, made)
    with Sandbox(trello, jira=site, latency_ms=latency_ms, rate_limits=rate_limits) as sandbox:
        told.put((sandbox.url, there))
        ended.wait()
