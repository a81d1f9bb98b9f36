"""The Singer taps for Trello and Jira: they write everything out as one JSON message a line."""

from __future__ import annotations

import json
from abc import abstractmethod
from collections import defaultdict
from pathlib import Path
from typing import Any, ClassVar

from benchmarks.peers.material import Seen
from benchmarks.peers.peer import JIRA_SITE, Peer, Place, Step
from trackerbridge.sandbox import credentials

Json = dict[str, Any]
SINCE = "2026-01-01T00:00:00Z"


class Tap(Peer):
    """One tap: a configuration, a catalogue that it writes itself, and the streams to take."""

    module: ClassVar[str]
    streams: ClassVar[tuple[str, ...]]
    catalogue_option: ClassVar[str]

    @property
    @abstractmethod
    def config(self) -> Json:
        """Its configuration."""

    def prepare(self, place: Place) -> None:
        """Write the configuration."""
        (place.folder / "config.json").write_text(json.dumps(self.config), encoding="utf-8")

    def set_up(self, place: Place) -> list[Step]:
        """Choose the streams from its own catalogue."""
        return [Step("choose", [str(place.python), "-c", CHOOSE, self.module, ",".join(self.streams)])]

    def steps(self, place: Place) -> list[Step]:
        """One sync."""
        given = ["--config", "config.json", self.catalogue_option, "catalogue.json"]
        return [Step("pull", [str(place.python), "-c", f"import {self.module}; {self.module}.main()", *given])]

    def start_up(self, place: Place) -> Step:
        """Its imports."""
        return Step("imports", [str(place.python), "-c", f"import {self.module}"])

    def seen(self, place: Place, output: Path) -> Seen:
        """Its records by stream; each counted once."""
        found: dict[str, dict[str, Json]] = defaultdict(dict)
        with output.open(encoding="utf-8") as lines:
            for line in lines:
                message = json.loads(line)
                if message["type"] == "RECORD":
                    found[message["stream"]][message["record"]["id"]] = message["record"]
        return self.counted(found)

    @abstractmethod
    def counted(self, found: dict[str, dict[str, Json]]) -> Seen:
        """What the records are."""


class TapTrello(Tap):
    """tap-trello."""

    name = "tap-trello 1.1.3"
    needs = ("tap-trello==1.1.3",)
    how = "one sync of the streams boards, lists, cards, checklists, users and actions"
    trackers = ("trello",)
    module = "tap_trello"
    streams = ("boards", "lists", "cards", "checklists", "users", "actions")
    catalogue_option = "--catalog"

    @property
    def config(self) -> Json:
        """Key, token, and from when on."""
        return {"api_key": credentials.KEY, "api_token": credentials.TEAM_TOKEN, "start_date": SINCE}

    def counted(self, found: dict[str, dict[str, Json]]) -> Seen:
        """Actions are comments or changes."""
        kinds = [action["type"] for action in found["actions"].values()]
        return Seen(len(found["cards"]), kinds.count("commentCard"), kinds.count("updateCard"))


class TapJira(Tap):
    """tap-jira."""

    name = "tap-jira 2.6.0"
    needs = ("tap-jira==2.6.0",)
    how = "one sync of the streams projects, issues, issue_comments and changelogs"
    trackers = ("jira",)
    module = "tap_jira"
    streams = ("projects", "issues", "issue_comments", "changelogs")
    catalogue_option = "--properties"

    @property
    def config(self) -> Json:
        """The site by name and password, which is how it takes an API token."""
        login = {"username": credentials.JIRA_EMAIL, "password": credentials.JIRA_TOKEN}
        return {**login, "base_url": JIRA_SITE, "start_date": SINCE, "user_agent": "bench@sandbox.example"}

    def counted(self, found: dict[str, dict[str, Json]]) -> Seen:
        """Each in a stream of its own."""
        return Seen(len(found["issues"]), len(found["issue_comments"]), len(found["changelogs"]))


CHOOSE = """
import json, subprocess, sys
module, wanted = sys.argv[1], sys.argv[2].split(",")
run = f"import {module}; {module}.main()"
shown = subprocess.run([sys.executable, "-c", run, "--config", "config.json", "--discover"], capture_output=True)
if shown.returncode:
    sys.exit(shown.stderr.decode())
catalogue = json.loads(shown.stdout)
for stream in catalogue["streams"]:
    for entry in stream["metadata"]:
        if not entry["breadcrumb"]:
            entry["metadata"]["selected"] = stream["tap_stream_id"] in wanted
        else:
            entry["metadata"]["selected"] = True
json.dump(catalogue, open("catalogue.json", "w"))
"""
