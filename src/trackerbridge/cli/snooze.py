"""``trackerbridge snooze``: quiet a flag for a while, with a reason."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from trackerbridge.cli.app import App
from trackerbridge.cli.params import Day, format_option, output_option


@click.command("snooze", short_help="Quiet a flag until a day.")
@click.argument("code", required=False)
@click.option("--task", default="", metavar="KEY", help="Only on this task; default: the rule on the whole project.")
@click.option("--until", type=Day(), metavar="DAY", help="From this day on it speaks again.")
@click.option("--reason", default="", help="Why, in one sentence; every report says it.")
@click.option("--project", help="Which project; not needed where there is only one.")
@click.option("--off", is_flag=True, help="Let it speak again now.")
@format_option("table", "json")
@output_option
@click.pass_obj
def command(
    app: App,
    code: str | None,
    task: str,
    until: date | None,
    reason: str,
    project: str | None,
    off: bool,
    format_name: str,
    output: Path | None,
) -> None:
    """Quiet the flag CODE (or the rule's name): it is counted and said, and comes back on its day.

    The same as flags.snooze in the configuration, without editing it. Without CODE: what is quiet now.
    """
    from trackerbridge.cli import steering
    from trackerbridge.model import Steering, SteeringKind
    from trackerbridge.model.sentence import Sentence

    with app.wiring() as wiring:
        if code is None:
            names = [project] if project else []
            steering.show(app, wiring, names, SteeringKind.SNOOZE, "snoozes", format_name, output)
            return
        known = _known(code)
        settings = steering.the_project(app, wiring, project, "Name one with --project: {names}.")
        about = Sentence("{code} on {task}", code=known, task=task) if task else known
        if off:
            words = [
                word
                for word in steering.standing_words(app, wiring, settings, SteeringKind.SNOOZE)
                if (word.value, word.scope) == (known, task)
            ]
            steering.end(app, wiring, settings, words)
            told = (
                Sentence("{about} speaks again for {title}.", about=about, title=settings.title)
                if words
                else Sentence("{about} was not quiet for {title}.", about=about, title=settings.title)
            )
            app.say(settings.language, told)
            return
        day = steering.a_day_and_a_reason(app, settings, until, reason, "A flag is quiet")
        word = Steering(
            kind=SteeringKind.SNOOZE, made_at=app.now_of(settings), scope=task, value=known,
            reason=" ".join(reason.split()), until=settings.calendar.start_of_day(day),
        )  # fmt: skip
        steering.remember(wiring, settings, word)
        told = Sentence(
            "{about} is quiet for {title} until {day}; every report says so.",
            about=about,
            title=settings.title,
            day=day,
        )
        app.say(settings.language, told)


def _known(code: str) -> str:
    """The rule's code, whatever case or name was typed. Raises UsageError where there is no such rule."""
    from trackerbridge.flags.registry import all_rules, codes_of

    [found] = codes_of([code], all_rules(), reserved=True)
    return found
