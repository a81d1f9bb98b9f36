"""Weeks of moves, notes and runs: when a date is told, what is remembered of it, and what a lost ledger changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.apply.client_side import PROJECT, ClientSide, Desk

from trackerbridge.client_view.compose import compose
from trackerbridge.client_view.view import ClientView, StatusCard
from trackerbridge.clock import Calendar
from trackerbridge.config.schema import ProjectConfig, Settings
from trackerbridge.flags.base import Assessment
from trackerbridge.ledger.answers import answers_of
from trackerbridge.ledger.store import Ledger
from trackerbridge.model import (
    Change,
    ChangeField,
    ClientNote,
    Completeness,
    Due,
    DueKind,
    NotePart,
    Snapshot,
    Stage,
    Task,
)
from trackerbridge.plan.changes import Plan

CALENDAR = Calendar.of("UTC")
START = datetime(2026, 11, 16, 9, tzinfo=UTC)  # a Monday
REF = "task:s/1"
GRACE, SETTLE = 8, 2
HOURS = st.integers(1, 60)
DAYS = st.integers(2, 40)

EVENTS = st.lists(
    st.tuples(HOURS, st.sampled_from(["move", "move", "why", "next", "run", "run", "run", "begin", "done"]), DAYS),
    min_size=4,
    max_size=14,
)
Events = Sequence[tuple[int, str, int]]


@dataclass
class Office:
    """One task with a due date, a client's board, and a ledger."""

    desk: Desk = field(default_factory=lambda: Desk(ClientSide(), Ledger.open("sqlite://")))
    now: datetime = START
    due: date = date(2026, 11, 25)
    moves: list[Change] = field(default_factory=list)
    notes: list[ClientNote] = field(default_factory=list)
    stage: Stage = Stage.PLANNED

    def after(self, hours: int, event: str, days: int) -> None:
        """Time goes by, and something happens."""
        self.now += timedelta(hours=hours)
        self.desk.clock = self.now
        if event == "move":
            new = START.date() + timedelta(days=days)
            self.moves.append(Change(self.now, ChangeField.DUE, self.due.isoformat(), new.isoformat()))
            self.due = new
        elif event in ("why", "next"):
            self.notes.append(ClientNote(NotePart(event), "the oven", self.now))
        elif event == "begin":
            self.stage = Stage.IN_PROGRESS
        elif event == "done":
            self.stage = Stage.REVIEW

    @property
    def task(self) -> Task:
        due = Due(DueKind.DAY, day=self.due)
        made = START - timedelta(days=10)
        return Task(
            id="1", key="T-1", title="Menu", source="s", stage=self.stage, due=due, created_at=made,
            history=tuple(self.moves),
        )  # fmt: skip

    def view(self) -> ClientView:
        raw = {
            "sources": [{"path": "a.csv"}],
            "publish": {"connection": "b", "board": "board", "select": "all"},
            "dates": {"grace": f"{GRACE}h", "settle": f"{SETTLE}h"},
        }
        snapshot = Snapshot(source="s", title="S", tasks=(self.task,), completeness=Completeness(), pulled_at=self.now)
        nothing = Assessment(
            project=PROJECT, now=self.now, completeness=Completeness(), tasks=1, flags=(), abstained=()
        )
        self.desk.refs |= {REF: "T-1"}
        return compose(
            settings=Settings(name=PROJECT, project=ProjectConfig.model_validate(raw), calendar=CALENDAR),
            snapshots=[snapshot], assessment=nothing, memory=self.desk.memory(), now=self.now,
            said={"T-1": tuple(self.notes)},
        )  # fmt: skip

    def run(self) -> StatusCard:
        view = self.view()
        assert self.desk.sync(view).errors == ()
        return the_card(view)

    def plan(self) -> Plan:
        return self.desk.plan(self.view())

    def departed(self, told: date, told_at: datetime) -> datetime | None:
        """When the team's date left the day that the client reads, replayed event by event."""
        away: datetime | None = None
        for move in self.moves:
            if move.at <= told_at:
                continue
            elsewhere = move.after != told.isoformat()
            away = (away or move.at) if elsewhere else None
        return away


def the_card(view: ClientView) -> StatusCard:
    return next(card for card in view.cards if card.ref == REF)


calm = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


@calm
@given(EVENTS)
def test_a_move_is_told_not_before_it_settled_and_at_the_first_run_after_grace(events: Events) -> None:
    office = Office()
    told = office.run().told
    told_at, moves = office.now, 0
    assert told is not None
    for event in events:
        office.after(*event)
        if event[1] != "run":
            continue
        away, new = office.departed(told, told_at), office.due
        found = office.run()
        if found.told == told:
            held = moves >= 2 or new < told or new < office.now.date() or (new - told).days > 60
            due_by = away and CALENDAR.add_business_hours(away, GRACE)
            settled = office.moves and CALENDAR.business_hours_between(office.moves[-1].at, office.now) >= SETTLE
            assert held or away is None or not settled or office.now < due_by
            continue
        assert (found.told, moves < 2) == (new, True)
        assert away is not None
        assert CALENDAR.business_hours_between(office.moves[-1].at, office.now) >= SETTLE
        words = [note for note in office.notes if note.at >= day_before(office.moves[-1].at)]
        assert words or office.now >= CALENDAR.add_business_hours(away, GRACE)
        told, told_at, moves = new, office.now, moves + 1


def day_before(moment: datetime) -> datetime:
    return CALENDAR.start_of_day(CALENDAR.add_working_days(CALENDAR.day_of(moment), -1))


@calm
@given(EVENTS)
def test_what_was_told_is_recorded_and_the_first_date_stays(events: Events) -> None:
    office = Office()
    told = [office.run().told]
    for event in events:
        office.after(*event)
        if event[1] == "run":
            found = office.run()
            told += [found.told] if found.told != told[-1] else []
            (promise,) = office.desk.ledger.promises(PROJECT)
            assert [one.day for one in promise.told] == told
            assert found.first == told[0]


@calm
@given(EVENTS)
def test_an_announced_day_is_never_rolled_forward(events: Events) -> None:
    office = Office()
    before = office.run()
    for event in events:
        office.after(*event)
        if event[1] != "run":
            continue
        found = office.run()
        assert found.reason_by in (before.reason_by, None) or before.reason_by is None
        if found.told == before.told:
            assert found.new_date_by in (before.new_date_by, None) or before.new_date_by is None
        kept = {answer.by for answer in answers_of(office.desk.ledger.memory(PROJECT)) if not answer.answered_at}
        assert kept == {day for day in (found.reason_by, found.new_date_by) if day}
        before = found


@calm
@given(EVENTS)
def test_the_second_run_and_a_lost_ledger_change_nothing(events: Events) -> None:
    office = Office()
    office.run()
    for event in events:
        office.after(*event)
        if event[1] == "run":
            office.run()
            assert office.plan().changes == ()
    card = office.run()
    office.desk.forget()
    assert replace(the_card(office.view()), entries=()) == replace(card, entries=())
    assert office.plan().changes == ()
    office.run()  # what the card remembers is in the ledger again
    assert office.plan().recovered_entries == ()
