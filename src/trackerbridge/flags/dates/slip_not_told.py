"""D05: the date moved, passed or was agreed anew, and the client still sees the old one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from trackerbridge.flags.base import Context, Finding, Option, Rule, Severity
from trackerbridge.model import ChangeField, Evidence, Shown, Task


class SlipNotTold(Rule):
    """The date moved or passed, or was agreed anew, and the client still sees the old one.

    Why it matters to a client
        Every hour in which we know and they do not is taken from them: they plan on a date that nobody believes in.

    Flagged
        - The client sees 20 November, and the team moved the date to the 27th yesterday.
        - The client sees 9 November, it passed three days ago, and the card has said nothing since.
        - The client accepted a change with a new date, and the card still shows the one before.

    Not flagged
        - The date was moved an hour ago.
        - The client sees the date that the team works towards.
        - The date was moved earlier.

    What usually helps
        Say why it moved and what happens next, and let the next sync show the new date; or call, and tell it first.

    When this rule is wrong
        The client was told by phone. The card should say so too.
    """

    code = "D05"
    name = "slip-not-told"
    needs = frozenset({Evidence.SHOWN, Evidence.DUE_DATES})
    options = (
        Option("settle_hours", 2, "business hours", "How long a new date must stand before it is one.", 0, 90),
        Option(
            "near_working_days", 5, "working days", "From here on, before the date that is shown, it is high.", 0, 60
        ),
    )
    explained_by = frozenset({"D01"})
    sentences = ("message", "message_passed", "message_agreed", "suggestion")
    placeholders = frozenset({"shown", "now"})

    def check(self, task: Task, context: Context) -> Iterator[Finding]:
        """What was agreed comes before what moved, and what moved before what passed."""
        shown = (context.side.shown or {}).get(task.key)
        if shown is None or shown.day is None:
            return
        agreed = _agreed(task, context)
        day = shown.wanted or context.due_day(task)
        if agreed is not None and agreed[0] != shown.day:
            yield self._finding("message_agreed", shown.day, agreed[0], agreed[1], context)
        elif day is not None and day > shown.day:
            yield from self._moved(task, shown, day, context)
        elif context.today > shown.day and _silent_since(shown, shown.day, context):
            since = context.calendar.end_of_day(shown.day)
            yield self._finding("message_passed", shown.day, shown.day, since, context)

    def _moved(self, task: Task, shown: Shown, day: date, context: Context) -> Iterator[Finding]:
        """A date that lay later all along is no move: D12 looks at that."""
        at = shown.wanted_since if shown.wanted else _last_move(task)
        promise = context.promise(task)
        if shown.day is None or at is None or (promise is not None and at < promise.told[-1].at):
            return
        if context.calendar.business_hours_between(at, context.now) >= context.options["settle_hours"]:
            yield self._finding("message", shown.day, day, at, context)

    def _finding(self, sentence: str, shown: date, now: date, since: datetime | None, context: Context) -> Finding:
        near = context.calendar.working_days_between(context.today, shown) <= context.options["near_working_days"]
        evidence = {"shown": shown.isoformat(), "now": now.isoformat(), "kind": sentence.partition("_")[2] or "moved"}
        severity = Severity.HIGH if near else Severity.MEDIUM
        return Finding(severity, since, evidence, sentence, values={"shown": shown, "now": now})


def _last_move(task: Task) -> datetime | None:
    return max((change.at for change in task.history if change.field is ChangeField.DUE), default=None)


def _agreed(task: Task, context: Context) -> tuple[date, datetime | None] | None:
    """The client's new date that came with the change agreed last, unless it was told since."""
    extras = context.side.extras.items if context.side.extras else ()
    agreed = [one for one in extras if one.task == task.key and one.agreed and one.agreed_day and one.decided_at]
    if not agreed:
        return None
    last = max(agreed, key=lambda one: (one.decided_at, one.ref))
    promise = context.promise(task)
    told_since = promise is not None and last.decided_at is not None and promise.told[-1].at > last.decided_at
    return None if told_since or last.agreed_day is None else (last.agreed_day, last.decided_at)


def _silent_since(shown: Shown, day: date, context: Context) -> bool:
    """Whether the card was last written before its date passed, and the time for telling it is over."""
    passed = context.calendar.end_of_business(day)
    due_to_tell = context.calendar.add_business_hours(passed, context.side.grace_hours)
    return shown.written_at is not None and shown.written_at < passed and context.now >= due_to_tell
