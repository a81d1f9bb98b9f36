"""C02: nothing explains the task."""

from __future__ import annotations

from collections.abc import Iterator

from trackerbridge.flags.base import Context, Finding, Option, Rule, Severity
from trackerbridge.flags.habits import never_used
from trackerbridge.flags.text import URL, words_in
from trackerbridge.model import Evidence, Task


class NoDescription(Rule):
    """Nothing explains it: no description, checklist, link, attachment or smaller task.

    Why it matters to a client
        What is only in somebody's head comes out differently from what was agreed, and nobody can look it up.

    Flagged
        - A task in progress with nothing but a short title.
        - A task in progress whose description only repeats the title.

    Not flagged
        - A task in progress with a sentence of description.
        - A task in progress with a checklist.
        - A task in progress with a comment that explains it.
        - A task in progress whose title tells the whole story in ten words or more.
        - A planned task without a description that the client does not see.

    What usually helps
        Two sentences: what for, and how one can tell that it is done.

    When this rule is wrong
        Everybody who will ever ask knows what the title means. Where hardly any of ten or more tasks is described, that
        is told once and not of each.
    """

    code = "C02"
    name = "no-description"
    needs = frozenset({Evidence.DESCRIPTIONS})
    options = (
        Option("title_words", 10, "words", "A title of so many words explains itself.", 1, 100),
        Option("comment_words", 12, "words", "A comment of so many words explains its task.", 1, 100),
    )
    narrow = True

    def unable(self, context: Context) -> str:
        """A board on which nothing is ever described."""
        return never_used(context, "never_described", lambda task: bool(task.description.strip() or task.checklists))

    def check(self, task: Task, context: Context) -> Iterator[Finding]:
        """An empty description, and nothing else that explains."""
        title = words_in(task.title)
        if len(title) >= context.options["title_words"] or _explained(task, title, context):
            return
        severity = Severity.MEDIUM if context.is_published(task) else Severity.LOW
        yield Finding(severity, task.created_at, {"description_words": len(words_in(task.description))})


def _explained(task: Task, title: list[str], context: Context) -> bool:
    described = set(words_in(task.description)) - set(title)
    if described or _is_link(task.description) or _is_link(task.title):
        return True
    if task.attachments or any(checklist.items for checklist in task.checklists):
        return True
    return context.facts.has_children(task) or any(_explains(comment.text, context) for comment in task.comments)


def _explains(comment: str, context: Context) -> bool:
    return _is_link(comment) or len(words_in(comment)) >= context.options["comment_words"]


def _is_link(text: str) -> bool:
    return bool(URL.search(text))
