"""``trackerbridge preview``: what the client can see, exactly."""

from __future__ import annotations

from pathlib import Path

import click

from trackerbridge.cli.app import App
from trackerbridge.cli.params import format_option, output_option


@click.command("preview", short_help="What the client can see, exactly.")
@click.argument("project")
@format_option("table", "html", "json")
@output_option
@click.option("--notes", is_flag=True, help="The team's client notes instead: what goes out, what is held, from where.")
@click.pass_obj
def command(app: App, project: str, format_name: str, output: Path | None, notes: bool) -> None:
    """The client's board as it will stand after the next sync: every list, card and word. Writes nothing.

    With --format html --output FILE it becomes one page to look at, in the client's language. With --notes it lists
    what the team wrote for the client on each task, and what becomes of it; for the team alone.
    """
    from trackerbridge import pipeline
    from trackerbridge.report.formats import report_named
    from trackerbridge.report.pending_notes import notes_listing, pending_notes
    from trackerbridge.report.preview import preview_of
    from trackerbridge.report.team import listing_language
    from trackerbridge.results import Planned, exit_code_of
    from trackerbridge.runner import run_projects

    report = report_named(format_name, "listing" if notes else "preview")
    with app.wiring() as wiring, app.progress() as tell:
        chosen = app.boards(wiring, [project])[:1]
        results = run_projects(
            chosen, pipeline.plan, wiring=wiring, command="preview", now_of=app.now_of, tell=tell, force=True
        )
    planned = [one for one in results if isinstance(one, Planned)]
    if notes:
        language = listing_language(format_name, chosen[0].language)
        listed = [notes_listing(one, pending_notes(one, chosen[0]), language) for one in planned]
        app.present(results, lambda: report.listing(listed[0], app.screen(output)), "table", output if listed else None)
        click.get_current_context().exit(exit_code_of(results))
    seen = [preview_of(one) for one in planned]
    into = output if seen else None  # what could not be read is said, and no file is written
    app.present(results, lambda: report.preview(seen[0], app.screen(output)), "table", into)
    for note in seen[0].notes if seen else ():
        app.note(note)
    click.get_current_context().exit(exit_code_of(results))
