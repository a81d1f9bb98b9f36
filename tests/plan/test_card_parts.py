"""Whether a checklist or a line of one landed is found by looking."""

from __future__ import annotations

from typing import Any

import pytest

from trackerbridge.ledger.records import Memory, Publication
from trackerbridge.model import CheckItem, Checklist
from trackerbridge.plan.card_parts import part_landed, part_publications
from trackerbridge.plan.changes import Change, FieldChange
from trackerbridge.settle import landed
from trackerbridge.trackers.base import Board, BoardCard

CHECKLIST = Checklist(
    "list1", "Your decision", (CheckItem("item1", "Do it", True), CheckItem("item2", "Leave it", False))
)
OTHER = Checklist("list2", "Your decision", (CheckItem("item9", "Do it", False),))
BOARD = Board(
    id="board",
    name="Client",
    cards=(
        BoardCard("mine", "A wish", "", "waiting", checklists=(CHECKLIST,)),
        BoardCard("theirs", "Another", "", "waiting", checklists=(OTHER,)),
    ),
)
IDS = {"change:x/1": "mine", "change:x/2": "theirs", "change:x/1#decision": "list1"}


def change(action: str, kind: str, *, on: str, remote_id: str = "", **fields: Any) -> Change:
    changed = {name: FieldChange(None, value) for name, value in fields.items()}
    return Change(action=action, kind=kind, ref="part", on=on, remote_id=remote_id, fields=changed)


@pytest.mark.parametrize(
    ("made", "found"),
    [
        (change("create", "checklist", on="change:x/1", name="Your decision"), "list1"),
        (change("create", "checklist", on="change:x/2", name="Your decision"), "list2"),
        (change("create", "checklist", on="change:x/1", name="Other"), ""),
        (change("create", "checklist", on="change:x/3", name="Your decision"), ""),
        (change("create", "checkitem", on="change:x/1#decision", name="Leave it"), "item2"),
        (change("create", "checkitem", on="change:x/1#decision", name="Something else"), ""),
        (change("update", "checkitem", on="change:x/1", remote_id="item1", done=True), "item1"),
        (change("update", "checkitem", on="change:x/1", remote_id="item1", done=False), ""),
        (change("update", "checkitem", on="change:x/1", remote_id="item1", name="Do it", done=True), "item1"),
        (change("update", "checkitem", on="change:x/1", remote_id="gone", done=True), ""),
    ],
)  # fmt: skip
def test_what_stands_on_the_right_card_has_landed(made: Change, found: str) -> None:
    assert part_landed(made, BOARD, IDS) == found
    assert landed(made, BOARD, IDS, "website") == found


def test_only_parts_of_this_board_are_remembered_for_it() -> None:
    known = [
        Publication(ref="a", kind="checklist", remote_id="list1", board="board"),
        Publication(ref="b", kind="checkitem", remote_id="item1", board="elsewhere"),
        Publication(ref="c", kind="card", remote_id="mine", board="board"),
    ]
    assert set(part_publications(Memory(publications={each.ref: each for each in known}), BOARD)) == {"a"}
