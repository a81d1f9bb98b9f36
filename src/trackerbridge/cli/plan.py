"""``trackerbridge plan``: what sync would change, and why. Writes nothing."""

from __future__ import annotations

from pathlib import Path

import click

from trackerbridge.cli.app import App
from trackerbridge.cli.params import Target, format_option, output_option, projects_argument
from trackerbridge.cli.steering import going_on


@click.command("plan", short_help="What sync would change, and why; writes nothing.")
@projects_argument
@format_option("table", "json", "markdown")
@output_option
@click.option(
    "--out", type=Target(), metavar="FILE",
    help="Keep this plan for sync --plan FILE; readable by you alone.",
)  # fmt: skip
@click.pass_obj
def command(app: App, projects: tuple[str, ...], format_name: str, output: Path | None, out: Path | None) -> None:
    """What sync would change, and why. Writes nothing to any tracker.

    With --out the plan is kept, so that a person can read it and sync applies exactly that or nothing.
    """
    from trackerbridge import pipeline
    from trackerbridge.report.base import PlanDocument
    from trackerbridge.report.formats import report_named
    from trackerbridge.results import Planned, exit_code_of
    from trackerbridge.runner import run_projects, shared_requests

    report = report_named(format_name, "plan")
    with app.wiring() as wiring, app.progress() as tell:
        chosen = going_on(app, wiring, app.boards(wiring, projects), projects)
        results = run_projects(
            chosen, pipeline.plan, wiring=wiring, command="plan", now_of=app.now_of, tell=tell, overlap=True, bare=True
        )
        requests = shared_requests(wiring.counts, results)
    document = PlanDocument(now=app.now_of(chosen[0]), projects=results, requests=requests)
    app.present(results, lambda: report.plan(document, app.screen(output)), report.name, output)
    if out is not None and any(isinstance(one, Planned) for one in results):
        from trackerbridge.plan_file import keep_plan

        keep_plan(out, document)
        app.note(f"The plan is kept in {out}. To apply exactly this: trackerbridge sync --plan {out}")
    app.mention_plugins()
    click.get_current_context().exit(exit_code_of(results))
