"""trackerbridge itself: an audit with all flags, the same once more, and a plan."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from benchmarks.jira_of_1000 import NOW
from benchmarks.peers.libraries import LOGINS
from benchmarks.peers.material import Seen
from benchmarks.peers.peer import ROOT, Peer, Place, Step, last_line
from trackerbridge.sandbox import credentials

CONFIG = """
[ledger]
url = "sqlite:///ledger.db"
[connections.boards]
type = "trello"
url = "{url}"
key = "env:TRELLO_KEY"
token = "env:TRELLO_TOKEN"
[connections.work]
type = "jira"
url = "{url}"
email = "{email}"
token = "env:JIRA_TOKEN"
[projects.catalogue]
sources = [{source}]
publish = {{ connection = "boards", board = "cLient00" }}
"""
SOURCES = {
    "trello": '{ connection = "boards", board = "bEnch500" }',
    "jira": '{ connection = "work", jql = "project = CAT" }',
}
IMPORTS = (
    "from trackerbridge import pipeline, runner, wiring; from trackerbridge.cli import cli; "
    "from trackerbridge.cli import audit, plan; from trackerbridge.trackers.{tracker} import connector; "
    "from trackerbridge.trackers.trello import writer"
)
"""What a plan imports."""
AUDIT_IMPORTS = (
    "from trackerbridge.cli import cli, audit; from trackerbridge import wiring, auditing, runner; "
    "from trackerbridge.trackers.{tracker} import connector; from trackerbridge.ledger import store"
)
"""What an audit imports, in about that order; a plan imports more, which then counts as its work."""
PLAN_WANTS_FORCE = 5
"""A first plan of this size is refused until somebody looks at it, and printed all the same."""


class Ours(Peer):
    """The real command line, from this very environment."""

    name = "trackerbridge"
    how = "`audit` and `plan` as typed, with nothing known from before and then once more"
    trackers = ("trello", "jira")

    def prepare(self, place: Place) -> None:
        """One project, read from the source and published on an empty board."""
        source = SOURCES[place.size.tracker]
        text = CONFIG.format(url=place.url, email=credentials.JIRA_EMAIL, source=source)
        (place.folder / "tb.toml").write_text(text, encoding="utf-8")

    def steps(self, place: Place) -> list[Step]:
        """The whole pull, the look for news, and a plan."""
        return [
            self._step(place, "audit", "audit"),
            self._step(place, "audit again, nothing new", "audit"),
            self._step(place, "plan, nothing new", "plan"),
        ]

    def start_up(self, place: Place) -> Step:
        """What both commands import."""
        code = AUDIT_IMPORTS.format(tracker=place.size.tracker)
        return Step("imports", [str(place.python), "-c", code], more_env=self._env())

    def seen(self, place: Place, output: Path) -> Seen:
        """Counted where the rules get it, by one more audit that begins from nothing."""
        folder = place.folder / "counted"
        folder.mkdir()
        text = (place.folder / "tb.toml").read_text(encoding="utf-8")
        (folder / "tb.toml").write_text(text, encoding="utf-8")
        command = [str(place.python), str(Path(__file__).parent / "scripts" / "ours_counted.py"), NOW.isoformat()]
        env = {**place.env, **self._env(), "PYTHONPATH": str(ROOT)}
        done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)
        (folder / "stdout").write_text(done.stdout, encoding="utf-8")
        if done.returncode:
            raise ValueError(done.stderr.strip().splitlines()[-1:])
        return Seen(**last_line(folder / "stdout"))

    def told(self, place: Place, output: Path) -> bool | None:
        """What the audit itself says about completeness."""
        report: Any = json.loads(output.read_text(encoding="utf-8"))
        return bool(report["projects"][0]["completeness"]["complete"])

    def _step(self, place: Place, name: str, verb: str) -> Step:
        given = ["--config", "tb.toml", "--now", NOW.isoformat(), verb, "catalogue", "--format", "json"]
        fine = frozenset({0, PLAN_WANTS_FORCE}) if verb == "plan" else frozenset({0})
        return Step(name, [str(place.python), "-m", "trackerbridge", *given], fine, self._env())

    @staticmethod
    def _env() -> dict[str, str]:
        return {**LOGINS, "TRACKERBRIDGE_PLUGINS": "off", "PYTHONPATH": "", "BENCH_SANDBOX": ""}
