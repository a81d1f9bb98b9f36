"""The end of an engagement: a closing card stays, every other card of ours is put away, and the record is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from trackerbridge.apply import apply_plan, settle_intents
from trackerbridge.client_view.farewell import farewell
from trackerbridge.client_view.view import ListRole
from trackerbridge.config.schema import Limit, LimitsConfig
from trackerbridge.errors import Refused
from trackerbridge.flags.base import Assessment
from trackerbridge.ledger.messages import messages_of
from trackerbridge.ledger.records import REQUEST, Memory, Publication
from trackerbridge.manager.quiet import waits
from trackerbridge.model import Completeness, Message, PromiseState, Side
from trackerbridge.model.sentence import Sentence
from trackerbridge.plan.make import make_plan
from trackerbridge.plan.ownership import reconcile
from trackerbridge.project_run import ProjectRun
from trackerbridge.publishing import applied, our_places, refused, shadowed
from trackerbridge.results import Audited, Planned, Synced
from trackerbridge.trackers.base import Board

_ALL = Limit(max=1_000_000, percent=100)
ALL_OF_IT = LimitsConfig(create=_ALL, change=_ALL, archive=_ALL)
"""In the place of the limits a person confirms."""


def retire(run: ProjectRun, approve: Callable[[Planned], None]) -> Synced:
    """End the engagement on one board: a closing card stays, every other card of ours is put away. Nothing is pulled.

    The person who approves stands in the place of the limits. Who records that it has ended is the caller.
    """
    with run.on_their_board() as board:
        planned = draw_farewell(run, board)
        if not planned.plan.safe:
            return refused(run, planned)
        if run.publish.mode == "shadow":
            return shadowed(run, planned)
        if planned.waits:
            raise Refused(
                Sentence("Publishing is held for {title}, so nothing was written.", title=run.title),
                hint=Sentence("First: trackerbridge hold {project} --off", project=run.name),
            )
        approve(planned)
        outcome = apply_plan(
            planned.plan, view=planned.view, writer=run.writer(), markers={}, ledger=run.ledger, run=run.id,
            clock=run.clock,
            stop=run.wiring.budget.stop,
        )  # fmt: skip
        return applied(run, planned, outcome)


def draw_farewell(run: ProjectRun, board: Board) -> Planned:
    """The plan that ends an engagement, from the board and what is remembered of it."""
    settle_intents(project=run.name, ledger=run.ledger, board=board, at=run.clock(), sources={})
    lists, labels = our_places(run)
    memory = reconcile(
        run.ledger.memory(run.name), board, project=run.name, refs={}, view_lists=lists, view_labels=labels,
        calendar=run.settings.calendar,
    )  # fmt: skip
    view = farewell(run.settings, run.publish, memory, run.now)
    plan = make_plan(
        project=run.name, view=view, board=board, memory=memory, limits=ALL_OF_IT, complete=True,
        allow_public=run.publish.allow_public_board,
    )  # fmt: skip
    plan = replace(plan, notes=(*plan.notes, *_left_open(memory, board)))
    nothing = Assessment(project=run.name, now=run.now, completeness=Completeness(), tasks=0, flags=(), abstained=())
    calendar = run.settings.calendar
    audited = Audited(project=run.name, title=run.title, calendar=calendar, snapshots=(), assessment=nothing)
    return Planned(
        project=run.name, title=run.title, audited=audited, memory=memory, board=board, view=view, plan=plan,
        waits=waits(plan, run.now, hours=None, hold=run.hold(memory)), language=run.settings.language,
    )  # fmt: skip


def _left_open(memory: Memory, board: Board) -> Iterator[str]:
    """What the client was promised, was offered or wrote, and of which they will not read the end here."""
    late = (PromiseState.OPEN, PromiseState.LATE)
    promised = [each.title for each in memory.promises if each.state in late and each.delivered_on is None]
    if promised:
        yield Sentence("Promised and not delivered: {what}.", what="; ".join(promised))
    titles = {card.id: card.title for card in board.cards}
    ours = [each for each in memory.publications.values() if each.kind == "card" and not each.archived]
    offered = [titles[each.remote_id] for each in ours if each.ref.startswith(REQUEST) and _asks(each)]
    if offered:
        yield Sentence("Offered and not decided: {what}.", what="; ".join(offered))
    known, cards = messages_of(memory), {each.remote_id for each in ours}
    written = [
        card.title for card in board.cards if card.id in cards
        for one in card.comments
        if one.author is not None and one.author.side is Side.CLIENT and _unanswered(known.get(one.id))
    ]  # fmt: skip
    if written:
        yield Sentence("The client wrote, and has no answer: {what}.", what="; ".join(dict.fromkeys(written)))


def _asks(request: Publication) -> bool:
    return request.written.get("list") == ListRole.WAITING.ref and not request.archived_by_person


def _unanswered(message: Message | None) -> bool:
    return message is None or not (message.answered_at or message.deleted or message.old)
