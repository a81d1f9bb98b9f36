"""What the commands that steer share: which project, until when, and how a person's word is remembered and shown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import click

from trackerbridge.cli.app import App

if TYPE_CHECKING:
    from pathlib import Path

    from trackerbridge.config.schema import Settings
    from trackerbridge.model import Steering, SteeringKind
    from trackerbridge.report.base import Listing
    from trackerbridge.wiring import Wiring

_UNITS = {"m": "minutes", "h": "hours", "d": "days"}
_COLUMNS = ("project", "about", "what", "until", "since", "reason")


class Span(click.ParamType[timedelta]):
    """A span of time by the clock: ``90m``, ``2h``, ``3d``."""

    name = "span"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:
        """More than nothing."""
        if isinstance(value, timedelta):
            return value
        found = re.fullmatch(r"\s*(\d{1,4})\s*([mhd])\s*", str(value))
        if not found or not int(found[1]):
            self.fail(f"{value!r} is no span of time; write it as 90m, 2h or 3d.", param, ctx)
        return timedelta(**{_UNITS[found[2]]: int(found[1])})


def the_project(app: App, wiring: Wiring, name: str | None, how: str = "Name one of them: {names}.") -> Settings:
    """The one that is named, or the only one there is; a further board as NAME/X. ``how``: the way to name it."""
    from trackerbridge.errors import UsageError
    from trackerbridge.model.sentence import Sentence

    found = app.boards(wiring, [name], exactly=True) if name else app.settings(wiring, [])
    if len(found) > 1:
        names = ", ".join(settings.name for settings in found)
        raise UsageError(Sentence("Which project do you mean?"), hint=Sentence(how, names=names))
    return found[0]


def going_on(app: App, wiring: Wiring, chosen: list[Settings], named: Sequence[str]) -> list[Settings]:
    """Without engagements that have ended and that nobody named; all where none goes on, so that it is said."""
    from trackerbridge.model import SteeringKind

    ended = [each for each in chosen if not named and standing_words(app, wiring, each, SteeringKind.RETIRE)]
    return [each for each in chosen if each not in ended] or chosen


def instant(app: App, settings: Settings, moment: datetime) -> datetime:
    """A moment as typed, UTC: without an offset it is local to the project. Raises UsageError where it is over."""
    from datetime import UTC

    from trackerbridge.errors import UsageError
    from trackerbridge.model.sentence import Sentence

    zone = settings.calendar.zone
    until = (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
    if until <= app.now_of(settings):
        typed = moment.isoformat(sep=" ", timespec="minutes")
        raise UsageError(Sentence("{moment} is over already.", moment=typed), hint=Sentence("Name a later one."))
    return until


def a_day_and_a_reason(app: App, settings: Settings, until: date | None, reason: str, what: str) -> date:
    """The day from which on it no longer holds. Raises UsageError where it or the reason is missing, or it is over."""
    from trackerbridge.errors import UsageError
    from trackerbridge.model.sentence import Sentence

    if until is None or not reason.strip():
        raise UsageError(
            Sentence("{what} until a day, and for a reason.", what=Sentence(what)),
            hint=Sentence('Say both: --until 2026-12-01 --reason "…"'),
        )
    if until <= settings.calendar.day_of(app.now_of(settings)):
        raise UsageError(Sentence("{day} is not in the future.", day=until), hint=Sentence("Name a later day."))
    return until


def remember(wiring: Wiring, settings: Settings, word: Steering) -> None:
    """Write it down."""
    from trackerbridge.ledger.steering import steering_entry

    wiring.ledger.remember(settings.name, [steering_entry(word)], at=word.made_at)


def standing_words(app: App, wiring: Wiring, settings: Settings, kind: SteeringKind) -> list[Steering]:
    """Those of one kind that hold now, also where only the files beside a lost ledger know them."""
    from dataclasses import replace

    from trackerbridge.ledger.beside import not_known
    from trackerbridge.ledger.steering import standing, steering_of

    memory = wiring.ledger.memory(settings.name)
    besides = not_known(wiring.ledger.beside.of(settings.name).words, memory.entries)
    memory = replace(memory, entries=(*memory.entries, *besides))
    return list(standing(steering_of(memory, kind), app.now_of(settings)))


def end(app: App, wiring: Wiring, settings: Settings, words: Sequence[Steering]) -> None:
    """Take these words back."""
    from trackerbridge.ledger.steering import ending_entry

    now = app.now_of(settings)
    wiring.ledger.remember(settings.name, [ending_entry(word, at=now) for word in words], at=now)


def said_until(settings: Settings, until: datetime | None, language: str = "") -> str:
    """For a sentence, in the team's language unless another is asked for; empty where there is no end."""
    from trackerbridge.report.team import moment_in, report_words

    return moment_in(report_words(language or settings.language), until, settings.calendar) if until else ""


def show(
    app: App, wiring: Wiring, names: Sequence[str], kind: SteeringKind, title: str, format_name: str,
    output: Path | None,
) -> None:  # fmt: skip
    """Everything of one kind that holds now, as a list. ``title``: its key in the table ``[steering]``."""
    from trackerbridge.report.formats import report_named
    from trackerbridge.report.team import listing_language

    report = report_named(format_name, "listing")
    boards = app.boards(wiring, names)
    words = [(settings, word) for settings in boards for word in standing_words(app, wiring, settings, kind)]
    language = listing_language(format_name, boards[0].language if boards else "en")
    app.deliver(report.listing(_listing(title, words, language), app.screen(output)), output)


def _listing(title: str, found: Sequence[tuple[Settings, Steering]], language: str = "en") -> Listing:
    from trackerbridge.found_again import WHY_PAUSED
    from trackerbridge.ledger.steering import LOST_LEDGER
    from trackerbridge.model import SteeringKind
    from trackerbridge.report.base import Listing
    from trackerbridge.report.team import report_words
    from trackerbridge.team_words import said_in

    words = report_words(language)

    def say(key: str) -> str:
        return words.said("steering", key)

    def about(word: Steering) -> str:
        return say("itself") if word.scope in ("", LOST_LEDGER) else word.scope

    def why(word: Steering) -> str:
        return said_in(language, WHY_PAUSED) if word.scope == LOST_LEDGER else word.reason

    def what(word: Steering) -> str:
        return say("hold") if word.kind is SteeringKind.HOLD else word.value or word.kind.value

    return Listing(
        title=say(title), key="words", columns=tuple(map(say, _COLUMNS)), empty=say("empty"), language=words.language,
        rows=[
            (settings.name, about(word), what(word),
             said_until(settings, word.until, language) or say("until_ended"),
             said_until(settings, word.made_at, language), why(word))
            for settings, word in found
        ],
        records=[
            {"project": settings.name, "kind": word.kind.value, "scope": word.scope or None,
             "value": word.value or None, "until": word.until, "made_at": word.made_at, "reason": word.reason}
            for settings, word in found
        ],
    )  # fmt: skip
