"""How a task's date stands among its neighbours' dates, as far as they were known at the moment asked about.

Neighbours are the tasks of the same group (a board, a tracker's project). Of them only what was there *before* the day
asked about counts: a neighbour created, or dated, on that day or later changes nothing.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import Counter, defaultdict, deque
from collections.abc import Sequence
from dataclasses import field
from statistics import median

from trackerbridge.lazy_dataclass import dataclass

RECENT = 30  # neighbours whose windows say what is usual


@dataclass(frozen=True, slots=True)
class Dated:
    """A task with a date. ``opened``, ``dated`` and ``deadline`` are day numbers (``date.toordinal``)."""

    group: str
    opened: int
    dated: int  # the day the date was set
    deadline: int

    @property
    def known_from(self) -> int:
        """The day on which it is there and has its date."""
        return max(self.opened, self.dated)


@dataclass
class _Group:
    """What is known of one group as the days pass."""

    deadlines: list[int] = field(default_factory=list)
    by_deadline: Counter[int] = field(default_factory=Counter)
    opened: Counter[int] = field(default_factory=Counter)  # sum of opening days by deadline
    windows: deque[int] = field(default_factory=lambda: deque(maxlen=RECENT))

    def add(self, task: Dated) -> None:
        insort(self.deadlines, task.deadline)
        self.by_deadline[task.deadline] += 1
        self.opened[task.deadline] += task.opened
        self.windows.append(task.deadline - task.opened)

    def about(self, task: Dated, asked: int) -> dict[str, float]:
        deadlines, known = self.deadlines, len(self.deadlines)
        passed, own = bisect_left(deadlines, asked), task.known_from < asked  # it stands among them itself
        same = self.by_deadline[task.deadline] - own
        later = known - bisect_right(deadlines, task.deadline)
        ahead = known - passed - (own and task.deadline >= asked)
        ahead_later = known - max(passed, bisect_right(deadlines, task.deadline))
        others = known - own
        facts = {
            "same_date": float(same),
            "same_date_share": same / (others + 1),
            "later_share": later / (others + 1),
            "upcoming_later_share": ahead_later / (ahead + 1),
        }
        if passed:
            facts["since_last_date"] = float(asked - deadlines[passed - 1])
            facts["after_last_date"] = float(task.deadline - deadlines[passed - 1])
        if self.windows:
            facts["relative_window"] = task.deadline - task.opened - median(self.windows)
        if same:
            opened = self.opened[task.deadline] - (task.opened if own else 0)
            facts["same_date_opened"] = opened / same - task.opened
        return facts


def neighbours(standing: Sequence[Dated], asked: Sequence[tuple[Dated, int]]) -> list[dict[str, float]]:
    """The facts of the family ``neighbours`` for every task asked about, as its day knew them, in order.

    ``standing``: all dated tasks, those asked about among them.
    """
    known: defaultdict[str, _Group] = defaultdict(_Group)
    found: list[dict[str, float]] = [{} for _ in asked]
    arrivals = deque(sorted(standing, key=lambda task: task.known_from))
    for place in sorted(range(len(asked)), key=lambda place: asked[place][1]):
        task, day = asked[place]
        while arrivals and arrivals[0].known_from < day:
            arrived = arrivals.popleft()
            known[arrived.group].add(arrived)
        found[place] = known[task.group].about(task, day)
    return found
