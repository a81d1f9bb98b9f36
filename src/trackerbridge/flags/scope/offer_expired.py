"""S08: a change request ran out without an answer."""

from __future__ import annotations

from collections.abc import Iterator

from trackerbridge.flags.base import Context, Finding, Option, ProjectRule, Severity
from trackerbridge.flags.text import visible
from trackerbridge.model import Evidence, Extra, ExtraState


class OfferExpired(ProjectRule):
    """A change request ran out without an answer.

    Why it matters to a client
        They may believe that it is being done, or that it still can be at that price.

    Flagged
        - An offer was valid until 10 November, and nothing was chosen.

    Not flagged
        - An offer that is valid until tomorrow.
        - An offer that ran out three months ago.
        - An offer that was accepted in time.

    What usually helps
        Say that it has run out and that the plan stands; offer it anew where it still makes sense.

    When this rule is wrong
        Both sides let it go on purpose. Then withdraw it.
    """

    code = "S08"
    name = "offer-expired"
    needs = frozenset({Evidence.EXTRAS})
    options = (Option("recent_working_days", 20, "working days", "How long the flag stays.", 1, 250),)
    placeholders = frozenset({"what", "until"})

    def check_project(self, context: Context) -> Iterator[Finding]:
        """Offers whose last day has passed."""
        for extra in context.side.extras.items if context.side.extras else ():
            until = extra.valid_until
            if until is None or not _unanswered(extra) or context.today <= until:
                continue
            if context.calendar.working_days_between(until, context.today) > context.options["recent_working_days"]:
                continue
            evidence = {"extra": extra.ref, "valid_until": until.isoformat()}
            values = {"what": visible(extra.title)[:80], "until": until}
            since = context.calendar.end_of_day(until)
            task = context.facts.by_reference.get(extra.task or "")
            yield Finding(Severity.MEDIUM, since, evidence, values=values, task=task, about=extra.ref)


def _unanswered(extra: Extra) -> bool:
    return extra.state in (ExtraState.OFFERED, ExtraState.EXPIRED)
