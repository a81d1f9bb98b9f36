"""``trackerbridge baseline``: what was agreed, saved once and shown ever after."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from trackerbridge.cli.app import App
from trackerbridge.cli.params import format_option, output_option

if TYPE_CHECKING:
    from trackerbridge.agreement import Agreement
    from trackerbridge.clock import Calendar
    from trackerbridge.model import AgreedTask
    from trackerbridge.report.base import Listing

_COLUMNS = ("task", "title", "due", "steps")


@click.command("baseline", short_help="What was agreed: saves it once, and shows it.")
@click.argument("project")
@click.option(
    "--again", is_flag=True, help="Save the work as it stands now; what was agreed before stays in the record."
)
@click.option(
    "--promised", metavar="FILE|field:NAME|none",
    help="Take over the dates that the client was told before the first run: a CSV (task;date), a field, or none.",
)  # fmt: skip
@format_option("table", "json", "markdown", "csv")
@output_option
@click.pass_obj
def command(app: App, project: str, again: bool, promised: str | None, format_name: str, output: Path | None) -> None:
    """What was agreed with the client. The first time it saves the work as it stands; from then on it shows it.

    Work that comes later, from the client or marked as an extra, is flagged until somebody agrees to it (S01). Parts of
    agreed work are no extras. With --promised it takes over what the client was told before, or declares that nothing
    was: from then on their cards say "first agreed" instead of "first planned".
    """
    if promised is not None:
        _take_over(app, project, promised)
        return
    from trackerbridge.agreement import Agreement, agreement
    from trackerbridge.report.formats import report_named
    from trackerbridge.results import exit_code_of
    from trackerbridge.runner import run_projects

    report = report_named(format_name, "listing")
    with app.progress() as tell, app.wiring() as wiring:
        (settings,) = app.settings(wiring, [project])
        work = partial(agreement, again=again)
        results = run_projects([settings], work, wiring=wiring, command="baseline", now_of=app.now_of, tell=tell)
    (result,) = results
    if isinstance(result, Agreement):
        app.deliver(report.listing(_listing(result, settings.calendar), app.screen(output)), output)
    else:
        app.present(results, str, "table", None)
    click.get_current_context().exit(exit_code_of(results))


def _take_over(app: App, project: str, promised: str) -> None:
    """On each board of the project, since each has a record of its own."""
    from trackerbridge.promised_before import TakenOver, take_over
    from trackerbridge.report.words import count
    from trackerbridge.results import exit_code_of
    from trackerbridge.runner import run_projects

    with app.progress() as tell, app.wiring() as wiring:
        results = run_projects(
            app.boards(wiring, [project]), lambda run: take_over(run, promised), wiring=wiring, command="baseline",
            now_of=app.now_of, tell=tell,
        )  # fmt: skip
    said = []
    for one in results:
        if isinstance(one, TakenOver):
            known = f" Told already, and left as they are: {', '.join(one.known)}." if one.known else ""
            said.append(f"{one.title}: {count(len(one.promises), 'promise')} taken over.{known}\n")
    app.present(results, lambda: "".join(said), "table", None)
    click.get_current_context().exit(exit_code_of(results))


def _listing(agreed: Agreement, calendar: Calendar) -> Listing:
    from trackerbridge.report.base import Listing
    from trackerbridge.report.words import count

    tasks, saved_at = list(agreed.baseline.tasks.values()), agreed.baseline.saved_at
    when = f"{saved_at.astimezone(calendar.zone):%-d %B %Y, %H:%M}" if saved_at else ""
    said = "Saved as agreed just now" if agreed.new else f"Agreed since {when}"
    return Listing(
        title=f"Agreed: {agreed.title}", key="agreed", columns=_COLUMNS,
        rows=[_row(task) for task in tasks], records=[_record(task) for task in tasks],
        closing=f"{said}: {count(len(tasks), 'task')}.",
        empty=f"{said}: no task at all.",
        extra={"project": agreed.project, "saved_at": saved_at, "new": agreed.new},
    )  # fmt: skip


def _row(task: AgreedTask) -> tuple[str, ...]:
    return (task.key, task.title, task.day.isoformat() if task.day else "", str(len(task.steps) or ""))


def _record(task: AgreedTask) -> dict[str, Any]:
    return {"id": task.id, "key": task.key, "title": task.title, "due": task.day, "steps": list(task.steps)}
