"""When the client may be written to, and what of a plan must wait for that. Pure: the moment is an argument.

Nothing goes to the client at night, at weekends and on holidays of theirs. Late on their last working day before days
off no bad news goes out without a word of the team's beside it. What waits goes out first thing next. The source's side
(team labels, comments carried back) never waits for that. A first publication is a person's own act, and goes out at
any hour. Where the ledger was lost, people have time to say again what should hold. What a run broke off in the middle
of waits until the tracker shows whether it was done, or it would be twice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, time, timedelta
from types import MappingProxyType

from trackerbridge.client_view.summary import REF as SUMMARY
from trackerbridge.client_view.view import LabelRole
from trackerbridge.clock import DAY_ENDS, DAY_STARTS, Calendar
from trackerbridge.config.schema import Settings
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.ledger.steering import LOST_LEDGER
from trackerbridge.model import Steering
from trackerbridge.plan import Change, Plan
from trackerbridge.plan.comments import COMMENT, LATE
from trackerbridge.plan.waiting import Cause, Wait

BAD_NEWS_UNTIL = time(16, 0)
BAD_LABELS = frozenset({LabelRole.CHECKING.ref, LabelRole.SOLVING.ref, LabelRole.MOVED.ref})


@dataclass(frozen=True, slots=True)
class Hours:
    """When the client is at work. ``calendar`` is theirs: zone, holidays, days off."""

    calendar: Calendar
    opens: time = DAY_STARTS
    closes: time = DAY_ENDS
    bad_news_until: time = BAD_NEWS_UNTIL

    @classmethod
    def of(cls, settings: Settings) -> Hours | None:
        """As the project has them; None where quiet hours are switched off."""
        quiet = settings.project.quiet
        if quiet.off:
            return None
        return cls(settings.client_calendar, quiet.before, quiet.after, quiet.bad_news_until)

    def next_opening(self, now: datetime) -> datetime | None:
        """The next instant (UTC) at which the client may be written to; None: now."""
        day, local = self.calendar.day_of(now), now.astimezone(self.calendar.zone).time()
        if self.calendar.is_working_day(day) and local < self.closes:
            return self.calendar.at(day, self.opens) if local < self.opens else None
        return self._morning_after(now)

    def end_of_good_news_only(self, now: datetime) -> datetime | None:
        """Late on the last working day before days off: when bad news may go out again; None: it may now."""
        day, local = self.calendar.day_of(now), now.astimezone(self.calendar.zone).time()
        last = self.calendar.is_working_day(day) and not self.calendar.is_working_day(day + timedelta(days=1))
        return self._morning_after(now) if last and local >= self.bad_news_until else None

    def first_allowed(self, instant: datetime) -> datetime:
        """The first instant (UTC) from ``instant`` on at which bad news without a word may go out."""
        return self.next_opening(instant) or self.end_of_good_news_only(instant) or instant

    def _morning_after(self, now: datetime) -> datetime:
        return self.calendar.at(self.calendar.add_working_days(self.calendar.day_of(now), 1), self.opens)


def waits(
    plan: Plan,
    now: datetime,
    *,
    hours: Hours | None,
    hold: Steering | None = None,
    noted: Collection[str] = (),
    unsettled: Mapping[str, datetime] = MappingProxyType({}),
) -> tuple[Wait, ...]:
    """What of this plan does not go out at ``now`` (UTC).

    ``hold``: the word by which publishing pauses; it counts for a first publication, too. ``noted``: the
    references of cards beside whose bad news the team has said a word. ``hours`` None: there are no quiet hours.
    ``unsettled``: what may stand there already, by reference, and until when that cannot be seen.
    """
    found = _for_the_client(plan, now, hours, hold, noted)
    waiting = {id(change) for wait in found for change in wait.changes}
    late = [each for each in plan.changes if {each.ref, each.on} & unsettled.keys() and id(each) not in waiting]
    if not late:
        return found
    until = max(unsettled[ref] for each in late for ref in (each.ref, each.on) if ref in unsettled)
    return (*found, Wait(cause=Cause.UNSETTLED, changes=tuple(late), until=until))


def _for_the_client(
    plan: Plan, now: datetime, hours: Hours | None, hold: Steering | None, noted: Collection[str]
) -> tuple[Wait, ...]:
    client = tuple(change for change in plan.changes if change.side == "client")
    if not client:
        return ()
    if hold is not None and hold.scope == LOST_LEDGER:
        return (Wait(cause=Cause.LOST, changes=client, until=hold.until),)
    if hold is not None:
        return (Wait(cause=Cause.HOLD, changes=client, until=hold.until, reason=hold.reason),)
    if hours is None or plan.first_publication:
        return ()
    if opening := hours.next_opening(now):
        return (Wait(cause=Cause.QUIET, changes=client, until=opening),)
    if monday := hours.end_of_good_news_only(now):
        bad = tuple(_bad_news(client, noted))
        return (Wait(cause=Cause.BAD_NEWS, changes=bad, until=monday),) if bad else ()
    return ()


def _bad_news(changes: Sequence[Change], noted: Collection[str]) -> Iterator[Change]:
    """Everything about cards that newly tell of a problem; the summary, which would tell it too; their new labels."""
    bad = [change for change in changes if is_bad_news(change) and change.ref not in noted]
    refs = {change.ref for change in bad}
    if any(change.kind == "card" for change in bad):
        refs.add(SUMMARY)
    waiting = [change for change in changes if change.ref in refs or change.on in refs]
    kept = {id(change) for change in waiting}
    unneeded = _places(waiting) - _places(change for change in changes if id(change) not in kept)
    yield from (change for change in changes if id(change) in kept or _is_place(change, unneeded))


def is_bad_news(change: Change) -> bool:
    """Whether this change tells the client of a problem: a label for one, a date that moves back, a late answer."""
    if change.kind == COMMENT and change.ref.startswith(LATE):
        return True
    if change.kind != "card":
        return False
    if change.action in ("create", "label") and BAD_LABELS & set(change.label_refs):
        return True
    due = change.fields.get("due")
    return change.action == "update" and due is not None and bool(due.before) and str(due.after or "") > str(due.before)


def _places(changes: Iterable[Change]) -> set[str]:
    return {ref for change in changes for ref in change.label_refs}


def _is_place(change: Change, refs: Collection[str]) -> bool:
    return change.kind == "label" and change.action == "create" and change.ref in refs
