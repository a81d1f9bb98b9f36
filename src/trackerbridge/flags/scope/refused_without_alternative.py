"""S09: a request was turned down and no other way was offered."""

from __future__ import annotations

from collections.abc import Iterator

from trackerbridge.flags.base import Context, Finding, Option, ProjectRule, Severity
from trackerbridge.flags.text import visible
from trackerbridge.model import Evidence, ExtraState


class RefusedWithoutAlternative(ProjectRule):
    """A request was turned down, and no other way to its goal was offered.

    Why it matters to a client
        They asked because they need something. “No” ends the talk; “not this, but this” goes on with it.

    Flagged
        - A request was refused yesterday, and no other way was named.

    Not flagged
        - A request was refused, and another way to its goal was offered.
        - A request was refused three months ago.

    What usually helps
        Ask what it is for, and offer the nearest thing that fits: later, smaller, or instead of something else.

    When this rule is wrong
        There is no other way, and the client was told why.
    """

    code = "S09"
    name = "refused-without-alternative"
    needs = frozenset({Evidence.EXTRAS})
    options = (Option("recent_working_days", 10, "working days", "How long the flag stays.", 1, 250),)
    placeholders = frozenset({"what"})

    def check_project(self, context: Context) -> Iterator[Finding]:
        """Our own refusals; what the client declined needs no other way."""
        for extra in context.side.extras.items if context.side.extras else ():
            if extra.state is not ExtraState.REFUSED or extra.alternative.strip():
                continue
            decided = extra.decided_at or extra.asked_at
            ago = context.calendar.working_days_between(context.calendar.day_of(decided), context.today)
            if ago > context.options["recent_working_days"]:
                continue
            evidence = {"extra": extra.ref, "refused_at": decided.isoformat()}
            values = {"what": visible(extra.title)[:80]}
            task = context.facts.by_reference.get(extra.task or "")
            yield Finding(Severity.MEDIUM, decided, evidence, values=values, task=task, about=extra.ref)
