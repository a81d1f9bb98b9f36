"""Many processes and threads on one token, at Trello's real limit: ``python -m benchmarks.one_token``.

Six processes of eight threads each ask a sandbox that enforces a hundred requests in ten seconds, from a process of its
own. Nobody may be refused by our own fault, and what the limit allows should be used: for 480 requests after any of the
first the goal is at most 1.08 times what the limit dictates for as many, 48 seconds. As it stands it takes about 75
seconds; ``--time-scale 5`` makes the windows of the sandbox five times shorter, which its headers tell the limiter, and
then what the requests themselves take weighs five times as much.
"""

from __future__ import annotations

import argparse
import multiprocessing
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any

from benchmarks.board_of_500 import client_board
from trackerbridge.config.schema import ConnectionConfig
from trackerbridge.sandbox import credentials
from trackerbridge.sandbox.limits import INTERVAL_MS, PER_TOKEN
from trackerbridge.sandbox.server import Sandbox
from trackerbridge.sandbox.trello.state import TrelloState
from trackerbridge.trackers.budget import Budget
from trackerbridge.trackers.connecting import transport_for

WAY = multiprocessing.get_context("spawn")


STRETCH = 480  # requests: five times what we let pass in a window


@dataclass(frozen=True)
class Found:
    """``answers``: seconds from the beginning, one an answer, in order; ``ended``: when each thread had its last."""

    requests: int
    refused: int
    answers: tuple[float, ...]
    ended: tuple[float, ...]
    cpu: float

    def ratio(self, time_scale: float) -> float:
        """Times what the limit dictates, that a stretch of requests takes at most, wherever it begins."""
        dictated = STRETCH / PER_TOKEN * INTERVAL_MS / 1000 / time_scale
        return max(late - soon for soon, late in zip(self.answers, self.answers[STRETCH:], strict=False)) / dictated


def serve(latency_ms: float, time_scale: float, told: Any, ended: Any) -> None:
    """The sandbox, until it is told to end; then how often it answered what."""
    state = TrelloState()
    state.load_export(client_board())
    with Sandbox(state, latency_ms=latency_ms, rate_limits=True, time_scale=time_scale) as sandbox:
        told.put(sandbox.url)
        ended.get()
        told.put(dict(Counter(entry.status for entry in sandbox.requests)))


@contextmanager
def sandbox(latency_ms: float, time_scale: float) -> Iterator[tuple[str, Any, Any]]:
    """Its address and its two queues, while it runs."""
    told, ended = WAY.Queue(), WAY.Queue()
    server = WAY.Process(target=serve, args=(latency_ms, time_scale, told, ended))
    server.start()
    try:
        yield told.get(timeout=60), told, ended
    finally:
        ended.put(None)
        server.join(30)


def questions(url: str, folder: str, how_many: int) -> list[float]:
    """So many small ones, through a transport as a run has one; the moments of the answers."""
    answered = []
    connection = ConnectionConfig(type="trello", url=url, key="env:K", token="env:T")
    secrets = {"key": credentials.KEY, "token": credentials.TEAM_TOKEN}
    transport = transport_for(connection, secrets=secrets, state_folder=Path(folder), budget=Budget(3600))
    for _ in range(how_many):
        transport.request("GET", f"{url}/1/boards/{client_board()['shortLink']}", params={"fields": "name"})
        answered.append(time.time())
    transport.close()
    return answered


def ask(url: str, folder: str, threads: int, each: int, ready: Any, said: Any) -> None:
    """One process; each of its threads has a transport of its own, as a run of its own would have."""
    answers: list[list[float]] = []

    def work() -> None:
        answers.append(questions(url, folder, each))

    ready.wait()
    began = time.time()
    cpu = time.process_time()
    running = [Thread(target=work) for _ in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    said.put((began, answers, time.process_time() - cpu))


def measured(*, processes: int, threads: int, each: int, latency_ms: float, time_scale: float) -> Found:
    """All of them at once, on one token and one ``limits.db``."""
    with (
        tempfile.TemporaryDirectory() as folder,
        sandbox(latency_ms, time_scale) as (url, told, ended),
    ):
        questions(url, folder, 1)  # a scaled interval is known before all begin
        ready, said = WAY.Barrier(processes), WAY.Queue()
        workers = [WAY.Process(target=ask, args=(url, folder, threads, each, ready, said)) for _ in range(processes)]
        for worker in workers:
            worker.start()
        heard = [said.get(timeout=3600) for _ in workers]
        for worker in workers:
            worker.join(30)
        ended.put(None)
        statuses = told.get(timeout=60)
    began = min(start for start, _, _ in heard)
    threads_answers = [[at - began for at in answers] for _, some, _ in heard for answers in some]
    return Found(
        requests=sum(statuses.values()),
        refused=statuses.get(429, 0),
        answers=tuple(sorted(at for answers in threads_answers for at in answers)),
        ended=tuple(sorted(answers[-1] for answers in threads_answers)),
        cpu=sum(cpu for _, _, cpu in heard),
    )


def main() -> None:
    """Print what was found."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--processes", type=int, default=6)
    options.add_argument("--threads", type=int, default=8)
    options.add_argument("--each", type=int, default=15, help="requests of each thread")
    options.add_argument("--latency-ms", type=float, default=80)
    options.add_argument("--time-scale", type=float, default=1.0)
    said = options.parse_args()
    found = measured(**vars(said))
    print(f"{said.processes} processes of {said.threads} threads, {said.latency_ms:.0f} ms latency")
    print(f"requests {found.requests}, refused {found.refused}")
    print(f"{STRETCH} of them take at most {found.ratio(said.time_scale):.3f} times what the limit dictates")
    print(f"threads ended after {found.ended[0]:.1f} to {found.ended[-1]:.1f} s, CPU of all {found.cpu:.1f} s")


if __name__ == "__main__":
    main()
