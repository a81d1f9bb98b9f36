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
@format_option("table", "json", "markdown", "csv")
@output_option
@click.pass_obj
def command(app: App, project: str, again: bool, format_name: str, output: Path | None) -> None:
    """What was agreed with the client. The first time it saves the work as it stands; from then on it shows it.

    Work that comes later, from the client or marked as an extra, is flagged until somebody agrees to it (S01). Parts of
    agreed work are no extras.
    """
    from trackerbridge.agreement import Agreement, agreement
    from trackerbridge.report.formats import report_named
    from trackerbridge.runner import exit_code_of, run_projects

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
