"""Nothing reaches the client at night, at weekends and on their holidays, and no bad news late on a Friday."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trackerbridge.clock import Calendar
from trackerbridge.manager.quiet import Hours, is_bad_news, waits
from trackerbridge.model import Steering, SteeringKind
from trackerbridge.plan.changes import Change, FieldChange, Plan
from trackerbridge.plan.waiting import Cause, without

BUCHAREST = Hours(Calendar.of("Europe/Bucharest", "RO"))
WEDNESDAY, FRIDAY = "2026-11-18", "2026-11-20"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text + "+02:00")


def card(ref: str, action: str = "update", *, label: str = "", due: tuple[str, str] | None = None, **more) -> Change:
    fields = {"due": FieldChange(*due)} if due else {}
    return Change(action=action, kind="card", ref=ref, task=ref, fields=fields,
                  label_refs=(f"label:{label}",) if label else (), **more)  # fmt: skip


def label(role: str) -> Change:
    return Change(action="create", kind="label", ref=f"label:{role}")


def plan(*changes: Change, **more) -> Plan:
    return Plan(project="p", changes=changes, **more)


MOVED = card("WEB-1", due=("2026-11-19T16:00:00+00:00", "2026-11-26T16:00:00+00:00"))
SOLVING = card("WEB-2", "label", label="solving")
DONE = card("WEB-3", "label", label="early")
SUMMARY = Change(action="update", kind="card", ref="summary")
TEAM = card("WEB-4", "label", label="x", side="source", source="jira")


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        (f"{WEDNESDAY}T08:59", f"{WEDNESDAY}T09:00"),
        (f"{WEDNESDAY}T09:00", None),
        (f"{WEDNESDAY}T17:59", None),
        (f"{WEDNESDAY}T18:00", "2026-11-19T09:00"),
        (f"{WEDNESDAY}T00:00", f"{WEDNESDAY}T09:00"),
        (f"{FRIDAY}T18:00", "2026-11-23T09:00"),
        ("2026-11-21T12:00", "2026-11-23T09:00"),
        ("2026-11-27T19:00", "2026-12-02T09:00"),  # 30 November and 1 December are holidays in Romania
        ("2026-11-30T11:00", "2026-12-02T09:00"),
    ],
)
def test_when_the_client_may_be_written_to(now, opens):
    assert BUCHAREST.next_opening(at(now)) == (at(opens) if opens else None)


def test_hours_are_the_clients_own():
    """Nine in the evening for a team in Bucharest is an afternoon in New York, and the other way round."""
    here, there = at(f"{WEDNESDAY}T21:00"), at(f"{WEDNESDAY}T10:00")
    new_york = Hours(Calendar.of("America/New_York", "US"))
    assert new_york.next_opening(here) is None
    assert new_york.next_opening(there) == at(f"{WEDNESDAY}T16:00")


@pytest.mark.parametrize(
    ("now", "until"),
    [
        (f"{FRIDAY}T15:59", None),
        (f"{FRIDAY}T16:00", "2026-11-23T09:00"),
        (f"{WEDNESDAY}T17:00", None),
        ("2026-11-27T16:30", "2026-12-02T09:00"),
        ("2026-12-24T16:30", "2026-12-28T09:00"),  # a Thursday before Christmas
    ],
)
def test_bad_news_waits_late_on_the_last_working_day(now, until):
    assert BUCHAREST.end_of_good_news_only(at(now)) == (at(until) if until else None)


def test_at_night_all_of_the_clients_side_waits_and_the_teams_does_not():
    drawn = plan(MOVED, DONE, SUMMARY, TEAM)
    [wait] = waits(drawn, at(f"{WEDNESDAY}T22:00"), hours=BUCHAREST)
    assert (wait.cause, wait.until) == (Cause.QUIET, at("2026-11-19T09:00"))
    going = without(drawn, [wait])
    assert going.changes == (TEAM,)
    assert going.digest not in ("", drawn.digest)


def test_late_on_a_friday_good_news_goes_out_and_bad_news_takes_the_summary_with_it():
    drawn = plan(label("solving"), label("early"), MOVED, SOLVING, DONE, SUMMARY)
    [wait] = waits(drawn, at(f"{FRIDAY}T16:30"), hours=BUCHAREST)
    assert wait.cause is Cause.BAD_NEWS
    assert without(drawn, [wait]).changes == (label("early"), DONE)


def test_a_word_of_the_teams_lets_bad_news_pass_at_once():
    drawn = plan(MOVED, SOLVING, SUMMARY)
    [wait] = waits(drawn, at(f"{FRIDAY}T16:30"), hours=BUCHAREST, noted={"WEB-1"})
    assert without(drawn, [wait]).changes == (MOVED,)
    assert waits(drawn, at(f"{FRIDAY}T16:30"), hours=BUCHAREST, noted={"WEB-1", "WEB-2"}) == ()


def test_good_news_alone_has_nothing_to_wait_for():
    assert waits(plan(DONE, SUMMARY), at(f"{FRIDAY}T16:30"), hours=BUCHAREST) == ()


def test_the_first_publication_is_a_persons_own_act():
    first = plan(MOVED, first_publication=True)
    assert waits(first, at(f"{WEDNESDAY}T03:00"), hours=BUCHAREST) == ()


def test_a_hold_stands_above_the_hours_and_above_a_first_publication():
    hold = Steering(kind=SteeringKind.HOLD, made_at=at(f"{WEDNESDAY}T09:00"), until=at(f"{WEDNESDAY}T12:00"),
                    reason="The contract is being signed.")  # fmt: skip
    for first in (False, True):
        [wait] = waits(plan(MOVED, TEAM, first_publication=first), at(f"{WEDNESDAY}T10:00"), hours=None, hold=hold)
        assert (wait.cause, wait.until, wait.changes) == (Cause.HOLD, hold.until, (MOVED,))
        assert wait.reason == hold.reason


def test_without_quiet_hours_or_anything_to_write_nothing_waits():
    assert waits(plan(MOVED), at(f"{WEDNESDAY}T03:00"), hours=None) == ()
    assert waits(plan(TEAM), at(f"{WEDNESDAY}T03:00"), hours=BUCHAREST) == ()


def test_what_counts_as_bad_news():
    assert is_bad_news(MOVED)
    assert is_bad_news(SOLVING)
    assert is_bad_news(card("x", "create", label="checking"))
    assert not is_bad_news(card("x", "unlabel", label="solving"))
    assert not is_bad_news(card("x", due=("2026-11-26T16:00:00+00:00", "2026-11-19T16:00:00+00:00")))
    assert not is_bad_news(card("x", due=("", "2026-11-19T16:00:00+00:00")))
    assert not is_bad_news(label("solving"))


instants = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)).map(lambda moment: moment.replace(tzinfo=UTC))
calendars = st.builds(
    Calendar.of,
    st.sampled_from(["UTC", "Europe/Bucharest", "America/New_York", "Asia/Kolkata", "Pacific/Auckland"]),
    st.sampled_from(["", "RO", "MD", "BY", "US"]),
    st.lists(st.dates(date(2026, 1, 1), date(2027, 12, 31)), max_size=20),
)
hours = st.builds(
    Hours, calendars, st.times(time(6), time(10)), st.times(time(15), time(22)), st.times(time(12), time(23))
)


@settings(deadline=None)
@given(hours, instants)
def test_the_next_opening_is_the_first_open_instant_and_open_itself(open_hours, now):
    opening = open_hours.next_opening(now) or now
    assert opening >= now
    assert open_hours.next_opening(opening) is None
    step = timedelta(minutes=17)
    before = now
    while before < opening:
        assert open_hours.next_opening(before) is not None
        before += step


@given(hours, instants, st.sets(st.sampled_from(["WEB-1", "WEB-2"])))
def test_nothing_is_ever_written_inside_quiet_hours_and_all_of_it_at_the_first_allowed_instant(open_hours, now, noted):
    drawn = plan(label("solving"), MOVED, SOLVING, DONE, SUMMARY, TEAM)
    found = waits(drawn, now, hours=open_hours, noted=noted)
    going = without(drawn, found)
    if open_hours.next_opening(now):
        assert all(change.side == "source" for change in going.changes)
    if open_hours.end_of_good_news_only(now):
        assert not any(is_bad_news(change) and change.ref not in noted for change in going.changes)
    assert all(wait.until is not None and wait.until > now for wait in found)
    assert waits(drawn, open_hours.first_allowed(now), hours=open_hours) == ()
    if found and found[0].until is not None:
        assert waits(drawn, found[0].until, hours=open_hours, noted=noted) == ()


def test_what_may_stand_there_already_waits_beside_the_rest_on_either_side():
    comment = Change(action="create", kind="comment", ref="ack:1", on="WEB-1")
    carried = Change(action="create", kind="comment", ref="carried:1", side="source", source="jira", on="task:jira/1")
    seen = {"WEB-1": at(f"{WEDNESDAY}T12:10"), "carried:1": at(f"{WEDNESDAY}T12:20")}
    made = plan(MOVED, comment, SOLVING, carried, TEAM)

    [wait] = waits(made, at(f"{WEDNESDAY}T12:00"), hours=BUCHAREST, unsettled=seen)
    assert (wait.cause, wait.changes) == (Cause.UNSETTLED, (MOVED, comment, carried))
    assert wait.until == seen["carried:1"]

    night, rest = waits(made, at(f"{WEDNESDAY}T22:00"), hours=BUCHAREST, unsettled=seen)
    assert (night.cause, rest.cause, rest.changes) == (Cause.QUIET, Cause.UNSETTLED, (carried,))
