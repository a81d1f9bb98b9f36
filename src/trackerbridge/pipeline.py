"""The five verbs: pull, assess, compose, plan, apply. This page is the whole flow; each verb is a file of its own.

Only pull and apply touch the network. The three in the middle are pure functions of values, and time is an argument.
``Bench`` (bench.py) holds one project's settings, its moment, and the doors to the outside.
"""

from __future__ import annotations

from collections.abc import Callable

from trackerbridge.apply import apply_plan, settle_intents
from trackerbridge.bench import Bench
from trackerbridge.client_view.compose import compose, selected
from trackerbridge.errors import Refused
from trackerbridge.flags.engine import assess
from trackerbridge.ledger.lock import project_lock
from trackerbridge.ledger.records import Memory
from trackerbridge.model import Snapshot
from trackerbridge.ownership import reconcile
from trackerbridge.plan import make_plan
from trackerbridge.results import Audited, Planned, Synced
from trackerbridge.trackers.base import Board

Approve = Callable[[Planned], None]
"""Looks at a plan before it is applied; raises :class:`~trackerbridge.errors.Refused` to stop it."""


def audit(bench: Bench) -> Audited:
    """Pull and assess: what is late, what will be, what is confusing. Published is what the client sees already."""
    memory = bench.ledger.memory(bench.name)
    return judge(bench, pull(bench, memory), memory, published=memory.published_tasks)


def plan(bench: Bench) -> Planned:
    """Pull, assess, compose, plan: what sync would change, and why. Writes nothing to any tracker."""
    return draw_up(bench, bench.read_board())


def sync(bench: Bench, approve: Approve) -> Synced:
    """All five, under the project's lock: apply exactly the plan that was approved, and record it."""
    with project_lock(bench.ledger.folder, bench.name):
        planned = draw_up(bench, bench.read_board(), settle=True)
        if not planned.plan.safe:
            return bench.refused(planned)
        if bench.publish.mode == "shadow":
            return bench.shadowed(planned)
        approve(planned)
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
        return bench.applied(planned, outcome)


def draw_up(bench: Bench, board: Board, *, settle: bool = False) -> Planned:
    """From the sources and the board as it stands to the ordered changes, with what stands against making them.

    ``settle``: first find out what became of writes that an earlier run began (only under the lock).
    """
    snapshots = pull(bench, bench.ledger.memory(bench.name))
    marked = bench.read_marked(snapshots)
    if settle:
        settle_intents(project=bench.name, ledger=bench.ledger, board=board, at=bench.clock(), sources=marked)
    lists, labels = bench.places()
    memory = reconcile(
        bench.ledger.memory(bench.name), board, project=bench.name, refs=bench.refs(snapshots),
        view_lists=lists, view_labels=labels,
        calendar=bench.settings.calendar,
    )  # fmt: skip
    # What this very plan will publish counts as published, or the next run would judge it anew and write again.
    audited = judge(bench, snapshots, memory, published=selected(bench.settings, snapshots) | memory.published_tasks)
    view = compose(
        settings=bench.settings, snapshots=snapshots, assessment=audited.assessment, memory=memory, now=bench.now
    )
    plan = make_plan(
        project=bench.name,
        view=view,
        board=board,
        memory=memory,
        limits=bench.settings.project.limits,
        complete=audited.assessment.completeness.complete,
        cut_short=audited.cut_short,
        counts={snapshot.source: len(snapshot.live_tasks) for snapshot in snapshots},
        sources=marked,
        basis=bench.fingerprint(snapshots),
        force=bench.force,
        allow_public=bench.publish.allow_public_board,
    )
    return Planned(
        project=bench.name, title=bench.title, audited=audited, memory=memory, board=board, view=view, plan=plan
    )


def pull(bench: Bench, memory: Memory) -> tuple[Snapshot, ...]:
    """Read every source. One that had work at the last complete pull and now has none stops the run."""
    snapshots = []
    for connector in bench.connectors():
        bench.tell("reading the team's work")
        snapshot = connector.pull(now=bench.now)
        refuse_suddenly_empty(bench, snapshot, memory.task_counts.get(snapshot.source, 0))
        snapshots.append(snapshot)
    bench.remember_counts(snapshots)
    return tuple(snapshots)


def judge(bench: Bench, snapshots: tuple[Snapshot, ...], memory: Memory, *, published: frozenset[str]) -> Audited:
    """Run the rules over what was pulled. ``published``: keys of the tasks that the client sees."""
    settings = bench.settings
    assessment = assess(
        project=bench.name,
        snapshots=snapshots,
        flags=settings.project.flags,
        calendar=settings.calendar,
        now=bench.now,
        language=settings.language,
        promises={promise.task: promise for promise in memory.promises if promise.task},
        published=published,
        ignore=bench.ignore,
        select=bench.select,
    )
    return Audited(
        project=bench.name, title=bench.title, calendar=settings.calendar, snapshots=snapshots, assessment=assessment
    )


def refuse_suddenly_empty(bench: Bench, snapshot: Snapshot, before: int) -> None:
    """An empty answer is far more often a lost permission than a finished project; nothing forces it."""
    if before and not snapshot.live_tasks:
        raise Refused(
            f"{snapshot.title or snapshot.source} had {before} live tasks at the last look and now has none, "
            f"so nothing was judged or changed for {bench.title}.",
            hint=f"See what trackerbridge may still read: trackerbridge check {bench.name}. If the work has really "
            f"left, take this source out of [projects.{bench.name}] or leave one card there.",
        )
