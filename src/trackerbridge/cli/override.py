"""``trackerbridge override``: a person's word on health, for a while, with a reason."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trackerbridge.cli.app import App
from trackerbridge.cli.params import Day, format_option, output_option

if TYPE_CHECKING:
    from trackerbridge.config.schema import Settings
    from trackerbridge.wiring import Wiring

HEALTH = ("on-track", "checking", "solving", "waiting")


@click.command("override", short_help="A person's word on health, expiring.")
@click.argument("words", nargs=-1, metavar="[PROJECT] [on-track|checking|solving|waiting]")
@click.option("--task", default="", metavar="KEY", help="Of this card; default: of the project, in its headline.")
@click.option("--until", type=Day(), metavar="DAY", help="From this day on the evidence decides again.")
@click.option("--reason", default="", help="Why; it is recorded, and the client never reads it.")
@click.option("--off", is_flag=True, help="Let the evidence decide again now.")
@format_option("table", "json")
@output_option
@click.pass_obj
def command(
    app: App,
    words: tuple[str, ...],
    task: str,
    until: date | None,
    reason: str,
    off: bool,
    format_name: str,
    output: Path | None,
) -> None:
    """Say how a card (or the project) stands, where you know better than the evidence.

    The word is the card's label and its first sentence; dates that moved or passed stay beside it, and "on-track" is
    not used where the date told has passed. Without a health and --off: which words hold now.
    """
    from trackerbridge.cli import steering
    from trackerbridge.model import Steering, SteeringKind
    from trackerbridge.model.sentence import Sentence

    with app.wiring() as wiring:
        project, health = _read(words)
        if health is None and not off:
            names = [project] if project else []
            steering.show(app, wiring, names, SteeringKind.OVERRIDE, "overrides", format_name, output)
            return
        settings = steering.the_project(app, wiring, project)
        about = Sentence("{task} of {title}", task=task, title=settings.title) if task else settings.title
        if off or health is None:
            standing = steering.standing_words(app, wiring, settings, SteeringKind.OVERRIDE)
            ended = [word for word in standing if word.scope == task]
            steering.end(app, wiring, settings, ended)
            told = (
                Sentence("{about}: the evidence decides again.", about=about)
                if ended
                else Sentence("{about}: the evidence decides, as it did.", about=about)
            )
            app.say(settings.language, told)
            return
        _require_card(wiring, settings, task)
        day = steering.a_day_and_a_reason(app, settings, until, reason, "A word on health holds")
        word = Steering(
            kind=SteeringKind.OVERRIDE, made_at=app.now_of(settings), scope=task, value=health,
            reason=" ".join(reason.split()), until=settings.calendar.start_of_day(day),
        )  # fmt: skip
        steering.remember(wiring, settings, word)
        told = Sentence(
            "{about} is “{health}” until {day}. See it with: trackerbridge plan {project}", about=about, health=health,
            day=day, project=settings.name,
        )  # fmt: skip
        app.say(settings.language, told)


def _read(words: tuple[str, ...]) -> tuple[str | None, str | None]:
    """Project and health, in this order, each of which may be missing."""
    from trackerbridge.errors import UsageError
    from trackerbridge.model.sentence import Sentence

    if len(words) > 2 or (len(words) == 2 and words[1] not in HEALTH):
        raise UsageError(
            Sentence("What is “{word}”?", word=words[-1]),
            hint=Sentence("Write: override PROJECT HEALTH, with one of {words}.", words=", ".join(HEALTH)),
        )
    if words and words[-1] in HEALTH:
        return (words[0] if len(words) == 2 else None), words[-1]
    return (words[0] if words else None), None


def _require_card(wiring: Wiring, settings: Settings, task: str) -> None:
    """A word on a card that the client does not have would never be read."""
    from trackerbridge.errors import UsageError
    from trackerbridge.model.sentence import Sentence

    known = wiring.ledger.memory(settings.name).published_tasks
    if task and task not in known:
        raise UsageError(
            Sentence("The client has no card for {task}.", task=task),
            hint=Sentence("Its key stands in: trackerbridge promises {project}", project=settings.name)
            if known
            else Sentence("Publish first."),
        )
