"""``trackerbridge runs``: what was read, flagged, written and refused, and when."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from trackerbridge.cli.app import App
from trackerbridge.cli.params import RUN, format_option, output_option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trackerbridge.ledger.records import Run
    from trackerbridge.ledger.store import Ledger
    from trackerbridge.report.base import Listing

_COLUMNS = ("run", "when", "project", "command", "status", "tasks", "flags", "written", "failed", "requests", "digest")
_LONGEST = 60
_WIDE = frozenset({"requests", "digest", "failed"})


@click.command("runs", short_help="What was read, flagged and written, and when.")
@click.argument("project", required=False)
@click.option(
    "--limit", type=click.IntRange(1, 10_000), default=20, show_default=True, help="How many, the newest first."
)
@click.option("--show", "number", type=RUN, metavar="RUN", help="One run: every change, from … to ….")
@format_option("table", "json", "markdown", "csv")
@output_option
@click.pass_obj
def command(
    app: App, project: str | None, limit: int, number: int | None, format_name: str, output: Path | None
) -> None:
    """The latest runs, the newest first: of one project, or of all. With --show what one of them changed.

    What a run wrote is written back with trackerbridge undo RUN.
    """
    from trackerbridge.report.formats import report_named

    report = report_named(format_name, "listing")
    with app.wiring() as wiring:
        if number is not None:
            shown = run_shown(
                wiring.ledger, number, app.started - timedelta(seconds=2 * wiring.config.run.budget_seconds)
            )
            app.deliver(report.listing(shown, app.screen(output)), output)
            return
        names = [settings.name for settings in app.settings(wiring, [project])] if project else []
        runs = wiring.ledger.runs(names[0] if names else None, limit)
        over = app.started - timedelta(seconds=2 * wiring.config.run.budget_seconds)
        listing = _listing([_ended(each, over) for each in runs], wiring.config.timezone)
    app.deliver(report.listing(listing, app.screen(output)), output)


def run_shown(ledger: Ledger, number: int, over: datetime) -> Listing:
    """Every change of one run, in order, with how it ended. Raises UsageError where there is no such run."""
    from trackerbridge.errors import UsageError
    from trackerbridge.plan.change_json import change_from_text
    from trackerbridge.report.base import Listing

    run = ledger.run(number)
    if run is None:
        raise UsageError(f"There is no run {number}.", hint="See them all: trackerbridge runs")
    rows, records = [], []
    for intent in ledger.intents(number):
        change = change_from_text(intent.body)
        fields = {name: {"from": each.before, "to": each.after} for name, each in change.fields.items()}
        says = "; ".join(
            f"{name}: {_short(each.before)} → {_short(each.after)}" for name, each in change.fields.items()
        )
        what = f"{change.action} {change.kind}" + (" (team's side)" if change.side == "source" else "")
        rows.append((intent.state.value, what, change.task or change.ref, says, change.why or intent.error))
        records.append(
            {"state": intent.state.value, "action": change.action, "kind": change.kind, "side": change.side,
             "ref": change.ref, "task": change.task, "fields": fields, "why": change.why, "error": intent.error,
             "at": intent.begun_at}
        )  # fmt: skip
    head = _ended(run, over)
    return Listing(
        title=f"Run {run.id}: {run.command} on {run.project}, {head.status}", key="changes",
        columns=("state", "change", "about", "from → to", "why"), rows=rows, records=records,
        empty=f"Run {run.id} ({run.command} on {run.project}, {head.status}) wrote nothing.",
        wide=frozenset({"why"}), closing="\n".join(run.notes),
    )  # fmt: skip


def _short(value: object) -> str:
    if value is None or value == "":
        return "nothing"
    words = " ".join(", ".join(map(str, value)).split() if isinstance(value, list) else str(value).split())
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"


def _ended(run: Run, over: datetime) -> Run:
    """A run begun so long ago that its budget is spent twice over is not running: its process was killed."""
    killed = run.status == "running" and run.started_at < over
    return replace(run, status="cut short") if killed else run


def _listing(runs: Sequence[Run], timezone: str) -> Any:
    from trackerbridge.clock import Calendar
    from trackerbridge.report.base import Listing

    calendar = Calendar.of(timezone)
    return Listing(
        title="Runs", key="runs", columns=_COLUMNS, rows=[_row(run, calendar) for run in runs],
        records=[_record(run) for run in runs], empty="Nothing has run yet. Start with: trackerbridge audit",
        wide=_WIDE,
        closing="\n".join(f"Run {run.id}: {note}" for run in runs for note in run.notes),
    )  # fmt: skip


def _row(run: Run, calendar: Any) -> tuple[str, ...]:
    when = run.started_at.astimezone(calendar.zone)
    requests = sum(run.requests.values())
    numbers = (run.tasks, run.flags, f"{run.applied}/{run.planned}", run.failed, requests)
    return (
        str(run.id), f"{when:%d %b %H:%M}", run.project, run.command, run.status, *map(str, numbers), run.digest[:8]
    )  # fmt: skip


def _record(run: Run) -> dict[str, Any]:
    return {
        "id": run.id, "project": run.project, "command": run.command, "started_at": run.started_at,
        "finished_at": run.finished_at, "status": run.status, "tasks": run.tasks, "flags": run.flags,
        "planned": run.planned, "applied": run.applied, "failed": run.failed, "requests": dict(run.requests),
        "digest": run.digest, "notes": list(run.notes),
    }  # fmt: skip
