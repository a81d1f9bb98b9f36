"""C11: nearly the same as another open task."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from trackerbridge.flags.alike import Near, title_words
from trackerbridge.flags.base import Context, Finding, Option, Rule, Severity
from trackerbridge.flags.narrow import in_narrow_scope
from trackerbridge.flags.text import own_words, words_in
from trackerbridge.model import Task

_FEWEST_WORDS = 2
_FEWEST_DESCRIBED = 8  # words; a shorter description cannot tell two tasks apart
_DESCRIBED_ALIKE = 0.5
_EPOCH = datetime.min.replace(tzinfo=UTC)


class LooksDuplicate(Rule):
    """Nearly the same as another open task.

    Why it matters to a client
        The same thing twice on a board gets two dates, two answers, and at times two bills.

    Flagged
        - A task in progress called “Add a map to the contact page”, and an older “Map on the contact page: add”.
        - A task in progress called “Обновить цены в каталоге”, and an older one “Обновите цены в каталоге”.

    Not flagged
        - “Translate page 1” and “Translate page 2”.
        - Two tasks of one name with different dates, such as a weekly report.
        - Two tasks of one name that describe different things.
        - Two tasks of one name beneath different parents.
        - Two tasks that are linked already.

    What usually helps
        Keep one, with what is worth keeping of the other, and archive the rest; or say in the titles what differs.

    When this rule is wrong
        They are two things of one name. Then the client cannot tell them apart either.
    """

    code = "C11"
    name = "looks-duplicate"
    options = (
        Option("share_percent", 85, "percent", "How much of the words of both titles must be the same.", 50, 100),
    )
    narrow = True
    placeholders = frozenset({"other", "other_key"})

    def check(self, task: Task, context: Context) -> Iterator[Finding]:
        """The most alike of the older open tasks; of a pair, the younger one is flagged."""
        if len(title_words(task.title)) < _FEWEST_WORDS:
            return
        near = context.facts.titles.near(task, context.options["share_percent"] / 100)
        twin = next((one for one in near if _same_work(task, one.task) and _is_ours_to_flag(task, one, context)), None)
        if twin is None:
            return
        severity = Severity.MEDIUM if context.is_published(task) and context.is_published(twin.task) else Severity.LOW
        evidence = {"other": twin.task.key, "share": round(twin.share, 2)}
        yield Finding(
            severity, task.created_at, evidence, values={"other": twin.task.title, "other_key": twin.task.key}
        )


def _is_ours_to_flag(task: Task, near: Near, context: Context) -> bool:
    """The younger of the two, or the only one that clarity rules look at."""
    return _age(near.task) < _age(task) or not in_narrow_scope(near.task, context)


def _age(task: Task) -> tuple[datetime, str]:
    return (task.created_at or _EPOCH, task.id)


def _same_work(one: Task, other: Task) -> bool:
    linked = {link.key for link in one.links} & {other.key} or {link.key for link in other.links} & {one.key}
    related = one.parent in (other.id, other.key) or other.parent in (one.id, one.key)
    if linked or related or one.parent != other.parent or one.project != other.project:
        return False
    if one.due and other.due and one.due.day != other.due.day:
        return False
    return _described_alike(one, other)


def _described_alike(one: Task, other: Task) -> bool:
    first, second = (frozenset(words_in(own_words(task.description))) for task in (one, other))
    if min(len(first), len(second)) < _FEWEST_DESCRIBED:
        return True
    return len(first & second) >= _DESCRIBED_ALIKE * min(len(first), len(second))
