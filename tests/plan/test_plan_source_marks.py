"""Team labels on the source: put on and taken off by verb, and nobody else's touched."""

from __future__ import annotations

from trackerbridge.client_view.marks import MARKS
from trackerbridge.plan.changes import Change, FieldChange
from trackerbridge.plan.source_marks import COLORS, extra_mark_ids, mark_changes, mark_ids
from trackerbridge.trackers.base import TEAM_LABELS, Board, BoardCard, BoardLabel

SOURCE = "trello:t"


def team(*cards: BoardCard, labels: tuple[BoardLabel, ...] = ()) -> Board:
    return Board(id="t", name="Team", cards=cards, labels=labels)


def card(remote_id: str, *labels: str, archived: bool = False) -> BoardCard:
    return BoardCard(remote_id, f"Card {remote_id}", "", "l", label_ids=labels, archived=archived)


def changes(board: Board, *, complete: bool = True, **marks: set[str]) -> list[Change]:
    wanted = {remote_id: frozenset(names) for remote_id, names in marks.items()}
    return list(mark_changes(SOURCE, board, wanted, complete=complete))


def test_every_mark_has_a_colour_and_is_known_to_the_writers() -> None:
    assert set(COLORS) == set(MARKS.values()) == set(TEAM_LABELS)


def test_a_missing_label_is_created_and_put_on() -> None:
    made, put = changes(team(card("c")), c={"tb-overdue"})
    assert made == Change(
        action="create",
        kind="label",
        ref="mark:trello:t/tb-overdue",
        fields={"name": FieldChange(None, "tb-overdue"), "color": FieldChange(None, "red")},
        why="The team's board has no such label yet.",
        side="source",
        source=SOURCE,
    )
    assert put == Change(
        action="label",
        kind="card",
        ref="task:trello:t/c",
        fields={"label": FieldChange(None, "tb-overdue"), "labels": FieldChange([], ["tb-overdue"])},
        why="“Card c”: the flag holds.",
        side="source",
        remote_id="c",
        label_refs=("mark:trello:t/tb-overdue",),
        source=SOURCE,
    )


def test_a_label_is_created_once_for_many() -> None:
    found = changes(team(card("b"), card("a")), a={"tb-stale", "tb-overdue"}, b={"tb-stale"})
    assert [(change.action, change.ref) for change in found] == [
        ("create", "mark:trello:t/tb-overdue"),
        ("create", "mark:trello:t/tb-stale"),
        ("label", "task:trello:t/a"),
        ("label", "task:trello:t/a"),
        ("label", "task:trello:t/b"),
    ]


OURS = (
    BoardLabel("2", "tb-overdue"),
    BoardLabel("3", "tb-stale"),
    BoardLabel("9", "urgent"),
    BoardLabel("1", "tb-overdue"),
)


def test_what_is_there_is_used_and_what_no_longer_holds_is_taken_off() -> None:
    put, off = changes(team(card("c", "3", "9"), labels=OURS), c={"tb-overdue"})
    assert (put.action, put.label_refs) == ("label", ("mark:trello:t/tb-overdue",))
    assert put.fields["labels"] == FieldChange(["tb-stale"], ["tb-stale", "tb-overdue"])
    assert off == Change(
        action="unlabel",
        kind="card",
        ref="task:trello:t/c",
        fields={"label": FieldChange("tb-stale", None), "labels": FieldChange(["tb-stale"], [])},
        why="“Card c”: the flag no longer holds.",
        side="source",
        remote_id="c",
        label_refs=("mark:trello:t/tb-stale#3",),
        source=SOURCE,
    )


def test_the_teams_own_labels_are_never_touched() -> None:
    own = (BoardLabel("9", "urgent"), BoardLabel("8", "tb-ward"), BoardLabel("7", ""))
    assert changes(team(card("c", "9", "8", "7"), labels=own)) == []


def test_what_holds_already_is_left_alone_whichever_of_two_labels_it_is() -> None:
    assert changes(team(card("c", "2"), card("d", "1"), labels=OURS), c={"tb-overdue"}, d={"tb-overdue"}) == []


def test_an_incomplete_pull_takes_nothing_off() -> None:
    (put,) = changes(team(card("c", "3"), labels=OURS), complete=False, c={"tb-overdue"})
    assert put.action == "label"


def test_archived_cards_are_left_alone() -> None:
    assert changes(team(card("c", "3", archived=True), labels=OURS), c={"tb-unowned"}) == []


def test_cards_of_another_source_are_not_here() -> None:
    assert changes(team(card("c")), elsewhere={"tb-overdue"}) == []


def test_where_our_labels_are() -> None:
    assert mark_ids(SOURCE, team(labels=OURS)) == {"mark:trello:t/tb-overdue": "1", "mark:trello:t/tb-stale": "3"}
    assert extra_mark_ids(SOURCE, team(labels=OURS)) == {
        "mark:trello:t/tb-overdue#1": "1",
        "mark:trello:t/tb-overdue#2": "2",
        "mark:trello:t/tb-stale#3": "3",
    }
