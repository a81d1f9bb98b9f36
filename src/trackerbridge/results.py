"""What a run over one project hands to the reports: values only, whatever the command was."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from trackerbridge.backtest import Backtest
from trackerbridge.client_view.view import ClientView
from trackerbridge.clock import Calendar
from trackerbridge.errors import BudgetSpent, ExitCode, TrackerbridgeError
from trackerbridge.flags.base import Assessment
from trackerbridge.incoming import NOTHING, Incoming
from trackerbridge.ledger.records import Memory
from trackerbridge.model import Snapshot, Task
from trackerbridge.model.problem import Problem
from trackerbridge.plan import Plan
from trackerbridge.plan.waiting import Wait, without
from trackerbridge.team_words import said_in
from trackerbridge.trackers.base import Board


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What every run over one project can say. ``requests`` counts by HTTP method; ``seconds`` is wall time.

    ``language`` is the team's.
    """

    project: str
    title: str
    requests: Mapping[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    language: str = "en"

    @property
    def exit_code(self) -> ExitCode:
        """What this project contributes to the exit code of the whole run (decision 2)."""
        return ExitCode.OK

    @property
    def cut_short_by_time(self) -> bool:
        """Whether the run's budget ended it."""
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure(Result):
    """A project that could not be done. ``error`` says why in a sentence, with the next step."""

    error: TrackerbridgeError

    @property
    def exit_code(self) -> ExitCode:
        """The error's own."""
        return self.error.exit_code

    @property
    def cut_short_by_time(self) -> bool:
        """Whether the budget was spent before there was a plan, or before it had begun."""
        return isinstance(self.error, BudgetSpent)


@dataclass(frozen=True, slots=True, kw_only=True)
class Audited(Result):
    """What pull and assess say of one project."""

    calendar: Calendar
    snapshots: tuple[Snapshot, ...]
    assessment: Assessment

    @property
    def dated(self) -> int:
        """Live tasks with a date that can be reckoned with: without any, nothing can be said about being on time."""
        return sum(1 for task in self.live if task.due is not None and task.due.readable)

    @property
    def cut_short(self) -> bool:
        """Tasks themselves are missing from the pull."""
        return any(gap.what is None for snapshot in self.snapshots for gap in snapshot.completeness.gaps)

    @property
    def live(self) -> tuple[Task, ...]:
        """Live, non-template tasks of all sources, done ones included (decision 6)."""
        return tuple(task for snapshot in self.snapshots for task in snapshot.live_tasks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Backtested(Result):
    """What a project's own past says about its flags."""

    calendar: Calendar
    backtest: Backtest


def _no_later_view(now: datetime) -> ClientView:
    raise LookupError(f"nobody composed the view of {now}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned(Result):
    """What sync would change on one project, and everything the plan was made from.

    ``waits``: changes of the plan that do not go out at this moment. ``problems``: dates that moved or passed on work
    that the client sees. ``view_at``: the view at another moment (UTC), were nothing else to change by then.
    """

    audited: Audited
    memory: Memory
    board: Board
    view: ClientView
    plan: Plan
    waits: tuple[Wait, ...] = ()
    incoming: Incoming = NOTHING  # what the client wrote, and what becomes of it
    problems: tuple[Problem, ...] = ()
    view_at: Callable[[datetime], ClientView] = field(default=_no_later_view, repr=False, compare=False)

    @property
    def notes(self) -> tuple[str, ...]:
        """What the team should know, in their language."""
        today = self.audited.calendar.day_of(self.audited.assessment.now)
        return tuple(said_in(self.language, note, today) for note in (*self.plan.notes, *self.view.notes))

    @property
    def against(self) -> tuple[str, ...]:
        """Why the plan is not safe and what to do, in the team's language."""
        said = (
            (said_in(self.language, each.message), said_in(self.language, each.hint)) for each in self.plan.refusals
        )
        return tuple(" ".join(filter(None, each)) for each in said)

    @property
    def going(self) -> Plan:
        """The plan without what waits."""
        return without(self.plan, self.waits)

    @property
    def telling(self) -> ClientView:
        """The view without the promises of cards that wait: nothing is told that is not on the board."""
        waiting = {ref for wait in self.waits for ref in wait.refs}
        return replace(self.view, promises=tuple(each for each in self.view.promises if each.ref not in waiting))

    @property
    def exit_code(self) -> ExitCode:
        """``plan`` with an unsafe plan: 5."""
        return ExitCode.OK if self.plan.safe else ExitCode.REFUSED


@dataclass(frozen=True, slots=True)
class News:
    """What the manager is told in one run: all of it, and the parts that no other line of the report says."""

    text: str = ""
    own: str = ""
    urgent: str = ""

    @property
    def any(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.text or self.urgent)


NO_NEWS = News()


@dataclass(frozen=True, slots=True, kw_only=True)
class Synced(Result):
    """What sync did to one project.

    ``status``: ok, unchanged, partial, refused, failed or locked. ``shadow``: planned and reported, never written.
    ``planned`` is None where the run ended before there was a plan. ``news``: what the manager was told; ``untold``:
    sentences about channels that it did not reach. ``left``: changes that were not tried; ``out_of_time``: the run's
    budget ended it.
    """

    status: str
    applied: int = 0
    failed: int = 0
    left: int = 0
    out_of_time: bool = False
    errors: tuple[str, ...] = ()
    shadow: bool = False
    planned: Planned | None = None
    news: News = NO_NEWS
    untold: tuple[str, ...] = ()
    code: ExitCode = ExitCode.OK

    @property
    def exit_code(self) -> ExitCode:
        """The code of what ended it."""
        return self.code

    @property
    def cut_short_by_time(self) -> bool:
        """Whether the run's budget ended it."""
        return self.out_of_time
