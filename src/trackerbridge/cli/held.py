"""``trackerbridge held``: what the guard keeps back from the client, and a person's word on it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from trackerbridge.cli.app import App
from trackerbridge.cli.params import format_option, output_option

if TYPE_CHECKING:
    from trackerbridge.client_view.view import Held
    from trackerbridge.config.schema import Settings
    from trackerbridge.report.base import Listing
    from trackerbridge.results import Failure, Planned
    from trackerbridge.wiring import Wiring

_COLUMNS = ("id", "project", "where", "part", "why", "since", "text", "safer")


class HeldGroup(click.Group):
    """``held [PROJECT]`` shows them; ``held release`` and ``held reword`` decide."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Anything that is no command of ours is a project to show."""
        asks_help = args and args[0] in ("-h", "--help")
        if not asks_help and (not args or args[0] not in self.commands):
            args = ["show", *args]
        return super().parse_args(ctx, args)


@click.group(
    "held", cls=HeldGroup, subcommand_metavar="[PROJECT] | COMMAND [ARGS]...",
    short_help="What is kept back from the client, and why.",
)  # fmt: skip
def command() -> None:
    """What the guard keeps back from the client: held [PROJECT] shows it; release and reword decide.

    A neutral sentence stands in its place until somebody decides. Writes nothing to any tracker.
    """


@command.command("show", short_help="What, where, why, and a safer wording (the default).")
@click.argument("project", required=False)
@format_option("table", "json", "markdown", "csv")
@output_option
@click.pass_obj
def show(app: App, project: str | None, format_name: str, output: Path | None) -> None:
    """Each text that is held: what, where, why, since when, and what of it could stand."""
    from trackerbridge.report.formats import report_named
    from trackerbridge.report.team import listing_language
    from trackerbridge.results import Planned, exit_code_of

    report = report_named(format_name, "listing")
    with app.wiring() as wiring:
        chosen = [each for each in app.boards(wiring, [project] if project else []) if each.project.publish]
        results = _planned(app, wiring, chosen)
        found = [one for one in results if isinstance(one, Planned)]
        since = {one.project: _since(wiring, one.project) for one in found}
        language = listing_language(format_name, chosen[0].language if chosen else "en")
    shown = _listing(found, since, language)
    app.present(results, lambda: report.listing(shown, app.screen(output)), report.name, output)
    click.get_current_context().exit(exit_code_of(results))


@command.command("release", short_help="Let a text go out exactly as it is.")
@click.argument("identifier", metavar="ID")
@click.option("--reason", required=True, help="Why it may be read by the client; it stays in the record.")
@click.option("--project", help="Which project; not needed where there is only one.")
@click.pass_obj
def release(app: App, identifier: str, reason: str, project: str | None) -> None:
    """Let a held text go out exactly as it is, as long as its bytes stay the same. ID as held shows it."""
    from trackerbridge.ledger.held import release_entry
    from trackerbridge.model.sentence import Sentence
    from trackerbridge.team_words import part_in

    with app.wiring() as wiring:
        settings = _only(app, wiring, project)
        held = _find(app, wiring, settings, identifier)
        now = app.now_of(settings)
        wiring.ledger.remember(settings.name, [release_entry(held.id, reason=reason, at=now)], at=now)
    told = Sentence(
        "Released: {part} of {task}. It goes out with the next sync.", part=part_in(settings.language, held.part),
        task=held.task or held.ref,
    )  # fmt: skip
    app.say(settings.language, told)


@command.command("reword", short_help="Put other words in a held text's place.")
@click.argument("identifier", metavar="ID")
@click.argument("text", required=False)
@click.option("--reason", default="", help="Needed where the new words would be held, too.")
@click.option("--safer", is_flag=True, help="Take the safer wording that held shows.")
@click.option("--project", help="Which project; not needed where there is only one.")
@click.pass_obj
def reword(app: App, identifier: str, text: str | None, reason: str, safer: bool, project: str | None) -> None:
    """Put other words in a held text's place: held reword ID "new words". The guard reads them, too."""
    from trackerbridge.client_view.guard import Guard
    from trackerbridge.errors import UsageError
    from trackerbridge.ledger.held import reword_entry
    from trackerbridge.model.sentence import Sentence
    from trackerbridge.results import Planned
    from trackerbridge.team_words import part_in, reasons_in

    with app.wiring() as wiring:
        settings = _only(app, wiring, project)
        [planned] = _planned(app, wiring, [settings])
        held = _found(planned, identifier)
        words = held.safer if safer else (text or "").strip()
        if not words:
            raise UsageError(
                Sentence("There are no new words."),
                hint=Sentence('Write them: trackerbridge held reword {id} "…"', id=held.id),
            )
        assert isinstance(planned, Planned)
        guard = Guard.of(settings, planned.audited.snapshots)
        why = "; ".join(guard.read(words, title=held.part == "title").reasons)
        if why and not reason:
            raise UsageError(
                Sentence("The new words would be held as well: {why}.", why=reasons_in(settings.language, why)),
                hint=Sentence("Change them, or say with --reason why the client may read them."),
            )
        now = app.now_of(settings)
        wiring.ledger.remember(settings.name, [reword_entry(held.id, instead=words, reason=reason, at=now)], at=now)
    told = Sentence(
        "Reworded: {part} of {task}. The client reads: {words}", part=part_in(settings.language, held.part),
        task=held.task or held.ref, words=words,
    )  # fmt: skip
    app.say(settings.language, told)


def _planned(app: App, wiring: Wiring, chosen: Sequence[Settings]) -> list[Planned | Failure]:
    from trackerbridge import pipeline
    from trackerbridge.runner import run_projects

    with app.progress() as tell:
        return run_projects(
            chosen, pipeline.plan, wiring=wiring, command="held", now_of=app.now_of, tell=tell, force=True
        )


def _only(app: App, wiring: Wiring, project: str | None) -> Settings:
    from trackerbridge.errors import UsageError
    from trackerbridge.model.sentence import Sentence

    chosen = [each for each in app.boards(wiring, [project] if project else []) if each.project.publish]
    if len(chosen) != 1 and not (project and chosen and chosen[0].name == project):
        names = ", ".join(each.name for each in chosen)
        raise UsageError(
            Sentence("Which project do you mean?"), hint=Sentence("Name one with --project: {names}.", names=names)
        )
    return chosen[0]


def _find(app: App, wiring: Wiring, settings: Settings, identifier: str) -> Held:
    [planned] = _planned(app, wiring, [settings])
    return _found(planned, identifier)


def _found(planned: object, identifier: str) -> Held:
    from trackerbridge.errors import UsageError
    from trackerbridge.model.sentence import Sentence
    from trackerbridge.results import Failure, Planned

    if isinstance(planned, Failure):
        raise planned.error
    assert isinstance(planned, Planned)
    alike = [held for held in planned.view.held if held.id.startswith(identifier.lower())]
    if len({held.id for held in alike}) != 1:
        known = ", ".join(held.id for held in planned.view.held)
        raise UsageError(
            Sentence("No held text is called “{id}”.", id=identifier),
            hint=Sentence("Held now: {known}.", known=known) if known else Sentence("Nothing is held now."),
        )
    return alike[0]


def _since(wiring: Wiring, project: str) -> dict[str, datetime | None]:
    from trackerbridge.ledger.held import held_since

    return held_since(wiring.ledger.memory(project))


def _listing(found: Sequence[Planned], since: dict[str, dict[str, datetime | None]], language: str = "en") -> Listing:
    from trackerbridge.report.base import Listing
    from trackerbridge.report.team import moment_in, report_words
    from trackerbridge.team_words import part_in, reasons_in
    from trackerbridge.team_words.titled import with_title

    words = report_words(language)

    def say(key: str, **values: Any) -> str:
        return words.said("held", key, **values)

    rows, records = [], []
    for one in found:
        for held in one.view.held:
            at = since[one.project].get(held.id)
            said = moment_in(words, at, one.audited.calendar) if at else say("now")
            where = with_title(held.task, one.titles, language) if held.task else held.ref
            part, why = part_in(language, held.part), reasons_in(language, held.reason)
            rows.append((held.id, one.project, where, part, why, said, held.text, held.safer or "–"))
            records.append(
                {"id": held.id, "project": one.project, "ref": held.ref, "task": held.task, "part": held.part,
                 "why": held.reason, "since": at.isoformat() if at else None, "text": held.text, "safer": held.safer}
            )  # fmt: skip
    return Listing(
        title=say("title"), key="held", columns=tuple(map(say, _COLUMNS)), rows=rows, records=records,
        closing=say("closing", n=len(rows)) if rows else "", empty=say("empty"), language=words.language,
        wide=frozenset({say("safer"), say("since")}),
    )  # fmt: skip
