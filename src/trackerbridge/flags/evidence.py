"""Whether a rule has what it needs, and if not, why: the reasons of abstentions. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from trackerbridge.flags.base import Abstention, Context, Rule
from trackerbridge.flags.wording import words_of
from trackerbridge.model import Evidence, Person, Side, Task

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
BROUGHT_BY = {
    **dict.fromkeys((*_BESIDES, Evidence.CLIENT_LANGUAGE), "publishing"),
    Evidence.SIDES: "clients",
    Evidence.BASELINE: "baseline",
    Evidence.MILESTONES: "milestones",
}
"""Evidence about the client's side, which no file and no tracker holds at first, and what brings it."""


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
    if what is Evidence.CLIENT_LANGUAGE:
        return "" if context.client_language else words.shared("no_client_language")
    if what is Evidence.SIDES:
        known = any(person.side is Side.CLIENT for person in _people(context))
        return "" if known else words.shared("no_clients")
    if what in completeness.knows:
        return ""
    return words.untold([what])


def _not_kept(what: Evidence, context: Context) -> str:
    """Why a value beside the snapshots is not there; empty where it is."""
    if getattr(context.side, _BESIDES[what]) is not None:
        return ""
    words = words_of(context.language)
    return words.shared(_HOW_TO_TELL.get(what, "not_kept"), what=words.evidence(what))


def _people(context: Context) -> Iterator[Person]:
    """Everybody of the source, and whoever wrote on the client's own board."""
    yield from context.facts.people
    for comments in (context.side.said or {}).values():
        yield from (comment.author for comment in comments if comment.author)


def none_of(what: Evidence, open_tasks: Iterable[Task], context: Context) -> str:
    """Why a rule has nothing to go by although the source could tell: no open task carries any of this evidence."""
    words = words_of(context.language)
    if what is Evidence.DUE_DATES and not any(task.due or context.promise(task) for task in open_tasks):
        return words.shared("no_due_dates")
    if what is Evidence.OWNERS and not any(task.owners for task in open_tasks):
        return words.shared("no_owners")
    return ""


def abstentions(rule: Rule, context: Context) -> list[Abstention]:
    """Why a rule cannot judge this source at all, one for each kind of evidence it lacks; empty where it can."""
    lacking = {what: missing(what, context) for what in sorted(rule.needs)}
    if not any(lacking.values()):
        open_tasks = context.facts.open_tasks
        lacking = {what: none_of(what, open_tasks, context) for what in sorted(rule.needs_some) if open_tasks}
    return [Abstention(rule.code, reason, lacks=what) for what, reason in lacking.items() if reason]
