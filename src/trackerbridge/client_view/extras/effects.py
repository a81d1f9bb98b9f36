"""What the register does to the published work: gifts are told, swapped work goes out, chosen dates are told. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from trackerbridge.client_view.answers import NONE
from trackerbridge.client_view.extras.register import Case, Register
from trackerbridge.client_view.extras.request import Request
from trackerbridge.client_view.held_digest import digest_of
from trackerbridge.client_view.neutralise import LONGEST_QUOTE, shortened
from trackerbridge.client_view.spoken import SILENT
from trackerbridge.client_view.view import Ending, Held, LabelRole
from trackerbridge.client_view.wording import Wording
from trackerbridge.client_view.work import Work, stage_of
from trackerbridge.client_view.workload import safe_title
from trackerbridge.ledger.extras import decisions_about
from trackerbridge.ledger.records import REQUEST, Memory
from trackerbridge.ledger.steering import steering_entry, steering_of
from trackerbridge.model import ExtraState, Promise, PromiseState, Snapshot, Stage, Steering, SteeringKind, Task
from trackerbridge.model.offer import ChoiceKind
from trackerbridge.model.sentence import Sentence

if TYPE_CHECKING:  # an audit asks what waits, and reads no word of it
    from trackerbridge.client_view.guard import Guard

_WHY = "the client chose this date"


def on_work(work: Iterable[Work], register: Register) -> tuple[Work, ...]:
    """The published work with its gifts told, what the client swapped taken out, and agreed moves called so."""
    return tuple(_on_one(item, register) for item in work)


def _on_one(item: Work, register: Register) -> Work:
    out = register.taken_out.get(item.task.key)
    if out is not None and item.stage is not Stage.DONE:
        promise = replace(item.promise, state=PromiseState.TAKEN_OUT) if item.promise else None
        gone = replace(item, stage=Stage.CANCELLED, taken_out_on=out, promise=promise)
        return replace(gone, health=None, passed=False, answers=NONE, spoken=SILENT)
    if item.ref in register.gifts:
        item = replace(item, bonus=True)
    chosen = register.agreed_days.get(item.task.key)
    return _agreed(item) if chosen and item.moved and item.told == chosen[0] else item


def _agreed(item: Work) -> Work:
    """The client moved the date themselves: nothing is to be explained, and nothing went wrong."""
    health = LabelRole.ON_TRACK if item.health is LabelRole.MOVED else item.health
    return replace(item, agreed=True, health=health, answers=replace(item.answers, reason=None))


def on_promises(promises: Sequence[Promise], register: Register) -> tuple[Promise, ...]:
    """Promises of work that the client swapped for something else: taken out by agreement, unless it was delivered."""
    return tuple(
        replace(one, state=PromiseState.TAKEN_OUT)
        if one.task in register.taken_out and one.delivered_on is None
        else one
        for one in promises
    )


def with_agreed_dates(memory: Memory, register: Register) -> Memory:
    """The memory in which what the client chose counts as a date that a person named for them.

    A date that was taken back gives way to the one that was told before it; a later word of a person's beats both.
    """
    words = [_word(key, day, at) for key, (day, at) in register.agreed_days.items()]
    words += list(_taken_back(memory, register))
    later = {word.scope.casefold(): word.made_at for word in steering_of(memory, SteeringKind.DATE)}
    kept = [word for word in words if later.get(word.scope.casefold(), word.made_at) <= word.made_at]
    return replace(memory, entries=(*memory.entries, *map(steering_entry, kept)))


def _taken_back(memory: Memory, register: Register) -> Iterator[Steering]:
    told = {promise.ref: promise for promise in memory.promises}
    for case in register.cases:
        decision, promise = case.standing.decision, told.get(case.task_ref)
        if decision is None or promise is None or (case.chosen and case.chosen.choice.day):
            continue
        once = {one.choice.day for one in (decision, *decisions_about(memory, case.ref))}
        if promise.moves and promise.current in once:
            yield _word(case.task.key, promise.told[-2].day, decision.at)


def _word(key: str, day: date, at: datetime) -> Steering:
    return Steering(kind=SteeringKind.DATE, made_at=at, scope=key, value=day.isoformat(), reason=_WHY)


def has_card(case: Case) -> bool:
    """Whether the client has something to read about it: an offer, or another way where we turned it down.

    Of a gift they read on the card of the work itself, and there is nothing to choose.
    """
    state = case.extra.state
    if case.untitled or state in (ExtraState.WITHDRAWN, ExtraState.BONUS):
        return False
    return case.offer is not None or (state is ExtraState.REFUSED and bool(case.extra.alternative))


def open_choices(register: Register) -> int:
    """How many choices wait for the client, those left out whose cards they put away."""
    return sum(
        1 for case in register.cases
        if has_card(case) and case.extra.state is ExtraState.OFFERED
        and case.chosen is None and not case.extra.put_away
    )  # fmt: skip


def requests_of(
    register: Register, snapshots: Sequence[Snapshot], work: Sequence[Work], guard: Guard, wording: Wording
) -> tuple[tuple[Request, ...], tuple[Held, ...]]:
    """Every change request as its card needs it, and what the guard kept back of the words."""
    tasks = {task.key: (f"task:{each.source}/{task.id}", task) for each in snapshots for task in each.tasks}
    shown = {item.task.key: item for item in work}
    found, held = [], []
    for shown_case in filter(has_card, register.cases):
        case, unfit = _priced(shown_case, guard)
        held += [unfit] if unfit else []
        item = shown.get(case.task.key)
        title, kept = safe_title(case.task_ref, case.task, guard, wording, told=item.title if item else "")
        held += [kept] if kept and case.task.key not in shown else []
        other = case.offer.choice(ChoiceKind.INSTEAD) if case.offer else None
        there = tasks.get(other.text) if other else None
        out = shown.get(other.text) if other else None
        instead = _title(there, guard, wording, out.title if out else "") if there else case.other
        alternative = case.extra.alternative.strip()
        reading = guard.read(alternative)
        if reading.held:
            why = "; ".join(reading.reasons)
            held.append(
                Held(case.ref, case.task.key, "alternative", why, alternative, digest_of(alternative), reading.safer)
            )
            alternative = ""
        alternative = alternative if reading.instead is None else reading.instead
        current = item.promise.current if item and item.promise else None
        delivered = there is not None and stage_of(there[1]) is Stage.DONE
        found.append(
            Request(
                case=case, title=title, instead=instead, instead_done=delivered, current=current,
                alternative=alternative,
            )
        )  # fmt: skip
    return tuple(found), tuple(held)


def _priced(case: Case, guard: Guard) -> tuple[Case, Held | None]:
    """The case as it may be shown: a price stands as typed, unless something besides money and hours is held in it."""
    fee = case.offer.choice(ChoiceKind.FEE) if case.offer else None
    reason = guard.reason(fee.text, exempt=(fee.text,)) if fee else ""
    if fee is None or case.offer is None or not reason:
        return case, None
    neutral = replace(fee, text="")  # its sentence says that the price will be named
    offer = replace(case.offer, choices=tuple(neutral if one is fee else one for one in case.offer.choices))
    decision = case.standing.decision
    if decision is not None and decision.choice.kind is ChoiceKind.FEE:
        case = replace(case, standing=replace(case.standing, decision=replace(decision, choice=neutral)))
    return replace(case, offer=offer), Held(case.ref, case.task.key, "fee", reason, fee.text)


def _title(known: tuple[str, Task], guard: Guard, wording: Wording, told: str) -> str:
    return shortened(safe_title(*known, guard, wording, told=told)[0], LONGEST_QUOTE)


def endings(
    register: Register, memory: Memory, kept: Iterable[str], snapshots: Sequence[Snapshot]
) -> tuple[Ending, ...]:
    """Change request cards that say nothing any more: the offer was taken back, or the work is gone.

    Cards of a source that is read no more, or was read in part, stay as they are; so do those that the ledger does not
    know: what was said about them was lost, and not taken back.
    """
    shown, cases = set(kept), {case.ref: case for case in register.cases}
    homes = tuple(f"{REQUEST}{each.source}/" for each in snapshots if each.completeness.complete)
    return tuple(
        Ending(
            ref,
            publication.task,
            Sentence("the offer was taken back" if ref in cases else "the task is no extra any more"),
        )
        for ref, publication in sorted(memory.publications.items())
        if publication.kind == "card"
        and ref.startswith(homes)
        and ref not in shown
        and not publication.archived
        and "marker" in publication.written
    )
