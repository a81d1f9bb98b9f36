"""What the marks on a change request mean: decided, undone, not yet, or asked again. Pure.

A mark counts from a named decider, else from anybody on the client's side; one whose maker is not known counts as the
client's (decision 9). What a person of the team ticked decides nothing. A decision stands, and may be taken back or
changed until the end of the next working day; later marks change nothing by themselves and are told to the manager.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from datetime import date, datetime
from enum import StrEnum

from trackerbridge.client_view.extras.numbers import Lines
from trackerbridge.clock import Calendar
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import Person, Side
from trackerbridge.model.offer import ChoiceKind, DecidedHow, Decision, Offer
from trackerbridge.people import Sides

UNDO_WORKING_DAYS = 1
_BINDING = (ChoiceKind.DATE, ChoiceKind.FEE, ChoiceKind.INSTEAD)
"""What was agreed by one of these stays agreed where a later offer says the same."""


class Terms(StrEnum):
    """What the line said that a mark stands on."""

    OFFERED = "offered"  # what is offered now
    EARLIER = "earlier"  # what was offered before
    OWN = "own"  # a person's own words
    UNTOLD = "untold"  # nobody remembers


@dataclass(frozen=True, slots=True)
class Mark:
    """One choice that is marked now. ``by`` and ``at`` (UTC) are None where nobody tells."""

    kind: ChoiceKind
    by: Person | None = None
    at: datetime | None = None
    how: DecidedHow = DecidedHow.TICK
    terms: Terms = Terms.UNTOLD

    def meant(self, made_at: datetime) -> bool:
        """Whether it was set on what is offered since ``made_at`` (UTC).

        Whoever left an earlier offer, or asked to talk about it, has said nothing of the new one.
        """
        if self.terms in (Terms.EARLIER, Terms.OWN):
            return False
        binding = self.terms is Terms.OFFERED and self.kind in _BINDING
        return binding or self.at is None or self.at > made_at


@dataclass(frozen=True, slots=True)
class Marks:
    """All choices that are marked now, and when one was last unmarked (UTC), where that is told.

    ``own``: lines in a person's own words that somebody of the client's marked, as they read. ``heard``: what each
    numbered answer meant. ``unclear``: the latest one, where nobody knows which list it was written to. ``unlisted``:
    the card shows the numbers of this offer, and no ledger knows of that.
    """

    marked: tuple[Mark, ...] = ()
    unmarked_at: datetime | None = None
    own: tuple[str, ...] = ()
    heard: Mapping[str, Lines] = field(default_factory=dict)
    unclear: Mark | None = None
    unlisted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a change request stands. ``decision`` is the latest one, one that was taken back included."""

    decision: Decision | None = None
    asked_again: bool = False  # more than one choice is marked
    not_decider: bool = False  # marked by somebody who does not decide on the client's side
    renewed: bool = False  # what is marked was chosen of an earlier offer, or is offered no more
    crossed: bool = False  # an answer may have been written to an earlier offer
    own_words: bool = False  # what is marked is a line in the client's own words
    too_late: bool = False  # something else was marked after the time for changing one's mind
    expired: bool = False  # the offer ran out, and nobody had chosen

    @property
    def chosen(self) -> Decision | None:
        """What holds; None while nothing is decided."""
        decision = self.decision
        return decision if decision is not None and not decision.undone and not self.asked_again else None


NOTHING = Standing()


@dataclass(frozen=True, slots=True)
class Deciders:
    """Whose marks count. ``named``: entries of ``extras.deciders`` (names, e-mails, handles); none: every client."""

    named: tuple[str, ...] = ()

    def counts(self, person: Person | None) -> bool:
        """Whether this person's mark decides."""
        if not self.named:
            return person is None or person.side in (Side.CLIENT, Side.UNKNOWN)
        if person is None:
            return False
        unplaced = replace(person, side=Side.UNKNOWN)
        return Sides.of((), self.named).side_of(unplaced) is Side.CLIENT

    def client(self, person: Person | None) -> bool:
        """Whether this is somebody on the client's side, deciding or not."""
        return person is None or person.side in (Side.CLIENT, Side.UNKNOWN)


def undo_until(decided_on: date, calendar: Calendar) -> date:
    """The last day on which a decision may be changed."""
    return calendar.add_working_days(decided_on, UNDO_WORKING_DAYS)


def decide(
    offer: Offer,
    marks: Marks,
    *,
    valid_until: date,
    known: Decision | None,
    deciders: Deciders,
    calendar: Calendar,
    now: datetime,
) -> Standing:
    """What holds at ``now`` (UTC). ``known`` is the latest decision that was recorded, for this offer or an older one.

    ``valid_until`` is the last day of the offer. Marks that were set on other terms than those of this offer, or are
    older than a decision that was taken back, count no more.
    """
    known = known if known is not None and _still_offered(known, offer) else None
    offered = [mark for mark in marks.marked if offer.choice(mark.kind)]
    meant = [mark for mark in offered if mark.meant(offer.made_at)]
    counting = [mark for mark in meant if deciders.counts(mark.by) and _after(mark, known)]
    scene = _Scene(offer, valid_until, calendar, now)
    if marks.unclear is not None:
        return scene.unclear(known, marks.unclear, deciders)
    if known is not None and not known.undone:
        standing = scene.standing(known, counting, marks)
    else:
        standing = scene.open(known, counting, marks)
    if standing.chosen is not None or any(_after(mark, standing.decision) for mark in counting):
        return standing
    return replace(
        standing,
        not_decider=any(deciders.client(mark.by) and not deciders.counts(mark.by) for mark in meant),
        renewed=any(deciders.client(mark.by) for mark in marks.marked if mark not in meant and _renewed(mark, offer)),
        own_words=bool(marks.own),
    )


def _renewed(mark: Mark, offer: Offer) -> bool:
    """Whether what was chosen of an earlier offer is to be chosen again; a number may stand for nothing any more."""
    if mark.how is DecidedHow.REPLY and offer.choice(mark.kind) is None:
        return mark.terms is Terms.EARLIER
    return mark.terms is not Terms.OWN  # a tick that stands on a line that is offered no more as well


def _still_offered(known: Decision, offer: Offer) -> bool:
    """Whether what was decided then is decided now: since this offer, or on the same terms as it has."""
    same = known.choice.kind in _BINDING and offer.choice(known.choice.kind) == known.choice
    return known.at >= offer.made_at or (same and not known.undone)


def _after(mark: Mark, taken_back: Decision | None) -> bool:
    """Whether it may count: what was marked before a decision was taken back does not."""
    return taken_back is None or not taken_back.undone or mark.at is None or mark.at > taken_back.at


@dataclass(frozen=True, slots=True)
class _Scene:
    """One offer at one moment."""

    offer: Offer
    valid_until: date
    calendar: Calendar
    now: datetime

    def open(self, known: Decision | None, counting: Sequence[Mark], marks: Marks) -> Standing:
        """Nothing holds yet (``known`` was taken back, if there is one)."""
        in_time = [mark for mark in counting if self._day(mark) <= self.valid_until]
        talk = next((mark for mark in in_time if mark.kind is ChoiceKind.TALK), None)
        rest = [mark for mark in in_time if mark is not talk]
        expired = self._today > self.valid_until
        if len(rest) > 1 or (rest and talk and not _follows(rest[0].at, talk)):
            # An offer that ran out says so, whatever is marked on it: its last day would stand there for ever.
            return Standing(decision=known, asked_again=not expired, expired=expired)
        if in_time and not self._cleared_up_late(marks):
            # At once as the next look will see it: what was marked later may have changed it already.
            return self.standing(self._left(rest[0] if rest else in_time[0], marks), counting, marks)
        return Standing(decision=known, expired=expired, too_late=expired and bool(counting))

    def unclear(self, known: Decision | None, mark: Mark, deciders: Deciders) -> Standing:
        """An answer came of which nobody knows what it meant: what holds goes on to hold, and they are asked."""
        counts, expired = deciders.counts(mark.by), self._today > self.valid_until
        since = known is None or mark.at is None or mark.at > known.at
        if known is not None and not known.undone:
            return Standing(decision=known, crossed=counts and since)
        return Standing(
            decision=known, expired=expired, too_late=expired and counts and since,
            crossed=counts and since and not expired, not_decider=not counts and deciders.client(mark.by),
        )  # fmt: skip

    def standing(self, known: Decision, counting: Sequence[Mark], marks: Marks) -> Standing:
        """Something holds: the marks may confirm it, take it back, or change it in time."""
        until = undo_until(known.on, self.calendar)
        phone = known.how is DecidedHow.PHONE  # said after all that was marked until then
        others = [
            mark
            for mark in counting
            if mark.kind is not known.choice.kind
            and not _follows(known.at, mark)
            and not (phone and mark.at is not None and mark.at <= known.at)
        ]
        still = any(mark.kind is known.choice.kind for mark in marks.marked)
        talk = known.choice.kind is ChoiceKind.TALK  # was meant to be followed by another choice
        last = max(until, self.valid_until) if talk else until
        timely = [mark for mark in others if self._day(mark) <= last]
        if not others:
            return self._kept_or_undone(known, still=still, until=until, marks=marks)
        if not timely:
            return Standing(decision=known, too_late=True)
        if len(timely) > 1 or (still and not talk):
            ended = self._today > max(until, self.valid_until)
            return Standing(decision=known, asked_again=not ended, too_late=ended)
        return Standing(decision=self._decision(timely[0]))

    def _kept_or_undone(self, known: Decision, *, still: bool, until: date, marks: Marks) -> Standing:
        if still or known.how is DecidedHow.PHONE:
            return Standing(decision=known)
        undone_at = marks.unmarked_at if marks.unmarked_at and marks.unmarked_at > known.at else self.now
        if self.calendar.day_of(undone_at) > until and known.choice.kind is not ChoiceKind.TALK:
            # A tick that is taken off so late asks for something; a reply that is deleted may only be tidied away.
            return Standing(decision=known, too_late=known.how is DecidedHow.TICK)
        return Standing(decision=replace(known, at=undone_at, undone=True))

    def _cleared_up_late(self, marks: Marks) -> bool:
        """Whether marks were taken off so long after the last day that what is left may be left by chance."""
        at = marks.unmarked_at
        return at is not None and self.calendar.day_of(at) > undo_until(self.valid_until, self.calendar)

    def _left(self, mark: Mark, marks: Marks) -> Decision:
        """What is marked alone was decided when it came to be alone: other lines may have been marked beside it."""
        alone_at = marks.unmarked_at
        if mark.at is None or alone_at is None or alone_at <= mark.at:
            return self._decision(mark)
        if self.calendar.day_of(alone_at) > self.valid_until:
            return self._decision(mark)
        return self._decision(replace(mark, at=alone_at))

    def _decision(self, mark: Mark) -> Decision:
        choice = self.offer.choice(mark.kind)
        assert choice is not None
        by = (mark.by.name or mark.by.handle or mark.by.id) if mark.by else ""
        return Decision(choice=choice, on=self._day(mark), at=mark.at or self.now, by=by, how=mark.how)

    @property
    def _today(self) -> date:
        return self.calendar.day_of(self.now)

    def _day(self, mark: Mark) -> date:
        return self.calendar.day_of(mark.at or self.now)


def _follows(at: datetime | None, mark: Mark) -> bool:
    """Whether what was marked at ``at`` is what came of a talk that was asked for before."""
    return mark.kind is ChoiceKind.TALK and None not in (at, mark.at) and mark.at <= at  # type: ignore[operator]
