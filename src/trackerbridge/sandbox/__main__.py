"""``python -m trackerbridge.sandbox``: a sandbox in a process of its own, until Ctrl-C or SIGTERM."""

from __future__ import annotations

import gzip
import json
import signal
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from trackerbridge.errors import BadInput, TrackerbridgeError, UsageError
from trackerbridge.sandbox import credentials
from trackerbridge.sandbox.clock import SandboxClock, parse_instant
from trackerbridge.sandbox.faults import Faults, load_faults
from trackerbridge.sandbox.server import Sandbox
from trackerbridge.sandbox.trello.state import TrelloState

KINDS = ("trello", "agency")
"""What can be started: an empty Trello, or one with the sample agency."""


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
    help="A Trello board export (.json, .json.gz); repeatable.",
)
@click.option("--latency-ms", type=click.FloatRange(0), default=0.0, help="Wait this long before every answer.")
@click.option(
    "--rate-limits", is_flag=True, help="Enforce Trello's limits: 100 requests per 10 s and token, 300 per key."
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
@click.option("--key", help="Let this key in too (with --token), with the rights of the team.")
@click.option("--token", help="Let this token in too (with --key).")
def main(
    kind: str, port: int, port_file: Path | None, load: tuple[Path, ...], now: datetime | None, **options: Any
) -> None:
    """Serve a Trello on this machine: KIND is trello (empty, or what --load brings) or agency (the sample agency)."""
    try:
        state = make_state(kind, now, load, options["key"], options["token"])
        sandbox = Sandbox(
            state,
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
            announce(sandbox, port_file, options["key"], options["token"])
            sandbox.wait()


def make_state(
    kind: str, now: datetime | None, load: tuple[Path, ...], key: str | None, token: str | None
) -> TrelloState:
    """The state to serve. ``UsageError`` for an unknown kind, half a credential, or a file that is no export."""
    if kind not in KINDS:
        raise _unknown_kind(kind)
    if bool(key) != bool(token):
        raise UsageError("--key and --token go together.", hint="Give both, or neither.")
    state = _agency(now) if kind == "agency" else TrelloState(SandboxClock(now))
    for path in load:
        state.load_export(read_export(path))
    if key and token:
        state.add_account(key, token, _team_member(state), everywhere=True)
    return state


def _unknown_kind(kind: str) -> UsageError:
    if kind in ("jira-cloud", "jira-dc"):
        return UsageError(
            f"The sandbox cannot serve {kind} yet: it serves Trello only.",
            hint="Start it as trello, or as agency for the sample agency.",
        )
    return UsageError(f"The sandbox knows no kind {kind!r}.", hint=f"Known kinds: {', '.join(KINDS)}.")


def _agency(now: datetime | None) -> TrelloState:
    from trackerbridge.sandbox.samples import agency_state

    return agency_state(now)


def _team_member(state: TrelloState) -> dict[str, Any]:
    return dict(state.find_member(state.accounts[credentials.TEAM_TOKEN].member))


def read_export(path: Path) -> dict[str, Any]:
    """A board export from a file, gzipped or not. ``BadInput`` for anything else."""
    try:
        raw = path.read_bytes()
        text = gzip.decompress(raw) if raw.startswith(b"\x1f\x8b") else raw
        found = json.loads(text)
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror or error}.") from error
    except (ValueError, EOFError) as error:
        raise BadInput(f"{path} holds no JSON: {error}.", hint="--load takes a Trello board export.") from error
    if not isinstance(found, dict):
        raise BadInput(f"{path} is not a Trello board export.", hint="--load takes one board per file.")
    return found


def announce(sandbox: Sandbox, port_file: Path | None, key: str | None, token: str | None) -> None:
    """Say on stderr where it listens and which credentials open it; the port also goes into its file."""
    click.echo(f"Trello sandbox: {sandbox.url}  (API: {sandbox.url}/1)", err=True)
    click.echo(f"  key:              {credentials.KEY}", err=True)
    click.echo(f"  team token:       {credentials.TEAM_TOKEN}", err=True)
    click.echo(f"  read-only token:  {credentials.READ_ONLY_TOKEN}", err=True)
    click.echo(f"  client's token:   {credentials.CLIENT_TOKEN}", err=True)
    if key and token:
        click.echo("  and the key and token given with --key and --token", err=True)
    if port_file is not None:
        partial = port_file.with_name(f"{port_file.name}.part")
        partial.write_text(f"{sandbox.port}\n", encoding="ascii")
        partial.replace(port_file)


if __name__ == "__main__":
    main()
