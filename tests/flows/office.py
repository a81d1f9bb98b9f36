"""An office on the sandbox: configuration and ledger in a folder, boards behind HTTP, commands as people type them."""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
import requests
from click.testing import CliRunner, Result
from tests.shared_data import DATA

from trackerbridge.cli import cli
from trackerbridge.sandbox.agency import Agency
from trackerbridge.sandbox.credentials import KEY, TEAM_TOKEN
from trackerbridge.sandbox.samples import agency_trackers
from trackerbridge.sandbox.server import Sandbox

EXPORTS = DATA / "trello-exports"
CLIENT_BOARD = "c1ient00"

HEAD = """
timezone = "UTC"
{top}
[ledger]
url = "sqlite:///ledger.db"

[connections.boards]
type = "trello"
url = "{url}"
key = "env:TRELLO_KEY"
token = "env:TRELLO_TOKEN"
"""

PROJECT = """
[projects.{name}]

[[projects.{name}.sources]]
connection = "boards"
board = "{source}"
"""

PUBLISH = """
[projects.{name}.publish]
connection = "boards"
board = "{client}"
select = "all"
"""


@dataclass
class Office:
    """A folder, a sandbox, and the command line between them."""

    folder: Path
    sandbox: Sandbox
    now: str = "2026-11-18T10:00+00:00"
    env: dict[str, str] = field(default_factory=lambda: {"TRELLO_KEY": KEY, "TRELLO_TOKEN": TEAM_TOKEN})

    @property
    def config(self) -> Path:
        return self.folder / "trackerbridge.toml"

    def configure(self, text: str, *, top: str = "") -> None:
        self.config.write_text(HEAD.format(url=self.sandbox.url, top=top) + text, encoding="utf-8")

    def run(self, *words: str, now: str | None = None, answer: str | None = None) -> Result:
        """The command as typed; the result has exit_code, stdout and stderr."""
        options = ["--config", str(self.config), "--now", now or self.now]
        return CliRunner().invoke(cli, [*options, *map(str, words)], env=self.env, input=answer)

    def json(self, *words: str, now: str | None = None, code: int = 0) -> dict[str, Any]:
        """As run, with --format json; the first project of the document."""
        result = self.run(*words, "--format", "json", now=now)
        assert result.exit_code == code, result.stderr or result.stdout[:2000]
        project: dict[str, Any] = json.loads(result.stdout)["projects"][0]
        return project

    def writes(self) -> list[str]:
        """Every writing request that has arrived at the sandbox so far."""
        return [f"{entry.method} {entry.path}" for entry in self.sandbox.requests.writes()]

    def tracker(self, verb: str, path: str, **fields: Any) -> Any:
        """What a person does in the tracker itself."""
        credentials = {"key": self.env["TRELLO_KEY"], "token": self.env["TRELLO_TOKEN"]}
        answer = requests.request(verb, f"{self.sandbox.url}/1/{path}", params=credentials | fields, timeout=10)
        answer.raise_for_status()
        return answer.json()

    def forget_looks(self) -> None:
        """As on a new machine: the next look is a whole one."""
        shutil.rmtree(self.folder / "seen", ignore_errors=True)

    def lose_ledger(self, *, beside: bool = False) -> None:
        """``beside``: with what is kept beside it."""
        for path in self.folder.glob("ledger.db*"):
            path.unlink()
        if beside:
            shutil.rmtree(self.folder / "ledger.words", ignore_errors=True)


def empty_board(link: str = CLIENT_BOARD, *, level: str = "private") -> dict[str, Any]:
    """A board of the client's with nothing on it, as Trello exports one."""
    number = f"{crc32(link.encode()):08x}"
    return {
        "id": f"5f0c000000000000{number}", "name": "For you", "shortLink": link, "desc": "", "closed": False,
        "url": f"https://trello.com/b/{link}", "shortUrl": f"https://trello.com/b/{link}",
        "prefs": {"permissionLevel": level}, "labelNames": {}, "lists": [], "cards": [], "labels": [], "members": [],
        "memberships": [], "actions": [], "checklists": [], "dateLastActivity": "2015-01-01T00:00:00.000Z",
    }  # fmt: skip


@contextmanager
def office_of(agency: Agency, folder: Path, *, now: datetime) -> Iterator[Office]:
    """The office of the sample agency, with its trackers and its own configuration."""
    trello, jira = agency_trackers(agency)
    with Sandbox(trello, jira=jira, now=now) as sandbox:
        made = Office(folder, sandbox, env=dict(agency.env))
        made.config.write_text(agency.config(sandbox.url) + '\n[ledger]\nurl = "sqlite:///ledger.db"\n')
        yield made


def read_export(name: str) -> dict[str, Any]:
    """A real board export; the test is skipped where the shared data is not there."""
    path = EXPORTS / name
    if not path.exists():
        pytest.skip(f"{path} is not there")
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    # One of them is a fixture whose board has a made-up id, where Trello has 24 hexadecimal digits.
    raw: dict[str, Any] = json.loads(data.replace(b"fakeboardidhash", b"5f0c0000000000000000fa4e"))
    return raw


def thursday_after(raw: dict[str, Any]) -> datetime:
    """The first Thursday noon after the last activity: no weekly update lies between it and the next day."""
    last = max(datetime.fromisoformat(action["date"]) for action in raw["actions"])
    day = last + timedelta(days=(3 - last.weekday()) % 7 or 7)
    return day.replace(hour=12, minute=0, second=0, microsecond=0)
