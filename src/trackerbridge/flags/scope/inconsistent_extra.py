"""S06: an extra of this size was free before and is charged now, or the reverse."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator

from trackerbridge.flags.base import Context, Finding, Option, ProjectRule, Severity
from trackerbridge.flags.text import visible
from trackerbridge.model import Evidence, Extra, ExtraState


class InconsistentExtra(ProjectRule):
    """An extra of this size was free before and is charged now, or the reverse: decided by mood.

    Why it matters to a client
        Whoever paid for what was a gift last month feels cheated, whichever of the two was right.

    Flagged
        - An extra of 50 minutes is charged, and one of 45 minutes was free.
        - An extra of 90 minutes is free, and one of 95 minutes was charged.

    Not flagged
        - An extra of 300 minutes is charged, and one of 45 minutes was free.
        - Two extras of 45 minutes were free.
        - An extra of 70 minutes is charged, one of 55 was free, and the allowance is 60.

    What usually helps
        Decide by the allowance, and say so. If this one is an exception, say that it is one, and why.

    When this rule is wrong
        The two were different in risk or kind, and the client knows it.
    """

    code = "S06"
    name = "inconsistent-extra"
    needs = frozenset({Evidence.EXTRAS})
    options = (
        Option("percent", 25, "percent", "How much two sizes may differ and still be called the same.", 0, 100),
        Option("recent_working_days", 20, "working days", "How long ago the later decision may be.", 1, 250),
    )
    sentences = ("message", "message_free", "suggestion")
    placeholders = frozenset({"what", "minutes", "before"})

    def check_project(self, context: Context) -> Iterator[Finding]:
        """Each decision against those that went before it."""
        sizes: dict[bool, list[float]] = {True: [], False: []}
        for extra, free in _decided(context):
            minutes = extra.minutes or 0
            other = _nearest(sizes[not free], minutes)
            insort(sizes[free], minutes)
            if other is None or abs(other - minutes) * 100 > context.options["percent"] * max(other, minutes):
                continue
            if self._recent(extra, context) and not _by_rule(minutes, other, free, context):
                yield self._finding(extra, other, free, context)

    def _recent(self, extra: Extra, context: Context) -> bool:
        day = context.calendar.day_of(extra.decided_at or extra.asked_at)
        ago = context.calendar.working_days_between(day, context.today)
        return ago <= int(context.options["recent_working_days"])

    def _finding(self, extra: Extra, other: float, free: bool, context: Context) -> Finding:
        evidence = {"extra": extra.ref, "minutes": extra.minutes, "minutes_before": other, "free": free}
        values = {"what": visible(extra.title)[:80], "minutes": f"{extra.minutes or 0:g}", "before": f"{other:g}"}
        sentence = "message_free" if free else "message"
        task = context.facts.by_reference.get(extra.task or "")
        return Finding(Severity.MEDIUM, extra.decided_at, evidence, sentence, values=values, task=task, about=extra.ref)


def _decided(context: Context) -> list[tuple[Extra, bool]]:
    """Extras of a known size that were given or charged, in the order of deciding."""
    extras = context.side.extras.items if context.side.extras else ()
    known = [extra for extra in extras if extra.minutes is not None and extra.decided_at and extra.agreed]
    known = [extra for extra in known if extra.state is ExtraState.BONUS or extra.charged is not None]
    return [(extra, extra.free) for extra in sorted(known, key=lambda one: (one.decided_at, one.ref))]


def _by_rule(minutes: float, other: float, free: bool, context: Context) -> bool:
    """Whether the allowance tells the two apart: the smaller one was a gift by rule, and the bigger one was none."""
    given, charged = (minutes, other) if free else (other, minutes)
    allowance = context.side.extras.allowance_minutes if context.side.extras else 0
    return given <= allowance < charged


def _nearest(sizes: list[float], minutes: float) -> float | None:
    place = bisect_left(sizes, minutes)
    near = sizes[max(0, place - 1) : place + 1]
    return min(near, key=lambda size: abs(size - minutes), default=None)
