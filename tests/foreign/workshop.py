"""An engineer's workshop: a folder with a configuration, the foreign Trello behind it, commands as people type them."""

from __future__ import annotations

import copy
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from tests.foreign.boards import CLIENT, SAMPLE, WORK, client_board, work_board
from tests.foreign.foreign_trello import KEY, READ_ONLY, TOKEN, ForeignTrello, Seen

from trackerbridge.cli import cli

Json = dict[str, Any]

THURSDAY, FRIDAY = "2026-11-19T09:00:00+00:00", "2026-11-20T09:00:00+00:00"  # nothing falls due between them

CONFIG = """
timezone = "UTC"
{head}
[ledger]
url = "sqlite:///ledger.db"

[connections.boards]
type = "trello"
url = "{url}"
key = "env:TRELLO_KEY"
token = "env:TRELLO_TOKEN"

[projects.bakery]
{people}
{project}
[[projects.bakery.sources]]
connection = "boards"
board = "{source}"

"""

PUBLISH = """
[projects.bakery.publish]
connection = "boards"
board = "{target}"
{publish}
"""
PEOPLE = """
team = ["Ilya Petrov"]
client = ["anna_client"]
"""


@dataclass
class Ran:
    """What a command left behind: exit code, stdout, stderr, and the requests that the server saw meanwhile."""

    code: int
    out: str
    err: str
    requests: Sequence[Seen]

    @property
    def json(self) -> Json:
        """The data on stdout."""
        found: Json = json.loads(self.out)
        return found

    @property
    def project(self) -> Json:
        """The only project in it."""
        (one,) = self.json["projects"]
        return dict(one)

    @property
    def writes(self) -> list[Seen]:
        """Every request that is no question."""
        return [each for each in self.requests if each.method != "GET"]


@dataclass
class Workshop:
    """A folder and a server. ``source`` and ``target`` are what the configuration names as boards."""

    folder: Path
    trello: ForeignTrello
    source: str = WORK
    target: str = CLIENT
    now: str = "2026-11-16T09:00:00+00:00"
    env: dict[str, str] = field(default_factory=lambda: {"TRELLO_KEY": KEY, "TRELLO_TOKEN": TOKEN})
    head: str = ""
    project: str = ""
    people: str = PEOPLE
    publish: str | None = ""  # None: the project is only audited
    suffix: str = ""  # what the configuration adds to the server's address
    before: Sequence[str] = ()  # options before the command
    output: list[str] = field(default_factory=list)

    def boards(self, cards: Sequence[Mapping[str, Any]] = SAMPLE) -> tuple[Json, Json]:
        """The team's board and the client's empty one, on the server."""
        return self.trello.load(work_board(cards)), self.trello.load(client_board())

    def run(self, *words: str, now: str = "") -> Ran:
        """``trackerbridge WORDS`` in this folder."""
        with self.trello.recorded() as seen:
            result = CliRunner(env=self.env).invoke(cli, self._words(words, now), prog_name="trackerbridge")
        return self._ran(result.exit_code, result.stdout, result.stderr, seen)

    def program(self, *words: str) -> Ran:
        """The same, as a process of its own."""
        command = [sys.executable, "-m", "trackerbridge", *self._words(words, "")]
        with self.trello.recorded() as seen:
            done = subprocess.run(command, env={**os.environ, **self.env}, capture_output=True, check=False, timeout=60)
        return self._ran(done.returncode, done.stdout.decode(), done.stderr.decode(), seen)

    def _ran(self, code: int, out: str, err: str, seen: Sequence[Seen]) -> Ran:
        self.output += [out, err]
        return Ran(int(code), out, err, seen)

    def _words(self, words: Sequence[str], now: str) -> list[str]:
        config = self.folder / "trackerbridge.toml"
        config.write_text(self._configuration(), encoding="utf-8")
        return ["--config", str(config), "--now", now or self.now, *self.before, *words]

    def _configuration(self) -> str:
        text = CONFIG.format(url=self.trello.url + self.suffix, source=self.source, head=self.head,
                             people=self.people, project=self.project)  # fmt: skip
        return text if self.publish is None else text + PUBLISH.format(target=self.target, publish=self.publish)

    def sync(self, *words: str, now: str = "") -> Ran:
        """``sync --force --format json``."""
        return self.run("sync", "--force", "--format", "json", *words, now=now)

    def assert_silent(self, now: str = "") -> Ran:
        """A sync that writes nothing, and says so."""
        ran = self.sync(now=now)
        assert ran.writes == []
        assert (ran.code, ran.project["status"], ran.project["applied"]) == (0, "unchanged", 0)
        return ran

    def forget(self) -> None:
        """Lose the ledger, and what is kept beside it."""
        for path in self.folder.glob("ledger.db*"):
            path.unlink()
        shutil.rmtree(self.folder / "ledger.words", ignore_errors=True)

    def forget_looks(self) -> None:
        """What was read last time is lost, which must cost nothing but requests."""
        for path in (self.folder / "seen").glob("*"):
            path.unlink()

    def secrets_on_disk(self) -> list[str]:
        """Files of ours that hold a credential: there should be none."""
        secrets = [value.encode() for value in (KEY, TOKEN, READ_ONLY)]
        return [p.name for p in self.folder.rglob("*") if p.is_file() and any(s in p.read_bytes() for s in secrets)]

    def secrets_shown(self) -> bool:
        """Whether a credential stood in anything that a command printed."""
        return any(secret in text for text in self.output for secret in (KEY, TOKEN, READ_ONLY))


def standing(board: Json) -> Json:
    """Everything on a board but its feed, to compare with later."""
    return copy.deepcopy({part: board[part] for part in ("lists", "cards", "labels")})


def counted(requests: Sequence[Seen]) -> dict[str, int]:
    """By method, as a report counts them."""
    found = Counter(each.method for each in requests)
    return {method: found.get(method, 0) for method in ("GET", "POST", "PUT", "DELETE")}
