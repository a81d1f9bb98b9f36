"""C03: nobody wrote how one can tell that it is done."""

from __future__ import annotations

from collections.abc import Iterator

from trackerbridge.flags.base import Context, Finding, Option, Rule, Severity
from trackerbridge.flags.defects import is_defect
from trackerbridge.flags.remembered import remembered
from trackerbridge.flags.text import folded, own_words, phrases, words_in
from trackerbridge.model import Evidence, Task


class NoDoneWhen(Rule):
    """There is a description, and no acceptance condition, checklist or example that tells when it is done.

    Why it matters to a client
        “Done” then means one thing to the team and another to the client, and both find out on the last day.

    Flagged
        - A task in progress whose description tells why, and not what will be there.
        - A published task whose description lists thoughts and no result.

    Not flagged
        - A task in progress with a heading “Acceptance criteria”.
        - A task in progress whose description says what customers can do afterwards.
        - A task in progress with a checklist.
        - A task in progress with a picture of how it will look.
        - A bug.

    What usually helps
        One line that begins with “Done when”, or an example of the result.

    When this rule is wrong
        Team and client have done this very thing many times, and both know what comes out.
    """

    code = "C03"
    name = "no-done-when"
    needs = frozenset({Evidence.DESCRIPTIONS})
    options = (
        Option("fewest_words", 25, "words", "A description of fewer words is judged by C02, not by this rule.", 1, 500),
    )
    explained_by = frozenset({"C02", "C05"})
    narrow = True

    def check(self, task: Task, context: Context) -> Iterator[Finding]:
        """A description of some length without anything by which to tell."""
        if is_defect(task) or _shows_the_end(task) or context.facts.has_children(task):
            return
        text = own_words(task.description)
        words = len(words_in(text))
        if words < context.options["fewest_words"] or tells_when(text):
            return
        severity = Severity.MEDIUM if context.is_published(task) else Severity.LOW
        yield Finding(severity, task.created_at, {"description_words": words})


@remembered(20_000)
def tells_when(text: str) -> bool:
    """Whether a text holds a condition, an example, or what somebody can do afterwards."""
    return bool(phrases("done_when", "sign").search(folded(text)))


def _shows_the_end(task: Task) -> bool:
    return bool(task.attachments) or any(checklist.items for checklist in task.checklists) or "```" in task.description
