"""S04: a change request waits for the client's decision."""

from __future__ import annotations

from collections.abc import Iterator

from trackerbridge.flags.base import Context, Finding, Option, ProjectRule, Severity
from trackerbridge.flags.text import visible
from trackerbridge.model import Evidence, ExtraState


class DecisionPending(ProjectRule):
    """A change request waits: a reminder after three working days, a call after five.

    Why it matters to a client
        A choice that is left open closes by itself, and rarely the way they wanted.

    Flagged
        - A change was offered four working days ago, and nothing was chosen.
        - A change was offered six working days ago, and nothing was chosen.

    Not flagged
        - A change was offered yesterday.
        - A change that the client accepted.
        - A change whose card the client put away: not now.

    What usually helps
        Remind with one sentence: what happens if nothing is chosen, and by when. Then call.

    When this rule is wrong
        They asked for time to think, and said until when. Then make the offer valid until that day.
    """

    code = "S04"
    name = "decision-pending"
    needs = frozenset({Evidence.EXTRAS})
    options = (
        Option("remind_working_days", 3, "working days", "After this it is time to remind.", 0, 60),
        Option("call_working_days", 5, "working days", "After this it is time to call.", 1, 120),
    )
    sentences = ("message", "suggestion", "suggestion_call")
    placeholders = frozenset({"what", "offered", "waited"})

    def check_project(self, context: Context) -> Iterator[Finding]:
        """Offers that are still valid; one that ran out is S08."""
        for extra in context.side.extras.items if context.side.extras else ():
            if extra.state is not ExtraState.OFFERED or extra.offered_at is None or extra.put_away:
                continue
            if extra.valid_until is not None and context.today > extra.valid_until:
                continue
            day = context.calendar.day_of(extra.offered_at)
            waited = context.calendar.working_days_between(day, context.today)
            if waited < context.options["remind_working_days"]:
                continue
            call = waited >= context.options["call_working_days"]
            evidence = {"extra": extra.ref, "offered": day.isoformat(), "working_days": waited}
            values = {"what": visible(extra.title)[:80], "offered": day, "waited": waited}
            yield Finding(
                Severity.MEDIUM if call else Severity.LOW,
                extra.offered_at,
                evidence,
                suggestion="suggestion_call" if call else "suggestion",
                values=values,
                task=context.facts.by_reference.get(extra.task or ""),
                about=extra.ref,
            )
