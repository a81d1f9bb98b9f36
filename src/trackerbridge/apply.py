"""Apply: perform exactly a plan, writing to the ledger before and after each change.

1. What the plan's look at the board taught is recorded, also where there is nothing to write.
2. Each change is written down (an intent), sent, and settled with what it published and promised. Where the writer
   allows it, several are on their way at once (``under_way.py``); the ledger is written by one thread.
3. A lost reply is settled by looking at the board, never by sending again. A crash leaves an open intent, which the
   next run settles the same way (``settle.settle_intents``).
4. A refused change is recorded and the rest goes on, except what depends on it; being locked out, cut off or out of
   time ends the run, and so does a ledger that cannot be written any more; the outcome says what is left.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from concurrent.futures import Future
from dataclasses import field, replace
from datetime import datetime
from functools import partial

from trackerbridge.client_view.view import ClientView
from trackerbridge.errors import (
    LedgerTrouble,
    LostReply,
    NotLetIn,
    PartlyRefused,
    Refused,
    TrackerbridgeError,
    TrackerRefused,
    Unreachable,
)
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.ledger.promise_story import explained
from trackerbridge.ledger.records import Publication
from trackerbridge.ledger.store import Ledger
from trackerbridge.model import Promise
from trackerbridge.outcome import Outcome, Tally
from trackerbridge.plan.change_json import intent_to_data
from trackerbridge.plan.changes import Change, Plan
from trackerbridge.plan.comments import COMMENT, task_id
from trackerbridge.plan.ownership import made_on
from trackerbridge.settle import landed, promised, published, settle_intents, told_elsewhere, untold
from trackerbridge.trackers.base import Board, BoardCard, Writer
from trackerbridge.under_way import Begun, UnderWay

__all__ = ["apply_plan", "settle_intents"]


def apply_plan(
    plan: Plan,
    *,
    view: ClientView,
    writer: Writer,
    markers: Mapping[str, Writer],
    ledger: Ledger,
    run: int,
    clock: Callable[[], datetime],
    show: bool = True,
    stop: Callable[[], None] = lambda: None,
    told_at: datetime | None = None,
) -> Outcome:
    """Perform the plan's changes in their order.

    Call it for a plan without changes too: there it remembers what the look at the board taught, so that a person's
    edit is reported once.

    ``markers`` are the writers of the sources' team labels, by snapshot source; ``view`` is the one that the plan was
    made from: it words the promises. ``show``: where what was written is made visible by a step of its own, do that
    also without a change (the page is missing, or an earlier run did not get to it). ``stop`` is called on Ctrl-C, so
    that whatever waits to be sent is not. ``told_at``: when the client is told what no promise of the view tells, or it
    is taken back; by default the clock's now.

    Raises :class:`~trackerbridge.errors.Refused` for an unsafe plan.
    """
    if not plan.safe:
        raise Refused(plan.refusals[0].message, hint=plan.refusals[0].hint)
    work = _Work(plan, view, writer, markers, ledger, run, clock, told_at)
    work.remember_what_was_seen()
    with UnderWay(writer.at_once, stop) as under_way:
        work.perform(under_way)
    work.remember_promises()
    work.show(anyway=show)
    if work.on_clients_side:
        ledger.wrote_to_client(plan.project, made_on(plan.board, work.publications.values()))
    return work.tally.outcome


@dataclass(slots=True)
class _Work:
    """One plan being applied."""

    plan: Plan
    view: ClientView
    writer: Writer
    markers: Mapping[str, Writer]
    ledger: Ledger
    run: int
    clock: Callable[[], datetime]
    told_at: datetime | None
    ids: dict[str, str] = field(init=False)
    publications: dict[str, Publication] = field(init=False)
    stories: dict[str, Promise] = field(init=False)
    titles: dict[str, str] = field(init=False)
    tally: Tally = field(default_factory=Tally)
    on_clients_side: bool = False  # something was applied there

    def __post_init__(self) -> None:
        self.ids = dict(self.plan.ids)
        self.publications = {each.ref: each for each in self.plan.observed}
        self.stories = {promise.ref: promise for promise in self.view.promises}
        self.titles = {card.ref: card.title for card in self.view.cards}

    def remember_what_was_seen(self) -> None:
        """Adopted objects, people's edits, and promises read from the board."""
        known = self.ledger.memory(self.plan.project)
        here = {ref: each for ref, each in known.publications.items() if each.board == self.plan.board}
        self.publications = {**here, **self.publications}  # a plan that undoes observes nothing, and loses nothing
        news = [each for each in self.plan.observed if known.publications.get(each.ref) != each]
        if news:
            self.ledger.record_publications(self.plan.project, news, at=self.clock())
        stories = {promise.ref: promise for promise in known.promises}
        for promise in self.plan.recovered:
            if promise.ref not in stories or stories[promise.ref].told != promise.told:
                self.ledger.record_promise(self.plan.project, promise, at=self.clock(), run=self.run)
        if self.plan.recovered_entries:
            self.ledger.remember(self.plan.project, self.plan.recovered_entries, at=self.clock(), run=self.run)

    def perform(self, under_way: UnderWay) -> None:
        """Every change, from intent to settlement, as long as nothing ends the run."""
        left = list(self.plan.changes)
        while under_way or (left and not self.tally.stopped):
            while not self.tally.stopped and (change := under_way.next_of(left)) is not None:
                try:
                    self._send(change, under_way)
                except LedgerTrouble as error:  # not written down, so not sent
                    self._cut_off(change, error)
            for begun, sent in under_way.ended() if under_way else ():
                try:
                    self._settle(begun.change, begun.intent, sent)
                except (NotLetIn, Unreachable, LedgerTrouble) as error:
                    self._cut_off(begun.change, error)
        if self.tally.stopped and left:
            self.tally.leave(left)

    def _send(self, change: Change, under_way: UnderWay) -> None:
        if reason := self._missing(change):
            self.tally.skip(change, reason)
            return
        begun = Begun(change, self._begin(change))
        under_way.send(begun, partial(self._writer_of(change).apply_change, change, self._ids_for(change)))

    def _settle(self, change: Change, intent: int, sent: Future[str]) -> None:
        try:
            remote_id = sent.result()
        except LostReply as error:
            board = self._look(change)
            remote_id = landed(change, board, self.ids, self.plan.project)
            if not remote_id:
                self._unseen(change, intent, error, board)
                return
        except PartlyRefused as error:
            self._done(_without(change, error.left), intent, change.remote_id)
            self.tally.refuse(change, str(error))
            return
        except TrackerRefused as error:
            self._failed(change, intent, error)
            return
        except (NotLetIn, Unreachable) as error:
            self._failed(change, intent, error)
            raise
        self._done(change, intent, remote_id)

    def _cut_off(self, change: Change, error: TrackerbridgeError) -> None:
        """The run ends here: nothing more is begun."""
        if change.ref not in self.tally.troubled:
            # The look after a lost reply failed as well, or the ledger: the intent stays open for the next run.
            self.tally.fail(change, str(error))
        self.tally.stop(error)

    def remember_promises(self) -> None:
        """How every promise stands now, for what is on the board as it should be."""
        if isinstance(self.tally.stopped, LedgerTrouble):
            return
        stories = {promise.ref: promise for promise in self.ledger.promises(self.plan.project)}
        elsewhere = told_elsewhere(self.view, self.publications, self.tally.troubled)
        for promise in self.view.promises:
            known = stories.get(promise.ref)
            if known is None or promise.ref in self.tally.troubled:
                continue
            # Dates are recorded as they are told, with the card; here only how it stands, and reasons that came later.
            told = promise.told if promise.ref in elsewhere else explained(known.told, promise.told)
            standing = replace(promise, told=told)
            if (known.state, known.delivered_on, known.told) != (promise.state, promise.delivered_on, standing.told):
                self.ledger.record_promise(self.plan.project, standing, at=self.clock(), run=self.run)

    def show(self, *, anyway: bool) -> None:
        """Let people see what stands there now, with every date that they were told."""
        if not (self.on_clients_side or anyway) or isinstance(self.tally.stopped, LedgerTrouble):
            return
        told = {promise.ref: promise for promise in self.ledger.promises(self.plan.project)}
        try:
            shown = self.writer.show({card: told[ref] for ref, card in self.ids.items() if ref in told})
        except TrackerbridgeError as error:
            self.tally.failed += 1
            self.tally.errors.append(str(error))
            self.tally.stop(error)
        else:
            self.tally.applied += shown and not self.tally.applied

    def _missing(self, change: Change) -> str:
        """Why this change cannot be tried: something it needs failed before."""
        if change.ref in self.tally.troubled:
            return "an earlier change of the same card did not succeed"
        if change.list_ref and change.list_ref not in self.ids:
            return "its list could not be created"
        if any(ref not in self.ids for ref in change.label_refs):
            return "its label could not be created"
        if change.side == "client" and change.on and change.on not in self.ids:
            return "the card that it belongs to could not be created"
        if change.side == "source" and change.source not in self.markers:
            return f"the source {change.source} cannot be written to"
        return ""

    def _writer_of(self, change: Change) -> Writer:
        return self.markers[change.source] if change.side == "source" else self.writer

    def _ids_for(self, change: Change) -> Mapping[str, str]:
        """A task of a source goes by the tracker's own id there; on the client's side the same reference is a card."""
        on_source = change.side == "source" and change.kind == COMMENT
        return {**self.ids, change.on: task_id(change)} if on_source else self.ids

    def _look(self, change: Change) -> Board:
        """What stands there now: all of it, or where a comment was lost its card's comments."""
        writer = self._writer_of(change)
        if change.kind != COMMENT:
            return writer.read()
        card = self._ids_for(change)[change.on]
        seen = BoardCard(id=card, title="", description="", list_id="", comments=writer.comments_on(card))
        return Board(id=change.source or self.plan.board, name="", cards=(seen,))

    def _begin(self, change: Change) -> int:
        return self.ledger.begin_intent(
            run=self.run,
            project=self.plan.project,
            ref=change.ref,
            action=change.action,
            kind=change.kind,
            body=intent_to_data(change),
            at=self.clock(),
        )

    def _unseen(self, change: Change, intent: int, error: TrackerbridgeError, board: Board) -> None:
        """Not done, as far as can be seen; where the tracker may lag, the intent stays open for the next run's look."""
        if board.may_lag and change.action == "create":
            self.tally.fail(change, str(error))
        else:
            self._failed(change, intent, error)

    def _done(self, change: Change, intent: int, remote_id: str) -> None:
        before = self.publications.get(change.ref)
        publication = published(change, before, remote_id, self.plan.board)
        told_at = self.told_at or self.clock()
        self.ledger.settle_intent(
            intent,
            project=self.plan.project,
            at=self.clock(),
            done=True,
            remote_id=remote_id,
            publication=publication,
            promise=promised(change, self.stories.get(change.ref), title=self._title(change), at=told_at),
            untold=untold(change, told_at),
            entries=change.entries,
            run=self.run,
        )
        self.ledger.beside.say(self.plan.project, change.entries, at=self.clock())
        self.tally.applied += 1
        self.on_clients_side |= change.side == "client"
        if publication is not None:
            self.publications[change.ref] = publication
        if change.action == "create":
            self.ids[change.ref] = remote_id

    def _title(self, change: Change) -> str:
        return self.titles.get(change.ref, change.ref)

    def _failed(self, change: Change, intent: int, error: TrackerbridgeError) -> None:
        self.ledger.settle_intent(intent, project=self.plan.project, at=self.clock(), done=False, error=error.message)
        self.tally.fail(change, str(error))


def _without(change: Change, left: Collection[str]) -> Change:
    """What was written of a change."""
    fields = {name: each for name, each in change.fields.items() if name not in left}
    written = {name: text for name, text in change.written.items() if name not in left}
    return replace(change, fields=fields, written=written)
