"""CPU and memory of a plan over 10,000 Jira issues, against merely reading them: ``python -m benchmarks.cpu_of_10000``.

A made Jira is served from the sandbox in a process of its own. A process of ours runs ``plan`` (pull, assess, compose,
plan) with nothing kept from before, and publishes; two further ones plan with nothing new. A bare process then sends
the very requests of the first plan again with ``requests`` and reads the answers with ``json.loads``: the floor.
Start-up is left out of both: all that a plan imports is imported before (:mod:`benchmarks.imported`). The goals: at
most 10 times the floor's CPU cold and 3 times warm, and at most twice the answers' bytes in memory.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import resource
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.board_of_500 import client_board
from benchmarks.imported import import_all, imported_by
from benchmarks.jira_of_1000 import NOW, issues
from trackerbridge.sandbox import credentials

PUBLISHED = 40
RUNS = (("plan", "sync --force"), ("plan",), ("plan",))  # the commands of each process
CONFIG = """
[ledger]
url = "sqlite:///ledger.db"
[connections.work]
type = "jira"
url = "{jira}"
email = "{email}"
token = "env:JIRA_TOKEN"
[connections.boards]
type = "trello"
url = "{trello}"
key = "env:TRELLO_KEY"
token = "env:TRELLO_TOKEN"
[projects.catalogue]
sources = [{{ connection = "work", jql = "project = CAT" }}]
publish = {{ connection = "boards", board = "cLient00" }}
"""
Asked = list[tuple[str, str, str | None]]
SPAWN = multiprocessing.get_context("spawn")


def serve(count: int, told: Any, ended: Any) -> None:
    """The sandbox, until it is told to end."""
    from trackerbridge.sandbox.jira.load import load
    from trackerbridge.sandbox.jira.site import JiraSite
    from trackerbridge.sandbox.jira.state import JiraState
    from trackerbridge.sandbox.server import Sandbox
    from trackerbridge.sandbox.trello.state import TrelloState

    made = issues(count, count * 5 // 2, count * 6)
    for issue in made[:PUBLISHED]:
        issue["fields"]["labels"] = ["client"]
    state = JiraState()
    load(state, made)
    trello = TrelloState(state.clock)
    trello.load_export(client_board())
    with Sandbox(trello, jira=JiraSite(state, "cloud", comments_in_search=20)) as sandbox:
        told.put((sandbox.url, sandbox.jira_url))
        ended.wait()


@contextmanager
def sandbox(count: int) -> Iterator[tuple[str, str]]:
    """The addresses of its Trello and its Jira, while it runs."""
    told, ended = SPAWN.Queue(), SPAWN.Event()
    server = SPAWN.Process(target=serve, args=(count, told, ended))
    server.start()
    try:
        yield told.get(timeout=300)
    finally:
        ended.set()
        server.join(30)


def run(commands: Sequence[str], modules: Sequence[str], folder: Path, told: Any) -> None:
    """One person's commands, one after the other: of each the CPU, the memory, what Jira was asked, and its bytes."""
    import_all(modules)  # start-up, which is left out

    from click.testing import CliRunner

    from trackerbridge.cli import cli
    from trackerbridge.trackers import http

    asked: Asked = []
    sizes: list[int] = []
    deliver = http.Transport.deliver

    def noted(self: http.Transport, prepared: Any) -> Any:
        body = prepared.body.decode() if isinstance(prepared.body, bytes) else prepared.body
        asked.append((prepared.method, prepared.url, body))
        answer = deliver(self, prepared)
        sizes.append(len(answer.content))
        return answer

    http.Transport.deliver = noted  # type: ignore[method-assign]
    given = ["--config", str(folder / "tb.toml"), "--now", NOW.isoformat(), "-q"]
    steps = []
    for words in commands:
        asked.clear()
        sizes.clear()
        cpu, grown = measured(partial(CliRunner().invoke, cli, [*given, *words.split()]))
        steps.append((words, cpu, grown, list(asked), sum(sizes)))
    told.put(steps)


def read_only(asked: Asked, told: Any) -> None:
    """The same requests, sent and read by hand."""
    import requests

    session = requests.Session()
    session.auth = (credentials.JIRA_EMAIL, credentials.JIRA_TOKEN)

    def read() -> None:
        for method, url, body in asked:
            headers = {"Content-Type": "application/json"} if body else {}
            answer = session.request(method, url, data=body, headers=headers, timeout=60)
            answer.raise_for_status()
            json.loads(answer.content)

    cpu, _ = measured(read)
    told.put(cpu)


def measured(work: Callable[[], Any]) -> tuple[float, float]:
    """CPU seconds of some work, and by how many MB the peak of this process's memory grew."""
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    work()
    return time.process_time() - began, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024


def modules_of(*commands: str) -> list[str]:
    """The modules that these commands import, each run over ten issues of a sandbox of its own."""
    found: set[str] = set()
    with tempfile.TemporaryDirectory() as name, sandbox(10) as urls:
        _write_config(Path(name), *urls)
        for words in commands:
            found |= set(alone(imported_by, words, Path(name)))
    return sorted(found)


def _write_config(folder: Path, trello: str, jira: str) -> None:
    text = CONFIG.format(trello=trello, jira=jira, email=credentials.JIRA_EMAIL)
    (folder / "tb.toml").write_text(text, encoding="utf-8")


def alone(work: Callable[..., None], *given: Any) -> Any:
    """What it tells, from a process of its own."""
    told = SPAWN.Queue()
    process = SPAWN.Process(target=work, args=(*given, told))
    process.start()
    found = told.get(timeout=1200)
    process.join(30)
    return found


def main() -> None:
    """Print the table."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--issues", type=int, default=10_000)
    said = ask.parse_args()
    secrets = {"JIRA_TOKEN": credentials.JIRA_TOKEN, "TRELLO_KEY": credentials.KEY}
    os.environ |= {**secrets, "TRELLO_TOKEN": credentials.TEAM_TOKEN, "TRACKERBRIDGE_PLUGINS": "off"}
    modules = modules_of(*dict.fromkeys(words for commands in RUNS for words in commands))
    with tempfile.TemporaryDirectory() as name, sandbox(said.issues) as urls:
        _write_config(Path(name), *urls)
        steps = [step for commands in RUNS for step in alone(run, commands, modules, Path(name))]
        floor = alone(read_only, steps[0][3])
    size = steps[0][4]
    print(f"{said.issues} issues, {len(steps[0][3])} requests to Jira, answers of {size / 1e6:.0f} MB")
    print(f"{'step':<24}{'CPU s':>8}{'times the floor':>17}{'memory MB':>11}{'times the answers':>19}")
    print(f"{'reading alone (floor)':<24}{floor:>8.2f}{1:>17.1f}")
    for place, (step, cpu, grown, asked, _) in enumerate(steps):
        memory = "" if place else f"{grown:>11.0f}{grown * 1e6 / size:>19.1f}"  # the peak of a process only grows
        print(f"{step:<24}{cpu:>8.2f}{cpu / floor:>17.1f}{memory}   {len(asked)} requests to Jira")


if __name__ == "__main__":
    main()
