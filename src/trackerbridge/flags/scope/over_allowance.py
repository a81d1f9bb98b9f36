"""S02: extras beyond the allowance."""

from __future__ import annotations

from collections.abc import Iterator

from trackerbridge.flags.base import Context, Finding, ProjectRule, Severity
from trackerbridge.flags.text import visible
from trackerbridge.model import Evidence, Extra, ExtraState


class ExtrasOverAllowance(ProjectRule):
    """An extra given freely, or about to be, is bigger than the allowance, or one more than the project has.

    The allowance is the configuration's: `[projects.NAME.extras]`, 60 minutes each and three in a project.

    Why it matters to a client
        A gift that grows is paid for by another date. Offered as a choice it is still welcome, and it is theirs to
        make.

    Flagged
        - A bonus of 120 minutes, where 60 are the allowance.
        - The fourth bonus, where three are the allowance.

    Not flagged
        - A bonus of 45 minutes.
        - A change of 120 minutes that was offered as a choice.

    What usually helps
        Offer it as a change request, with its date and price, before anybody begins.

    When this rule is wrong
        The allowance was agreed to be bigger here. Say so in the configuration.
    """

    code = "S02"
    name = "extras-over-allowance"
    needs = frozenset({Evidence.EXTRAS})
    sentences = ("message", "message_count", "suggestion")
    placeholders = frozenset({"what", "minutes", "allowed", "count"})

    def check_project(self, context: Context) -> Iterator[Finding]:
        """Size first, then number."""
        extras = context.side.extras
        given = 0
        for extra in extras.items if extras else ():
            given += extra.free
            if extras is None or not (extra.free or extra.state is ExtraState.ASKED):
                continue
            if extra.minutes is not None and extra.minutes > extras.allowance_minutes:
                yield self._finding(extra, "message", extras.allowance_minutes, given, context)
            elif extra.free and given > extras.allowance_count:
                yield self._finding(extra, "message_count", extras.allowance_count, given, context)

    def _finding(self, extra: Extra, sentence: str, allowed: int, given: int, context: Context) -> Finding:
        evidence = {"extra": extra.ref, "minutes": extra.minutes, "allowed": allowed, "given": given}
        values = {"what": visible(extra.title)[:80], "minutes": f"{extra.minutes or 0:g}"}
        values |= {"allowed": str(allowed), "count": str(given)}
        severity = Severity.LOW if extra.delivered_at else Severity.MEDIUM
        since = extra.decided_at or extra.asked_at
        task = context.facts.by_reference.get(extra.task or "")
        return Finding(severity, since, evidence, sentence, values=values, task=task, about=extra.ref)
