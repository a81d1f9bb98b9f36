"""The five verbs: pull, assess, compose, plan, apply. This page is the whole flow; each verb is a file of its own.

Only pull and apply touch the network. The three in the middle are pure functions of values, and time is an argument.
``ProjectRun`` holds one project's settings, its moment, and the doors to the outside. The first two verbs stand in
``auditing.py``, since an audit is no more than they are and needs nothing of what is imported here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from trackerbridge.apply import apply_plan, settle_intents
from trackerbridge.auditing import judge, pull
from trackerbridge.backtest import backtest as replay_past
from trackerbridge.backtest.rows import Past
from trackerbridge.client_notes.of_task import remembered
from trackerbridge.client_view.compose import compose, promised, selected
from trackerbridge.client_view.extras.effects import with_agreed_dates
from trackerbridge.client_view.extras.register import Register
from trackerbridge.client_view.view import ClientView
from trackerbridge.days_seen import watched
from trackerbridge.flags.forecast.at import ChancesAt
from trackerbridge.incoming import Incoming
from trackerbridge.informing import Informed, inform
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.ledger.records import Memory
from trackerbridge.manager.problems import problems_of
from trackerbridge.manager.quiet import waits
from trackerbridge.model import Snapshot
from trackerbridge.papers.brief import Brief
from trackerbridge.papers.paper import Papered
from trackerbridge.papers.review import Review
from trackerbridge.plan import Plan
from trackerbridge.plan.comments import source_boards
from trackerbridge.plan.last_look import heading_read, last_look
from trackerbridge.plan.make import make_plan
from trackerbridge.plan.ownership import reconcile
from trackerbridge.project_run import ProjectRun
from trackerbridge.publishing import (
    applied,
    going_on,
    hours_of,
    incoming_of,
    may_write,
    our_places,
    reads_of,
    refused,
    remember_held,
    require_not_retired,
    shadowed,
)
from trackerbridge.results import Audited, Backtested, Planned, Synced
from trackerbridge.settle import unsettled
from trackerbridge.told_apart import live_counts
from trackerbridge.trackers.base import Board

Approve = Callable[[Planned], None]
"""Looks at a plan before it is applied; raises :class:`~trackerbridge.errors.Refused` to stop it."""


def plan(run: ProjectRun) -> Planned:
    """Pull, assess, compose, plan: what sync would change, and why. Writes nothing to any tracker."""
    require_not_retired(run)
    return draw_up(run, run.read_board())


def sync(run: ProjectRun, approve: Approve) -> Synced:
    """All five, under the project's lock: apply exactly the plan that was approved, and record it."""
    require_not_retired(run)
    with run.on_their_board() as board:
        planned = draw_up(run, board, settle=True)
        if not planned.plan.safe:
            return _with_news(refused(run, planned), inform(run, planned))
        if run.publish.mode == "shadow":
            return _with_news(shadowed(run, planned), inform(run, planned))
        approve(planned)
        remember_held(run, planned)
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
            show=not planned.waits and may_write(run, planned.memory),
            stop=run.wiring.budget.stop,
        )
        return _with_news(applied(run, planned, outcome), news)


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
    """One page before a call: pull, assess, compose, plan, and what the manager should know of it. Writes nothing.

    Raises Refused for an engagement that has ended: the client sees its closing card, and nothing of what is composed.
    """
    require_not_retired(run)
    planned = draw_up(run, run.read_board())
    memory = run.ledger.memory(run.name)
    side = run.known_besides(
        planned.audited.snapshots, replace(memory, promises=planned.promises), came=planned.incoming
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
    planned = _drawn_up(run, board, settle=settle)
    fuller = _with_what_was_hidden(run, planned)
    return planned if fuller is None else _drawn_up(run, fuller, settle=settle)


def _with_what_was_hidden(run: ProjectRun, planned: Planned) -> Board | None:
    """The board with cards that a search which lags did not show, before one of them is made a second time.

    Whoever puts back an old ledger within the minutes of a search that lags sees neither the later card nor any other
    sign of it. None where nothing of the kind is there.
    """
    board, memory = planned.board, planned.memory
    makes = any((each.action, each.kind) == ("create", "card") for each in planned.plan.changes)
    if not makes or planned.waits or not board.may_lag or memory.gap or memory.first_publication:
        return None  # nothing is made, or it was asked already
    fuller = run.recall(board, lost=False)
    return fuller if len(fuller.cards) > len(board.cards) else None


def _drawn_up(run: ProjectRun, board: Board, *, settle: bool) -> Planned:
    ground = _ground(run, board, settle=settle)
    audited = _judged(run, ground)
    view_at = partial(
        _view_at, settings=run.settings, snapshots=ground.snapshots, assessment=audited.assessment,
        memory=ground.spoken, register=ground.register, ticks=ground.board.ticks, writes=ground.board.answers is None,
    )  # fmt: skip
    view = _view_with_what_came(view_at(run.now), ground)
    plan = _planned(run, ground, view, audited)
    problems = problems_of(settings=run.settings, snapshots=ground.snapshots, memory=ground.spoken, now=run.now)
    problems = (*problems, *ground.came.late)
    noted = {problem.ref for problem in problems if problem.explained}
    waiting = waits(
        plan, run.now, hours=hours_of(run), hold=run.hold(ground.memory), noted=noted,
        unsettled=unsettled(
            project=run.name, ledger=run.ledger, board=board, at=ground.at, sources=ground.source_boards
        ),
    )  # fmt: skip
    shadow = run.publish.mode == "shadow"
    return Planned(
        project=run.name, title=run.title, audited=_judged(run, ground, told=False) if shadow else audited,
        memory=ground.memory, board=ground.board, view=view, plan=plan, waits=waiting, problems=problems,
        view_at=view_at, incoming=ground.came, language=run.settings.language,
        client_calendar=run.settings.client_calendar, shadow=shadow,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    """All that a plan is made from, before anything is judged. ``at``: the real time (UTC) of the look.

    ``spoken`` is ``memory`` with the dates that were agreed with extras. ``basis`` names the tasks as they were pulled.
    ``notes``: what the manager should know of what was found again, where the ledger was lost or is an older one.
    """

    snapshots: tuple[Snapshot, ...]
    board: Board
    marked: Mapping[str, Board]
    source_boards: Mapping[str, Board]
    basis: str
    at: datetime
    memory: Memory
    spoken: Memory
    register: Register
    came: Incoming
    notes: tuple[str, ...]


def _ground(run: ProjectRun, board: Board, *, settle: bool) -> _Ground:
    """Pull, and put it beside what is remembered and what stands on the client's board."""
    snapshots = pull(run, run.ledger.memory(run.name))
    basis, marked, at = run.fingerprint(snapshots), run.read_marked(snapshots), run.clock()
    boards = source_boards(snapshots, marked)
    if settle:
        settle_intents(project=run.name, ledger=run.ledger, board=board, at=at, sources=boards)
    lists, labels = our_places(run)
    refs = run.refs(snapshots)
    own_on = partial(
        reconcile, run.ledger.memory(run.name).by_present_keys(refs), project=run.name, refs=refs,
        view_lists=lists, view_labels=labels, calendar=run.settings.calendar,
    )  # fmt: skip
    memory = own_on(board)
    if memory.gap or memory.first_publication:
        board = run.recall(board, lost=memory.gap)
        memory = own_on(board)
    found = going_on(run, memory, board, record=settle)
    memory = found.memory
    snapshots = _watched(run, snapshots, memory, record=settle)
    register = run.register(snapshots, memory, board)
    memory = replace(memory, entries=(*memory.entries, *register.learned))
    came = incoming_of(run, snapshots, memory, board, register)
    memory = came.remembered(memory)
    return _Ground(
        snapshots=snapshots, board=board, marked=marked, source_boards=boards, basis=basis, at=at, memory=memory,
        spoken=with_agreed_dates(memory, register), register=register, came=came, notes=found.notes,
    )  # fmt: skip


def _judged(run: ProjectRun, ground: _Ground, *, told: bool = True) -> Audited:
    """What this very plan will publish and tell counts as told, or the next run would judge it anew and write again.

    ``told``: whether it will be told at all. In shadow mode the team hears what stands beside what the client knows.
    """
    snapshots, memory, register = ground.snapshots, ground.memory, ground.register
    if not told:
        memory = replace(memory, promises=ground.spoken.promises)
        return judge(run, snapshots, memory, published=memory.published_tasks, register=register, came=ground.came)
    now_told = promised(
        settings=run.settings, snapshots=snapshots, memory=ground.spoken, now=run.now, register=register
    )
    published = selected(run.settings, snapshots) | memory.published_tasks
    memory = replace(memory, promises=now_told)
    return judge(run, snapshots, memory, published=published, register=register, came=ground.came)


def _view_with_what_came(view: ClientView, ground: _Ground) -> ClientView:
    """The view with what is held of the client's own words, and what the manager should know of it."""
    came = ground.came
    return replace(
        view,
        held=(*view.held, *came.held),
        notes=(*view.notes, *came.notes),
        own=(*view.own, *came.own),
    )


def _planned(run: ProjectRun, ground: _Ground, view: ClientView, audited: Audited) -> Plan:
    """The ordered changes, each read once more by the guard as it will be sent."""
    board = ground.board
    plan = make_plan(
        project=run.name,
        view=view,
        board=board,
        memory=ground.memory,
        limits=run.settings.project.limits,
        complete=audited.assessment.completeness.complete,
        cut_short=audited.cut_short,
        comments=ground.came.changes,
        counts=live_counts(ground.snapshots),
        sources=ground.marked,
        basis=ground.basis,
        force=run.force,
        allow_public=run.publish.allow_public_board,
    )
    reads, own = reads_of(run, view, ground.snapshots, ground.memory)
    plan = last_look(plan, reads, own)
    plan = heading_read(plan, board.name, reads) if board.answers else plan
    return replace(plan, notes=(*ground.notes, *plan.notes))


def _view_at(now: datetime, **made_from: Any) -> ClientView:
    """The client view at a moment, were nothing else to change by then."""
    return compose(now=now, **made_from)


def _watched(run: ProjectRun, snapshots: tuple[Snapshot, ...], memory: Memory, *, record: bool) -> tuple[Snapshot, ...]:
    """The snapshots with what is known of dates whose tracker keeps no history; ``record``: remember what is new."""
    seen = watched(snapshots, settings=run.settings, memory=memory, now=run.now)
    if record and seen.news:
        run.ledger.remember(run.name, seen.news, at=run.clock(), run=run.id)
    return seen.snapshots
