"""F07: a component or kind of work that was never finished here."""

from __future__ import annotations

from collections.abc import Iterator

from trackerbridge.flags.base import Context, Finding, Option, Rule, Severity
from trackerbridge.flags.defects import is_defect
from trackerbridge.flags.text import visible
from trackerbridge.flags.wording import words_of
from trackerbridge.model import Task

_EVERYWHERE = frozenset(
    {
        *("card", "issue", "task", "sub-task", "subtask", "story", "user story", "bug", "epic", "improvement"),
        *("feature", "new feature", "feature request", "enhancement", "change", "request", "wish", "question", "test"),
        *("задача", "подзадача", "история", "ошибка", "эпик", "улучшение", "новая функция"),
        *("sarcină", "subsarcină", "poveste", "eroare", "îmbunătățire", "funcționalitate"),
    }
)  # kinds that say where work stands among other work, or that something is wrong: no territory of their own
_NOWHERE = frozenset(
    {
        *(
            "no component",
            "none",
            "no",
            "general",
            "other",
            "others",
            "misc",
            "miscellaneous",
            "unknown",
            "unspecified",
        ),
        *("default", "n/a", "na", "tbd", "-", "без компонента", "нет", "общее", "прочее", "другое", "разное"),
        *("fără componentă", "niciuna", "altele", "altul", "diverse", "necunoscut"),
    }
)  # components that say that there is none


class NewTerritory(Rule):
    """A component or kind of work that has never been finished here.

    Why it matters to a client
        The first time takes longer than anybody thinks. A date for it is a guess, and should sound like one.

    Flagged
        - A task for the component “Payments”, of which nothing was ever finished in this project.
        - A task of the kind “Migration”, when none was ever finished here.

    Not flagged
        - A task for a component of which much was finished.
        - A planned task without a near date for a new component.
        - The first sub-task.
        - A bug in a component of which nothing was finished: somebody built what it is in.
        - A task whose component is called “No component”.

    What usually helps
        Do a small piece first and set the date after it; or ask somebody who has done such a thing.

    When this rule is wrong
        The team did it elsewhere, or the component was only renamed.
    """

    code = "F07"
    name = "new-territory"
    options = (Option("needs_finished", 20, "tasks", "How much finished work it takes to know what is new.", 1, 1000),)
    explained_by = frozenset({"D01", "D03", "F01", "F04"})
    narrow = True
    sentences = ("message", "message_kind", "suggestion")
    placeholders = frozenset({"what"})

    def unable(self, context: Context) -> str:
        """Too little was finished, or nothing here says what kind of work a task is."""
        needed, words = int(context.options["needs_finished"]), words_of(context.language)
        tasks = context.snapshot.live_tasks
        if not any(task.components for task in tasks) and len({task.kind for task in tasks}) < 2:
            return words.shared("no_kinds")
        have = len(context.facts.finished)
        return "" if have >= needed else words.shared("too_few_finished", n=have, needed=needed)

    def check(self, task: Task, context: Context) -> Iterator[Finding]:
        """The first component, else the kind, that no finished task has."""
        if is_defect(task):
            return
        known = context.facts.kinds_finished
        component = next((name for name in task.components if name not in known and _is_one(name)), None)
        if component is None and (task.kind in known or task.kind.strip().casefold() in _EVERYWHERE):
            return
        what = component or task.kind
        evidence = {"component": component, "kind": task.kind, "finished": len(context.facts.finished)}
        sentence = "message" if component else "message_kind"
        yield Finding(Severity.LOW, task.created_at, evidence, sentence, values={"what": visible(what)[:60]})


def _is_one(component: str) -> bool:
    return component.strip().casefold() not in _NOWHERE
