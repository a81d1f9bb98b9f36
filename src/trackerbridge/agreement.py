"""What was agreed: saved once, by a person's word, and shown ever after. Later work is measured against it (S01)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from trackerbridge.auditing import pull
from trackerbridge.clock import Calendar
from trackerbridge.errors import Refused
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import AgreedTask, Baseline, Snapshot, Task
from trackerbridge.model.sentence import Sentence
from trackerbridge.project_run import ProjectRun
from trackerbridge.results import Result


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement(Result):
    """What counts as agreed, and whether this run has just saved it."""

    baseline: Baseline
    new: bool


def agreement(run: ProjectRun, *, again: bool = False) -> Agreement:
    """What was saved as agreed; where nothing was, or ``again``, the work as it stands now is saved first.

    Raises :class:`~trackerbridge.errors.Refused` where the sources could be read in part only.
    """
    saved = run.ledger.baseline(run.name)
    if saved is not None and not again:
        return Agreement(project=run.name, title=run.title, baseline=saved, new=False)
    snapshots = pull(run, run.ledger.memory(run.name))
    _refuse_in_part(run, snapshots)
    tasks = tuple(agreed_tasks(snapshots, run.settings.calendar))
    run.ledger.save_baseline(run.name, tasks, at=run.clock())
    made = run.ledger.baseline(run.name) or Baseline()
    return Agreement(project=run.name, title=run.title, baseline=made, new=True)


def agreed_tasks(snapshots: Sequence[Snapshot], calendar: Calendar) -> Iterator[AgreedTask]:
    """All live work, finished or not, as it stands: title, day, and the names of its steps."""
    for snapshot in snapshots:
        for task in snapshot.live_tasks:
            steps = (item.name for checklist in task.checklists for item in checklist.items)
            yield AgreedTask(task.identity, task.key, task.title, _day(task, calendar), tuple(steps))


def _day(task: Task, calendar: Calendar) -> date | None:
    due = task.due
    if due is None or not due.readable:
        return None
    return calendar.day_of(due.instant) if due.instant else due.day


def _refuse_in_part(run: ProjectRun, snapshots: Sequence[Snapshot]) -> None:
    reasons = [gap.reason for snapshot in snapshots for gap in snapshot.completeness.gaps if gap.what is None]
    if reasons:
        raise Refused(
            Sentence(
                "{title} could be read only in part, so nothing was saved as agreed: {reasons}",
                title=run.title,
                reasons=" ".join(reasons),
            ),
            hint=Sentence("See what is in the way: trackerbridge check {project}", project=run.name),
        )
