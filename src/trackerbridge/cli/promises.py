"""``trackerbridge promises``: every date the client was told, how it moved and how it ended."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trackerbridge.cli.app import App
from trackerbridge.cli.params import Day, format_option, output_option

if TYPE_CHECKING:
    from trackerbridge.config.schema import Settings
    from trackerbridge.wiring import Wiring


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
    """The ledger of dates told: promises [PROJECT] shows them; the commands below change and keep them.

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
    from trackerbridge.model.sentence import Sentence

    with app.wiring() as wiring:
        settings = _the_project(app, wiring, project)
        today = settings.calendar.day_of(app.now_of(settings))
        made = wiring.ledger.add_promise(settings.name, what, by, at=app.now_of(settings), task=task)
    told = Sentence(
        "Remembered for {project}: {title}, by {day} ({ref}).{past}", project=settings.title, title=made.title, day=by,
        ref=made.ref, past=Sentence(" It lies in the past.") if by < today else "",
    )  # fmt: skip
    app.say(settings.language, told)


@command.command("set", short_help="Say which date the client is to read; confirms one that waits.")
@click.argument("ref")
@click.argument("day", type=Day())
@click.option("--reason", required=True, help="Why; it stays in the record, and the client does not read it.")
@click.option("--project", help="Which project; not needed where there is only one.")
@click.pass_obj
def set_day(app: App, ref: str, day: date, reason: str, project: str | None) -> None:
    """Set the client's date of a task (its key), or of a promise without one (REF as promises shows it).

    The next sync tells it, whether it is earlier, past, far away or the third date of one promise. The team's own date
    is left alone. Where DAY is what the team's date says, this confirms it, and later moves of the team's go on from
    there; where it is another, it stands until a later word.
    """
    from trackerbridge.client_promises import set_day as say

    with app.wiring() as wiring:
        settings = _the_project(app, wiring, project)
        said = say(wiring.ledger, settings, ref, day, reason, at=app.now_of(settings))
    app.say(settings.language, said)


@command.command("done", short_help="Say that a promise without a task is done.")
@click.argument("ref")
@click.option("--on", "on", type=Day(), metavar="DAY", help="When it was done; default: today.")
@click.option("--project", help="Which project; not needed where there is only one.")
@click.pass_obj
def done(app: App, ref: str, on: date | None, project: str | None) -> None:
    """Say that a promise is done which no task carries. REF as promises shows it; a task's own end ends the others."""
    from trackerbridge.client_promises import end_promise

    with app.wiring() as wiring:
        settings = _the_project(app, wiring, project)
        said = end_promise(wiring.ledger, settings, ref, on, at=app.now_of(settings))
    app.say(settings.language, said)


@command.command("void", short_help="Say that a promise no longer holds, and why.")
@click.argument("ref")
@click.option("--reason", required=True, help="Why; it stays in the record.")
@click.option("--project", help="Which project; not needed where there is only one.")
@click.pass_obj
def void(app: App, ref: str, reason: str, project: str | None) -> None:
    """Void a promise that was published by mistake. REF as promises shows it, or the task's key."""
    from trackerbridge.client_promises import the_promise
    from trackerbridge.model.sentence import Sentence

    with app.wiring() as wiring:
        settings = _the_project(app, wiring, project)
        found = the_promise(wiring.ledger.promises(settings.name), ref)
        made = wiring.ledger.void_promise(settings.name, found.ref if found else ref, reason, at=app.now_of(settings))
    told = Sentence(
        "Void from now on for {project}: {title}. Its story stays in the record.", project=settings.title,
        title=made.title,
    )  # fmt: skip
    app.say(settings.language, told)


def _the_project(app: App, wiring: Wiring, name: str | None) -> Settings:
    from trackerbridge.errors import UsageError
    from trackerbridge.model.sentence import Sentence

    found = _chosen(app, wiring, name)
    if len(found) > 1:
        names = ", ".join(settings.name for settings in found)
        raise UsageError(
            Sentence("Which project is this promise for?"),
            hint=Sentence("Say --project NAME; there are: {names}.", names=names),
        )
    return found[0]


def _chosen(app: App, wiring: Wiring, name: str | None) -> list[Settings]:
    """The one that is named, a further board of a project (``NAME/X``) too, since each has promises of its own."""
    return app.boards(wiring, [name], exactly=True) if name else app.settings(wiring, [])


def _deliver(app: App, project: str | None, format_name: str, output: Path | None) -> None:
    from trackerbridge.report.formats import report_named
    from trackerbridge.report.promises import Told, listing

    report = report_named(format_name, "listing")
    with app.wiring() as wiring:
        chosen = _chosen(app, wiring, project)
        told = [Told(one, app.now_of(one), wiring.ledger.memory(one.name)) for one in chosen]
    language = chosen[0].language if chosen and format_name not in ("csv", "json") else "en"  # what programs read stays
    app.deliver(report.listing(listing(told, language), app.screen(output)), output)
