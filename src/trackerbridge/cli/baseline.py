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

_COLUMNS = ("task", "name", "due", "steps")


@click.command("baseline", short_help="What was agreed: saves it once, and shows it.")
@click.argument("project")
@click.option(
    "--again", is_flag=True, help="Save the work as it stands now; what was agreed before stays in the record."
)
@click.option(
    "--promised", metavar="FILE|field:NAME|none",
    help="Take over the dates that the client was told before the first run: a CSV (task;date), a field, or none.",
)  # fmt: skip
@format_option("table", "json", "markdown", "csv")
@output_option
@click.pass_obj
def command(app: App, project: str, again: bool, promised: str | None, format_name: str, output: Path | None) -> None:
    """What was agreed with the client. The first time it saves the work as it stands; from then on it shows it.

    Work that comes later, from the client or marked as an extra, is flagged until somebody agrees to it (S01). Parts of
    agreed work are no extras. With --promised it takes over what the client was told before, or declares that nothing
    was: from then on their cards say "first agreed" instead of "first planned".
    """
    if promised is not None:
        _take_over(app, project, promised)
        return
    from trackerbridge.agreement import Agreement, agreement
    from trackerbridge.report.formats import report_named
    from trackerbridge.report.team import listing_language
    from trackerbridge.results import exit_code_of
    from trackerbridge.runner import run_projects

    report = report_named(format_name, "listing")
    with app.progress() as tell, app.wiring() as wiring:
        (settings,) = app.settings(wiring, [project])
        work = partial(agreement, again=again)
        results = run_projects([settings], work, wiring=wiring, command="baseline", now_of=app.now_of, tell=tell)
    (result,) = results
    if isinstance(result, Agreement):
        language = listing_language(format_name, settings.language)
        app.deliver(report.listing(_listing(result, settings.calendar, language), app.screen(output)), output)
    else:
        app.present(results, str, "table", None)
    click.get_current_context().exit(exit_code_of(results))


def _take_over(app: App, project: str, promised: str) -> None:
    """On each board of the project, since each has a record of its own."""
    from trackerbridge.promised_before import TakenOver, take_over
    from trackerbridge.report.team import report_words
    from trackerbridge.results import exit_code_of
    from trackerbridge.runner import run_projects

    with app.progress() as tell, app.wiring() as wiring:
        boards = app.boards(wiring, [project])
        results = run_projects(
            boards, lambda run: take_over(run, promised), wiring=wiring, command="baseline",
            now_of=app.now_of, tell=tell,
        )  # fmt: skip
    said = []
    for one in results:
        if isinstance(one, TakenOver):
            words = report_words(boards[0].language)
            told = words.said("baseline", "taken_over", title=one.title, n=len(one.promises))
            known = words.said("baseline", "known", tasks=", ".join(one.known)) if one.known else ""
            said.append(f"{told}{known}\n")
    app.present(results, lambda: "".join(said), "table", None)
    click.get_current_context().exit(exit_code_of(results))


def _listing(agreed: Agreement, calendar: Calendar, language: str = "en") -> Listing:
    from trackerbridge.report.base import Listing
    from trackerbridge.report.team import moment_in, report_words

    words = report_words(language)

    def say(key: str, **values: Any) -> str:
        return words.said("baseline", key, **values)

    tasks, saved_at = list(agreed.baseline.tasks.values()), agreed.baseline.saved_at
    when = moment_in(words, saved_at, calendar) if saved_at else ""
    said = say("saved") if agreed.new else say("since", when=when)
    return Listing(
        title=say("title", title=agreed.title), key="agreed", columns=tuple(map(say, _COLUMNS)),
        rows=[_row(task) for task in tasks], records=[_record(task) for task in tasks],
        closing=say("closing", said=said, n=len(tasks)), empty=say("empty", said=said), language=words.language,
        extra={"project": agreed.project, "saved_at": saved_at, "new": agreed.new},
    )  # fmt: skip


def _row(task: AgreedTask) -> tuple[str, ...]:
    return (task.key, task.title, task.day.isoformat() if task.day else "", str(len(task.steps) or ""))


def _record(task: AgreedTask) -> dict[str, Any]:
    return {"id": task.id, "key": task.key, "title": task.title, "due": task.day, "steps": list(task.steps)}
