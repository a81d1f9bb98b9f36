"""``trackerbridge undo``: write back what a sync changed, where nobody touched it since."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from trackerbridge.cli.app import App, Telling
from trackerbridge.cli.params import RUN, format_option, output_option

if TYPE_CHECKING:
    from trackerbridge.results import Planned


@click.command("undo", short_help="Write back what a sync changed.")
@click.argument("number", metavar="RUN", type=RUN)
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--hold", is_flag=True, help="Also pause publishing, or the next sync does the same again.")
@format_option("table", "json")
@output_option
@click.pass_obj
def command(app: App, number: int, yes: bool, hold: bool, format_name: str, output: Path | None) -> None:
    """Write back what RUN changed on the client's board, and the team's labels on the source's own tasks.

    Only where nobody touched it since; which runs there are, trackerbridge runs says.

    Cards that it made are archived; comments stay, since what was said cannot be unsaid. On a terminal it asks first,
    without one it needs --yes. The next sync would do the same again, unless publishing is held (--hold).
    """
    from trackerbridge import undoing
    from trackerbridge.cli import steering
    from trackerbridge.errors import ExitCode
    from trackerbridge.model import Steering, SteeringKind
    from trackerbridge.report.base import SyncDocument
    from trackerbridge.report.formats import report_named
    from trackerbridge.report.team import report_words
    from trackerbridge.results import Synced, exit_code_of
    from trackerbridge.runner import as_synced, run_projects

    report = report_named(format_name, "sync")
    with app.wiring() as wiring, app.progress() as tell:
        undone = undoing.run_of(wiring.ledger, number)
        settings = steering.the_project(app, wiring, undone.project)
        results = run_projects(
            [settings],
            lambda run: undoing.undo_run(run, number, lambda planned: _ask(app, tell, planned, number, yes)),
            wiring=wiring, command="undo", now_of=app.now_of, tell=tell, at_any_hour=True,
        )  # fmt: skip
        code = exit_code_of(results)
        if hold and code is ExitCode.OK:
            reason = f"run {number} was undone"
            word = Steering(kind=SteeringKind.HOLD, made_at=app.now_of(settings), reason=reason)
            steering.remember(wiring, settings, word)
    document = SyncDocument(now=app.now_of(settings), projects=[as_synced(one) for one in results])
    app.present(results, lambda: report.sync(document, app.screen(output)), report.name, output)
    said = _afterwards(undone.command, hold, any(isinstance(one, Synced) and one.applied for one in results))
    if code is ExitCode.OK and said:
        app.note(report_words(settings.language).said("undo", said, title=settings.title, project=settings.name))
    click.get_current_context().exit(code)


def _afterwards(command: str, hold: bool, written: bool) -> str:
    """What a person should know next; what undid a run and is undone itself leaves nothing to say."""
    if hold:
        return "held"
    if not written:
        return "nothing"
    return {"sync": "again", "retire": "retired"}.get(command, "")


def _ask(app: App, tell: Telling, planned: Planned, number: int, yes: bool) -> None:
    """A person looks at what will be written back."""
    from trackerbridge.cli.sync import agreed, somebody_is_here
    from trackerbridge.errors import Refused
    from trackerbridge.model.sentence import Sentence

    if yes:
        return
    if not somebody_is_here():
        raise Refused(
            Sentence(
                "This would undo run {number} on “{board}”, and nobody is here to say so, so nothing was written.",
                number=number,
                board=planned.board.name,
            ),
            hint=f"trackerbridge undo {number} --yes",
        )
    if not agreed(app, tell, planned, Sentence("Write this back on “{board}”?", board=planned.board.name)):
        raise Refused(
            Sentence("Not undone: you said no. Nothing was written."), hint=Sentence("The board stands as it did.")
        )
