"""Whether a rule has what it needs, and if not, why: the reasons of abstentions. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from trackerbridge.flags.base import Context, Rule
from trackerbridge.flags.wording import words_of
from trackerbridge.model import Evidence, Person, Side, Snapshot, Task

_BESIDES = {
    Evidence.ANSWERS: "answers",
    Evidence.SHOWN: "shown",
    Evidence.NEWS: "news",
    Evidence.NOTES: "notes",
    Evidence.EXTRAS: "extras",
    Evidence.HELD: "held",
    Evidence.RUNS: "runs",
    Evidence.BASELINE: "baseline",
    Evidence.MILESTONES: "milestones",
    Evidence.LEDGER: "promises",
}
"""Evidence that no source tells, and the value of the context's ``side`` that holds it."""
_HOW_TO_TELL = {Evidence.BASELINE: "no_baseline", Evidence.MILESTONES: "no_milestones"}


def missing(what: Evidence, context: Context) -> str:
    """Why this evidence cannot be had from the context's source, in one sentence; empty where it can.

    A gap's own reason comes first. Promises are a value that is always given; holidays depend on the calendar, and
    sides on whether anybody is known as the client.
    """
    words = words_of(context.language)
    completeness = context.snapshot.completeness
    for gap in completeness.gaps:
        if gap.what is what:
            return gap.reason
    if what is Evidence.PROMISES:
        return ""
    if what in _BESIDES:
        return _not_kept(what, context)
    if what is Evidence.CALENDAR:
        return "" if context.calendar.knows_holidays else words.shared("no_holidays")
    if what is Evidence.SIDES:
        return (
            ""
            if any(person.side is Side.CLIENT for person in _people(context.snapshot))
            else words.shared("no_clients")
        )
    if what in completeness.knows:
        return ""
    return words.shared("cannot_tell", what=words.evidence(what))


def _not_kept(what: Evidence, context: Context) -> str:
    """Why a value beside the snapshots is not there; empty where it is."""
    if getattr(context.side, _BESIDES[what]) is not None:
        return ""
    words = words_of(context.language)
    return words.shared(_HOW_TO_TELL.get(what, "not_kept"), what=words.evidence(what))


def _people(snapshot: Snapshot) -> Iterator[Person]:
    yield from snapshot.people
    for task in snapshot.tasks:
        for comment in task.comments:
            if comment.author:
                yield comment.author


def none_of(what: Evidence, open_tasks: Iterable[Task], context: Context) -> str:
    """Why a rule has nothing to go by although the source could tell: no open task carries any of this evidence."""
    words = words_of(context.language)
    if what is Evidence.DUE_DATES and not any(task.due or context.promise(task) for task in open_tasks):
        return words.shared("no_due_dates")
    if what is Evidence.OWNERS and not any(task.owners for task in open_tasks):
        return words.shared("no_owners")
    return ""


def reasons_to_abstain(rule: Rule, context: Context) -> list[str]:
    """Why a rule cannot judge this source at all; empty where it can."""
    lacking = [reason for what in sorted(rule.needs) if (reason := missing(what, context))]
    if lacking:
        return list(dict.fromkeys(lacking))
    open_tasks = [task for task in context.snapshot.tasks if task.open]
    if not open_tasks:
        return []
    return [reason for what in sorted(rule.needs_some) if (reason := none_of(what, open_tasks, context))]
