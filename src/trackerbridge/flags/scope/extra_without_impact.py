"""S03: an accepted extra whose effect is written nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from trackerbridge.flags.base import Context, Finding, ProjectRule, Severity
from trackerbridge.flags.text import visible
from trackerbridge.model import Evidence, ExtraState


class ExtraWithoutImpact(ProjectRule):
    """An extra was accepted, and its effect on date and cost is written nowhere.

    Why it matters to a client
        They said yes to something. What it was will be remembered differently by each side, unless it is written.

    Flagged
        - An accepted extra of which neither the effect on the date nor on the cost is written.
        - An accepted extra with its cost, and without its effect on the date.

    Not flagged
        - An accepted extra: “same date”, “no extra cost”.
        - An extra that waits for the client's choice.

    What usually helps
        Write both, even where there is none: “same date, no extra cost”.

    When this rule is wrong
        It stands in the contract. A line that says so is enough.
    """

    code = "S03"
    name = "extra-without-impact"
    needs = frozenset({Evidence.EXTRAS})
    sentences = ("message", "message_date", "message_cost", "suggestion")
    placeholders = frozenset({"what"})

    def check_project(self, context: Context) -> Iterator[Finding]:
        """Accepted extras that are not delivered yet."""
        for extra in context.side.extras.items if context.side.extras else ():
            date_known = bool(extra.effect_on_date.strip() or extra.agreed_day)
            cost_known = bool(extra.effect_on_cost.strip()) or extra.charged is False
            if extra.state is not ExtraState.ACCEPTED or extra.delivered_at or (date_known and cost_known):
                continue
            sentence = "message_date" if cost_known else "message_cost" if date_known else "message"
            evidence = {"extra": extra.ref, "date_written": date_known, "cost_written": cost_known}
            since, values = extra.decided_at or extra.asked_at, {"what": visible(extra.title)[:80]}
            task = context.facts.by_reference.get(extra.task or "")
            yield Finding(Severity.MEDIUM, since, evidence, sentence, values=values, task=task, about=extra.ref)
