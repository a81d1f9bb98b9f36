"""``trackerbridge backtest``: how well the flags would have foretold lateness, on a project's own past."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from trackerbridge.cli.app import App, Telling
from trackerbridge.cli.audit import is_file
from trackerbridge.cli.params import format_option, output_option

if TYPE_CHECKING:
    from trackerbridge.results import Backtested, Failure


@click.command("backtest", short_help="How well the flags would have foretold lateness.")
@click.argument("target", required=False, metavar="[PROJECT|FILE]")
@format_option("table", "json", "markdown")
@output_option
@click.option(
    "--tasks", "most_tasks", type=click.IntRange(20, 100_000), default=300, show_default=True,
    help="Replay at most so many dated tasks, the newest.",
)  # fmt: skip
@click.pass_obj
def command(app: App, target: str | None, format_name: str, output: Path | None, most_tasks: int) -> None:
    """How well the flags would have foretold lateness, on a project's own past.

    Every task that had a date is cut back to how it stood when the date was set, half way, seven days before and one
    day before, and the rules are asked. What happened then says how often they were right, how early, and which
    thresholds would have served better. A file is read as it is and needs no configuration. Writes nothing.
    """
    from trackerbridge.report.formats import report_named
    from trackerbridge.results import Failure, exit_code_of

    report = report_named(format_name, "backtest")
    with app.progress() as tell:
        if target is not None and is_file(target):
            result = _of_file(app, Path(target), most_tasks, tell)
        else:
            result = _of_project(app, target, most_tasks, tell)
    app.present([result], lambda: report.backtest(result, app.screen(output)), report.name, output)
    app.mention_plugins()
    if not isinstance(result, Failure) and result.backtest.why_not and output is not None:
        app.note(result.backtest.why_not)
    click.get_current_context().exit(exit_code_of([result]))


def _of_file(app: App, path: Path, most_tasks: int, tell: Telling) -> Backtested | Failure:
    from trackerbridge.clock import Calendar
    from trackerbridge.file_backtest import backtest_file

    asked = app.now_in(Calendar()) if app.asked_now else None
    return backtest_file(path, read_at=app.now_in(Calendar()), as_of=asked, most_tasks=most_tasks, tell=tell)


def _of_project(app: App, name: str | None, most_tasks: int, tell: Telling) -> Backtested | Failure:
    from functools import partial

    from trackerbridge import pipeline
    from trackerbridge.errors import UsageError
    from trackerbridge.runner import run_projects

    with app.wiring() as wiring:
        chosen = app.settings(wiring, [name] if name else [])
        if len(chosen) > 1:
            names = ", ".join(each.name for each in chosen)
            raise UsageError("backtest looks at one project at a time.", hint=f"Name one of these: {names}.")
        work = partial(pipeline.backtest, most_tasks=most_tasks)
        return run_projects(chosen, work, wiring=wiring, command="backtest", now_of=app.now_of, tell=tell)[0]
