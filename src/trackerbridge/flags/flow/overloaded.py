"""F03: more work with one owner than was ever finished in such a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, time, timedelta

from trackerbridge.flags.base import Context, Finding, Option, ProjectRule, Severity
from trackerbridge.flags.naming import a_few
from trackerbridge.flags.narrow import due_within
from trackerbridge.flags.wording import words_of
from trackerbridge.model import Evidence, Person, Stage, Task

_DAYS_A_WORKING_DAY = 7 / 5
_MOST_NAMED = 20


class Overloaded(ProjectRule):
    """More open or due work with one owner than was ever finished in such a time: where help is needed, said weekly.

    Why it matters to a client
        Where more is promised than one pair of hands has ever done, some date will break. Help that comes early saves
        the date; help that comes late only explains it.

    Flagged
        - One owner has nine tasks in progress or due within ten working days, and never finished more than four in such
          a time.

    Not flagged
        - One owner has four tasks in progress and once finished five in ten working days.
        - Nine tasks are open with one owner, and only two of them are begun or due soon.

    What usually helps
        Ask what can go to somebody else, come later or become smaller, and move dates before they pass. It is a
        question about the plan, and says nothing about how well anybody works.

    When this rule is wrong
        The tasks are small ones, or one owner stands for a whole team. Then raise `at_least`, or ignore the rule here.
    """

    code = "F03"
    name = "overloaded"
    needs = frozenset({Evidence.OWNERS, Evidence.STAGES})
    options = (
        Option("horizon_working_days", 10, "working days", "How far ahead due work is counted.", 1, 60),
        Option("at_least", 5, "tasks", "Fewer tasks than this are never too many.", 1, 200),
        Option("needs_finished", 10, "tasks", "How much finished work it takes to compare with.", 1, 1000),
        Option("louder_times", 2, "times", "At so many times the most ever finished the flag is high.", 1, 20),
    )
    placeholders = frozenset({"load", "best", "horizon", "tasks"})

    def unable(self, context: Context) -> str:
        """Too little was finished here to say what fits into two weeks."""
        needed = int(context.options["needs_finished"])
        have = len(_done_by_owners(context))
        return "" if have >= needed else words_of(context.language).shared("too_few_finished", n=have, needed=needed)

    def check_project(self, context: Context) -> Iterator[Finding]:
        """Per owner: what is begun or due soon against the most that one owner finished in as many days."""
        best = _most_finished(_done_by_owners(context), context.options["horizon_working_days"])
        team_best = max(best.values(), default=0)
        for owner, tasks in _loads(context).items():
            most = best.get(owner) or team_best
            if len(tasks) >= context.options["at_least"] and len(tasks) > most:
                yield self._finding(tasks, most, context)

    def _finding(self, tasks: Sequence[tuple[Person, Task]], most: int, context: Context) -> Finding:
        owner, load = tasks[0][0], len(tasks)
        louder = load >= most * context.options["louder_times"]
        evidence = {
            "owner": owner.name or owner.id,
            "tasks": [task.key for _, task in tasks[:_MOST_NAMED]],
            "load": load,
            "most_finished": most,
        }
        horizon, keys = int(context.options["horizon_working_days"]), a_few([task.key for _, task in tasks])
        values = {"load": load, "best": most, "horizon": horizon, "tasks": keys}
        return Finding(
            Severity.HIGH if louder else Severity.MEDIUM, week_of(context), evidence, values=values, about=owner.id
        )


def week_of(context: Context) -> datetime:
    """Monday's first instant (UTC): a weekly flag is a new one each week."""
    return context.calendar.at(context.today - timedelta(days=context.today.weekday()), time(0, 0))


def _loads(context: Context) -> dict[str, list[tuple[Person, Task]]]:
    found: dict[str, list[tuple[Person, Task]]] = {}
    for task in context.tasks:
        if task.open and _presses(task, context):
            for owner in task.owners:
                found.setdefault(owner.id, []).append((owner, task))
    return found


def _presses(task: Task, context: Context) -> bool:
    """In hand, or due soon; what waits for the client presses nobody."""
    if task.stage is Stage.WAITING:
        return False
    day = context.due_day(task)
    return task.stage.begun or (day is not None and due_within(context, day, context.options["horizon_working_days"]))


def _done_by_owners(context: Context) -> list[tuple[datetime, str]]:
    done = (task for task in context.tasks if task.stage is Stage.DONE and not task.template)
    return sorted((task.done_at, owner.id) for task in done if task.done_at for owner in task.owners)


def _most_finished(done: Iterable[tuple[datetime, str]], working_days: float) -> dict[str, int]:
    """Per owner, the most that was finished within so many working days."""
    by_owner: dict[str, list[datetime]] = {}
    for at, owner in done:
        by_owner.setdefault(owner, []).append(at)
    window = timedelta(days=working_days * _DAYS_A_WORKING_DAY)
    return {owner: _most_within(moments, window) for owner, moments in by_owner.items()}


def _most_within(moments: Sequence[datetime], window: timedelta) -> int:
    first = most = 0
    for place, moment in enumerate(moments):
        while moment - moments[first] > window:
            first += 1
        most = max(most, place - first + 1)
    return most
