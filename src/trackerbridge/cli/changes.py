"""``trackerbridge changes``: the register of extras and decisions, and a person's word on one of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from trackerbridge.cli.app import App
from trackerbridge.cli.params import Day, format_option, output_option
from trackerbridge.cli.promises import Promises

if TYPE_CHECKING:
    from trackerbridge.change_register import Registered
    from trackerbridge.client_view.extras.register import Case
    from trackerbridge.clock import Calendar
    from trackerbridge.flags.wording import Words
    from trackerbridge.project_run import ProjectRun
    from trackerbridge.report.base import Listing

_COLUMNS = (
    "project", "task", "asked", "minutes", "state", "decided", "by", "effect", "valid_until", "told_as_bonus",
)  # fmt: skip
_project = click.option("--project", help="Which project; not needed where there is only one.")
_minutes = click.option("--minutes", type=click.FloatRange(min=0), help="Its size in minutes of work.")


@click.group(
    "changes",
    cls=Promises,
    subcommand_metavar="[PROJECT] | COMMAND [ARGS]...",
    short_help="Extras: gifts, offers and what the client chose.",
)
def command() -> None:
    """The register of extras and decisions: changes [PROJECT] shows it; the commands add a person's word.

    What is said here reaches the client's board with the next sync.
    """


@command.command("show", short_help="Every extra and what became of it (the default).")
@click.argument("project", required=False)
@format_option("table", "json", "markdown", "csv")
@output_option
@click.pass_obj
def show(app: App, project: str | None, format_name: str, output: Path | None) -> None:
    """Each extra: when it was asked for, its size, by whom and when it was decided, and what it does."""
    from trackerbridge.change_register import Registered, registered
    from trackerbridge.report.formats import report_named
    from trackerbridge.report.team import listing_language
    from trackerbridge.results import exit_code_of
    from trackerbridge.runner import run_projects

    report = report_named(format_name, "listing")
    with app.progress() as tell, app.wiring() as wiring:
        chosen = app.settings(wiring, [project] if project else [])
        results = run_projects(chosen, registered, wiring=wiring, command="changes", now_of=app.now_of, tell=tell)
        days = {settings.name: settings.calendar for settings in chosen}
        language = listing_language(format_name, chosen[0].language if chosen else "en")
    found = [(result, days[result.project]) for result in results if isinstance(result, Registered)]
    app.present(results, lambda: report.listing(_listing(found, language), app.screen(output)), format_name, output)
    click.get_current_context().exit(exit_code_of(results))


@command.command("offer", short_help="Offer the client a choice.")
@click.argument("key")
@click.option("--date", "day", type=Day(), metavar="DAY", help="Do it, with this new date.")
@click.option("--fee", help="Do it for so much more, as the client should read it: “300 EUR”.")
@click.option("--instead", metavar="KEY", help="Do it instead of this task.")
@click.option("--leave", is_flag=True, help="Leave it for now.")
@click.option("--talk", is_flag=True, help="Talk first.")
@click.option("--until", type=Day(), metavar="DAY", help="The last day of the offer.")
@_minutes
@_project
@click.pass_obj
def offer(
    app: App, key: str, day: date | None, fee: str | None, instead: str | None, leave: bool, talk: bool,
    until: date | None, minutes: float | None, project: str | None,
) -> None:  # fmt: skip
    """Offer a change, such as: changes offer WEB-7 --date 2026-12-12 --fee "300 EUR" --leave --until 2026-11-20.

    The client sees just the choices that you name. The same as the note /client offer on the task.
    """
    from trackerbridge import change_register
    from trackerbridge.model.offer import Choice, ChoiceKind

    choices = [
        Choice(ChoiceKind.DATE, day=day) if day else None,
        Choice(ChoiceKind.FEE, text=fee.strip()) if fee and fee.strip() else None,
        Choice(ChoiceKind.INSTEAD, text=instead) if instead else None,
        Choice(ChoiceKind.LEAVE) if leave else None,
        Choice(ChoiceKind.TALK) if talk else None,
    ]
    named = tuple(one for one in choices if one)
    _say(app, project, partial(change_register.offer, key=key, choices=named, until=until, minutes=minutes))


@command.command("bonus", short_help="Give an extra freely.")
@click.argument("key")
@_minutes
@_project
@click.pass_obj
def bonus(app: App, key: str, minutes: float | None, project: str | None) -> None:
    """Give an extra freely, whatever the rule says. S06 tells where that is not as it was done before."""
    from trackerbridge import change_register

    _say(app, project, partial(change_register.bonus, key=key, minutes=minutes))


@command.command("decide", short_help="Write down what the client chose on the phone.")
@click.argument("key")
@click.argument("choice")
@click.option("--by", required=True, help="Who decided, on the client's side.")
@click.option("--on", "on", type=Day(), required=True, metavar="DAY", help="The day they said so.")
@_project
@click.pass_obj
def decide(app: App, key: str, choice: str, by: str, on: date, project: str | None) -> None:
    """What the client chose, such as: changes decide WEB-7 date --by "Anna" --on 2026-11-12. CHOICE: word or number."""
    from trackerbridge import change_register

    _say(app, project, partial(change_register.decide, key=key, choice=choice, by=by, on=on))


@command.command("undo", short_help="Take a decision back.")
@click.argument("key")
@_project
@click.pass_obj
def undo(app: App, key: str, project: str | None) -> None:
    """Take the client's decision back; they may choose again."""
    from trackerbridge import change_register

    _say(app, project, partial(change_register.undo, key=key))


@command.command("refuse", short_help="Turn an extra down, with another way.")
@click.argument("key")
@click.option("--alternative", default="", help="The other way to their goal, as the client should read it.")
@_project
@click.pass_obj
def refuse(app: App, key: str, alternative: str, project: str | None) -> None:
    """Turn a request down. Without another way to the client's goal it is flagged (S09)."""
    from trackerbridge import change_register

    _say(app, project, partial(change_register.refuse, key=key, alternative=alternative))


@command.command("withdraw", short_help="Take an offer back.")
@click.argument("key")
@_project
@click.pass_obj
def withdraw(app: App, key: str, project: str | None) -> None:
    """Take an offer back, or drop an extra that nobody wants any more; its card is put away."""
    from trackerbridge import change_register

    _say(app, project, partial(change_register.withdraw, key=key))


def _say(app: App, project: str | None, work: Callable[[ProjectRun], Registered]) -> None:
    """A person's word on one project; what it did is said in a sentence."""
    from trackerbridge.change_register import Registered
    from trackerbridge.errors import UsageError
    from trackerbridge.model.sentence import Sentence
    from trackerbridge.results import exit_code_of
    from trackerbridge.runner import run_projects

    with app.progress() as tell, app.wiring() as wiring:
        chosen = app.settings(wiring, [project] if project else [])
        if len(chosen) > 1:
            names = ", ".join(settings.name for settings in chosen)
            raise UsageError(
                Sentence("Which project is this for?"),
                hint=Sentence("Say --project NAME; there are: {names}.", names=names),
            )
        results = run_projects(chosen, work, wiring=wiring, command="changes", now_of=app.now_of, tell=tell)
    (result,) = results
    if isinstance(result, Registered):
        app.say(chosen[0].language, result.said)
    else:
        app.present(results, str, "table", None)
    click.get_current_context().exit(exit_code_of(results))


def _listing(found: list[tuple[Registered, Calendar]], language: str = "en") -> Listing:
    from trackerbridge.report.base import Listing
    from trackerbridge.report.team import report_words

    words = report_words(language)

    def say(key: str, **values: Any) -> str:
        return words.said("changes", key, **values)

    cases = [(one.project, case, calendar) for one, calendar in found for case in one.register.cases]
    states = [case.extra.state.value for _, case, _ in cases]
    told = ", ".join(
        say("counted", n=states.count(state), state=_state(state, words)) for state in dict.fromkeys(states)
    )
    return Listing(
        title=say("title"), key="changes", columns=tuple(map(say, _COLUMNS)), language=words.language,
        wide=frozenset({say("told_as_bonus"), say("asked")}),
        rows=[_row(project, case, calendar, words) for project, case, calendar in cases],
        records=[_record(project, case) for project, case, _ in cases],
        closing=say("closing", n=len(cases), told=told) if cases else "",
        empty=say("empty"),
    )  # fmt: skip


def _state(state: str, words: Words) -> str:
    from trackerbridge.team_words import part_in

    return part_in(words.language, state)


def _row(project: str, case: Case, calendar: Calendar, words: Words) -> tuple[str, ...]:
    extra = case.extra

    def day(moment: Any) -> str:
        return calendar.day_of(moment).isoformat() if moment else ""

    decided = case.chosen.on.isoformat() if case.chosen else day(extra.decided_at)
    return (
        project, f"{case.task.key}: {extra.title}", day(extra.asked_at),
        f"{extra.minutes:g}" if extra.minutes is not None else "", _state(extra.state.value, words), decided,
        extra.decided_by, _effect(case, words), extra.valid_until.isoformat() if extra.valid_until else "",
        day(extra.told_as_bonus_at),
    )  # fmt: skip


def _effect(case: Case, words: Words) -> str:
    from trackerbridge.model.offer import ChoiceKind

    extra, chosen = case.extra, case.chosen
    cost = extra.effect_on_cost if extra.charged else ""
    when = extra.effect_on_date if extra.effect_on_date != "none" else ""
    if when and chosen is not None and chosen.choice.kind is ChoiceKind.INSTEAD:
        when = words.said("changes", "instead", task=chosen.choice.text)
    return ", ".join(filter(None, (when, cost))) or extra.alternative


def _record(project: str, case: Case) -> dict[str, Any]:
    extra, chosen = case.extra, case.standing.decision
    offered = case.offer.choices if case.offer else ()
    return {
        "project": project, "ref": case.ref, "task": case.task.key, "title": extra.title, "asked_at": extra.asked_at,
        "minutes": extra.minutes, "state": extra.state.value, "decided_at": extra.decided_at,
        "decided_by": extra.decided_by, "offered_at": extra.offered_at, "valid_until": extra.valid_until,
        "offered": [{"kind": one.kind.value, "day": one.day, "text": one.text} for one in offered],
        "choice": chosen.choice.kind.value if chosen else None, "chosen_on": chosen.on if chosen else None,
        "undone": bool(chosen and chosen.undone), "how": chosen.how.value if chosen else None,
        "agreed_day": extra.agreed_day, "effect_on_date": extra.effect_on_date,
        "effect_on_cost": extra.effect_on_cost, "charged": extra.charged, "alternative": extra.alternative,
        "delivered_at": extra.delivered_at, "told_as_bonus_at": extra.told_as_bonus_at,
    }  # fmt: skip
