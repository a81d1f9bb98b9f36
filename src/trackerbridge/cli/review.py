"""``trackerbridge review``: looking back at a milestone, or at the end."""

from __future__ import annotations

from pathlib import Path

import click

from trackerbridge.cli.app import App
from trackerbridge.cli.params import format_option, output_option


@click.command("review", short_help="Looking back: promises, causes, extras, what to learn.")
@click.argument("project")
@format_option("markdown", "table", "html", "json")
@output_option
@click.option(
    "--tasks", "most_tasks", type=click.IntRange(20, 100_000), default=300, show_default=True,
    help="Replay at most so many dated tasks, the newest, for forecast against truth.",
)  # fmt: skip
@click.pass_obj
def command(app: App, project: str, format_name: str, output: Path | None, most_tasks: int) -> None:
    """Look back at a milestone or at the end, for the team alone.

    The promise record, the causes of moves, extras given, the forecast against what happened, and what to learn.
    Writes nothing.
    """
    from functools import partial

    from trackerbridge import pipeline
    from trackerbridge.report.formats import report_named
    from trackerbridge.results import Failure, exit_code_of
    from trackerbridge.runner import run_projects

    report = report_named(format_name, "paper")
    with app.wiring() as wiring, app.progress() as tell:
        [settings] = app.settings(wiring, [project])
        work = partial(pipeline.review, language=settings.language, most_tasks=most_tasks)
        [result] = run_projects([settings], work, wiring=wiring, command="review", now_of=app.now_of, tell=tell)
    app.present(
        [result], lambda: "" if isinstance(result, Failure) else report.paper(result.paper, app.screen(output)),
        report.name, output,
    )  # fmt: skip
    click.get_current_context().exit(exit_code_of([result]))
