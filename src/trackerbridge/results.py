"""What a run over one project hands to the reports: values only, whatever the command was."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Self

from trackerbridge.errors import BudgetSpent, ExitCode, TrackerbridgeError, combined_exit_code
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model.dates import Dates

if TYPE_CHECKING:  # an audit of a file needs none of the other commands' parts
    from trackerbridge.backtest import Backtest
    from trackerbridge.client_view.view import ClientView
    from trackerbridge.clock import Calendar
    from trackerbridge.flags.base import Assessment
    from trackerbridge.incoming import Incoming
    from trackerbridge.ledger.records import Memory
    from trackerbridge.model import Promise, Snapshot, Task
    from trackerbridge.model.problem import Problem
    from trackerbridge.plan import Plan
    from trackerbridge.plan.waiting import Wait
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

    def bare(self) -> Self:
        """The same for a report, without the tasks: of two hundred projects nobody can hold all tasks at once."""
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure(Result):
    """A project that could not be done. ``error`` says why in a sentence, with the next step."""

    error: TrackerbridgeError

    @property
    def said(self) -> tuple[str, str]:
        """What happened, and the next step, in the team's language."""
        from trackerbridge.team_words import said_in

        return said_in(self.language, self.error.message), said_in(self.language, self.error.hint)

    @property
    def sentence(self) -> str:
        """Both in one."""
        return " ".join(self.said).strip()

    def bare(self) -> Self:
        """Without the frames in which it was raised, and all that they hold."""
        self.error.__traceback__ = self.error.__context__ = self.error.__cause__ = None
        return self

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
    """What pull and assess say of one project. ``counted``: of tasks that are not here any more (:meth:`bare`)."""

    calendar: Calendar
    snapshots: tuple[Snapshot, ...]
    assessment: Assessment
    counted: Dates | None = None

    @property
    def dates(self) -> Dates:
        """Without a single date nothing can be said about being on time."""
        return self.counted or Dates.of(self.live)

    def bare(self) -> Self:
        """Without the tasks; those of flags are there without what was written on them and what happened to them."""
        flags = tuple(replace(flag, task=flag.task and _bare(flag.task)) for flag in self.assessment.flags)
        return replace(self.with_tasks(lambda _: False), assessment=replace(self.assessment, flags=flags))

    def with_tasks(self, named: Callable[[Task], bool]) -> Self:
        """With no other tasks than these, bare as well."""
        snapshots = tuple(
            replace(each, tasks=tuple(_bare(task) for task in each.tasks if named(task)), people=())
            for each in self.snapshots
        )
        return replace(self, snapshots=snapshots, counted=self.dates)

    @property
    def cut_short(self) -> bool:
        """Tasks themselves are missing from the pull."""
        return any(gap.what is None for snapshot in self.snapshots for gap in snapshot.completeness.gaps)

    @property
    def live(self) -> tuple[Task, ...]:
        """Live, non-template tasks of all sources, done ones included (decision 6)."""
        return tuple(task for snapshot in self.snapshots for task in snapshot.live_tasks)


def _bare(task: Task) -> Task:
    return replace(
        task, description="", comments=(), history=(), checklists=(), attachments=(), links=(), sprints=(), fields={}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Backtested(Result):
    """What a project's own past says about its flags."""

    calendar: Calendar
    backtest: Backtest


def _nothing() -> Incoming:
    from trackerbridge.incoming import NOTHING

    return NOTHING


def _no_later_view(now: datetime) -> ClientView:
    raise LookupError(f"nobody composed the view of {now}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned(Result):
    """What sync would change on one project, and everything the plan was made from.

    ``waits``: changes of the plan that do not go out at this moment. ``problems``: dates that moved or passed on work
    that the client sees. ``view_at``: the view at another moment (UTC), were nothing else to change by then.
    ``shadow``: nothing of it will be written, so nothing of it is told.
    """

    audited: Audited
    memory: Memory
    board: Board
    view: ClientView
    plan: Plan
    waits: tuple[Wait, ...] = ()
    incoming: Incoming = field(default_factory=_nothing)  # what the client wrote, and what becomes of it
    problems: tuple[Problem, ...] = ()
    view_at: Callable[[datetime], ClientView] = field(default=_no_later_view, repr=False, compare=False)
    client_calendar: Calendar | None = None  # None: as the project's
    shadow: bool = False

    @property
    def theirs(self) -> Calendar:
        """The client's calendar: in their zone the due date of a card is a day."""
        return self.client_calendar or self.audited.calendar

    @property
    def promises(self) -> tuple[Promise, ...]:
        """What the client was told once the next sync has been there; in shadow mode it tells nothing."""
        return self.memory.promises if self.shadow else self.view.promises

    @property
    def notes(self) -> tuple[str, ...]:
        """What the team should know, in their language; beside a task's key stands its title."""
        from trackerbridge.team_words import said_in
        from trackerbridge.team_words.titled import titled

        today = self.audited.calendar.day_of(self.audited.assessment.now)
        titles = self.titles
        said = (said_in(self.language, note, today) for note in (*self.plan.notes, *self.view.notes))
        return tuple(titled(note, titles, self.language) for note in said)

    @property
    def titles(self) -> Mapping[str, str]:
        """What the tasks are called, by key."""
        return {task.key: task.title for task in self.audited.live}

    @property
    def against(self) -> tuple[str, ...]:
        """Why the plan is not safe and what to do, in the team's language."""
        from trackerbridge.team_words import said_in

        said = (
            (said_in(self.language, each.message), said_in(self.language, each.hint)) for each in self.plan.refusals
        )
        return tuple(" ".join(filter(None, each)) for each in said)

    @property
    def going(self) -> Plan:
        """The plan without what waits."""
        from trackerbridge.plan.waiting import without

        return without(self.plan, self.waits)

    @property
    def telling(self) -> ClientView:
        """The view without the promises of cards that wait: nothing is told that is not on the board."""
        waiting = {ref for wait in self.waits for ref in wait.refs}
        return replace(self.view, promises=tuple(each for each in self.view.promises if each.ref not in waiting))

    def bare(self) -> Self:
        """With the tasks alone that a change is about, and without the flags, which an audit tells."""
        about = {change.task for change in self.plan.changes} | {change.ref for change in self.plan.changes}
        about |= {note.partition(":")[0] for note in (*self.plan.notes, *self.view.notes)}
        about |= {held.task for held in self.view.held}
        audited = self.audited.with_tasks(lambda task: task.key in about or f"task:{task.identity}" in about)
        audited = replace(audited, assessment=replace(audited.assessment, flags=(), abstained=(), patterns=()))
        problems = tuple(replace(each, task=_bare(each.task)) for each in self.problems)
        return replace(self, audited=audited, problems=problems, view_at=_no_later_view)

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

    def bare(self) -> Self:
        """With its plan as bare."""
        return replace(self, planned=self.planned and self.planned.bare())

    @property
    def exit_code(self) -> ExitCode:
        """The code of what ended it."""
        return self.code

    @property
    def cut_short_by_time(self) -> bool:
        """Whether the run's budget ended it."""
        return self.out_of_time


def exit_code_of(results: Sequence[Result]) -> ExitCode:
    """The exit code of the whole run (decision 2). Its budget spent: 4 where nothing was applied, else 6."""
    codes = [result.exit_code for result in results]
    applied = any(result.applied for result in results if isinstance(result, Synced))
    if any(result.cut_short_by_time for result in results) and not applied:
        codes = [code for code in codes if code is not ExitCode.OK]
    return combined_exit_code(codes)
