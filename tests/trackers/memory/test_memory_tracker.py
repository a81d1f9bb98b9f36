"""The tracker in memory: what its history keeps, how it fails on demand, how the configuration finds it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from trackerbridge.config.schema import ConnectionConfig, ProjectConfig, PublishConfig, Settings, SourceConfig
from trackerbridge.errors import LostReply, NotLetIn, TrackerRefused, Unreachable, UsageError
from trackerbridge.model import ChangeField, Evidence, Person, Side, Stage
from trackerbridge.plan.changes import Change, FieldChange
from trackerbridge.trackers.memory.connector import MemoryConnector
from trackerbridge.trackers.memory.state import Fault, MemoryBoard, MemoryTracker
from trackerbridge.trackers.memory.writer import MemoryWriter

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
ANNA = Person("p1", "Anna Example", "anna")
URL = "memory:tests"


@pytest.fixture
def tracker() -> Iterator[MemoryTracker]:
    yield MemoryTracker.named(URL)
    MemoryTracker.forget()


@pytest.fixture
def board(tracker: MemoryTracker) -> MemoryBoard:
    made = tracker.add_board("Restaurant", board_id="b1")
    for name in ("To Do", "Done"):
        tracker.add_list(made, name)
    made.members.append(ANNA)
    return made


@pytest.fixture
def settings() -> Settings:
    return Settings(
        name="web",
        project=ProjectConfig(sources=[SourceConfig(connection="m", board="b1")], client=["anna"]),
        connections={"m": ConnectionConfig(type="memory", url=URL)},
    )


def connector(settings: Settings) -> MemoryConnector:
    return MemoryConnector.from_config(settings, settings.project.sources[0], None)


def writer(settings: Settings) -> MemoryWriter:
    return MemoryWriter.from_config(settings, PublishConfig(connection="m", board="b1"), None)


def change(action: str, kind: str = "card", **given: Any) -> Change:
    fields = {name: FieldChange(None, value) for name, value in given.pop("fields", {}).items()}
    return Change(action=action, kind=kind, ref="task:x/1", fields=fields, **given)


def test_a_cards_story_is_kept_as_it_happens(tracker: MemoryTracker, board: MemoryBoard, settings: Settings) -> None:
    card = tracker.add_card(board, "Book a table", board.list_named("To Do"), by=ANNA)
    tracker.now += timedelta(days=1)
    tracker.change_card(board, card, due=NOW, title="Book a table online", by=ANNA)
    tracker.now += timedelta(days=1)
    tracker.change_card(board, card, list_id=board.list_named("Done"), due_complete=True)
    tracker.change_card(board, card, title="Book a table online")
    task = connector(settings).pull(now=NOW).tasks[0]
    assert [(c.field, c.before, c.after) for c in task.history] == [
        (ChangeField.CREATED, None, "To Do"),
        (ChangeField.TITLE, "Book a table", "Book a table online"),
        (ChangeField.DUE, None, NOW.isoformat()),
        (ChangeField.STATUS, "To Do", "Done"),
        (ChangeField.DONE, "false", "true"),
    ]
    assert (task.stage, task.ticked, task.done_at) == (Stage.DONE, True, tracker.now)
    assert task.history[0].author == Person("p1", "Anna Example", "anna", side=Side.CLIENT)
    assert task.history[3].stage_after is Stage.DONE


def test_what_it_knows_depends_on_lists_and_people(tracker: MemoryTracker, settings: Settings) -> None:
    tracker.add_board("Bare", board_id="b1")
    knows = connector(settings).pull(now=NOW).completeness.knows
    assert Evidence.SIDES in knows
    assert Evidence.STAGES not in knows


@pytest.mark.parametrize(
    ("fault", "error", "there"),
    [
        (Fault.LOST_BEFORE, LostReply, False),
        (Fault.LOST_AFTER, LostReply, True),
        (Fault.REFUSED, TrackerRefused, False),
        (Fault.UNREACHABLE, Unreachable, False),
    ],
)
def test_a_write_goes_wrong_on_demand(
    tracker: MemoryTracker, board: MemoryBoard, settings: Settings, fault: Fault, error: type[Exception], there: bool
) -> None:
    tracker.fail_next(fault)
    with pytest.raises(error):
        writer(settings).apply_change(change("create", "list", fields={"name": "New"}), {})
    assert ("New" in [item.name for item in writer(settings).read().lists]) is there


@pytest.mark.parametrize("fault", [Fault.REFUSED, Fault.UNREACHABLE])
def test_a_read_goes_wrong_on_demand(
    tracker: MemoryTracker, board: MemoryBoard, settings: Settings, fault: Fault
) -> None:
    tracker.fail_next(fault)
    with pytest.raises((TrackerRefused, Unreachable)):
        connector(settings).pull(now=NOW)
    assert connector(settings).pull(now=NOW).title == "Restaurant"


def test_lists_and_labels_change(board: MemoryBoard, settings: Settings) -> None:
    own = writer(settings)
    label = own.apply_change(change("create", "label", fields={"name": "moved", "color": "yellow"}), {})
    own.apply_change(change("update", "label", remote_id=label, fields={"name": "date moved"}), {})
    home = board.list_named("To Do")
    own.apply_change(change("update", "list", remote_id=home, fields={"name": "Planned"}), {})
    own.apply_change(change("archive", "list", remote_id=home), {})
    found = own.read()
    assert [(item.name, item.color) for item in found.labels] == [("date moved", "yellow")]
    assert [(item.name, item.closed) for item in found.lists] == [("Planned", True), ("Done", False)]


@pytest.mark.parametrize(
    "wrong",
    [
        change("create", "comment"),
        change("comment", "card", remote_id="card"),
        change("archive", "label", remote_id="l"),
        change("update", "card", remote_id="nowhere"),
        change("label", "card", remote_id="card", label_refs=("label:never made",)),
    ],
)
def test_what_cannot_be_done_is_refused(
    tracker: MemoryTracker, board: MemoryBoard, settings: Settings, wrong: Change
) -> None:
    tracker.add_card(board, "A card", board.list_named("To Do"))
    with pytest.raises(TrackerRefused):
        writer(settings).apply_change(wrong, {})


def test_unnamed_members_are_the_clients_on_the_clients_side(board: MemoryBoard, settings: Settings) -> None:
    board.members.append(Person("p2", "Nobody Named"))
    assert {person.side for person in writer(settings).read().members} == {Side.CLIENT}


def test_check_speaks_of_a_public_and_of_a_locked_board(board: MemoryBoard, settings: Settings) -> None:
    board.public, board.can_write = True, False
    assert [finding.exit_code for finding in writer(settings).check()] == [5, 3]
    with pytest.raises(NotLetIn):
        writer(settings).apply_change(change("create", "list", fields={"name": "x"}), {})


def test_a_board_must_be_named(settings: Settings) -> None:
    with pytest.raises(UsageError, match="needs a board"):
        MemoryConnector.from_config(settings, SourceConfig(path="x.csv"), None)
    with pytest.raises(UsageError, match="needs a board"):
        MemoryWriter.from_config(settings, PublishConfig(connection="m", project="CLIENT"), None)
