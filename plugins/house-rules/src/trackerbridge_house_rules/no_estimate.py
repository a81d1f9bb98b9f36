"""H01: begun or due soon, and nobody has said how much work it is."""

from __future__ import annotations

from collections.abc import Iterator

from trackerbridge.flags.base import Abstention, Context, Finding, Option, Rule, Severity
from trackerbridge.flags.narrow import due_within
from trackerbridge.model import Task


class NoEstimate(Rule):
    """Begun or due soon, and nobody has said how much work it is.

    Why it matters to a client
        Without a size, a date is a wish: nobody can see that three weeks of work stand before a Friday.

    Flagged
        - A task in progress whose estimate is empty, on a board that keeps estimates.
        - A planned task due in two working days whose estimate is empty.

    Not flagged
        - A task in progress that is estimated.
        - A planned task due in four weeks whose estimate is empty.

    What usually helps
        Let whoever will do it name a range. If it is wide, plan a first look before promising a date.

    When this rule is wrong
        The field is called something else here: name it with the option `field`. Or the team does not estimate at
        all: then the rule abstains by itself.
    """

    code = "H01"
    name = "no-estimate"
    options = (
        Option("field", "Estimate", "", "Which custom field or column holds the estimate."),
        Option("working_days", 5, "working days", "How close a date must be for work that has not begun.", 0, 60),
    )
    sentences = ("message", "suggestion", "abstains")
    placeholders = frozenset({"field"})
    words = {  # noqa: RUF012  declared as ClassVar by the base class
        "en": {
            "message": "“{title}” is under way or due soon, and its field “{field}” is empty.",
            "suggestion": "Let whoever will do it name a range.",
            "pattern": "{flagged} of {of:open_tasks} are under way or due soon without an estimate.",
            "abstains": "Nothing here has a field “{field}”, so nobody seems to estimate.",
        },
        "ru": {
            "message": "Задача «{title}» в работе или скоро должна быть готова, а поле «{field}» пустое.",
            "suggestion": "Попросите того, кто будет её делать, назвать вилку.",
            "pattern": "Без оценки {flagged} из {of:open_tasks}: они в работе или их срок близок.",
            "abstains": "Поля «{field}» здесь нет ни у одной задачи: похоже, оценок не ведут.",
        },
        "ro": {
            "message": "„{title}” este în lucru sau are termenul apropiat, iar câmpul „{field}” este gol.",
            "suggestion": "Cereți un interval celui care va face lucrarea.",
            "pattern": "{flagged} din {of:open_tasks} sunt în lucru sau au termenul apropiat, fără estimare.",
            "abstains": "Nimic de aici nu are câmpul „{field}”, deci se pare că nu se fac estimări.",
        },
    }

    def unable(self, context: Context) -> str:
        """A team that does not estimate is not judged, and says so once."""
        name = str(context.options["field"])
        if any(_value(task, name) for task in context.snapshot.tasks):
            return ""
        return self.words.get(context.language, self.words["en"])["abstains"].replace("{field}", name)

    def check(self, task: Task, context: Context) -> Iterator[Finding | Abstention]:
        """The field is empty, and it is time that it was not."""
        name = str(context.options["field"])
        day = context.due_day(task)
        soon = day is not None and due_within(context, day, context.options["working_days"])
        if _value(task, name) or not (task.stage.begun or soon):
            return
        severity = Severity.MEDIUM if soon else Severity.LOW
        yield Finding(severity, task.created_at, {"field": name, "stage": task.stage.value}, values={"field": name})


def _value(task: Task, name: str) -> str:
    """What the field holds, whatever its capitals; empty where the task has no such field."""
    wanted = name.casefold()
    return next((value.strip() for key, value in task.fields.items() if key.casefold() == wanted), "")
