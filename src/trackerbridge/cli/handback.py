"""``trackerbridge handback``: give a card that a person edited or put away back to us."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from trackerbridge.cli.app import App

if TYPE_CHECKING:
    from trackerbridge.ledger.records import Memory

FIELDS = ("title", "description", "list", "due", "tick", "labels", "cover", "checklist", "archived")


@click.command("handback", short_help="Give a card back to us.")
@click.argument("card", metavar="KEY|REF")
@click.argument("project", required=False)
@click.option(
    "--field", "fields", multiple=True, type=click.Choice(FIELDS), help="Only this of it; may be given several times."
)
@click.option("--card", "which", default="", metavar="ADDRESS", help="Which card of the board it is, where we lost it.")
@click.option("--off", is_flag=True, help="Take the word back, before a sync has heeded it.")
@click.pass_obj
def command(app: App, card: str, project: str | None, fields: tuple[str, ...], which: str, off: bool) -> None:
    """Give a card back: the next sync writes our words over a person's, and brings it back if it was put away.

    KEY is a task's; REF is a card's that shows no task (summary, how-we-work). What a person changes after that is
    respected. Where the ledger was lost and a card is not made since it may be there, this makes it; with --card it is
    that one, whose words stay as they are.
    """
    from trackerbridge.cli import steering
    from trackerbridge.errors import UsageError
    from trackerbridge.model import Steering, SteeringKind
    from trackerbridge.model.sentence import Sentence
    from trackerbridge.team_words import part_in

    if which and (fields or off):
        raise UsageError(
            Sentence("--card says which card it is, and nothing else."),
            hint=Sentence("Hand its fields back afterwards."),
        )

    with app.wiring() as wiring:
        settings = steering.the_project(app, wiring, project)
        refs = _refs(wiring.ledger.memory(settings.name), card, settings.title)
        if off:
            words = steering.standing_words(app, wiring, settings, SteeringKind.HANDBACK)
            steering.end(app, wiring, settings, [word for word in words if word.scope in refs])
            told = Sentence("{card} is not handed back; what a person changed there stays.", card=card)
            app.say(settings.language, told)
            return
        now = app.now_of(settings)
        value = f"card={which}" if which else ",".join(dict.fromkeys(fields))
        for ref in refs:
            word = Steering(kind=SteeringKind.HANDBACK, made_at=now, scope=ref, value=value)
            steering.remember(wiring, settings, word)
    if which:
        told = Sentence("{card} is {place}. Look first with: trackerbridge plan {project}",
                        card=card, place=which, project=settings.name)  # fmt: skip
        app.say(settings.language, told)
        return
    named = ", ".join(part_in(settings.language, field) for field in dict.fromkeys(fields))
    told = Sentence(
        "Handed back: {what}. The next sync writes it as it should be; look first with: trackerbridge plan {project}",
        what=Sentence("the {fields} of {card}", fields=named, card=card) if fields else card, project=settings.name,
    )  # fmt: skip
    app.say(settings.language, told)


def _refs(memory: Memory, card: str, title: str) -> list[str]:
    """The cards that this names. Raises UsageError where it names none of ours."""
    from trackerbridge.errors import UsageError
    from trackerbridge.model.sentence import Sentence

    cards = {ref: each for ref, each in memory.publications.items() if each.kind == "card"}
    wanted = card.strip().casefold()
    found = [ref for ref, each in cards.items() if wanted in (ref.casefold(), (each.task or "").casefold())]
    if not found:
        known = sorted({each.task or ref for ref, each in cards.items()})
        more = ", …" if len(known) > 12 else ""
        raise UsageError(
            Sentence("{title} has no card of ours for “{card}”.", title=title, card=card),
            hint=Sentence(
                "There is {known}. What a plan names besides is known after the next sync.",
                known=", ".join(known[:12]) + more,
            )
            if known
            else Sentence("Nothing is published yet."),
        )
    return found
