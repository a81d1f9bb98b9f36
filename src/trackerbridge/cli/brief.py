"""``trackerbridge brief``: one page for the manager before a call."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trackerbridge.cli.app import App
from trackerbridge.cli.params import Day, format_option, output_option

if TYPE_CHECKING:
    from trackerbridge.config.schema import Settings
    from trackerbridge.ledger.store import Ledger


@click.command("brief", short_help="One page before a call: what changed, who waits, what to say.")
@click.argument("project")
@format_option("markdown", "table", "html", "json")
@output_option
@click.option("--since", type=Day(), metavar="DAY", help="Tell what changed since this day. Default: the last brief.")
@click.pass_obj
def command(app: App, project: str, format_name: str, output: Path | None, since: date | None) -> None:
    """One page for the manager before a call, for the team alone.

    What changed since the last one, the hardest questions with a sentence that can be said, who waits for whom, what
    was promised. Writes nothing to any tracker; the next brief tells what is new since this one's day.
    """
    from functools import partial

    from trackerbridge import pipeline
    from trackerbridge.ledger.records import Entry, EntryKind
    from trackerbridge.report.formats import report_named
    from trackerbridge.results import Failure, exit_code_of
    from trackerbridge.runner import run_projects

    report = report_named(format_name, "paper")
    with app.wiring() as wiring, app.progress() as tell:
        [settings] = app.boards(wiring, [project])[:1]
        now = app.now_of(settings)
        last = settings.calendar.start_of_day(since) if since else last_call(wiring.ledger, settings, now)
        work = partial(pipeline.brief, language=settings.language, since=last)
        [result] = run_projects([settings], work, wiring=wiring, command="brief", now_of=app.now_of, tell=tell)
        if not isinstance(result, Failure):
            call = Entry(kind=EntryKind.CALL, ref=settings.calendar.day_of(now).isoformat(), at=now)
            wiring.ledger.remember(settings.name, [call], at=datetime.now(UTC))
    app.present(
        [result], lambda: "" if isinstance(result, Failure) else report.paper(result.paper, app.screen(output)),
        report.name, output,
    )  # fmt: skip
    click.get_current_context().exit(exit_code_of([result]))


def last_call(ledger: Ledger, settings: Settings, now: datetime) -> datetime | None:
    """The last brief of an earlier day: two in one morning are about the same call."""
    from trackerbridge.ledger.records import EntryKind

    today = settings.calendar.start_of_day(settings.calendar.day_of(now))
    earlier = [entry.at for entry in ledger.entries(settings.name, EntryKind.CALL) if entry.at and entry.at < today]
    return max(earlier, default=None)
