"""``trackerbridge retire``: end an engagement. A closing card stays, our other cards are archived."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from trackerbridge.cli.app import App, Telling
from trackerbridge.cli.params import format_option, output_option

if TYPE_CHECKING:
    from trackerbridge.results import Planned


@click.command("retire", short_help="End an engagement.")
@click.argument("project")
@click.option("--reason", default="", help="Why, for the record.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--off", is_flag=True, help="Begin again: the next sync brings the cards back.")
@format_option("table", "json")
@output_option
@click.pass_obj
def command(app: App, project: str, reason: str, yes: bool, off: bool, format_name: str, output: Path | None) -> None:
    """End the engagement PROJECT: the summary becomes a closing card, and every other card of ours is archived.

    Promises, runs and decisions stay in the ledger; review and promises go on telling them. sync writes nothing there
    from then on. On a terminal it asks first, without one it needs --yes.
    """
    from trackerbridge import retiring
    from trackerbridge.cli import steering
    from trackerbridge.errors import ExitCode, UsageError
    from trackerbridge.model import Steering, SteeringKind
    from trackerbridge.model.sentence import Sentence
    from trackerbridge.report.base import SyncDocument
    from trackerbridge.report.formats import report_named
    from trackerbridge.results import exit_code_of
    from trackerbridge.runner import as_synced, run_projects

    report = report_named(format_name, "sync")
    with app.wiring() as wiring, app.progress() as tell:
        [settings] = app.settings(wiring, [project])
        standing = steering.standing_words(app, wiring, settings, SteeringKind.RETIRE)
        if off:
            # Also where the ledger knows of no end: it may have been lost, while the closing card stands.
            word = Steering(kind=SteeringKind.RETIRE, made_at=app.now_of(settings))
            steering.end(app, wiring, settings, standing or [word])
            told = (
                Sentence("{title} begins again; the next sync brings its cards back.", title=settings.title)
                if standing
                else Sentence("{title} goes on.", title=settings.title)
            )
            app.say(settings.language, told)
            return
        if standing:
            ended = steering.said_until(settings, standing[0].made_at)
            how = Sentence("To begin again: trackerbridge retire {project} --off", project=project)
            raise UsageError(Sentence("{title} was retired on {day}.", title=settings.title, day=ended), hint=how)
        chosen = app.boards(wiring, [project])
        results = run_projects(
            chosen, lambda run: retiring.retire(run, lambda planned: _ask(app, tell, planned, yes)), wiring=wiring,
            command="retire", now_of=app.now_of, tell=tell, at_any_hour=True,
        )  # fmt: skip
        code = exit_code_of(results)
        if code is ExitCode.OK:
            word = Steering(kind=SteeringKind.RETIRE, made_at=app.now_of(settings), reason=" ".join(reason.split()))
            steering.remember(wiring, settings, word)
    document = SyncDocument(now=app.now_of(settings), projects=[as_synced(one) for one in results])
    app.present(results, lambda: report.sync(document, app.screen(output)), report.name, output)
    click.get_current_context().exit(code)


def _ask(app: App, tell: Telling, planned: Planned, yes: bool) -> None:
    """A person looks at what will be put away; this confirmation stands in the place of the limits."""
    from trackerbridge.cli.sync import agreed, somebody_is_here
    from trackerbridge.errors import Refused
    from trackerbridge.model.sentence import Sentence

    if yes:
        return
    if not somebody_is_here():
        raise Refused(
            Sentence(
                "This would end {title} on “{board}”, and nobody is here to say so, so nothing was written.",
                title=planned.title,
                board=planned.board.name,
            ),
            hint=f"trackerbridge retire {planned.project.partition('/')[0]} --yes",
        )
    question = Sentence(
        "End {title}: archive these cards, and tell the client that it is finished?", title=planned.title
    )
    if not agreed(app, tell, planned, question):
        raise Refused(
            Sentence("Not ended: you said no. Nothing was written."), hint=Sentence("The board stands as it did.")
        )
