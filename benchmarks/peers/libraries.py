"""py-trello and jira as an agency would script them, and the bare floor."""

from __future__ import annotations

from pathlib import Path

from benchmarks.peers.material import Seen
from benchmarks.peers.peer import Peer, Place, Step, last_line, script
from trackerbridge.sandbox import credentials


class Scripted(Peer):
    """A script beside this file that prints what it saw."""

    file: str

    def steps(self, place: Place) -> list[Step]:
        """One run of it."""
        return [Step("pull", script(place, self.file), more_env=LOGINS)]

    def start_up(self, place: Place) -> Step:
        """Its imports."""
        return Step("imports", script(place, self.file, "--import-only"), more_env=LOGINS)

    def seen(self, place: Place, output: Path) -> Seen:
        """What it printed."""
        return Seen(**last_line(output))


class PyTrello(Scripted):
    """py-trello, each card with its comments and changes."""

    name = "py-trello 0.20.1, scripted"
    needs = ("py-trello==0.20.1",)
    how = "a script that fetches each card, its comments, and its changes by the thousand"
    trackers = ("trello",)
    file = "with_py_trello"


class JiraLibrary(Scripted):
    """The jira library, one search and the comments of each issue."""

    name = "jira 3.10.5, scripted"
    needs = ("jira==3.10.5",)
    how = "a script with one search for all issues and their changes, then the comments of each"
    trackers = ("jira",)
    file = "with_jira"


class Floor(Scripted):
    """The fewest requests, and nothing done with the answers."""

    name = "floor"
    needs = ("requests==2.34.2",)
    how = "the fewest requests that bring everything, read by `json` and counted; no judging, nothing kept"
    trackers = ("trello", "jira")
    file = "floor"


LOGINS = {
    "TRELLO_KEY": credentials.KEY,
    "TRELLO_TOKEN": credentials.TEAM_TOKEN,
    "JIRA_EMAIL": credentials.JIRA_EMAIL,
    "JIRA_TOKEN": credentials.JIRA_TOKEN,
}
