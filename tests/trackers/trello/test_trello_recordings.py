"""Real Trello: every board, card, list, label and action that was recorded is read, and every export."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tests.shared_data import DATA
from tests.trackers.trello.boards import empty_board

from trackerbridge.clock import Calendar
from trackerbridge.model import Snapshot
from trackerbridge.people import Sides
from trackerbridge.sandbox.server import Sandbox
from trackerbridge.stages import StageMap
from trackerbridge.trackers.trello.api import TrelloApi
from trackerbridge.trackers.trello.connector import TrelloConnector
from trackerbridge.trackers.trello.gaps import export_gaps
from trackerbridge.trackers.trello.history import CREATED
from trackerbridge.trackers.trello.mapping import snapshot_from_board, source_of
from trackerbridge.trackers.trello.target import board_of

EXPORTS = sorted((DATA / "trello-exports").glob("*.json*")) if DATA.exists() else []
NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)

needs_data = pytest.mark.skipif(not DATA.exists(), reason="the shared data is not beside this repository")


def read(raw: Mapping[str, Any]) -> Snapshot:
    return snapshot_from_board(
        raw,
        actions=raw["actions"],
        source=source_of(raw),
        stages=StageMap(),
        sides=Sides(),
        calendar=Calendar(),
        pulled_at=NOW,
        gaps=export_gaps(raw),
    )


@cache
def recorded() -> tuple[Any, ...]:
    """Every JSON body that was recorded, whatever it holds."""
    bodies: list[Any] = []
    for name in ("trello.jsonl", "trello-bodies.jsonl"):
        lines = (DATA / "recordings" / name).read_text(encoding="utf-8").splitlines()
        entries = [json.loads(line) for line in lines]
        bodies += [entry.get("body", entry.get("response", {}).get("body")) for entry in entries]
    bodies.append(json.loads((DATA / "recordings" / "trello-2023-airbyte.json").read_text(encoding="utf-8")))
    return tuple(bodies)


def objects_in(value: Any) -> Iterator[dict[str, Any]]:
    """Every object at any depth."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from objects_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from objects_in(inner)


def recorded_with(*keys: str) -> list[dict[str, Any]]:
    return [found for found in objects_in(list(recorded())) if all(key in found for key in keys)]


@needs_data
class TestRecordings:
    def test_every_card(self) -> None:
        cards = {card["id"]: card for card in recorded_with("id", "idList", "name", "idBoard")}
        snapshot = read(empty_board(cards=list(cards.values())))
        assert len(cards) > 20
        assert {task.id: task.title for task in snapshot.tasks} == {i: c["name"].strip() for i, c in cards.items()}
        for task in snapshot.tasks:
            due = cards[task.id].get("due")
            assert bool(task.due) is bool(due)
            assert task.due is None or task.due.readable

    def test_every_card_as_the_writer_sees_it(self) -> None:
        cards = {card["id"]: card for card in recorded_with("id", "idList", "name", "idBoard")}
        board = board_of(empty_board(cards=list(cards.values())), sides=Sides(), account="")
        assert {card.id: card.title for card in board.cards} == {i: c["name"] for i, c in cards.items()}

    def test_every_board(self) -> None:
        boards = recorded_with("id", "name", "prefs", "shortUrl")
        assert len(boards) > 5
        for raw in boards:
            snapshot = read({"lists": [], "cards": [], "actions": [], **raw})
            assert (snapshot.title, snapshot.url) == (raw["name"], raw["shortUrl"])
            assert board_of(raw, sides=Sides(), account="").public is (raw["prefs"]["permissionLevel"] == "public")

    def test_every_list_and_label(self) -> None:
        lists = {found["id"]: found for found in recorded_with("id", "name", "closed", "idBoard", "pos")}
        labels = {
            found["id"]: found for found in recorded_with("id", "name", "color", "idBoard") if "type" not in found
        }
        board = board_of(
            empty_board(lists=list(lists.values()), labels=list(labels.values())), sides=Sides(), account=""
        )
        assert {item.id: item.name for item in board.lists} == {i: found["name"] for i, found in lists.items()}
        assert {item.id: item.color for item in board.labels} == {
            i: found["color"] or None for i, found in labels.items()
        }

    def test_every_action(self) -> None:
        actions = {found["id"]: found for found in recorded_with("id", "type", "date", "data")}
        about = {found["data"]["card"]["id"] for found in actions.values() if "id" in (found["data"].get("card") or {})}
        cards = [{"id": card, "name": "x", "idList": "y"} for card in about]
        snapshot = read(empty_board(cards=cards, actions=list(actions.values())))
        comments = [a for a in actions.values() if a["type"] == "commentCard" and "id" in a["data"].get("card", {})]
        assert sorted(c.text for task in snapshot.tasks for c in task.comments) == sorted(
            a["data"]["text"] for a in comments
        )
        moved = [a for a in actions.values() if a["type"] == "updateCard" and "idList" in a["data"].get("old", {})]
        seen = [c for task in snapshot.tasks for c in task.history if c.field == "status" and c.before]
        assert len(seen) == len(moved)
        assert all(change.author and change.author.id for change in seen)


@needs_data
@pytest.mark.parametrize("path", EXPORTS, ids=lambda path: path.name)
class TestExports:
    @pytest.fixture
    def raw(self, path: Path) -> Any:
        opened = gzip.open if path.suffix == ".gz" else open
        with opened(path, "rt", encoding="utf-8") as file:
            return json.load(file)

    def test_every_card_is_a_task(self, raw: Any) -> None:
        snapshot = read(raw)
        assert {task.id for task in snapshot.tasks} == {card["id"] for card in raw["cards"]}
        assert snapshot.completeness.complete
        made = {a["data"]["card"]["id"] for a in raw["actions"] if a["type"] in CREATED}
        for task in snapshot.tasks:
            assert task.created_at
            assert any(change.field == "created" for change in task.history) is (task.id in made)

    def test_the_file_and_the_pull_over_http_tell_one_story(self, raw: Any, sandbox: Sandbox, api: TrelloApi) -> None:
        sandbox.state.load_export(raw)
        connector = TrelloConnector(api, raw["id"], stages=StageMap(), sides=Sides(), calendar=Calendar())
        pulled, opened = connector.pull(now=NOW), read(raw)
        assert api.transport.counts["GET"] <= 5
        assert pulled.completeness == opened.completeness
        assert pulled.statuses == opened.statuses
        assert {task.id: told(task) for task in pulled.tasks} == {task.id: told(task) for task in opened.tasks}


def told(task: Any) -> dict[str, Any]:
    """All of a task but the addresses that the sandbox gives anew."""
    values = {name: getattr(task, name) for name in task.__slots__ if name not in ("url", "key", "attachments")}
    values["owners"] = {person.id for person in task.owners}
    values["comments"] = [(c.id, c.text, c.at) for c in task.comments]
    values["history"] = [(c.at, c.field, c.before, c.after) for c in task.history]
    values["fields"] = dict(task.fields)
    return values
