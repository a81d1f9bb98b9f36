"""The five verbs: pull, assess, compose, plan, apply. This page is the whole flow; each verb is a file of its own.

Only pull and apply touch the network. The three in the middle are pure functions of values, and time is an argument.
"""

from __future__ import annotations

from collections.abc import Callable

from trackerbridge.apply import apply_plan
from trackerbridge.bench import Bench
from trackerbridge.client_view.compose import compose, selected
from trackerbridge.errors import Refused
from trackerbridge.flags.engine import assess
from trackerbridge.ledger.lock import project_lock
from trackerbridge.ledger.records import Memory
from trackerbridge.model import Snapshot
from trackerbridge.plan import make_plan
from trackerbridge.results import Audited, Planned, Synced

Approve = Callable[[Planned], None]
"""Looks at a plan before it is applied; raises :class:`~trackerbridge.errors.Refused` to stop it."""


def audit(bench: Bench) -> Audited:
    """Pull and assess: what is late, what will be, what is confusing."""
    memory = bench.memory()
    return judged(bench, pull(bench, memory), memory)


def plan(bench: Bench) -> Planned:
    """Pull, assess, compose, plan: what sync would change, and why. Writes nothing to any tracker."""
    remembered = bench.memory()
    snapshots = pull(bench, remembered)
    board = bench.read_board()
    memory = bench.reconciled(remembered, board, snapshots)
    found = judged(bench, snapshots, memory)
    view = compose(
        settings=bench.settings, snapshots=snapshots, assessment=found.assessment, memory=memory, now=bench.now
    )
    changes = make_plan(
        project=bench.name,
        view=view,
        board=board,
        memory=memory,
        limits=bench.settings.project.limits,
        complete=found.assessment.completeness.complete,
        sources=bench.read_sources(snapshots),
        force=bench.force,
        allow_public=bench.publish.allow_public_board,
    )
    return Planned(
        project=bench.name, title=bench.title, audited=found, memory=memory, board=board, view=view, plan=changes
    )


def sync(bench: Bench, approve: Approve) -> Synced:
    """All five, under the project's lock: apply exactly the plan that was approved, and record it."""
    with project_lock(bench.ledger.folder, bench.name):
        planned = plan(bench)
        if not planned.plan.safe:
            return bench.refused(planned)
        if bench.publish.mode == "shadow":
            return bench.untouched(planned)
        approve(planned)
        if not planned.plan.changes:
            return bench.untouched(planned)
        bench.tell("writing")
        outcome = apply_plan(
            planned.plan,
            view=planned.view,
            writer=bench.writer(),
            markers=bench.markers(planned.audited.snapshots),
            ledger=bench.ledger,
            run=bench.run,
            clock=bench.clock,
        )
        return bench.done(planned, outcome)


def pull(bench: Bench, memory: Memory) -> tuple[Snapshot, ...]:
    """Read every source. A source that had work at the last complete pull and now has none stops the run."""
    snapshots = []
    for connector in bench.connectors():
        bench.tell("reading the team's work")
        snapshot = connector.pull(now=bench.now)
        refuse_suddenly_empty(bench, snapshot, memory.task_counts.get(snapshot.source, 0))
        snapshots.append(snapshot)
    bench.remember_counts(snapshots)
    return tuple(snapshots)


def judged(bench: Bench, snapshots: tuple[Snapshot, ...], memory: Memory) -> Audited:
    """Run the rules over what was pulled."""
    assessment = assess(
        project=bench.name,
        snapshots=snapshots,
        flags=bench.settings.project.flags,
        calendar=bench.settings.calendar,
        now=bench.now,
        language=bench.settings.language,
        promises={promise.task: promise for promise in memory.promises if promise.task},
        published=selected(bench.settings, snapshots) if bench.settings.project.publish else frozenset(),
        ignore=bench.ignore,
        select=bench.select,
    )
    return Audited(
        project=bench.name,
        title=bench.title,
        calendar=bench.settings.calendar,
        snapshots=snapshots,
        assessment=assessment,
    )


def refuse_suddenly_empty(bench: Bench, snapshot: Snapshot, before: int) -> None:
    """An empty answer is far more often a lost permission than a finished project; nothing forces it."""
    if before and not snapshot.live_tasks:
        raise Refused(
            f"{snapshot.title or snapshot.source} had {before} live tasks at the last look and now has none, "
            f"so nothing was changed for {bench.title}.",
            hint=f"See what trackerbridge may still read: trackerbridge check {bench.name}. If the work has really "
            f"left, take this source out of [projects.{bench.name}] or leave one card there.",
        )
