"""F04: blocked by a link, a label, a flag or a list, for two working days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from trackerbridge.flags.base import Abstention, Context, Finding, Option, Rule, Severity
from trackerbridge.flags.narrow import due_within, in_narrow_scope
from trackerbridge.flags.stays import stays_of
from trackerbridge.flags.text import folded, phrases, visible
from trackerbridge.flags.wording import words_of
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import ChangeField, Evidence, Link, LinkKind, Stage, Task


@dataclass(frozen=True, slots=True)
class Block:
    """What stands in the way (``by``: another task's key and title, or the mark's own name), and since when (UTC)."""

    kind: str  # link | label | list | flag
    by: str
    since: datetime | None


class Blocked(Rule):
    """Blocked by a link, a label or a flag for two working days; by what.

    Why it matters to a client
        Blocked work does not move by itself, and its date goes on coming closer. What blocks it is often a question
        that one call would settle.

    Flagged
        - A task in progress has worn the label “blocked” for three working days.
        - A task in progress is blocked by another task that is not done.
        - A task with the tracker's impediment flag, set a week ago.
        - A card that has stood in the list “Заблокировано” for a week.

    Not flagged
        - A task that was blocked yesterday.
        - A task whose blocking task is done.
        - A planned task without a near date that waits for another one, as the plan says.
        - A planned task without a near date that was put on hold.

    What usually helps
        Name who can unblock it, and by when. If nobody can, say so to whoever waits for it, and plan around it.

    When this rule is wrong
        The label or link was left behind. Take it off.
    """

    code = "F04"
    name = "blocked"
    options = (
        Option("working_days", 2, "working days", "How long a task may be blocked.", 0, 60),
        Option("high_working_days", 5, "working days", "From here on the flag is one step louder.", 1, 250),
    )
    explained_by = frozenset({"D01", "R01"})
    sentences = ("message", "message_marked", "message_list", "message_flag", "suggestion", "suggestion_marked")
    placeholders = frozenset({"by", "since", "blocked"})

    def unable(self, context: Context) -> str:
        """Nothing here can say that work is blocked: no labels and no links."""
        source = context.snapshot
        if Evidence.LABELS in source.completeness.knows or any(task.links or task.flagged for task in source.tasks):
            return ""
        return words_of(context.language).shared("no_marks")

    def check(self, task: Task, context: Context) -> Iterator[Finding | Abstention]:
        """The block that has lasted longest."""
        blocks = list(_blocks(task, context))
        known = [(block.since, block) for block in blocks if block.since]
        if not known:
            if blocks:
                yield Abstention(self.code, words_of(context.language).shared("since_unknown"), task.key)
            return
        since, block = min(known, key=lambda one: one[0])
        day = context.calendar.day_of(since)
        days = context.calendar.working_days_between(day, context.today)
        if days < context.options["working_days"]:
            return
        evidence = {"by": block.by, "kind": block.kind, "working_days": days}
        values = {"by": visible(block.by)[:80], "since": day, "blocked": days}
        sentence, advice = _SENTENCES[block.kind]
        yield Finding(self._severity(task, context, days), since, evidence, sentence, advice, values)

    def _severity(self, task: Task, context: Context, days: int) -> Severity:
        day = context.due_day(task)
        pressing = context.is_published(task) or (day is not None and due_within(context, day, 3))
        long = days >= context.options["high_working_days"]
        return (Severity.LOW, Severity.MEDIUM, Severity.HIGH)[pressing + long]


_SENTENCES = {
    "link": ("message", "suggestion"),
    "label": ("message_marked", "suggestion_marked"),
    "list": ("message_list", "suggestion_marked"),
    "flag": ("message_flag", "suggestion_marked"),
}


def _blocks(task: Task, context: Context) -> Iterator[Block]:
    if task.stage is Stage.WAITING:  # waiting for the client is no block: R06 looks at it
        return
    if task.flagged:
        yield Block("flag", "", _last(task, ChangeField.FLAGGED, "true"))
    narrow = in_narrow_scope(task, context)
    if narrow or task.stage is not Stage.PLANNED:  # what is planned and put aside is put aside on purpose
        yield from _by_marks(task)
    if narrow:
        yield from _by_links(task, context)


def _by_marks(task: Task) -> Iterator[Block]:
    for label in task.labels:
        if says_blocked(label):
            yield Block("label", label, _last(task, ChangeField.LABELS, label))
    if says_blocked(task.status):
        stays = stays_of(task)
        yield Block("list", task.status, stays[-1].since if stays else None)


def says_blocked(name: str) -> bool:
    """Whether a label's or list's name means that work cannot go on, in English, Russian or Romanian."""
    words = folded(name)
    return bool(phrases("blocked", "blocked").search(words)) and not phrases("blocked", "not").search(words)


def _by_links(task: Task, context: Context) -> Iterator[Block]:
    for link in task.links:
        if link.kind is not LinkKind.BLOCKED_BY or link.key in (task.key, task.id):
            continue
        other = context.facts.by_reference.get(link.key)
        stage = other.stage if other else link.stage
        if stage is None or stage.finished or stage is Stage.UNKNOWN or (other and not other.live):
            continue
        title = link.title or (other.title if other else "")
        yield Block("link", f"{link.key} {title}".strip(), _linked_since(task, link))


def _linked_since(task: Task, link: Link) -> datetime | None:
    """When the link was made, and not before the work began: until then waiting was the plan."""
    made = max(
        (one.at for one in task.history if one.field is ChangeField.LINK and link.key in (one.after or "")),
        default=None,
    )
    begun = next((stay.since for stay in stays_of(task) if stay.stage.begun), None)
    moments = [moment for moment in (made, begun) if moment]
    return max(moments) if moments else task.created_at


def _last(task: Task, field: ChangeField, value: str) -> datetime | None:
    """When this mark was last put on; a task that never got it was made with it."""
    moments = [
        one.at for one in task.history if one.field is field and value.casefold() in (one.after or "").casefold()
    ]
    return max(moments, default=None) or (None if _unwatched(task, field) else task.created_at)


def _unwatched(task: Task, field: ChangeField) -> bool:
    """A history that never speaks of such marks cannot say since when one is there."""
    return not any(one.field in (field, ChangeField.CREATED) for one in task.history)
