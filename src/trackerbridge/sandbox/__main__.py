"""``python -m trackerbridge.sandbox``: a sandbox in a process of its own, until Ctrl-C or SIGTERM."""

from __future__ import annotations

import signal
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from trackerbridge.errors import TrackerbridgeError
from trackerbridge.sandbox import credentials
from trackerbridge.sandbox.clock import parse_instant
from trackerbridge.sandbox.faults import Faults, load_faults
from trackerbridge.sandbox.server import Sandbox
from trackerbridge.sandbox.starting import Login, started


def _instant(_context: click.Context, _param: click.Parameter, value: str | None) -> datetime | None:
    try:
        return parse_instant(value) if value else None
    except ValueError:
        raise click.BadParameter(f"{value!r} is no ISO time such as 2026-11-21T09:00:00Z.") from None


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("kind")
@click.option("--port", type=click.IntRange(0, 65_535), default=0, help="Port on 127.0.0.1; 0 takes any free one.")
@click.option(
    "--port-file", type=click.Path(path_type=Path), help="Write the port's number into this file once it listens."
)
@click.option(
    "--load",
    type=click.Path(path_type=Path),
    multiple=True,
    help="A Trello board export, or for Jira: search pages or issues as the REST API sends them, one issue a line, "
    "or a folder of these; gzipped or not; repeatable.",
)
@click.option("--latency-ms", type=click.FloatRange(0), default=0.0, help="Wait this long before every answer.")
@click.option("--context-path", default="", help="Serve Jira below this path, e.g. /jira, as many Data Centers do.")
@click.option(
    "--rate-limits",
    is_flag=True,
    help="Enforce the limits: Trello's 100 requests per 10 s and token, Jira's 20 writes to one issue in 2 s.",
)
@click.option(
    "--time-scale",
    type=click.FloatRange(0, min_open=True),
    default=1.0,
    help="Make the limits' windows so many times shorter.",
)
@click.option("--faults", type=click.Path(path_type=Path), help="Rules for things that go wrong, JSON or TOML.")
@click.option(
    "--log", type=click.Path(path_type=Path), help="Write every request to this file, one JSON object a line."
)
@click.option("--now", callback=_instant, help="Stop the server's clock at this time.")
@click.option("--key", help="Let this Trello key in too (with --token), with the rights of the team.")
@click.option("--email", help="Let this person into Jira too (with --token), with the rights of the team.")
@click.option("--token", help="Let this token in too (with --key or --email).")
def main(
    kind: str, port: int, port_file: Path | None, load: tuple[Path, ...], now: datetime | None, **options: Any
) -> None:
    """Serve trackers on this machine.

    KIND is trello, jira-cloud or jira-dc (empty, or what --load brings), or agency (the sample agency). A Jira has a
    Trello beside it, on the same port.
    """
    login = Login(options["key"], options["email"], options["token"])
    try:
        state, site = started(kind, now, load, login, options["context_path"])
        sandbox = Sandbox(
            state,
            jira=site,
            port=port,
            latency_ms=options["latency_ms"],
            rate_limits=options["rate_limits"],
            time_scale=options["time_scale"],
            faults=load_faults(options["faults"]) if options["faults"] else Faults(),
            log=options["log"],
        )
    except TrackerbridgeError as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(error.exit_code)
    with sandbox:
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        with suppress(KeyboardInterrupt):
            announce(sandbox, port_file, login)
            sandbox.wait()


def announce(sandbox: Sandbox, port_file: Path | None, login: Login) -> None:
    """Say on stderr where it listens and which credentials open it; the port also goes into its file."""
    lines = [f"Trello sandbox: {sandbox.url}  (API: {sandbox.url}/1)", *_trello_lines()]
    if sandbox.jira is not None:
        lines += [f"Jira sandbox: {sandbox.jira_url}  (API: {sandbox.jira_url}/rest)", *_jira_lines()]
    if login.token:
        lines.append("  and the credentials given on the command line")
    for line in lines:
        click.echo(line, err=True)
    if port_file is not None:
        partial = port_file.with_name(f"{port_file.name}.part")
        partial.write_text(f"{sandbox.port}\n", encoding="ascii")
        partial.replace(port_file)


def _trello_lines() -> list[str]:
    return [
        f"  key:              {credentials.KEY}",
        f"  team token:       {credentials.TEAM_TOKEN}",
        f"  read-only token:  {credentials.READ_ONLY_TOKEN}",
        f"  client's token:   {credentials.CLIENT_TOKEN}",
    ]


def _jira_lines() -> list[str]:
    return [
        f"  team:             {credentials.JIRA_EMAIL} (Data Center: {credentials.JIRA_NAME})",
        f"  team token:       {credentials.JIRA_TOKEN}",
        f"  reader:           {credentials.JIRA_READ_ONLY_EMAIL} (Data Center: {credentials.JIRA_READ_ONLY_NAME})",
        f"  reader's token:   {credentials.JIRA_READ_ONLY_TOKEN}",
    ]


if __name__ == "__main__":
    main()
