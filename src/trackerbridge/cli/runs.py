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

    from trackerbridge.clock import Calendar
    from trackerbridge.flags.wording import Words
    from trackerbridge.ledger.records import Run
    from trackerbridge.ledger.store import Ledger
    from trackerbridge.plan.changes import Change
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
    from trackerbridge.report.team import listing_language

    report = report_named(format_name, "listing")
    with app.wiring() as wiring:
        over = app.started - timedelta(seconds=2 * wiring.config.run.budget_seconds)
        chosen = app.settings(wiring, [project]) if project else []
        language = listing_language(format_name, chosen[0].language if chosen else wiring.config.language)
        if number is not None:
            shown = run_shown(wiring.ledger, number, over, language)
            app.deliver(report.listing(shown, app.screen(output)), output)
            return
        timezone = str(chosen[0].calendar.zone) if chosen else wiring.config.timezone
        runs = wiring.ledger.runs(chosen[0].name if chosen else None, limit)
        listing = _listing([_ended(each, over) for each in runs], timezone, language)
    app.deliver(report.listing(listing, app.screen(output)), output)


def run_shown(ledger: Ledger, number: int, over: datetime, language: str = "en") -> Listing:
    """Every change of one run, in order, with how it ended. Raises UsageError where there is no such run."""
    from trackerbridge.errors import UsageError
    from trackerbridge.model.sentence import Sentence
    from trackerbridge.plan.change_json import change_from_text
    from trackerbridge.report.base import Listing
    from trackerbridge.report.team import report_words
    from trackerbridge.team_words import said_in

    run = ledger.run(number)
    if run is None:
        raise UsageError(
            Sentence("There is no run {number}.", number=number), hint=Sentence("See them all: trackerbridge runs")
        )
    words = report_words(language)
    rows, records = [], []
    for intent in ledger.intents(number):
        change = change_from_text(intent.body)
        fields = {name: {"from": each.before, "to": each.after} for name, each in change.fields.items()}
        says = "; ".join(
            f"{_field(name, words)}: {_short(each.before, words)} → {_short(each.after, words)}"
            for name, each in change.fields.items()
        )
        state = _status(intent.state.value, words)
        why = intent.error or said_in(words.language, change.why)
        rows.append((state, _did(change, words), change.task or change.ref, says, why))
        records.append(
            {"state": intent.state.value, "action": change.action, "kind": change.kind, "side": change.side,
             "ref": change.ref, "task": change.task, "fields": fields, "why": str(change.why), "error": intent.error,
             "at": intent.begun_at}
        )  # fmt: skip
    head = _ended(run, over)
    about: dict[str, Any] = {
        "id": run.id,
        "command": run.command,
        "project": run.project,
        "status": _status(head.status, words),
    }
    return Listing(
        title=words.said("runs", "one", **about), key="changes", language=words.language,
        columns=tuple(words.said("runs", key) for key in ("state", "change", "about", "from_to", "why")),
        rows=rows, records=records, empty=words.said("runs", "wrote_nothing", **about),
        wide=frozenset({words.said("runs", "why")}), closing="\n".join(run.notes),
    )  # fmt: skip


def _did(change: Change, words: Words) -> str:
    from trackerbridge.team_words import part_in

    action = words.said("actions", change.action) if words.has("actions", change.action) else change.action
    kind = part_in(words.language, change.kind)
    return words.said("runs", "did_for_team" if change.side == "source" else "did", action=action, kind=kind)


def _field(name: str, words: Words) -> str:
    if words.language == "en" or not words.has("fields", name):
        return name
    return words.said("fields", name)


def _status(status: str, words: Words) -> str:
    key = status.replace(" ", "_")
    return words.said("run_states", key) if words.has("run_states", key) else status


def _short(value: object, words: Words) -> str:
    if value is None or value == "":
        return words.said("runs", "nothing")
    text = " ".join(", ".join(map(str, value)).split() if isinstance(value, list) else str(value).split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _ended(run: Run, over: datetime) -> Run:
    """A run begun so long ago that its budget is spent twice over is not running: its process was killed."""
    killed = run.status == "running" and run.started_at < over
    return replace(run, status="cut short") if killed else run


def _listing(runs: Sequence[Run], timezone: str, language: str = "en") -> Any:
    from trackerbridge.clock import Calendar
    from trackerbridge.report.base import Listing
    from trackerbridge.report.team import report_words

    calendar, words = Calendar.of(timezone), report_words(language)

    def say(key: str, **values: Any) -> str:
        return words.said("runs", key, **values)

    return Listing(
        title=say("title"), key="runs", columns=tuple(map(say, _COLUMNS)), language=words.language,
        rows=[_row(run, calendar, words) for run in runs], records=[_record(run) for run in runs], empty=say("empty"),
        wide=frozenset(map(say, _WIDE)),
        closing="\n".join(say("note", id=run.id, note=note) for run in runs for note in run.notes),
    )  # fmt: skip


def _row(run: Run, calendar: Calendar, words: Words) -> tuple[str, ...]:
    from trackerbridge.cldr import written

    when = written(run.started_at.astimezone(calendar.zone), "dd MMM HH:mm", words.language)
    requests = sum(run.requests.values())
    numbers = (run.tasks, run.flags, f"{run.applied}/{run.planned}", run.failed, requests)
    status = _status(run.status, words)
    return (str(run.id), when, run.project, run.command, status, *map(str, numbers), run.digest[:8])


def _record(run: Run) -> dict[str, Any]:
    return {
        "id": run.id, "project": run.project, "command": run.command, "started_at": run.started_at,
        "finished_at": run.finished_at, "status": run.status, "tasks": run.tasks, "flags": run.flags,
        "planned": run.planned, "applied": run.applied, "failed": run.failed, "requests": dict(run.requests),
        "digest": run.digest, "notes": list(run.notes),
    }  # fmt: skip
