"""A change as JSON and back, and one name for many of them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from tests.apply.client_side import Desk, due_on, status_card, view_of

from trackerbridge.client_view.view import LabelRole
from trackerbridge.plan.change_json import change_from_data, change_to_data, digest_of
from trackerbridge.plan.changes import Change, FieldChange

ONE = "task:boards/1"
FIRST = view_of(status_card("1"))
AWAY = Change(action="archive", kind="card", ref=ONE, why="Задача")


def test_every_change_comes_back_from_json(tmp_path: Path) -> None:
    desk = Desk.at(tmp_path)
    plans = [desk.plan(FIRST)]
    desk.sync(FIRST)
    moved = status_card(
        "1", labels=frozenset({LabelRole.MOVED}), moved_on=date(2026, 11, 16), due=due_on(date(2027, 1, 1))
    )
    plans.append(desk.plan(view_of(moved)))
    changes = [change for plan in plans for change in plan.changes]
    assert {change.action for change in changes} == {"create", "update", "label", "unlabel"}
    assert [change_from_data(json.loads(json.dumps(change_to_data(change)))) for change in changes] == changes


def test_the_json_of_a_change() -> None:
    change = Change(
        action="update", kind="card", ref=ONE, task="WEB-1", fields={"title": FieldChange("a", "b")}, why="why",
        side="source", remote_id="c1", list_ref="list:done", label_refs=("label:moved",), source="s",
        written={"title": "b"}, told=date(2026, 11, 20), first=date(2026, 11, 19), moved_on=date(2026, 11, 18),
    )  # fmt: skip
    assert change_to_data(change) == {
        "action": "update", "kind": "card", "side": "source", "ref": ONE, "task": "WEB-1",
        "fields": {"title": {"from": "a", "to": "b"}}, "why": "why", "remote_id": "c1", "list_ref": "list:done",
        "label_refs": ["label:moved"], "source": "s", "written": {"title": "b"}, "told": "2026-11-20",
        "first": "2026-11-19", "moved_on": "2026-11-18",
    }  # fmt: skip
    assert change_from_data(change_to_data(change)) == change


@pytest.mark.parametrize("missing", ["action", "fields", "written", "told", "label_refs"])
def test_what_is_no_change_is_an_error(missing: str) -> None:
    data = change_to_data(AWAY)
    del data[missing]
    with pytest.raises(KeyError):
        change_from_data(data)


def test_the_digest_differs_with_every_difference() -> None:
    others = [
        digest_of("p", "b", [AWAY]), digest_of("q", "b", [AWAY]), digest_of("p", "c", [AWAY]), digest_of("p", "b", []),
        digest_of("p", "b", [AWAY, AWAY]), digest_of("p", "b", [replace(AWAY, why="")]),
    ]  # fmt: skip
    assert len(set(others)) == 6


def test_the_digest_is_the_hash_of_compact_sorted_json() -> None:
    """The same on every machine and in every version: a plan may be made on one and applied on another."""
    text = (
        '{"board":"b","changes":[{"action":"archive","fields":{},"first":null,"kind":"card","label_refs":[],'
        '"list_ref":"","moved_on":null,"ref":"task:boards/1","remote_id":"","side":"client","source":"","task":null,'
        '"told":null,"why":"\\u0417\\u0430\\u0434\\u0430\\u0447\\u0430","written":{}}],"project":"p"}'
    )
    assert digest_of("p", "b", [AWAY]) == sha256(text.encode()).hexdigest()
