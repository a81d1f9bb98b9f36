"""A run that breaks off between any two steps leaves things whole: the next run ends where an unbroken one would."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.apply.client_side import PROJECT, ClientSide, Desk, due_on, status_card, view_of

from trackerbridge.client_view.view import (
    CardKind,
    Checks,
    ClientView,
    Ending,
    LabelRole,
    Line,
    ListRole,
    StatusCard,
)
from trackerbridge.ledger.extras import decision_entry
from trackerbridge.ledger.records import EntryKind
from trackerbridge.ledger.store import Ledger
from trackerbridge.model.offer import Choice, ChoiceKind, Decision
from trackerbridge.trackers.base import Board, BoardCard, BoardLabel, BoardList

SOURCE = "trello:team"
CHOSEN = decision_entry(
    "change:boards/5",
    Decision(choice=Choice(ChoiceKind.LEAVE), on=date(2026, 11, 16), at=datetime(2026, 11, 16, 8, tzinfo=UTC)),
)


def asked(name: str, *lines: Line, **more: Any) -> StatusCard:
    """A change request with its checklist."""
    values = {"day": None, "list": ListRole.WAITING, "labels": frozenset(), "task": f"WEB-{name}", **more}
    checks = Checks("Your decision", lines, "No longer offered: {choice}")
    return status_card(
        name, ref=f"change:boards/{name}", kind=CardKind.CHANGE, title=f"Choice {name}", checks=checks, **values
    )


STEPS = 132  # of the ledger and the writers, in the run from BEFORE to AFTER
BEFORE = view_of(
    status_card("1"),
    status_card("2"),
    status_card("3"),
    asked("5", Line("date", "Do it by 1 December"), Line("fee", "Do it for more"), Line("leave", "Leave it")),
    team_marks={f"{SOURCE}/t1": frozenset({"tb-stale"})},
)
AFTER = view_of(
    status_card(
        "1",
        day=date(2026, 11, 25),
        first=date(2026, 11, 20),
        moved_on=date(2026, 11, 16),
        labels=frozenset({LabelRole.MOVED}),
        description="The date has moved.",
    ),
    status_card("2", list=ListRole.DONE, due_complete=True, labels=frozenset({LabelRole.EARLY})),
    status_card("4", title="Task 4, new"),
    asked(
        "5",
        Line("date", "Do it by 8 December"),
        Line("leave", "Leave it", done=True),
        Line("talk", "Talk first"),
        list=ListRole.DONE,
        description="You chose.",
        entries=(CHOSEN,),
    ),
    asked("6", Line("leave", "Leave it"), Line("talk", "Talk first")),
    endings=(Ending("task:boards/3", "WEB-3", "Taken out."),),
    team_marks={f"{SOURCE}/t1": frozenset({"tb-overdue"})},
)


class Crash(BaseException):
    """The machine goes down."""


def team_board() -> ClientSide:
    card = BoardCard(id="t1", title="Team card", description="", list_id="l")
    labels = (BoardLabel("own", "urgent"),)
    return ClientSide(Board(id="team", name="Team", lists=(BoardList("l", "Doing"),), labels=labels, cards=(card,)))


def desk_at(folder: Path) -> Desk:
    desk = Desk.at(folder)
    desk.markers[SOURCE] = team_board()
    assert desk.sync(BEFORE).status == "ok"
    return desk


def shape(desk: Desk) -> dict[str, Any]:
    """The boards and the record, without ids."""
    board, team = desk.side.board, desk.markers[SOURCE].board
    labels = {label.id: label.name for label in (*board.labels, *team.labels)}
    lists = {each.id: each.name for each in board.lists}
    cards = sorted(
        (
            c.title,
            c.description,
            lists[c.list_id],
            sorted(labels[i] for i in c.label_ids),
            c.due,
            c.due_complete,
            c.archived,
            [(one.name, [(item.name, item.done) for item in one.items]) for one in c.checklists],
        )
        for c in board.cards
    )
    return {
        "cards": cards,
        "lists": sorted(lists.values()),
        "labels": sorted(label.name for label in board.labels),
        "team": [sorted(labels[i] for i in card.label_ids) for card in team.cards],
        "team labels": sorted(label.name for label in team.labels),
        "promises": {p.ref: [told.day for told in p.told] for p in desk.ledger.promises(PROJECT)},
        "publications": {
            ref: (p.kind, p.written, p.archived, p.archived_by_person, p.first, p.moved_on)
            for ref, p in desk.ledger.memory(PROJECT).publications.items()
            if p.kind in ("card", "checklist", "checkitem")
        },
        "decisions": [(entry.ref, entry.body) for entry in desk.ledger.entries(PROJECT, EntryKind.DECISION)],
        "open intents": desk.ledger.open_intents(PROJECT),
    }


class Fuse:
    """Counts the steps, and blows at one of them."""

    def __init__(self, at: int) -> None:
        self.at, self.steps = at, 0

    def step(self, *_: object) -> None:
        self.steps += 1
        if self.steps == self.at:
            raise Crash

    def around(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def fused(*args: Any, **more: Any) -> Any:
            self.step()
            result = real(*args, **more)
            self.step()
            return result

        return fused

    def lay(self, desk: Desk, patch: pytest.MonkeyPatch) -> None:
        for name in ("begin_intent", "settle_intent", "record_publications", "record_promise"):
            patch.setattr(Ledger, name, self.around(getattr(Ledger, name)))
        for side in (desk.side, desk.markers[SOURCE]):
            side.before = side.after = self.step


def unbroken(folder: Path) -> tuple[dict[str, Any], int]:
    desk, fuse = desk_at(folder), Fuse(at=0)
    with pytest.MonkeyPatch.context() as patch:
        fuse.lay(desk, patch)
        desk.sync(AFTER)
    return shape(desk), fuse.steps


@pytest.fixture(scope="module")
def goal(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], int]:
    return unbroken(tmp_path_factory.mktemp("unbroken"))


def test_the_unbroken_run_does_every_kind_of_change(goal: tuple[dict[str, Any], int]) -> None:
    expected, steps = goal
    cards = {card[0]: card for card in expected["cards"]}
    assert set(cards) == {"Task 1", "Task 2", "Task 3", "Task 4, new", "Choice 5", "Choice 6"}
    assert cards["Task 1"][2:-1] == ("In progress", ["Moved"], due_on(date(2026, 11, 25)), False, False)
    assert cards["Task 2"][2:-1] == ("Done", ["Early"], due_on(date(2026, 11, 20)), True, False)
    assert cards["Task 3"][-2] is True
    lines = [
        ("Do it by 8 December", False), ("No longer offered: Do it for more", False), ("Leave it", True),
        ("Talk first", False),
    ]  # fmt: skip
    assert cards["Choice 5"][-1] == [("Your decision", lines)]
    assert cards["Choice 6"][-1] == [("Your decision", [("Leave it", False), ("Talk first", False)])]
    assert expected["decisions"] == [("change:boards/5", CHOSEN.body)]
    assert expected["team"] == [["tb-overdue"]]
    assert expected["open intents"] == ()
    assert steps == STEPS


def crashed_and_run_again(folder: Path, step: int, view: ClientView) -> Desk:
    desk = desk_at(folder)
    with pytest.MonkeyPatch.context() as patch:
        Fuse(at=step).lay(desk, patch)
        with pytest.raises(Crash):
            desk.sync(view)
    desk.side.before = desk.side.after = lambda change: None
    desk.markers[SOURCE].before = desk.markers[SOURCE].after = lambda change: None
    desk.ledger.close()
    desk.ledger = Ledger.open("sqlite:///ledger.db", folder)
    desk.sync(view)
    return desk


@pytest.mark.parametrize("step", range(1, STEPS + 1))
def test_after_a_crash_at_any_step_the_next_run_completes_it(
    tmp_path: Path, goal: tuple[dict[str, Any], int], step: int
) -> None:
    expected, _ = goal
    desk = crashed_and_run_again(tmp_path, step, AFTER)
    assert shape(desk) == expected
    written = len(desk.side.writes) + len(desk.markers[SOURCE].writes)
    assert desk.sync(AFTER).status == "unchanged"
    assert len(desk.side.writes) + len(desk.markers[SOURCE].writes) == written
