"""Requests and seconds of a sync of 200 projects from Jira to Trello: ``python -m benchmarks.two_hundred_projects``.

Serves a made Jira with as many projects of ten issues each, and a client's board for every one, from the sandbox in a
process of its own. The first sync publishes; the ones after it find nothing new. The goals for 200 projects with
nothing new, at 80 ms of latency: at most 25 requests to Trello, 20 to Jira, and 30 seconds.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.board_of_500 import client_board
from benchmarks.jira_of_1000 import NOW, issues
from trackerbridge.sandbox import credentials
from trackerbridge.sandbox.jira.load import load
from trackerbridge.sandbox.jira.site import JiraSite
from trackerbridge.sandbox.jira.state import JiraState
from trackerbridge.sandbox.server import Sandbox
from trackerbridge.sandbox.trello.state import TrelloState

EACH = 10  # issues of a project
ROUNDS = ("first sync", "second sync, nothing new", "third sync, nothing new", "fourth sync, nothing new")


def made_issues(projects: int) -> list[dict[str, Any]]:
    """Ten issues for each project: P0, P1 and so on."""
    made = issues(projects * EACH, projects * EACH * 2, projects * EACH * 3)
    for number, issue in enumerate(made):
        project, place = divmod(number, EACH)
        issue["key"] = f"P{project}-{place + 1}"
        issue["fields"]["project"] = {"id": str(20_000 + project), "key": f"P{project}", "name": f"Project {project}"}
    return made


def serve(projects: int, latency_ms: int, told: Any, ended: Any) -> None:
    """The sandbox, until it is told to end; then what was asked of each tracker, by round."""
    state = JiraState()
    load(state, made_issues(projects))
    trello = TrelloState(state.clock)
    for number in range(projects):
        link = f"cLnt{number:04d}"
        trello.load_export(
            {**client_board(), "id": f"{number + 1:024x}", "shortLink": link, "name": f"Client {number}"}
        )
    with Sandbox(trello, jira=JiraSite(state, "cloud"), latency_ms=latency_ms) as sandbox:
        told.put((sandbox.url, sandbox.jira_url))
        while ended.get() is not None:
            asked = Counter("Jira" if "/rest/" in entry.path else "Trello" for entry in sandbox.requests)
            told.put(dict(asked))


@contextmanager
def sandbox(projects: int, latency_ms: int) -> Iterator[tuple[Any, Any]]:
    """Its two queues, while it runs: what it tells, and what it is asked."""
    context = multiprocessing.get_context("spawn")
    told, ended = context.Queue(), context.Queue()
    server = context.Process(target=serve, args=(projects, latency_ms, told, ended))
    server.start()
    try:
        yield told, ended
    finally:
        ended.put(None)
        server.join(30)


def config(projects: int, trello: str, jira: str) -> str:
    """One query and one board for each project."""
    head = f"""
[ledger]
url = "sqlite:///ledger.db"
[run]
budget_seconds = 3600
[connections.work]
type = "jira"
url = "{jira}"
email = "{credentials.JIRA_EMAIL}"
token = "env:JIRA_TOKEN"
[connections.boards]
type = "trello"
url = "{trello}"
key = "env:TRELLO_KEY"
token = "env:TRELLO_TOKEN"
"""
    each = """
[projects.p{0}]
sources = [{{ connection = "work", jql = "project = P{0}" }}]
publish = {{ connection = "boards", board = "cLnt{0:04d}", select = "all" }}
"""
    return head + "".join(each.format(number) for number in range(projects))


def sync(folder: Path) -> tuple[Counter[str], float]:
    """The command as an engineer's schedule runs it: how the projects ended, and its seconds."""
    env = {
        **os.environ,
        "JIRA_TOKEN": credentials.JIRA_TOKEN,
        "TRELLO_KEY": credentials.KEY,
        "TRELLO_TOKEN": credentials.TEAM_TOKEN,
        "TRACKERBRIDGE_PLUGINS": "off",
    }
    command = [sys.executable, "-m", "trackerbridge", "--config", str(folder / "tb.toml"), "--now", NOW.isoformat()]
    began = time.perf_counter()
    done = subprocess.run([*command, "sync", "--force", "--format", "json"], env=env, capture_output=True, check=False)
    seconds = time.perf_counter() - began
    return Counter(one["status"] for one in json.loads(done.stdout)["projects"]), seconds


def _said(statuses: Counter[str]) -> str:
    return ", ".join(f"{count} {status}" for status, count in statuses.items())


def main() -> None:
    """Print the table."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--projects", type=int, default=200)
    ask.add_argument("--latency-ms", type=int, default=80)
    said = ask.parse_args()
    print(f"{said.projects} projects of {EACH} issues, {said.latency_ms} ms latency")
    print(f"{'step':<28}{'to Trello':>10}{'to Jira':>10}{'seconds':>10}")
    with tempfile.TemporaryDirectory() as name, sandbox(said.projects, said.latency_ms) as (told, ended):
        folder = Path(name)
        trello, jira = told.get(timeout=120)
        (folder / "tb.toml").write_text(config(said.projects, trello, jira), encoding="utf-8")
        before: dict[str, int] = {}
        for step in ROUNDS:
            ended_as, seconds = sync(folder)
            ended.put(step)
            asked = told.get(timeout=120)
            counts = [asked.get(where, 0) - before.get(where, 0) for where in ("Trello", "Jira")]
            print(f"{step:<28}{counts[0]:>10}{counts[1]:>10}{seconds:>10.1f}  {_said(ended_as)}")
            before = asked


if __name__ == "__main__":
    main()
