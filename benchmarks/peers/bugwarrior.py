"""bugwarrior: pulls tasks of many services into Taskwarrior."""

from __future__ import annotations

from pathlib import Path

from benchmarks.peers.material import Seen
from benchmarks.peers.peer import JIRA_SITE, Peer, Place, Step, last_line, script
from trackerbridge.sandbox import credentials

TRELLO = f"""
[general]
targets = ["board"]
[board]
service = "trello"
api_key = "{credentials.KEY}"
token = "{credentials.TEAM_TOKEN}"
include_boards = ["bEnch500"]
"""
JIRA = f"""
[general]
targets = ["project"]
[project]
service = "jira"
base_uri = "{JIRA_SITE}"
username = "{credentials.JIRA_EMAIL}"
password = "{credentials.JIRA_TOKEN}"
query = "project = CAT"
"""


class Bugwarrior(Peer):
    """Its collecting function, which is all of ``bugwarrior pull`` but the writing into Taskwarrior."""

    name = "bugwarrior 2.1.0"
    needs = ("bugwarrior==2.1.0", "jira==3.10.5")
    how = (
        "what `bugwarrior pull` reads, with the second that it waits before; writing into Taskwarrior is left "
        "out. It reads no history"
    )
    trackers = ("trello", "jira")

    def prepare(self, place: Place) -> None:
        """Its configuration, and a Taskwarrior's that says where data would be."""
        text = TRELLO if place.size.tracker == "trello" else JIRA
        (place.folder / "bugwarrior.toml").write_text(text, encoding="utf-8")
        (place.folder / ".taskrc").write_text(f"data.location={place.folder}\n", encoding="utf-8")

    def steps(self, place: Place) -> list[Step]:
        """One pass."""
        return [Step("pull", script(place, "with_bugwarrior"), more_env=self._config(place))]

    def start_up(self, place: Place) -> Step:
        """Its imports."""
        return Step("imports", script(place, "with_bugwarrior", "--import-only"), more_env=self._config(place))

    def seen(self, place: Place, output: Path) -> Seen:
        """Tasks and annotations."""
        return Seen(**last_line(output))

    @staticmethod
    def _config(place: Place) -> dict[str, str]:
        return {"BUGWARRIORRC": str(place.folder / "bugwarrior.toml"), "TASKRC": str(place.folder / ".taskrc")}
