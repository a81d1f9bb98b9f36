"""``trackerbridge promises``: every date the client was told, how it moved and how it ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from trackerbridge.cli.app import App
from trackerbridge.cli.params import Day, format_option, output_option

if TYPE_CHECKING:
    from trackerbridge.config.schema import Settings
    from trackerbridge.model import Promise
    from trackerbridge.report.base import Listing
    from trackerbridge.wiring import Wiring

_COLUMNS = ("project", "promise", "first told", "now told", "moves", "state", "delivered", "story")


class Promises(click.Group):
    """``promises [PROJECT]`` shows them; ``promises add`` and the like are commands of their own."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Anything that is no command of ours is a project to show."""
        if args and args[0] not in self.commands:
            return "show", self.commands["show"], args
        return super().resolve_command(ctx, args)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Without a command: show."""
        asks_help = args and args[0] in ("-h", "--help")
        if not asks_help and (not args or args[0] not in self.commands):
            args = ["show", *args]
        return super().parse_args(ctx, args)


@click.group(
    "promises",
    cls=Promises,
    subcommand_metavar="[PROJECT] | COMMAND [ARGS]...",
    short_help="Every date the client was told, and how it ended.",
)
def command() -> None:
    """The ledger of dates told: promises [PROJECT] shows them; add, void and export change and keep them.

    A promise is a due date that the client was told, with the day they were told it.
    """


@command.command("show", short_help="Each one's story (the default).")
@click.argument("project", required=False)
@format_option("table", "json", "markdown", "html", "csv")
@output_option
@click.pass_obj
def show(app: App, project: str | None, format_name: str, output: Path | None) -> None:
    """Each promise: first told, told now, how often it moved, and how it ended."""
    _deliver(app, project, format_name, output)


@command.command("export", short_help="All of them, as CSV or HTML.")
@click.argument("project", required=False)
@format_option("csv", "html", "json")
@output_option
@click.pass_obj
def export(app: App, project: str | None, format_name: str, output: Path | None) -> None:
    """Every promise with every date told, for a spreadsheet or the file."""
    _deliver(app, project, format_name, output)


@command.command("add", short_help="Remember a promise that no task carries.")
@click.argument("what")
@click.option("--by", "by", type=Day(), required=True, metavar="DAY", help="The date the client was told.")
@click.option("--project", help="Which project; not needed where there is only one.")
@click.option("--task", help="The key of the task that carries it, if one does.")
@click.pass_obj
def add(app: App, what: str, by: date, project: str | None, task: str | None) -> None:
    """Remember a promise, such as: promises add "send the minutes" --by 2026-11-25."""
    with app.wiring() as wiring:
        settings = _the_project(app, wiring, project)
        made = wiring.ledger.add_promise(settings.name, what, by, at=datetime.now(UTC), task=task)
    app.deliver(f"Remembered for {settings.title}: {made.title}, by {by.isoformat()} ({made.ref}).\n")


@command.command("void", short_help="Say that a promise no longer holds, and why.")
@click.argument("ref")
@click.option("--reason", required=True, help="Why; it stays in the record.")
@click.option("--project", help="Which project; not needed where there is only one.")
@click.pass_obj
def void(app: App, ref: str, reason: str, project: str | None) -> None:
    """Void a promise that was published by mistake. REF as promises shows it, or the task's key."""
    with app.wiring() as wiring:
        settings = _the_project(app, wiring, project)
        known = wiring.ledger.promises(settings.name)
        found = next((promise.ref for promise in known if ref in (promise.ref, promise.task)), ref)
        made = wiring.ledger.void_promise(settings.name, found, reason, at=datetime.now(UTC))
    app.deliver(f"Void from now on for {settings.title}: {made.title}. Its story stays in the record.\n")


def _the_project(app: App, wiring: Wiring, name: str | None) -> Settings:
    from trackerbridge.errors import UsageError

    found = app.settings(wiring, [name] if name else [])
    if len(found) > 1:
        names = ", ".join(settings.name for settings in found)
        raise UsageError("Which project is this promise for?", hint=f"Say --project NAME; there are: {names}.")
    return found[0]


def _deliver(app: App, project: str | None, format_name: str, output: Path | None) -> None:
    from trackerbridge.report.formats import report_named

    report = report_named(format_name, "listing")
    with app.wiring() as wiring:
        chosen = app.settings(wiring, [project] if project else [])
        told = [(settings, promise) for settings in chosen for promise in wiring.ledger.promises(settings.name)]
    app.deliver(report.listing(_listing(told), app.screen(output)), output)


def _listing(told: Sequence[tuple[Settings, Promise]]) -> Listing:
    from trackerbridge.model import PromiseState
    from trackerbridge.report.base import Listing
    from trackerbridge.report.words import count

    states = [promise.state for _, promise in told]
    kept = states.count(PromiseState.KEPT) + states.count(PromiseState.EARLY)
    ended = f"{kept} kept, {states.count(PromiseState.LATE)} late"
    return Listing(
        title="Promises", key="promises", columns=_COLUMNS, wide=frozenset({"story"}),
        rows=[_row(settings, promise) for settings, promise in told],
        records=[_record(settings, promise) for settings, promise in told],
        closing=f"{count(len(told), 'promise')}: {ended}, {states.count(PromiseState.OPEN)} open." if told else "",
        empty="Nothing was promised yet: a promise is made when a date is first published.",
    )  # fmt: skip


def _row(settings: Settings, promise: Promise) -> tuple[str, ...]:
    story = " → ".join(told.day.isoformat() for told in promise.told)
    about = f"{promise.task}: {promise.title}" if promise.task else f"{promise.title} ({promise.ref})"
    delivered = promise.delivered_on.isoformat() if promise.delivered_on else ""
    state = f"{promise.state.value.replace('_', ' ')}{f' ({promise.void_reason})' if promise.void_reason else ''}"
    return (
        settings.name, about, promise.first.isoformat(), promise.current.isoformat(),
        str(promise.moves), state, delivered, story,
    )  # fmt: skip


def _record(settings: Settings, promise: Promise) -> dict[str, Any]:
    return {
        "project": settings.name, "ref": promise.ref, "task": promise.task, "title": promise.title,
        "told": [{"day": told.day, "at": told.at} for told in promise.told], "first": promise.first,
        "current": promise.current, "moves": promise.moves, "state": promise.state.value,
        "delivered_on": promise.delivered_on, "void_reason": promise.void_reason,
    }  # fmt: skip
