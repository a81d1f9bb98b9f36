"""The order of a plan, its digest, and every reason against it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.apply.client_side import (
    GAP,
    GENEROUS,
    LISTS,
    PROJECT,
    ClientSide,
    Desk,
    status_card,
    view_of,
)

from trackerbridge.client_view.view import ClientView, Ending, LabelRole, ListRole
from trackerbridge.config.schema import Limit, LimitsConfig
from trackerbridge.ledger.records import Memory
from trackerbridge.plan.changes import Plan
from trackerbridge.plan.make import make_plan
from trackerbridge.trackers.base import Board, BoardLabel, BoardList


def limits(**more: Limit) -> LimitsConfig:
    return GENEROUS.model_copy(update=more)


def fresh(view: ClientView, board: Board | None = None, **more: Any) -> Plan:
    values: dict[str, Any] = {"limits": GENEROUS, "complete": True, "memory": Memory()} | more
    return make_plan(project=PROJECT, view=view, board=board or Board(id="b", name="Client"), **values)


def published(folder: Path, count: int) -> Desk:
    desk = Desk.at(folder)
    desk.sync(view_of(*(status_card(str(number)) for number in range(count))))
    return desk


# -- order and places -------------------------------------------------------------------------------------------------


def test_lists_then_labels_then_cards_in_the_order_of_the_board() -> None:
    view = view_of(
        status_card("a", list=ListRole.DONE, rank=0, labels=frozenset({LabelRole.EARLY})),
        status_card("b", list=ListRole.OVERVIEW, rank=2),
        status_card("c", list=ListRole.OVERVIEW, rank=1),
        status_card("d", list=ListRole.IN_PROGRESS, rank=5),
        status_card("f", list=ListRole.PLANNED, rank=3),
        status_card("e", list=ListRole.PLANNED, rank=3),
    )
    plan = fresh(view)
    assert [(change.action, change.ref) for change in plan.changes] == [
        *(("create", each.role.ref) for each in LISTS),
        ("create", "label:on_track"),
        ("create", "label:early"),
        *(("create", f"task:boards/{name}") for name in "cbdefa"),
    ]


def test_lists_and_labels_say_what_they_are() -> None:
    plan = fresh(view_of(status_card("1")))
    made = {change.ref: change for change in plan.changes}
    assert {name: each.after for name, each in made["list:done"].fields.items()} == {"name": "Done"}
    assert {name: each.after for name, each in made["label:on_track"].fields.items()} == {
        "name": "On track",
        "color": "green",
    }
    assert (made["list:done"].kind, made["list:done"].why) == ("list", "The board has no such list yet.")
    assert (made["label:on_track"].kind, made["label:on_track"].why) == ("label", "The board has no such label yet.")


def test_creates_then_updates_then_labels_then_archives(tmp_path: Path) -> None:
    desk = published(tmp_path, 3)
    view = view_of(
        status_card("1", title="New 1", labels=frozenset({LabelRole.MOVED})),
        status_card("0", title="New 0", labels=frozenset({LabelRole.MOVED}), rank=1),
        status_card("3"),
        endings=(Ending("task:boards/2", "WEB-2", "Gone."),),
    )
    assert [(change.action, change.ref[-1]) for change in desk.plan(view).changes[1:]] == [
        ("create", "3"),
        ("update", "1"),
        ("update", "0"),
        ("label", "1"),
        ("unlabel", "1"),
        ("label", "0"),
        ("unlabel", "0"),
        ("archive", "2"),
    ]


def test_what_the_board_has_is_used() -> None:
    board = Board(id="b", name="Client", lists=(BoardList("x", "in PROGRESS"),), labels=(BoardLabel("y", "on track"),))
    plan = fresh(view_of(status_card("1")), board)
    refs = [change.ref for change in plan.changes]
    assert "list:in_progress" not in refs
    assert "label:on_track" not in refs
    card = plan.changes[-1]
    assert (card.fields["list"].after, card.fields["labels"].after) == ("in PROGRESS", ["on track"])
    assert plan.ids == {"list:in_progress": "x", "label:on_track": "y"}


def test_a_list_that_a_person_closed_is_made_again_only_when_a_card_needs_it() -> None:
    board = Board(id="b", name="Client", lists=(BoardList("x", "Done", closed=True),))
    idle = [change.ref for change in fresh(view_of(status_card("1")), board).changes]
    assert "list:done" not in idle
    needed = [change.ref for change in fresh(view_of(status_card("1", list=ListRole.DONE)), board).changes]
    assert "list:done" in needed


def test_an_empty_list_that_a_person_renamed_is_not_made_again_after_a_lost_ledger(tmp_path: Path) -> None:
    desk = published(tmp_path, 1)
    lists = [replace(one, name="Later") if one.name == "Planned" else one for one in desk.side.board.lists]
    desk.side.board = replace(desk.side.board, lists=tuple(lists))
    desk.forget()
    view = view_of(status_card("0"))
    assert desk.plan(view).changes == ()
    desk.sync(view)
    assert desk.plan(view).changes == ()  # the ledger knows it from then on
    needed = desk.plan(view_of(status_card("0"), status_card("1", list=ListRole.PLANNED))).changes
    assert [change.ref for change in needed if change.kind == "list"] == ["list:planned"]


def test_labels_are_made_once_a_card_wears_them(tmp_path: Path) -> None:
    desk = published(tmp_path, 1)
    assert [label.name for label in desk.side.board.labels] == ["On track"]
    plan = desk.plan(view_of(status_card("0", labels=frozenset({LabelRole.MOVED, LabelRole.BONUS}))))
    assert [change.ref for change in plan.changes if change.kind == "label"] == ["label:moved", "label:bonus"]


# -- digest, first publication ----------------------------------------------------------------------------------------


def test_the_digest_names_exactly_these_changes() -> None:
    one = fresh(view_of(status_card("1")))
    assert len(one.digest) == 64
    assert fresh(view_of(status_card("1"))).digest == one.digest
    assert fresh(view_of(status_card("1", title="Other"))).digest != one.digest
    assert fresh(view_of(status_card("1")), Board(id="other", name="Client")).digest != one.digest
    assert fresh(view_of(status_card("1")), force=True).digest == one.digest


def test_a_plan_knows_its_project_board_and_basis() -> None:
    plan = fresh(view_of(), basis="abc")
    assert (plan.project, plan.board, plan.basis) == (PROJECT, "b", "abc")


def test_the_first_publication_is_said(tmp_path: Path) -> None:
    assert fresh(view_of(status_card("1"))).first_publication
    desk = published(tmp_path, 1)
    assert not desk.plan(view_of(status_card("0"))).first_publication
    desk.forget()
    assert not desk.plan(view_of(status_card("0"))).first_publication


# -- refusals ---------------------------------------------------------------------------------------------------------


def refusal(plan: Plan) -> tuple[str, str, bool]:
    (only,) = plan.refusals
    assert not plan.safe
    return only.message, only.hint, only.forceable


def test_too_many_new_cards() -> None:
    view = view_of(*(status_card(str(number)) for number in range(4)))
    message, hint, forceable = refusal(fresh(view, limits=limits(create=Limit(max=3, percent=100))))
    assert message == "This plan would create 4 cards; the limit is 3."
    assert hint == (
        "Look at it with `trackerbridge plan website`; if it is right, run sync with --force, or raise "
        "projects.website.limits.create.max."
    )
    assert forceable
    assert fresh(view, limits=limits(create=Limit(max=4, percent=100))).safe


def test_force_overrides_a_limit_and_says_so() -> None:
    view = view_of(status_card("1"), status_card("2"))
    plan = fresh(view, limits=limits(create=Limit(max=1, percent=100)), force=True)
    assert plan.safe
    assert plan.notes == ("Overridden by --force: This plan would create 2 cards; the limit is 1.",)
    assert len(plan.changes) == len(LISTS) + 1 + 2


@pytest.mark.parametrize(
    ("own", "changed", "percent", "safe"),
    [
        (10, 3, 30, True),
        (10, 4, 30, False),
        (9, 9, 30, True),
        (12, 3, 25, True),
        (12, 4, 33.4, True),
        (10, 1, 0, False),
    ],
)
def test_a_share_counts_from_ten_own_cards_up(
    tmp_path: Path, own: int, changed: int, percent: float, safe: bool
) -> None:
    desk = published(tmp_path, own)
    cards = [status_card(str(number), title="New" if number < changed else f"Task {number}") for number in range(own)]
    plan = desk.plan(view_of(*cards), limits=limits(change=Limit(max=999, percent=percent)))
    assert plan.safe == safe


@pytest.mark.parametrize(
    ("own", "changed", "always", "safe"),
    [
        (12, 10, 10, True),  # an ordinary week
        (12, 11, 10, False),
        (12, 5, 4, False),
        (12, 5, 5, True),
        (40, 12, 10, True),
        (40, 13, 10, False),
        (12, 4, 0, False),
    ],
)
def test_a_few_changed_cards_are_never_too_large_a_share(
    tmp_path: Path, own: int, changed: int, always: int, safe: bool
) -> None:
    desk = published(tmp_path, own)
    cards = [status_card(str(number), title="New" if number < changed else f"Task {number}") for number in range(own)]
    plan = desk.plan(view_of(*cards), limits=limits(change=Limit(max=999, percent=30, always=always)))
    assert plan.safe == safe


def test_what_disappears_is_never_ordinary(tmp_path: Path) -> None:
    desk = published(tmp_path, 12)
    gone = view_of(endings=tuple(Ending(f"task:boards/{number}", None, "Gone.") for number in range(2)))
    plan = desk.plan(
        gone, limits=limits(change=Limit(max=999, percent=30, always=10), archive=Limit(max=10, percent=10))
    )
    assert refusal(plan)[0] == "This plan would put away 2 of our 12 cards (17 %); the limit is 10 %."


def test_too_large_a_share_of_changes(tmp_path: Path) -> None:
    desk = published(tmp_path, 12)
    cards = [status_card(str(number), labels=frozenset(), title="New") for number in range(5)]
    plan = desk.plan(view_of(*cards), limits=limits(change=Limit(max=999, percent=30)))
    message, hint, forceable = refusal(plan)
    assert message == "This plan would change 5 of our 12 cards (42 %); the limit is 30 %."
    assert hint.endswith("projects.website.limits.change.percent.")
    assert forceable


def test_too_many_changes_are_refused_once(tmp_path: Path) -> None:
    desk = published(tmp_path, 12)
    cards = [status_card(str(number), title="New") for number in range(12)]
    plan = desk.plan(view_of(*cards), limits=limits(change=Limit(max=5, percent=30)))
    assert refusal(plan)[0] == "This plan would change 12 cards; the limit is 5."
    assert refusal(plan)[1].endswith("projects.website.limits.change.max.")


def test_too_many_cards_put_away(tmp_path: Path) -> None:
    desk = published(tmp_path, 2)
    view = view_of(
        status_card("0"), endings=(Ending("task:boards/1", "WEB-1", "Gone."), Ending("task:boards/0", None, "Gone."))
    )
    plan = desk.plan(view_of(endings=view.endings), limits=limits(archive=Limit(max=1, percent=100)))
    assert refusal(plan)[0] == "This plan would put away 2 cards; the limit is 1."
    one = desk.plan(view_of(endings=view.endings[:1]), limits=limits(archive=Limit(max=0, percent=100)))
    assert refusal(one)[0] == "This plan would put away 1 card; the limit is 0."
    assert refusal(one)[1].endswith("projects.website.limits.archive.max.")


def test_restored_and_labelled_cards_are_changed_ones(tmp_path: Path) -> None:
    desk = published(tmp_path, 2)
    gone = view_of(endings=tuple(Ending(f"task:boards/{number}", None, "Gone.") for number in range(2)))
    desk.sync(gone)
    view = view_of(status_card("0"), status_card("1"))
    plan = desk.plan(view, limits=limits(change=Limit(max=1, percent=100)))
    assert refusal(plan)[0] == "This plan would change 2 cards; the limit is 1."


def test_a_share_of_restored_cards_is_of_all_that_stand_then(tmp_path: Path) -> None:
    desk = published(tmp_path, 12)
    desk.sync(view_of(endings=tuple(Ending(f"task:boards/{number}", None, "Gone.") for number in range(6))))
    back = view_of(*(status_card(str(number)) for number in range(12)))
    plan = desk.plan(back, limits=limits(change=Limit(max=999, percent=30)))
    assert refusal(plan)[0] == "This plan would change 6 of our 12 cards (50 %); the limit is 30 %."


def test_lists_and_labels_do_not_count_as_cards() -> None:
    plan = fresh(
        view_of(status_card("1")), limits=limits(create=Limit(max=1, percent=0), change=Limit(max=0, percent=0))
    )
    assert plan.safe


def test_a_public_board(tmp_path: Path) -> None:
    board = Board(id="b", name="Client", public=True)
    message, hint, forceable = refusal(fresh(view_of(), board, force=True))
    assert message == "The client board “Client” is public: the whole world can read it. Nothing was written."
    assert hint == (
        "Make the board private in its settings, or, if that is meant, set "
        "projects.website.publish.allow_public_board = true."
    )
    assert not forceable
    assert fresh(view_of(), board, allow_public=True).safe


def test_no_room_on_the_board() -> None:
    board = Board(id="b", name="Client", room={"cards": 1, "lists": 7, "labels": 0})
    plan = fresh(view_of(status_card("1"), status_card("2", labels=frozenset())), board, force=True)
    assert [each.message for each in plan.refusals] == [
        "This plan would create 2 cards; the board “Client” has room for 1 more.",
        "This plan would create 1 label; the board “Client” has room for 0 more.",
    ]
    assert plan.refusals[0].hint == (
        "Delete old archived cards there, publish less (projects.website.publish.select), or publish to another board."
    )
    assert not plan.refusals[0].forceable
    assert fresh(view_of(status_card("1")), replace(board, room={"cards": 1})).safe


@pytest.mark.parametrize(
    ("more", "part", "count"),
    [({"title": "x" * 16_385}, "title", "16,385"), ({"description": "x" * 16_384}, "description", "16,433")],
)
def test_too_long_a_text(more: dict[str, str], part: str, count: str) -> None:
    message, hint, forceable = refusal(fresh(view_of(status_card("1", **more)), force=True))
    assert message == f"The {part} of the card for WEB-1 has {count} characters; a card takes 16,384."
    assert hint == "Shorten it on the task, or take the task out of what is published."
    assert not forceable


def test_the_longest_text_that_fits() -> None:
    plan = fresh(view_of(status_card("1", title="x" * 16_384, description="x" * (16_384 - 49))))
    assert plan.safe
    assert len(plan.changes[-1].fields["description"].after) == 16_384


def test_a_long_text_of_a_card_without_a_task_is_named_by_its_reference() -> None:
    plan = fresh(view_of(status_card("1", title="x" * 20_000, task=None)))
    assert "card for task:boards/1 has 20,000" in refusal(plan)[0]


def test_a_board_that_was_not_seen_whole() -> None:
    board = Board(id="b", name="Client", completeness=GAP)
    message, hint, forceable = refusal(fresh(view_of(status_card("1")), board, force=True))
    assert message == "The client board “Client” was not seen whole (The reply was cut.), so nothing was written."
    assert hint == "Run it again when the tracker answers in full; --force does not override this."
    assert not forceable
    assert fresh(view_of(), replace(board, lists=tuple(BoardList(w.name, w.name) for w in LISTS))).safe


def test_a_pull_that_was_cut_short() -> None:
    message, hint, forceable = refusal(fresh(view_of(), cut_short=True, force=True))
    assert message == "The pull was cut short: tasks are missing from it, so the client's board was left as it is."
    assert hint == "Run it again when the tracker answers in full; --force does not override this."
    assert not forceable


# -- suddenly empty ---------------------------------------------------------------------------------------------------


def test_a_source_that_had_tasks_and_has_none() -> None:
    memory = Memory(task_counts={"trello:a": 12, "trello:b": 1})
    message, hint, forceable = refusal(
        fresh(view_of(), memory=memory, counts={"trello:a": 0, "trello:b": 1}, force=True)
    )
    assert message == "The source trello:a is suddenly empty. Nothing was changed."
    assert hint == (
        "Look at the source. If its work has really ended, take it out of projects.website.sources; "
        "--force does not override this."
    )
    assert not forceable


def test_a_source_whose_cards_stand_on_the_board(tmp_path: Path) -> None:
    desk = published(tmp_path, 2)
    plan = desk.plan(view_of(), counts={"boards": 0, "board": 0, "trello:other": 0})
    assert refusal(plan)[0] == (
        "The source boards is suddenly empty, while 2 cards on the client's board come from it. Nothing was changed."
    )


def test_a_source_that_never_had_anything_may_be_empty() -> None:
    assert fresh(view_of(), counts={"trello:a": 0}, memory=Memory(task_counts={"trello:a": 0})).safe
    assert fresh(view_of(), counts={"trello:a": 1}, memory=Memory(task_counts={"trello:a": 9})).safe
    assert fresh(view_of(), memory=Memory(task_counts={"trello:a": 9})).safe


def test_a_source_whose_cards_were_all_put_away_may_be_empty(tmp_path: Path) -> None:
    desk = published(tmp_path, 1)
    desk.side.edit(desk.side.board.cards[0].id, archived=True)
    assert desk.plan(view_of(), counts={"boards": 0}).safe


def test_the_gravest_reason_comes_first() -> None:
    board = Board(id="b", name="Client", public=True, room={"cards": 0})
    plan = fresh(
        view_of(status_card("1", title="x" * 20_000)), board, limits=limits(create=Limit(max=0, percent=0)),
        cut_short=True, memory=Memory(task_counts={"s": 1}), counts={"s": 0},
    )  # fmt: skip
    assert [each.message.split()[1] for each in plan.refusals] == [
        "client", "source", "pull", "plan", "title", "plan",
    ]  # fmt: skip
    assert [each.forceable for each in plan.refusals] == [False] * 5 + [True]


def test_changes_on_the_source_are_not_counted_against_the_limits(tmp_path: Path) -> None:
    team = ClientSide(Board(id="t", name="Team", lists=(BoardList("l", "Doing"),)))
    cards = [team.add(title=f"Team {number}", list_id="l") for number in range(3)]
    view = view_of(team_marks={f"trello:t/{card.id}": frozenset({"tb-overdue"}) for card in cards})
    strict = LimitsConfig(
        create=Limit(max=0, percent=0), change=Limit(max=0, percent=0), archive=Limit(max=0, percent=0)
    )
    plan = fresh(view, limits=strict, sources={"trello:t": team.read()})
    assert plan.safe
    assert [change.side for change in plan.changes if change.side == "source"] == ["source"] * 4
    assert [change.side for change in plan.changes][-4:] == ["source"] * 4
