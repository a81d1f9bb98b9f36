"""The five verbs: pull, assess, compose, plan, apply. This page is the whole flow; each verb is a file of its own.

Only pull and apply touch the network. The three in the middle are pure functions of values, and time is an argument.
``ProjectRun`` (run.py) holds one project's settings, its moment, and the doors to the outside.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from trackerbridge.apply import apply_plan, settle_intents
from trackerbridge.backtest import backtest as replay_past
from trackerbridge.backtest.rows import Past
from trackerbridge.carried import ours_apart
from trackerbridge.client_notes.of_task import remembered
from trackerbridge.client_view.compose import compose, promised, selected
from trackerbridge.client_view.extras.effects import with_agreed_dates
from trackerbridge.client_view.extras.register import Register
from trackerbridge.client_view.view import ClientView
from trackerbridge.days_seen import watched
from trackerbridge.errors import Refused
from trackerbridge.flags.engine import assess
from trackerbridge.flags.forecast.at import ChancesAt
from trackerbridge.found_again import forgotten
from trackerbridge.incoming import Incoming
from trackerbridge.informing import Informed, inform
from trackerbridge.ledger.records import Memory
from trackerbridge.manager.problems import problems_of
from trackerbridge.manager.quiet import waits
from trackerbridge.model import Snapshot
from trackerbridge.papers.brief import Brief
from trackerbridge.papers.paper import Papered
from trackerbridge.papers.review import Review
from trackerbridge.plan.comments import source_boards
from trackerbridge.plan.last_look import heading_read, last_look
from trackerbridge.plan.make import make_plan
from trackerbridge.plan.ownership import reconcile
from trackerbridge.project_run import ProjectRun
from trackerbridge.results import Audited, Backtested, Planned, Synced
from trackerbridge.told_apart import live_counts, told_apart
from trackerbridge.trackers.base import Board

Approve = Callable[[Planned], None]
"""Looks at a plan before it is applied; raises :class:`~trackerbridge.errors.Refused` to stop it."""


def audit(run: ProjectRun) -> Audited:
    """Pull and assess: what is late, what will be, what is confusing. Published is what the client sees already."""
    memory = run.ledger.memory(run.name)
    snapshots = pull(run, memory)
    memory = memory.by_present_keys(run.refs(snapshots))
    return judge(run, snapshots, memory, published=memory.published_tasks)


def plan(run: ProjectRun) -> Planned:
    """Pull, assess, compose, plan: what sync would change, and why. Writes nothing to any tracker."""
    run.require_not_retired()
    return draw_up(run, run.read_board())


def sync(run: ProjectRun, approve: Approve) -> Synced:
    """All five, under the project's lock: apply exactly the plan that was approved, and record it."""
    run.require_not_retired()
    with run.alone():
        planned = draw_up(run, run.read_board(), settle=True)
        if not planned.plan.safe:
            return _with_news(run.refused(planned), inform(run, planned))
        if run.publish.mode == "shadow":
            return _with_news(run.shadowed(planned), inform(run, planned))
        approve(planned)
        run.remember_held(planned)
        news = inform(run, planned)  # before the client reads a word of it
        run.tell("writing")
        outcome = apply_plan(
            planned.going,
            view=planned.telling,
            writer=run.writer(),
            markers=run.source_writers(planned.audited.snapshots),
            ledger=run.ledger,
            run=run.id,
            clock=run.clock,
            show=not planned.waits and run.may_write(planned.memory),
            stop=run.wiring.budget.stop,
        )
        return _with_news(run.applied(planned, outcome), news)


def _with_news(synced: Synced, news: Informed) -> Synced:
    return replace(synced, news=news.news, untold=news.untold)


def backtest(run: ProjectRun, *, most_tasks: int) -> Backtested:
    """Pull, then assess the past: how well the flags would have foretold lateness. Writes nothing."""
    snapshots = pull(run, run.ledger.memory(run.name))
    settings = run.settings
    past = Past.of(snapshots, calendar=settings.calendar, flags=settings.project.flags, most_tasks=most_tasks)
    found = replay_past(past, chances=ChancesAt(settings.calendar), tell=run.tell)
    return Backtested(project=run.name, title=run.title, calendar=settings.calendar, backtest=found)


def brief(run: ProjectRun, *, language: str, since: datetime | None) -> Papered:
    """One page before a call: pull, assess, compose, plan, and what the manager should know of it. Writes nothing."""
    planned = draw_up(run, run.read_board())
    memory = run.ledger.memory(run.name)
    side = run.known_besides(
        planned.audited.snapshots, replace(memory, promises=planned.view.promises), came=planned.incoming
    )
    facts = remembered(planned.audited.live)
    paper = Brief(planned=planned, side=side, language=language, since=since, facts=facts).paper()
    return Papered(project=run.name, title=run.title, paper=paper)


def review(run: ProjectRun, *, language: str, most_tasks: int) -> Papered:
    """One page looking back: the promises as they ended, and the past replayed. Writes nothing."""
    memory = run.ledger.memory(run.name)
    snapshots = _watched(run, pull(run, memory), memory, record=False)
    settings = run.settings
    past = Past.of(snapshots, calendar=settings.calendar, flags=settings.project.flags, most_tasks=most_tasks)
    told = promised(settings=settings, snapshots=snapshots, memory=memory, now=run.now)
    memory = replace(memory, promises=told)
    paper = Review(
        project=run.name,
        title=run.title,
        language=language,
        today=settings.calendar.day_of(run.now),
        calendar=settings.calendar,
        promises=memory.promises,
        tasks=[task for snapshot in snapshots for task in snapshot.live_tasks],
        side=run.known_besides(snapshots, memory),
        past=replay_past(past, chances=ChancesAt(settings.calendar), tell=run.tell),
    ).paper()
    return Papered(project=run.name, title=run.title, paper=paper)


def draw_up(run: ProjectRun, board: Board, *, settle: bool = False) -> Planned:
    """From the sources and the board as it stands to the ordered changes, with what stands against making them.

    ``settle``: first find out what became of writes that an earlier run began (only under the lock).
    """
    snapshots = pull(run, run.ledger.memory(run.name))
    basis, marked = run.fingerprint(snapshots), run.read_marked(snapshots)
    if settle:
        settle_intents(
            project=run.name, ledger=run.ledger, board=board, at=run.clock(), sources=source_boards(snapshots, marked),
        )  # fmt: skip
    lists, labels = run.places()
    refs = run.refs(snapshots)
    memory = reconcile(
        run.ledger.memory(run.name).by_present_keys(refs), board, project=run.name, refs=refs,
        view_lists=lists, view_labels=labels,
        calendar=run.settings.calendar,
    )  # fmt: skip
    memory = run.going_on(memory, board, record=settle)
    snapshots = _watched(run, snapshots, memory, record=settle)
    register = run.register(snapshots, memory, board)
    memory = replace(memory, entries=(*memory.entries, *register.learned))
    came = run.incoming(snapshots, memory, board, register)
    memory = came.remembered(memory)
    spoken = with_agreed_dates(memory, register)
    # What this very plan will publish and tell counts as told, or the next run would judge it anew and write again.
    told = promised(settings=run.settings, snapshots=snapshots, memory=spoken, now=run.now, register=register)
    published = selected(run.settings, snapshots) | memory.published_tasks
    audited = judge(run, snapshots, replace(memory, promises=told), published=published, register=register, came=came)
    view_at = partial(
        _view_at, settings=run.settings, snapshots=snapshots, assessment=audited.assessment, memory=spoken,
        register=register, ticks=board.ticks, writes=board.answers is None,
    )  # fmt: skip
    view = view_at(run.now)
    view = replace(
        view,
        held=(*view.held, *came.held),
        notes=(*forgotten(memory), *view.notes, *came.notes),
        own=(*view.own, *came.own),
    )
    plan = make_plan(
        project=run.name,
        view=view,
        board=board,
        memory=memory,
        limits=run.settings.project.limits,
        complete=audited.assessment.completeness.complete,
        cut_short=audited.cut_short,
        comments=came.changes,
        counts=live_counts(snapshots),
        sources=marked,
        basis=basis,
        force=run.force,
        allow_public=run.publish.allow_public_board,
    )
    problems = problems_of(settings=run.settings, snapshots=snapshots, memory=spoken, now=run.now)
    noted = {problem.ref for problem in problems if problem.explained}
    reads, own = run.reads(view, snapshots, memory)
    plan = last_look(plan, reads, own)
    plan = heading_read(plan, board.name, reads) if board.answers else plan
    return Planned(
        project=run.name, title=run.title, audited=audited, memory=memory, board=board, view=view, plan=plan,
        waits=waits(plan, run.now, hours=run.hours, hold=run.hold(memory), noted=noted), problems=problems,
        view_at=view_at, incoming=came, language=run.settings.language,
    )  # fmt: skip


def _view_at(now: datetime, **made_from: Any) -> ClientView:
    """The client view at a moment, were nothing else to change by then."""
    return compose(now=now, **made_from)


def _watched(run: ProjectRun, snapshots: tuple[Snapshot, ...], memory: Memory, *, record: bool) -> tuple[Snapshot, ...]:
    """The snapshots with what is known of dates whose tracker keeps no history; ``record``: remember what is new."""
    seen = watched(snapshots, settings=run.settings, memory=memory, now=run.now)
    if record and seen.news:
        run.ledger.remember(run.name, seen.news, at=run.clock(), run=run.id)
    return seen.snapshots


def pull(run: ProjectRun, memory: Memory) -> tuple[Snapshot, ...]:
    """Read every source. One that had work at the last complete pull and now has none stops the run."""
    snapshots = []
    for place, connector in enumerate(run.connectors()):
        run.tell("reading the team's work")
        snapshot = run.wiring.pulled(run.settings, place, partial(connector.pull, now=run.now))
        refuse_suddenly_empty(run, snapshot, memory.task_counts.get(snapshot.asked, 0))
        snapshots.append(snapshot)
    run.remember_counts(snapshots)
    return ours_apart(told_apart(snapshots))


def judge(
    run: ProjectRun,
    snapshots: tuple[Snapshot, ...],
    memory: Memory,
    *,
    published: frozenset[str],
    register: Register | None = None,
    came: Incoming | None = None,
) -> Audited:
    """Run the rules over what was pulled. ``published``: keys of the tasks that the client sees.

    ``register``: the extras, where somebody looked at the board for them; else they are as far as the ledger knows.
    ``came``: what the client wrote on their board, where somebody looked.
    """
    settings = run.settings
    assessment = assess(
        project=run.name,
        snapshots=snapshots,
        flags=run.flags(memory),
        calendar=settings.calendar,
        now=run.now,
        language=settings.language,
        promises={promise.task: promise for promise in memory.promises if promise.task},
        published=published,
        ignore=run.ignore,
        select=run.select,
        client_calendar=settings.client_days,
        client_language=settings.client_language if settings.project.publish else None,
        side=run.known_besides(snapshots, memory, register, came),
    )
    return Audited(
        project=run.name, title=run.title, calendar=settings.calendar, snapshots=snapshots, assessment=assessment
    )


def refuse_suddenly_empty(run: ProjectRun, snapshot: Snapshot, before: int) -> None:
    """An empty answer is far more often a lost permission than a finished project; nothing forces it."""
    if before and not snapshot.live_tasks:
        raise Refused(
            f"{snapshot.title or snapshot.source} had {before} live tasks at the last look and now has none, "
            f"so nothing was judged or changed for {run.title}.",
            hint=f"See what trackerbridge may still read: trackerbridge check {run.name}. If the work has really "
            f"left, take this source out of [projects.{run.name}] or leave one card there.",
        )
