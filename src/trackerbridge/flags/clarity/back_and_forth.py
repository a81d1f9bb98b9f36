"""C08: reopened twice, or returned three times between states or people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from trackerbridge.flags.base import Context, Finding, Option, Rule, Severity
from trackerbridge.flags.stays import Stay, stays_of
from trackerbridge.model import ChangeField, Evidence, Stage, Task

_ORDER = (Stage.PLANNED, Stage.IN_PROGRESS, Stage.TESTING, Stage.REVIEW, Stage.DONE)


class BackAndForth(Rule):
    """Reopened twice, or returned three times between states or people.

    Why it matters to a client
        Each return says that two people mean two things by “done”. The client is often one of them.

    Flagged
        - A task was done twice and reopened twice.
        - A task went back from “Testing” to “Doing” three times.
        - A task was given back to an earlier owner three times.

    Not flagged
        - A task that was reopened once.
        - A task that was moved to the wrong list and back within minutes.
        - A task that went back three times a year ago.

    What usually helps
        Ten minutes together, with the example in front of everybody: agree on what “done” means here, and write it on
        the task.

    When this rule is wrong
        The returns are the way the team works, such as a list for every round of a design.
    """

    code = "C08"
    name = "back-and-forth"
    needs = frozenset({Evidence.HISTORY, Evidence.STAGES})
    options = (
        Option("reopened", 2, "times", "How often reopened is too often.", 1, 50),
        Option("returned", 3, "times", "How often returned is too often.", 1, 50),
        Option("recent_working_days", 20, "working days", "Only a last return within this time counts.", 1, 250),
        Option("settle_minutes", 15, "minutes", "A stay shorter than this was a slip of the hand.", 0, 1440),
    )
    explained_by = frozenset({"D01", "R01"})
    sentences = ("message", "message_people", "message_reopened", "suggestion")
    placeholders = frozenset({"times"})

    def check(self, task: Task, context: Context) -> Iterator[Finding]:
        """Reopening weighs most, then states, then people."""
        stays = _settled(stays_of(task), timedelta(minutes=context.options["settle_minutes"]))
        counted = (
            ("message_reopened", _reopened(stays), "reopened"),
            ("message", _returned(stays), "returned"),
            ("message_people", _given_back(task), "returned"),
        )
        for sentence, moments, option in counted:
            if len(moments) >= context.options[option] and self._recent(moments[-1], context):
                evidence = {"times": len(moments), "last": moments[-1].isoformat(), "kind": sentence}
                severity = Severity.MEDIUM if context.is_published(task) or option == "reopened" else Severity.LOW
                yield Finding(severity, moments[-1], evidence, sentence, values={"times": len(moments)})
                return

    def _recent(self, moment: datetime, context: Context) -> bool:
        day = context.calendar.day_of(moment)
        ago = context.calendar.working_days_between(day, context.today)
        return ago <= float(context.options["recent_working_days"])


def _settled(stays: Sequence[Stay], shortest: timedelta) -> list[Stay]:
    return [stay for stay in stays if stay.until is None or stay.until - stay.since >= shortest]


def _reopened(stays: Sequence[Stay]) -> list[datetime]:
    return [later.since for one, later in _pairs(stays) if one.stage is Stage.DONE and later.stage is not Stage.DONE]


def _returned(stays: Sequence[Stay]) -> list[datetime]:
    """When the task went to an earlier state; waiting for somebody is neither earlier nor later."""
    placed = [stay for stay in stays if stay.stage in _ORDER]
    return [later.since for one, later in _pairs(placed) if _ORDER.index(later.stage) < _ORDER.index(one.stage)]


def _pairs(stays: Sequence[Stay]) -> list[tuple[Stay, Stay]]:
    return list(pairwise(stays))


def _given_back(task: Task) -> list[datetime]:
    """When the task was given to somebody who had it before, and somebody else had it in between."""
    given = sorted(
        (one for one in task.history if one.field is ChangeField.OWNER and one.after), key=lambda one: one.at
    )
    had: set[str] = set()
    back, holder = [], ""
    for change in given:
        owner = change.after or ""
        if owner != holder and owner in had:
            back.append(change.at)
        had.add(owner)
        holder = owner
    return back
