"""Write back what a sync changed, where nobody touched it since: a person's own act, recorded as a run of its own."""

from __future__ import annotations

import logging
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import replace
from functools import partial

from trackerbridge.apply import apply_plan, settle_intents
from trackerbridge.client_view.view import ClientView
from trackerbridge.errors import TrackerbridgeError, UsageError
from trackerbridge.flags.base import Assessment
from trackerbridge.ledger.records import IntentState, Run
from trackerbridge.ledger.store import Ledger
from trackerbridge.model import Completeness
from trackerbridge.model.sentence import Sentence
from trackerbridge.plan import Change, Plan
from trackerbridge.plan.change_json import change_from_text, digest_of
from trackerbridge.plan.ownership import places, reconcile
from trackerbridge.plan.safety import standing_in_the_way
from trackerbridge.plan.undo import undo
from trackerbridge.project_run import ProjectRun
from trackerbridge.publishing import applied, our_places, refused
from trackerbridge.results import Audited, Planned, Synced
from trackerbridge.trackers.base import Board, Writer

log = logging.getLogger(__name__)


def run_of(ledger: Ledger, number: int) -> Run:
    """The run of this number. Raises UsageError where there is none, or where it wrote nothing."""
    found = ledger.run(number)
    if found is None:
        raise UsageError(
            Sentence("There is no run {number}.", number=number), hint=Sentence("See them all: trackerbridge runs")
        )
    if not done_by(ledger, number):
        raise UsageError(
            Sentence(
                "Run {number} ({command} on {project}) wrote nothing, so there is nothing to undo.",
                number=number,
                command=found.command,
                project=found.project,
            ),
            hint=Sentence("See which did: trackerbridge runs {project}", project=found.project),
        )
    return found


def done_by(ledger: Ledger, number: int) -> tuple[Change, ...]:
    """What this run changed, in its order, each with the id of what it touched."""
    intents = (intent for intent in ledger.intents(number) if intent.state is IntentState.DONE)
    return tuple(replace(change_from_text(intent.body), remote_id=intent.remote_id) for intent in intents)


def lists_before(ledger: Ledger, project: str, number: int, refs: Container[str]) -> dict[str, str]:
    """By card, the list that was written last before this run."""
    found: dict[str, str] = {}
    for intent in ledger.done_before(project, number):
        if intent.ref in refs and "list" in (written := change_from_text(intent.body).written):
            found[intent.ref] = written["list"]
    return found


def undo_run(run: ProjectRun, number: int, approve: Callable[[Planned], None]) -> Synced:
    """Undo what the run of this number did on this project's board. ``approve`` may raise Refused to stop it."""
    with run.on_their_board() as board:
        done = done_by(run.ledger, number)
        markers = source_writers(run, done)
        planned = draw_undo(run, board, done, markers, number)
        if not planned.plan.safe:
            return refused(run, planned)
        if planned.plan.changes:
            approve(planned)
        outcome = apply_plan(
            planned.plan, view=planned.view, writer=run.writer(), markers=markers, ledger=run.ledger, run=run.id,
            clock=run.clock,
            stop=run.wiring.budget.stop, told_at=run.now,
        )  # fmt: skip
        return applied(run, planned, outcome)


def source_writers(run: ProjectRun, done: Iterable[Change]) -> Mapping[str, Writer]:
    """The writers of the sources whose tasks got or lost team labels, by source.

    Which source goes by which name is known from a look at it. A look that fails undoes nothing there, and the rest
    all the same.
    """
    named = {change.source for change in done if change.side == "source" and "label" in change.fields}
    if not named:
        return {}
    try:
        snapshots = [
            run.wiring.pulled(run.settings, place, partial(connector.pull, now=run.now))
            for place, connector in enumerate(run.connectors())
        ]
    except TrackerbridgeError as error:
        log.warning("the sources could not be looked at: %s", error.message)
        return {}
    return {source: writer for source, writer in run.source_writers(snapshots).items() if source in named}


def draw_undo(
    run: ProjectRun, board: Board, done: Iterable[Change], markers: Mapping[str, Writer], number: int
) -> Planned:  # fmt: skip
    """The plan that undoes what a run did, from both sides as they stand and what is remembered of the client's."""
    done = tuple(done)
    sources = {source: writer.read() for source, writer in markers.items()}
    settle_intents(project=run.name, ledger=run.ledger, board=board, at=run.clock(), sources=sources)
    lists, labels = our_places(run)
    known = run.ledger.memory(run.name)
    refs = {ref: each.task or "" for ref, each in known.publications.items() if each.kind == "card"}
    memory = reconcile(
        known, board, project=run.name, refs=refs, view_lists=lists, view_labels=labels,
        calendar=run.settings.calendar,
    )  # fmt: skip
    put_away = {change.ref for change in done if change.action == "archive"} if board.archived_in else set()
    before = lists_before(run.ledger, run.name, number, put_away) if put_away else {}
    undone = undo(done, board, memory, places(lists, labels, board, memory), sources, before)
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
    return Planned(
        project=run.name, title=run.title, audited=audited, memory=memory, board=board, view=view, plan=plan,
        language=run.settings.language, client_calendar=run.settings.client_calendar,
    )  # fmt: skip
