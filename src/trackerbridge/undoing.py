"""Write back what a sync changed, where nobody touched it since: a person's own act, recorded as a run of its own."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

from trackerbridge.apply import apply_plan, settle_intents
from trackerbridge.client_view.view import ClientView
from trackerbridge.errors import UsageError
from trackerbridge.flags.base import Assessment
from trackerbridge.ledger.records import IntentState, Run
from trackerbridge.ledger.store import Ledger
from trackerbridge.model import Completeness
from trackerbridge.plan import Change, Plan
from trackerbridge.plan.change_json import change_from_data, digest_of
from trackerbridge.plan.ownership import places, reconcile
from trackerbridge.plan.safety import standing_in_the_way
from trackerbridge.plan.undo import undo
from trackerbridge.project_run import ProjectRun
from trackerbridge.results import Audited, Planned, Synced


def run_of(ledger: Ledger, number: int) -> Run:
    """The run of this number. Raises UsageError where there is none, or where it wrote nothing."""
    found = ledger.run(number)
    if found is None:
        raise UsageError(f"There is no run {number}.", hint="See them all: trackerbridge runs")
    if not done_by(ledger, number):
        raise UsageError(
            f"Run {number} ({found.command} on {found.project}) wrote nothing, so there is nothing to undo.",
            hint=f"See which did: trackerbridge runs {found.project}",
        )
    return found


def done_by(ledger: Ledger, number: int) -> tuple[Change, ...]:
    """What this run changed, in its order, each with the id of what it touched."""
    intents = (intent for intent in ledger.intents(number) if intent.state is IntentState.DONE)
    return tuple(replace(change_from_data(json.loads(intent.body)), remote_id=intent.remote_id) for intent in intents)


def undo_run(run: ProjectRun, number: int, approve: Callable[[Planned], None]) -> Synced:
    """Undo what the run of this number did on this project's board. ``approve`` may raise Refused to stop it."""
    with run.alone():
        planned = draw_undo(run, number)
        if not planned.plan.safe:
            return run.refused(planned)
        if planned.plan.changes:
            approve(planned)
        outcome = apply_plan(
            planned.plan, view=planned.view, writer=run.writer(), markers={}, ledger=run.ledger, run=run.id,
            clock=run.clock,
        )  # fmt: skip
        return run.applied(planned, outcome)


def draw_undo(run: ProjectRun, number: int) -> Planned:
    """The plan that undoes a run, from the board as it stands and what is remembered of it. Nothing is pulled."""
    board = run.read_board()
    settle_intents(project=run.name, ledger=run.ledger, board=board, at=run.clock(), sources={})
    lists, labels = run.places()
    known = run.ledger.memory(run.name)
    refs = {ref: each.task or "" for ref, each in known.publications.items() if each.kind == "card"}
    memory = reconcile(
        known, board, project=run.name, refs=refs, view_lists=lists, view_labels=labels,
        calendar=run.settings.calendar,
    )  # fmt: skip
    undone = undo(done_by(run.ledger, number), board, memory, places(lists, labels, board, memory))
    plan = Plan(
        project=run.name,
        changes=undone.changes,
        refusals=tuple(standing_in_the_way(board, run.name, allow_public=run.publish.allow_public_board)),
        notes=undone.left,
        digest=digest_of(run.name, board.id, undone.changes),
        board=board.id,
        ids=undone.ids,
    )
    view = ClientView(language=run.settings.client_language, lists=lists, labels=labels, cards=())
    nothing = Assessment(project=run.name, now=run.now, completeness=Completeness(), tasks=0, flags=(), abstained=())
    calendar = run.settings.calendar
    audited = Audited(project=run.name, title=run.title, calendar=calendar, snapshots=(), assessment=nothing)
    return Planned(project=run.name, title=run.title, audited=audited, memory=memory, board=board, view=view, plan=plan)
