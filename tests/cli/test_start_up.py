"""What commands load before they end: modules are most of start-up, and counting them needs no clock."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from tests.flows.jira_office import JiraOffice, bakery, project, publish, served
from tests.flows.office import CLIENT_BOARD, PROJECT, PUBLISH, Office, empty_board
from tests.flows.team_board import SOURCE, team_board

from trackerbridge.sandbox import credentials
from trackerbridge.sandbox.server import Sandbox
from trackerbridge.sandbox.trello.state import TrelloState

HEAVY = frozenset(
    {"alembic", "babel", "flask", "holidays", "jinja2", "jira", "markdown_it", "pydantic", "requests", "rich"}
)
HEAVY |= {"rich", "sqlalchemy", "trello"}
ONLY_A_PLAN_NEEDS = frozenset(
    f"trackerbridge.{name}"
    for name in (
        "apply", "backtest", "client_view.compose", "client_view.guard", "client_view.summary", "incoming", "informing",
        "manager", "page.render", "papers", "pipeline", "plan", "publishing", "report.preview", "settle",
        "trackers.html", "trackers.memory",
    )
)  # fmt: skip
LOADED = """
import importlib.abc, json, sys, threading
beside = []
class Watch(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if threading.current_thread() is not threading.main_thread():
            beside.append(name)
sys.meta_path.insert(0, Watch())
from trackerbridge.cli import cli
try:
    cli.main(sys.argv[1:])
except SystemExit as end:
    print(json.dumps({"code": end.code, "modules": sorted(sys.modules), "beside": beside}))
"""


def loaded(*words: str, env: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The modules that are there when a command has ended, and those that another thread than the main one loaded."""
    environ = {**os.environ, **(env or {}), "TRACKERBRIDGE_PLUGINS": "off"}
    command = [sys.executable, "-c", LOADED, *words]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environ)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    assert not found["code"], done.stderr
    return found


def heavy(found: Mapping[str, Any]) -> set[str]:
    return set(HEAVY & set(found["modules"]))


def of_plans(found: Mapping[str, Any]) -> set[str]:
    return set(ONLY_A_PLAN_NEEDS & set(found["modules"]))


@contextmanager
def trello_office(folder: Path) -> Iterator[Office]:
    state = TrelloState()
    state.load_export(team_board())
    state.load_export(empty_board())
    with Sandbox(state) as sandbox:
        made = Office(folder, sandbox)
        made.configure(PROJECT.format(name="web", source=SOURCE) + PUBLISH.format(name="web", client=CLIENT_BOARD))
        yield made


@contextmanager
def jira_office(folder: Path) -> Iterator[Office]:
    with served("cloud", bakery()) as sandbox:
        made = JiraOffice(folder, sandbox)
        made.env["JIRA_TOKEN"] = credentials.JIRA_TOKEN
        made.configure(made.work() + project() + publish())
        yield made


def test_help_loads_nothing_heavy_and_hardly_anything_of_ours():
    found = loaded("--help")
    assert heavy(found) == set()
    ours = {name for name in found["modules"] if name.startswith("trackerbridge.") and ".cli" not in name}
    assert ours == {"trackerbridge.errors", "trackerbridge.lazy_dataclass"}
    assert "importlib.metadata" not in found["modules"]


def test_an_audit_of_a_file_loads_neither_a_database_nor_what_speaks_to_trackers(tmp_path):
    page = {"issues": [{"id": "1", "key": "WEB-1", "fields": {"summary": "One", "status": {"name": "To Do"}}}]}
    path = tmp_path / "issues.json"
    path.write_text(json.dumps(page))
    found = loaded("audit", str(path))
    assert heavy(found) == {"pydantic", "rich"}
    assert of_plans(found) == set()


@pytest.mark.parametrize(
    ("office", "library"),
    [(trello_office, {"trello"}), (jira_office, {"jira"})],
    ids=["trello", "jira"],
)
def test_an_audit_of_a_tracker(tmp_path, office, library):
    with office(tmp_path) as here:
        found = loaded("--config", str(here.config), "--now", here.now, "audit", "--format", "json", env=here.env)
    assert heavy(found) == {"pydantic", "requests"} | library  # a new ledger, by Python's own driver
    assert of_plans(found) == set()
    # Whoever reads early loads no package that the main thread may be loading: they could stop each other.
    assert [name for name in found["beside"] if name.partition(".")[0] not in sys.stdlib_module_names] == []
