"""``trackerbridge hold``: pause publishing, for a while or until it is ended."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import click

from trackerbridge.cli.app import App
from trackerbridge.cli.params import Moment, format_option, output_option
from trackerbridge.cli.steering import Span


@click.command("hold", short_help="Pause publishing.")
@click.argument("project", required=False)
@click.option("--for", "span", type=Span(), metavar="SPAN", help="How long: 90m, 2h, 3d.")
@click.option("--until", type=Moment(), metavar="ISO", help="Until when: 2026-11-19T12:00, local to the project.")
@click.option("--reason", default="", help="Why; plan, sync and the digest say it to the team.")
@click.option("--off", is_flag=True, help="Go on publishing.")
@format_option("table", "json")
@output_option
@click.pass_obj
def command(
    app: App,
    project: str | None,
    span: timedelta | None,
    until: datetime | None,
    reason: str,
    off: bool,
    format_name: str,
    output: Path | None,
) -> None:
    """Pause publishing for PROJECT: nothing is written to the client's side, whatever sync is asked to do.

    Without --for and --until it holds until --off. The team's side goes on. Without PROJECT: which holds there are.
    """
    from trackerbridge.cli import steering
    from trackerbridge.errors import UsageError
    from trackerbridge.model import Steering, SteeringKind
    from trackerbridge.model.sentence import Sentence

    if sum((span is not None, until is not None, off)) > 1:
        raise UsageError(
            Sentence("--for, --until and --off are three different wishes."), hint=Sentence("Name one of them.")
        )
    with app.wiring() as wiring:
        if project is None:
            steering.show(app, wiring, [], SteeringKind.HOLD, "holds", format_name, output)
            return
        settings = steering.the_project(app, wiring, project)
        if off:
            words = steering.standing_words(app, wiring, settings, SteeringKind.HOLD)
            steering.end(app, wiring, settings, words)
            app.say(settings.language, _goes_on(settings.title, held=bool(words)))
            return
        now = app.now_of(settings)
        end = now + span if span else steering.instant(app, settings, until) if until else None
        word = Steering(kind=SteeringKind.HOLD, made_at=now, reason=" ".join(reason.split()), until=end)
        steering.remember(wiring, settings, word)
        told = Sentence(
            "Publishing is held for {title} until {until}. To go on before: trackerbridge hold {project} --off",
            title=settings.title, project=settings.name,
            until=steering.said_until(settings, end) or Sentence("somebody ends it"),
        )  # fmt: skip
        app.say(settings.language, told)


def _goes_on(title: str, *, held: bool) -> str:
    from trackerbridge.model.sentence import Sentence

    if held:
        return Sentence("Publishing goes on for {title}. What waited goes out with the next sync.", title=title)
    return Sentence(
        "Publishing was not held; it goes on for {title}. What waited goes out with the next sync.", title=title
    )
