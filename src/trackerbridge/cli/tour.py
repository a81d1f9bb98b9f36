"""The tour of ``trackerbridge demo``, step by step. Every step is a real command over real HTTP on loopback."""

from __future__ import annotations

import os
import shlex
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trackerbridge.errors import PartlyDone
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.report.base import Screen

if TYPE_CHECKING:
    from trackerbridge.sandbox.agency import Agency
    from trackerbridge.sandbox.server import Sandbox


@dataclass
class Tour:
    """One tour. ``folder`` holds configuration and ledger, ``now`` is the day on which it takes place."""

    folder: Path
    now: datetime
    port: int = 0
    screen: Screen = field(default_factory=Screen)
    serve: bool = False
    _written: int = field(default=0, init=False)

    def run(self) -> None:
        """The whole of it. Raises :class:`PartlyDone` where a step does not end as it should."""
        from trackerbridge.plugins import SWITCH
        from trackerbridge.sandbox.agency import build
        from trackerbridge.sandbox.samples import agency_trackers
        from trackerbridge.sandbox.server import Sandbox

        now = self.now if self.now.tzinfo else self.now.replace(tzinfo=UTC)
        agency = build(now)
        trello, jira = agency_trackers(agency)
        with (
            Sandbox(trello, jira=jira, port=self.port, now=now) as sandbox,
            _environment({**agency.env, SWITCH: "off"}),
        ):
            self._write_config(agency, sandbox.url)
            self._steps(agency, sandbox)
            if self.serve:
                self._stay(agency, sandbox)

    def _write_config(self, agency: Agency, url: str) -> None:
        text = agency.config(url) + '\n[ledger]\nurl = "sqlite:///trackerbridge.db"\n'
        (self.folder / "trackerbridge.toml").write_text(text, encoding="utf-8")

    def _steps(self, agency: Agency, sandbox: Sandbox) -> None:
        started = time.monotonic()
        first, second = agency.stories[0].name, agency.stories[1].name
        in_jira = next(story.name for story in agency.stories if story.key)
        clients = len(agency.stories)
        self._say(
            f"An agency works for {clients} clients, for three on Trello and for one in Jira. All of it is on a "
            f"sandbox at {sandbox.url}, which looks like both and is neither. It is "
            f"{self.now:%A}, {self.now.day} {self.now:%B %Y}."
        )
        self._step("What is late, and what is confusing, for the first client?", "audit", first)
        self._step("What would that client get to see? Nothing is written yet.", "plan", first)
        self._step(
            "A person has looked. The plan is kept, and applied exactly as it is.",
            "plan",
            "--out",
            "first.plan",
            lines=0,
        )
        self._step("", "sync", "--plan", "first.plan")
        self._written = len(sandbox.requests.writes())
        self._step("This is what the second client reads now, in their own language.", "preview", second, lines=24)
        self._step("The last client's team works in Jira. The flags are the same ones …", "audit", in_jira, lines=21)
        self._step("… and so is the client's board, which is on Trello.", "preview", in_jira, lines=19)
        self._step("Once more: nothing is new, so nothing is written.", "sync")
        self._require_silence(sandbox)
        self._say(f"That was the whole of it, in {time.monotonic() - started:.0f} seconds.")
        self._go_on()

    def _step(self, why: str, *command: str, lines: int | None = None) -> None:
        """Show a command and run it, as anybody would type it; of its output at most ``lines``."""
        from trackerbridge.cli.root import cli

        if why:
            self._say(why)
        click.echo()
        click.echo(click.style(f"$ trackerbridge {shlex.join(command)}", fg="cyan" if self.screen.color else None))
        words = [str(self.folder / word) if word.endswith(".plan") else word for word in command]
        options = ["--config", str(self.folder / "trackerbridge.toml"), "--now", self.now.isoformat()]
        shown = self.folder / "shown.txt"
        if lines is not None:
            words += ["--output", str(shown)]
            options.append("--quiet")
        code = cli.main([*options, *words], prog_name="trackerbridge", standalone_mode=False)
        if code:
            raise PartlyDone(f"The demo's `trackerbridge {shlex.join(command)}` ended with exit code {code}.")
        if lines:
            click.echo("\n".join([*shown.read_text(encoding="utf-8").splitlines()[:lines], "…"]))

    def _say(self, text: str) -> None:
        width = min(self.screen.width, 80)
        click.echo("\n" + click.wrap_text(text, width))

    def _require_silence(self, sandbox: Sandbox) -> None:
        """The claim of the tour, checked where the requests arrive."""
        written = sandbox.requests.writes()
        if len(written) != self._written:
            raise PartlyDone(f"The second sync wrote {len(written) - self._written} times; it should write nothing.")

    def _go_on(self) -> None:
        self._say("To go on:")
        for line in (
            "trackerbridge audit BOARD.json   your own board: Menu, Share, Export as JSON",
            "trackerbridge demo --serve       the same, and then the boards in a browser",
            "trackerbridge preview PROJECT --format html --output page.html",
            "                                 a client's board as one page, for any screen and for paper",
            "trackerbridge rules D01          what a flag means, and when it is wrong",
            "README.md                        five minutes to a board of your client's",
        ):
            click.echo(f"  {line}")

    def _stay(self, agency: Agency, sandbox: Sandbox) -> None:
        """Until Ctrl-C."""
        self._say("The boards are here, as their members see them (Ctrl-C ends the sandbox and throws all away):")
        for story in agency.stories:
            page = f"browse/{story.key}-1" if story.key else f"b/{story.links[0]}"
            click.echo(f"  {story.title}")
            click.echo(f"    the client sees   {sandbox.url}/b/{story.links[1]}")
            click.echo(f"    … or as one page  {self._page_of(story.name).as_uri()}")
            click.echo(f"    the team sees     {sandbox.url}/{page}")
        config = self.folder / "trackerbridge.toml"
        self._say("Change a card's date through the interface, and sync again from another terminal:")
        for name, value in agency.env.items():
            click.echo(f"  export {name}={value}")
        click.echo(f"  trackerbridge --config {config} --now {self.now.isoformat()} sync")
        try:
            sandbox.wait()
        except KeyboardInterrupt:
            click.echo("\nThe sandbox has ended.")

    def _page_of(self, project: str) -> Path:
        """The client's board as one page, in a file."""
        from trackerbridge.cli.root import cli

        page = self.folder.resolve() / f"{project}.html"
        options = ["--config", str(self.folder / "trackerbridge.toml"), "--now", self.now.isoformat(), "--quiet"]
        words = ["preview", project, "--format", "html", "--output", str(page)]
        cli.main([*options, *words], prog_name="trackerbridge", standalone_mode=False)
        return page


@contextmanager
def _environment(extra: Mapping[str, str]) -> Iterator[None]:
    """These variables for the time of the tour: the configuration refers to them, as anybody's does."""
    before = {name: os.environ.get(name) for name in extra}
    os.environ.update(extra)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
