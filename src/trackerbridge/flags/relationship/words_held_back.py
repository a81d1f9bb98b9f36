"""R04: the guard held text that was meant for the client."""

from __future__ import annotations

from collections.abc import Iterator

from trackerbridge.flags.base import Context, Finding, ProjectRule, Severity
from trackerbridge.flags.text import visible
from trackerbridge.model import Evidence


class WordsHeldBack(ProjectRule):
    """The guard held text that was meant for the client.

    Why it matters to a client
        In its place stands a neutral sentence. It says less than somebody wanted to say.

    Flagged
        - The note on a card names somebody of the team, and was held back.

    Not flagged
        - Nothing is held back.

    What usually helps
        Say it without the name, price or address: `trackerbridge check` and the report of a sync show what was held.

    When this rule is wrong
        The word is a product's name, not a person's. Tell the guard so in the configuration.
    """

    code = "R04"
    name = "words-held-back"
    needs = frozenset({Evidence.HELD})
    sentences = ("message", "message_project", "suggestion")
    placeholders = frozenset({"part", "why", "what"})

    def check_project(self, context: Context) -> Iterator[Finding]:
        """Every part that waits for a person."""
        for held in context.side.held or ():
            task = context.facts.by_reference.get(held.task or "")
            evidence = {"card": held.ref, "part": held.part, "why": held.why}
            values = {
                "part": visible(held.part)[:40],
                "why": visible(held.why)[:200].rstrip("."),
                "what": visible(task.title if task else held.ref)[:80],
            }
            sentence = "message" if task else "message_project"
            about = f"{held.ref} {held.part}"
            yield Finding(Severity.MEDIUM, held.since, evidence, sentence, values=values, task=task, about=about)
