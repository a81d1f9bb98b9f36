"""A person's word on a promise: which date the client is to read, and that one without a task is done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from difflib import get_close_matches

from trackerbridge.client_view.promises import delivered_state, is_early
from trackerbridge.config.schema import Settings
from trackerbridge.errors import UsageError
from trackerbridge.ledger.steering import steering_entry
from trackerbridge.ledger.store import Ledger
from trackerbridge.model import Promise, PromiseState, Steering, SteeringKind, Told
from trackerbridge.model.sentence import Sentence

_LIST = Sentence("`trackerbridge promises` lists them all.")


def the_promise(promises: Iterable[Promise], ref: str) -> Promise | None:
    """The one with this reference or task's key, in any case of letters."""
    wanted = ref.casefold()
    return next((one for one in promises if wanted in (one.ref.casefold(), (one.task or "").casefold())), None)


def set_day(ledger: Ledger, settings: Settings, ref: str, day: date, reason: str, *, at: datetime) -> str:
    """Remember which date the client is to read; the sentence that says what follows from it.

    A task's date is told by the next sync; one without a task is told from now on.
    Raises :class:`~trackerbridge.errors.UsageError` for an empty reason, or a reference that is no task's and unknown.
    """
    if not reason.strip():
        raise UsageError(
            Sentence("A date is set with a reason."), hint=Sentence("Say it in one sentence; it stays in the record.")
        )
    promise = the_promise(ledger.promises(settings.name), ref)
    if promise is None and ref.startswith(("promise:", "task:")):
        raise UsageError(Sentence("There is no promise “{ref}” in {title}.", ref=ref, title=settings.title), hint=_LIST)
    if promise is not None and promise.task is None:
        moved = replace(promise, state=PromiseState.OPEN, delivered_on=None)
        if promise.current != day or promise.state is not PromiseState.OPEN:
            moved = replace(moved, told=(*promise.told, Told(day, at, reason.strip())))
            ledger.record_promise(settings.name, moved, at=at)
        return Sentence(
            "Told from now on for {project}: {title}, by {day}.", project=settings.title, title=promise.title, day=day
        )
    key = (promise.task if promise else None) or ref
    word = Steering(kind=SteeringKind.DATE, made_at=at, scope=key, value=day.isoformat(), reason=reason.strip())
    ledger.remember(settings.name, [steering_entry(word)], at=at)
    told = (
        Sentence("; the client reads {day} until then", day=promise.current)
        if promise
        else Sentence("; no date of it was told so far")
    )
    past = Sentence(" It lies in the past.") if day < settings.calendar.day_of(at) else ""
    return Sentence(
        "The next sync tells the client of {project} {day} for {task}{told}.{past}{unknown}", project=settings.title,
        day=day, task=key, told=told, past=past, unknown="" if promise else _unknown(ledger, settings, key),
    )  # fmt: skip


def _unknown(ledger: Ledger, settings: Settings, key: str) -> str:
    """A remark where the client's board is known and has no card of this task: a slip in the key would tell nothing."""
    cards = ledger.memory(settings.name).published_tasks
    if not cards or key.casefold() in {each.casefold() for each in cards}:
        return ""
    near = get_close_matches(key, sorted(cards), 1)
    nearest = Sentence(" The nearest is {key}.", key=near[0]) if near else ""
    return Sentence(" But the client has no card for {task} yet.{nearest}", task=key, nearest=nearest)


def end_promise(ledger: Ledger, settings: Settings, ref: str, on: date | None, *, at: datetime) -> str:
    """Remember that a promise without a task is done; the sentence that says how it ended.

    Raises :class:`~trackerbridge.errors.UsageError` where there is no such promise, a task carries it, it is void, or
    ``on`` lies ahead.
    """
    promise = the_promise(ledger.promises(settings.name), ref)
    if promise is None:
        raise UsageError(Sentence("There is no promise “{ref}” in {title}.", ref=ref, title=settings.title), hint=_LIST)
    if promise.task is not None:
        raise UsageError(
            Sentence("{task} carries this promise.", task=promise.task),
            hint=Sentence("Finish the task; the next sync sees it."),
        )
    if promise.state is PromiseState.VOID:
        raise UsageError(
            Sentence("“{title}” is void.", title=promise.title),
            hint=Sentence("Promise it anew: trackerbridge promises add … --by DAY."),
        )
    today = settings.calendar.day_of(at)
    day = on or today
    if day > today:
        raise UsageError(
            Sentence("{day} lies ahead, and what will be is not done.", day=day),
            hint=Sentence("Say it once it is done."),
        )
    calendar = settings.calendar
    early = is_early(promise, day, calendar.day_of(promise.told[0].at), calendar)
    state = delivered_state(promise, day, early=early, known_by=day, calendar=calendar)
    ledger.record_promise(settings.name, replace(promise, state=state, delivered_on=day), at=at)
    return Sentence(
        "Done on {day} for {project}: {title} ({state}; promised for {promised}).", day=day, project=settings.title,
        title=promise.title, state=Sentence(state.value), promised=promise.current,
    )  # fmt: skip
