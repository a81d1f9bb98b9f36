"""How CPU and memory of a plan grow with its work: ``python -m benchmarks.linear``.

Twice the issues in one query should take twice the CPU, and twice the memory at most; more projects of the same size
in one process take more CPU, and hardly more memory, since only the project at hand is held. Every line is a plan with
nothing kept from before, in a process of its own; all that a plan imports is imported before it is measured. The goal
is at most twice what Jira's answers hold of the largest project.

Of every project ``--published`` tasks are for the client. A first publication holds the texts of all its cards until
they are shown, so that memory grows with them and not with the issues; the default is a plan over nothing published.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.board_of_500 import client_board
from benchmarks.cpu_of_10000 import SPAWN, alone, modules_of, run
from benchmarks.jira_of_1000 import issues
from benchmarks.projects_in_turn import ProjectsInTurn
from benchmarks.two_hundred_projects import config
from trackerbridge.sandbox import credentials


def made_issues(project: int, each: int, published: int) -> list[dict[str, Any]]:
    """Issues of one project, with 2.5 comments and 6 changes on the average."""
    made = issues(each, each * 5 // 2, each * 6, first=project * each)
    for place, issue in enumerate(made):
        issue["key"] = f"P{project}-{place + 1}"
        issue["fields"]["project"] = {"id": str(20_000 + project), "key": f"P{project}", "name": f"Project {project}"}
        issue["fields"]["labels"] = ["client"] if place < published else []
    return made


def serve(projects: int, each: int, published: int, told: Any, ended: Any) -> None:
    """The sandbox, with a client's board for every project, until it is told to end."""
    from trackerbridge.sandbox.jira.site import JiraSite
    from trackerbridge.sandbox.jira.state import JiraState
    from trackerbridge.sandbox.server import Sandbox
    from trackerbridge.sandbox.trello.state import TrelloState

    state = JiraState()
    trello = TrelloState(state.clock)
    for number in range(projects):
        own = {"id": f"{number + 1:024x}", "shortLink": f"cLnt{number:04d}", "name": f"Client {number}"}
        trello.load_export({**client_board(), **own})
    with Sandbox(trello, jira=JiraSite(state, "cloud", comments_in_search=20)) as sandbox:
        service = sandbox.jira_service
        assert service is not None
        in_turn = ProjectsInTurn(service, projects, partial(made_issues, each=each, published=published))
        service.answer = in_turn.answer  # type: ignore[method-assign]
        told.put((sandbox.url, sandbox.jira_url))
        ended.wait()


@contextmanager
def sandbox(projects: int, each: int, published: int) -> Iterator[tuple[str, str]]:
    """The addresses of its Trello and its Jira, while it runs."""
    told, ended = SPAWN.Queue(), SPAWN.Event()
    server = SPAWN.Process(target=serve, args=(projects, each, published, told, ended))
    server.start()
    try:
        yield told.get(timeout=1200)
    finally:
        ended.set()
        server.join(30)


def planned(urls: tuple[str, str], projects: int, modules: list[str]) -> tuple[float, float, int, float]:
    """CPU seconds, memory in MB, requests to Jira and MB of its answers of a plan over the first projects there."""
    with tempfile.TemporaryDirectory() as name:
        text = config(projects, *urls).replace('select = "all"', 'select = "label:client"')
        (Path(name) / "tb.toml").write_text(text, encoding="utf-8")
        [(_, cpu, grown, asked, size)] = alone(run, ("plan",), modules, Path(name))
    return cpu, grown, len(asked), size / 1e6


def main() -> None:
    """Print the two tables."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--issues", type=int, nargs="*", default=[2_500, 10_000, 40_000], help="in one query")
    ask.add_argument("--projects", type=int, nargs="*", default=[10, 50, 200])
    ask.add_argument("--each", type=int, default=500, help="issues of a project")
    ask.add_argument("--published", type=int, default=0, help="tasks of a project that are for the client")
    said = ask.parse_args()
    secrets = {"JIRA_TOKEN": credentials.JIRA_TOKEN, "TRELLO_KEY": credentials.KEY}
    os.environ |= {**secrets, "TRELLO_TOKEN": credentials.TEAM_TOKEN, "TRACKERBRIDGE_PLUGINS": "off"}
    modules = modules_of("plan")
    print(
        f"{'projects':>9}{'issues of each':>16}{'requests':>10}{'CPU s':>9}{'ms an issue':>13}{'memory MB':>11}"
        f"{'answers of one, MB':>20}"
    )
    for count in said.issues:
        with sandbox(1, count, said.published) as urls:
            _print(1, count, *planned(urls, 1, modules))
    if said.projects:
        with sandbox(max(said.projects), said.each, said.published) as urls:
            for projects in said.projects:
                _print(projects, said.each, *planned(urls, projects, modules))


def _print(projects: int, each: int, cpu: float, grown: float, asked: int, size: float) -> None:
    own = 1000 * cpu / (projects * each)
    print(
        f"{projects:>9}{each:>16}{asked:>10}{cpu:>9.1f}{own:>13.2f}{grown:>11.0f}{size / projects:>20.1f}", flush=True
    )


if __name__ == "__main__":
    main()
