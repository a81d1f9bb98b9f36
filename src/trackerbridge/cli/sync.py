"""``trackerbridge sync``: apply the plan, and report to the manager."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trackerbridge.cli.app import App, Telling
from trackerbridge.cli.params import format_option, output_option, projects_argument
from trackerbridge.cli.steering import going_on

if TYPE_CHECKING:
    from trackerbridge.plan_file import KeptPlan
    from trackerbridge.project_run import ProjectRun
    from trackerbridge.results import Planned, Synced


@click.command("sync", short_help="Apply the plan, and report.")
@projects_argument
@format_option("table", "json")
@output_option
@click.option(
    "--plan", "plan_file", type=click.Path(path_type=Path), metavar="FILE",
    help="Apply exactly the plan kept in FILE, or nothing.",
)  # fmt: skip
@click.option("--force", is_flag=True, help="Go beyond the limits, and publish for the first time without asking.")
@click.option("--in-quiet-hours", is_flag=True, help="Write now, although the client is not at work.")
@click.pass_obj
def command(
    app: App,
    projects: tuple[str, ...],
    format_name: str,
    output: Path | None,
    plan_file: Path | None,
    force: bool,
    in_quiet_hours: bool,
) -> None:
    """Bring the client's board up to date, and say what was done.

    The first publication is always looked at by a person: on a terminal it asks, without one it needs --plan or
    --force. It goes out at any hour, and so does --plan; everything else waits for the client's working hours.
    """
    from trackerbridge import pipeline
    from trackerbridge.report.base import SyncDocument
    from trackerbridge.report.formats import report_named
    from trackerbridge.results import exit_code_of
    from trackerbridge.runner import as_synced, left_for_next_time, run_projects, shared_requests

    report = report_named(format_name, "sync")
    with app.wiring() as wiring, app.progress() as tell:
        kept = _kept(plan_file)
        now_of = kept.now_of if kept else app.now_of
        named = projects or (kept.projects if kept else ())
        chosen = going_on(app, wiring, app.boards(wiring, named, exactly=kept is not None), named)
        if kept is not None and app.asked_now is not None:
            for settings in chosen:
                kept.require_fresh(app.now_of(settings), settings)
        approve = _approval(app, tell, kept, force)

        def sync(run: ProjectRun) -> Synced:
            if kept is not None:
                kept.require_holds(run.name)
            return pipeline.sync(run, approve)

        results = run_projects(
            chosen, sync, wiring=wiring, command="sync", now_of=now_of,
            tell=tell, force=force, at_any_hour=kept is not None or in_quiet_hours, bare=True,
            overlap=force or kept is not None or not somebody_is_here(),  # a person is asked one thing at a time
        )  # fmt: skip
        requests = shared_requests(wiring.counts, results)
    document = SyncDocument(now=now_of(chosen[0]), projects=[as_synced(one) for one in results], requests=requests)
    if app.verbosity < 0 and report.name == "table" and output is None:
        document = replace(document, projects=[one for one in document.projects if one.errors or one.news.any])
    drawn = report.sync(document, app.screen(output)) if document.projects else ""
    app.present(results, lambda: drawn, report.name, output)
    _say(*(sentence for one in document.projects for sentence in one.untold), left_for_next_time(results))
    app.mention_plugins()
    click.get_current_context().exit(exit_code_of(results))


def _say(*sentences: str) -> None:
    """A message that got lost (which is no failure of the sync), and what is left: said also with --quiet, once."""
    from trackerbridge.cli.trouble import wrapped

    for sentence in dict.fromkeys(filter(None, sentences)):
        click.echo(wrapped(sentence), err=True)


def _kept(plan_file: Path | None) -> KeptPlan | None:
    if plan_file is None:
        return None
    from trackerbridge.plan_file import read_plan

    return read_plan(plan_file)


def _approval(app: App, tell: Telling, kept: KeptPlan | None, force: bool) -> Callable[[Planned], None]:
    """What a plan must pass before it is applied."""

    def approve(planned: Planned) -> None:
        if kept is not None:
            kept.require_same(planned.plan)
            _require_not_held(planned)
        elif planned.going.changes and planned.plan.first_publication and not force:
            _ask(app, tell, planned)

    return approve


def _require_not_held(planned: Planned) -> None:
    """A kept plan is applied exactly or not at all: a hold lets none of the client's side pass."""
    from trackerbridge.errors import Refused
    from trackerbridge.model.sentence import Sentence
    from trackerbridge.report.waits import wait_sentences

    if planned.waits:
        said = wait_sentences(planned)[0]
        raise Refused(
            Sentence("Not applied: {why}", why=said),
            hint=Sentence("Nothing was written; the plan can be applied once that is over."),
        )


def _ask(app: App, tell: Telling, planned: Planned) -> None:
    """The first publication: a person looks at the plan, or names the plan they looked at."""
    from trackerbridge.errors import Refused
    from trackerbridge.model.sentence import Sentence

    if not somebody_is_here():
        raise Refused(
            Sentence(
                "This would be the first publication of {title}, and nobody is here to look at it, "
                "so nothing was written.",
                title=planned.title,
            ),
            hint=Sentence(
                "Look first: {plan}  and then: {apply}  (or: {force})",
                plan=_command(app, "plan", planned.project, "--out", "first.plan"),
                apply=_command(app, "sync", planned.project, "--plan", "first.plan"),
                force=_command(app, "sync", planned.project, "--force"),
            ),
        )

    question = Sentence(
        "Nothing of {title} is on “{board}” yet. Publish this to the client?", title=planned.title,
        board=planned.board.name,
    )  # fmt: skip
    if not agreed(app, tell, planned, question):
        raise Refused(
            Sentence("Not published: you said no. Nothing was written."),
            hint=Sentence(
                "Change the work or the configuration, look at every word with {preview}, and sync again.",
                preview=_command(app, "preview", planned.project),
            ),
        )


def agreed(app: App, tell: Telling, planned: Planned, question: str) -> bool:
    """Whether a person, who is shown the plan, says yes to the question below it."""
    from trackerbridge.report.base import PlanDocument
    from trackerbridge.report.table import TableReport

    with tell.paused():
        document = PlanDocument(now=planned.audited.assessment.now, projects=[planned])
        click.echo(TableReport().plan(document, app.screen()), err=True, color=True)
        return confirmed(question, planned.language)


def confirmed(question: str, language: str) -> bool:
    """Asked in the team's language. Ctrl-C at the question ends the run, as it does anywhere else."""
    from trackerbridge.team_words import said_in

    try:
        return click.confirm(said_in(language, question), err=True)
    except click.Abort:
        raise KeyboardInterrupt from None


def somebody_is_here() -> bool:
    """Whether a person can read a question and answer it."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def _command(app: App, *words: str) -> str:
    config = ("--config", str(app.config_file)) if app.config_file else ()
    return shlex.join(["trackerbridge", *config, *words])
