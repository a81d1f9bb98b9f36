"""R08: more than five open asks."""

from __future__ import annotations

from collections.abc import Iterator

from trackerbridge.flags.base import Context, Finding, Option, ProjectRule, Severity
from trackerbridge.flags.naming import a_few
from trackerbridge.flags.relationship.asks import cannot_tell_asks, open_asks

_MOST_NAMED = 20


class TooManyAsks(ProjectRule):
    """More than five things are asked of the client at once.

    A question that waits until others are answered is not asked yet, and does not count: on a client's board there are
    no more at once than `publish.most_asks`.

    Why it matters to a client
        Of ten questions the easy ones are answered, and the one that matters is not.

    Flagged
        - Six tasks wait for the client.

    Not flagged
        - Five tasks wait for the client.
        - Two of seven questions wait until others are answered.

    What usually helps
        Bundle them into one message, the one that holds up most on top; answer yourself what has a sensible default.

    When this rule is wrong
        They are one form in six parts.
    """

    code = "R08"
    name = "too-many-asks"
    options = (Option("most", 5, "asks", "How much may be asked at once.", 1, 100),)
    placeholders = frozenset({"asks", "tasks"})

    def unable(self, context: Context) -> str:
        """It cannot be told what waits for the client."""
        return cannot_tell_asks(context)

    def check_project(self, context: Context) -> Iterator[Finding]:
        """How many are open; the one that was too many begins the episode."""
        asks, most = open_asks(context), int(context.options["most"])
        if len(asks) <= most:
            return
        evidence = {"asks": len(asks), "tasks": [ask.task or ask.ref for ask in asks[:_MOST_NAMED]]}
        values = {"asks": len(asks), "tasks": a_few([ask.task or ask.ref for ask in asks])}
        yield Finding(Severity.MEDIUM, asks[most].asked_at, evidence, values=values)
