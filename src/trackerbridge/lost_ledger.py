"""The ledger was lost, is an older copy, or another one is used as well: what a run does that finds it out.

The cards themselves tell whose they are and which dates were told (``plan.ownership``). What a person said by command
does not stand on them:

1. It is taken over from the files beside the ledger (``ledger.beside``), whenever they hold what the ledger does not.
2. Where cards were written without this ledger, and the files do not reach up to now either, nothing goes to the client
   for as long as the project's ``grace`` lasts, so that nothing that was held goes out before the manager had time to
   speak. ``hold PROJECT --off`` ends it.

That cards were written later than the ledger knows is believed only where no change of this ledger was to write them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from trackerbridge.found_again import SAID_SINCE, WHY_PAUSED, Loss, told_of
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.ledger.beside import going_on, not_known, still_void
from trackerbridge.ledger.records import Entry, EntryKind, Memory
from trackerbridge.ledger.steering import LOST_LEDGER, hold_of, steering_entry
from trackerbridge.model import Steering, SteeringKind
from trackerbridge.plan.comments import COMMENT
from trackerbridge.project_run import ProjectRun

_KNOWN = -1  # an entry's number, so that nobody writes it down a second time


@dataclass(frozen=True, slots=True)
class GoingOn:
    """The memory with which the run goes on, and what the manager is told of it."""

    memory: Memory
    notes: tuple[str, ...] = ()


def gone_on(run: ProjectRun, memory: Memory, board: str, *, record: bool) -> GoingOn:
    """What happened on this board without this ledger, and what follows. ``record``: write down what is learned."""
    memory = replace(memory, behind=_behind(run, memory))
    memory = _with_what_was_made(run, memory, board, record=record)
    reaches = run.ledger.beside.of(run.name).reaches
    whole = reaches is not None and (memory.recovered or (bool(memory.behind) and reaches > _last_run(run)))
    memory, said = _with_words(run, memory, record=record)
    memory, again = _with_promises(run, memory, record=record)
    said = said or again
    if not memory.gap:
        return GoingOn(memory, (SAID_SINCE,) if said else ())
    until = None if whole else _pause(run, memory)
    if until is not None:
        word = _word(run, memory, until)
        memory = _and(memory, [word])
        if record:
            run.ledger.remember(run.name, [word], at=run.clock(), run=run.id, beside=False)
    loss = Loss(project=run.name, cards=len(memory.behind), whole=whole, until=until)
    return GoingOn(memory, (told_of(loss, run.settings.calendar),))


def _behind(run: ProjectRun, memory: Memory) -> dict[str, str]:
    """Without what this ledger began itself: an answer may have been lost, or an earlier text put back."""
    return {ref: marker for ref, marker in memory.behind.items() if not run.ledger.wrote(run.name, marker)}


def _with_words(run: ProjectRun, memory: Memory, *, record: bool) -> tuple[Memory, bool]:
    """With what the ledger does not know of what people said and were told; whether people had said anything.

    A further board hears what steers its project as well.
    """
    said = False
    for name in dict.fromkeys((run.name.partition("/")[0], run.name)):
        words = not_known(run.ledger.beside.of(name).words, memory.entries)
        words = tuple(one for one in words if name == run.name or one.kind is EntryKind.STEERING)
        if words and record:
            run.ledger.remember(name, words, at=run.clock(), run=run.id, beside=False)
        memory, said = _and(memory, words), said or any(one.kind is not EntryKind.TOLD for one in words)
    return memory, said


def _with_promises(run: ProjectRun, memory: Memory, *, record: bool) -> tuple[Memory, bool]:
    """With promises that a person voided, or that no task carries; whether the ledger did not know of any."""
    kept = run.ledger.beside.of(run.name)
    voided = still_void(kept.voided, memory.promises)
    later = going_on(kept.promises.values(), memory.promises)
    if record:
        for promise in later:
            run.ledger.record_promise(run.name, promise, at=run.clock(), beside=False)
        for promise in voided:
            run.ledger.void_again(run.name, promise, at=run.clock())
    stories = {promise.ref: promise for promise in (*memory.promises, *voided, *later)}
    return replace(memory, promises=tuple(stories.values())), bool(voided or later)


def _with_what_was_made(run: ProjectRun, memory: Memory, board: str, *, record: bool) -> Memory:
    """With our comments on this board, also those that a person reworded or deleted, and the cards that are missing."""
    made = [each for each in run.ledger.beside.of(run.name).made.values() if each.board == board]
    unknown = [each for each in made if each.ref not in memory.publications]
    comments = {each.ref: each for each in unknown if each.kind == COMMENT}
    if comments and record:
        run.ledger.record_publications(run.name, comments.values(), at=run.clock())
    missing = frozenset(each.ref for each in unknown if each.kind != COMMENT)
    return replace(memory, publications={**memory.publications, **comments}, missing=missing)


def _and(memory: Memory, entries: Iterable[Entry]) -> Memory:
    return replace(memory, entries=(*memory.entries, *(replace(one, id=_KNOWN) for one in entries)))


def _last_run(run: ProjectRun) -> datetime:
    """The real time of the latest run that this ledger knows of, before this one."""
    return max(_ends(run), default=datetime.min.replace(tzinfo=run.now.tzinfo))


def _ends(run: ProjectRun) -> Iterator[datetime]:
    for each in run.ledger.runs(run.name, 5):
        if each.id != run.id:
            yield each.finished_at or each.started_at


def _pause(run: ProjectRun, memory: Memory) -> datetime | None:
    """Until when nothing goes out; None where that was said of this gap before, or a person's hold lasts longer."""
    if any(entry.body.get("value") == _value(memory) for entry in _pauses(memory)):
        return None
    until = run.settings.calendar.add_business_hours(run.now, run.settings.project.dates.grace)
    hold = hold_of(memory, run.now)
    return None if hold is not None and (hold.until is None or hold.until >= until) else until


def _pauses(memory: Memory) -> Iterator[Entry]:
    for entry in memory.story(EntryKind.STEERING):
        if entry.body.get("scope") == LOST_LEDGER:
            yield entry


def _word(run: ProjectRun, memory: Memory, until: datetime) -> Entry:
    return steering_entry(
        Steering(
            kind=SteeringKind.HOLD, made_at=run.now, scope=LOST_LEDGER, value=_value(memory), until=until,
            reason=str(WHY_PAUSED),
        )
    )  # fmt: skip


def _value(memory: Memory) -> str:
    """A name for this gap, the same in every run that finds it."""
    if memory.recovered:
        return "lost"
    told = "\n".join(f"{ref} {marker}" for ref, marker in sorted(memory.behind.items()))
    return sha256(told.encode()).hexdigest()[:16]
