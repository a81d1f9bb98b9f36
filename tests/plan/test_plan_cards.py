"""What happens to one card: the decision table, field by field."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.apply.client_side import ClientSide, Desk, due_on, status_card, view_of

from trackerbridge.client_view.marker import decode, owner_of
from trackerbridge.client_view.view import ClientView, Ending, LabelRole, ListRole, StatusCard
from trackerbridge.plan.changes import Change, FieldChange, Plan

ONE = "task:boards/1"
MOVED = status_card(
    "1",
    description="The date has moved.",
    day=date(2026, 11, 25),
    first=date(2026, 11, 20),
    moved_on=date(2026, 11, 16),
    labels=frozenset({LabelRole.MOVED}),
    list=ListRole.TESTING,
    title="Task 1 again",
    due_complete=True,
)
GONE = view_of(endings=(Ending(ONE, "WEB-1", "The task is gone."),))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """One card is published already."""
    made = Desk.at(tmp_path, ClientSide())
    assert made.sync(view_of(status_card("1"))).status == "ok"
    made.side.writes.clear()
    return made


def own(desk: Desk) -> Any:
    return next(card for card in desk.side.board.cards if "Ref." in card.description)


def verbs(plan: Plan) -> list[tuple[str, str, str]]:
    return [(change.action, change.kind, change.ref) for change in plan.changes]


def only(plan: Plan, action: str) -> Change:
    (change,) = [change for change in plan.changes if change.action == action and change.kind == "card"]
    return change


# -- new cards --------------------------------------------------------------------------------------------------------


def test_a_card_that_was_never_published_is_created(tmp_path: Path) -> None:
    plan = Desk.at(tmp_path).plan(view_of(status_card("1", why="A client task.")))
    change = only(plan, "create")
    marker = decode(change.fields["description"].after)
    assert marker is not None
    assert (change.ref, change.task, change.why, change.remote_id) == (ONE, "WEB-1", "A client task.", "")
    assert change.fields == {
        "title": FieldChange(None, "Task 1"),
        "description": FieldChange(None, f"**In progress.**\n\n- First: 20 November\n\nRef. {marker.text}"),
        "list": FieldChange(None, "In progress"),
        "labels": FieldChange(None, ["On track"]),
        "due": FieldChange(None, "2026-11-20T18:00:00+00:00"),
    }
    assert (change.list_ref, change.label_refs) == ("list:in_progress", ("label:on_track",))
    assert change.written == {
        "title": "Task 1",
        "description": "**In progress.**\n- First: 20 November",
        "list": "list:in_progress",
        "due": "2026-11-20T18:00:00+00:00",
        "due_complete": "false",
        "labels": "label:on_track",
        "marker": marker.text,
    }
    assert (change.told, change.first, change.moved_on) == (date(2026, 11, 20), date(2026, 11, 20), None)
    assert (change.side, change.source) == ("client", "")


def test_its_reference_says_all_that_a_lost_ledger_would_need(tmp_path: Path) -> None:
    change = only(Desk.at(tmp_path).plan(view_of(MOVED)), "create")
    marker = decode(change.fields["description"].after)
    assert marker is not None
    assert marker.owner == owner_of("website", ONE)
    assert (marker.first, marker.told, marker.moved_on) == (
        date(2026, 11, 20),
        date(2026, 11, 25),
        date(2026, 11, 16),
    )
    assert all(marker.says(name, value) for name, value in change.written.items() if name != "marker")
    assert marker.due_complete
    assert (change.told, change.first, change.moved_on) == (marker.told, marker.first, marker.moved_on)


def test_a_card_with_two_labels_is_created_with_both(tmp_path: Path) -> None:
    both = status_card("1", labels=frozenset({LabelRole.ON_TRACK, LabelRole.BONUS}))
    change = only(Desk.at(tmp_path).plan(view_of(both)), "create")
    assert change.label_refs == ("label:bonus", "label:on_track")
    assert change.fields["labels"] == FieldChange(None, ["Bonus", "On track"])


def test_what_is_empty_is_not_sent(tmp_path: Path) -> None:
    bare = status_card("1", day=None, labels=frozenset(), description="")
    change = only(Desk.at(tmp_path).plan(view_of(bare)), "create")
    assert list(change.fields) == ["title", "description", "list"]
    assert change.fields["description"].after.startswith("Ref. tb")
    assert change.label_refs == ()
    assert change.why == "It is new to the client."


def test_a_done_card_is_created_done(tmp_path: Path) -> None:
    change = only(Desk.at(tmp_path).plan(view_of(status_card("1", due_complete=True))), "create")
    assert change.fields["due_complete"] == FieldChange(None, True)


# -- nothing new ------------------------------------------------------------------------------------------------------


def test_the_same_view_again_changes_nothing(desk: Desk) -> None:
    plan = desk.plan(view_of(status_card("1")))
    assert (plan.changes, plan.notes, plan.refusals) == ((), (), ())


def test_nor_does_it_with_the_ledger_lost(desk: Desk) -> None:
    desk.forget()
    plan = desk.plan(view_of(status_card("1")))
    assert (plan.changes, plan.notes) == ((), ())


@pytest.mark.parametrize("lost", [False, True])
def test_nor_where_only_trellos_editor_rewrote_the_text(desk: Desk, lost: bool) -> None:
    card = own(desk)
    respelled = card.description.replace("**In progress.**", "__In progress\\.__").replace("- First", "*   First")
    desk.side.edit(card.id, description=respelled + "\n\n", title=" Task  1 ")
    if lost:
        desk.forget()
    plan = desk.plan(view_of(status_card("1")))
    assert (plan.changes, plan.notes) == ((), ())


def test_a_reference_that_a_person_removed_is_not_put_back_by_itself(desk: Desk) -> None:
    card = own(desk)
    desk.side.edit(card.id, description=card.description.split("Ref.")[0])
    assert desk.plan(view_of(status_card("1"))).changes == ()
    later = only(desk.plan(view_of(status_card("1", title="New"))), "update")
    assert decode(later.fields["description"].after) is not None


def test_what_a_reference_told_is_remembered_with_the_reference(desk: Desk) -> None:
    before = desk.ledger.memory("website").publications[ONE]
    desk.forget()
    desk.sync(view_of(status_card("1")))
    assert desk.ledger.memory("website").publications[ONE] == before


# -- updates ----------------------------------------------------------------------------------------------------------


def test_everything_new_goes_in_one_update_and_labels_one_by_one(desk: Desk) -> None:
    card = own(desk)
    plan = desk.plan(view_of(MOVED))
    assert verbs(plan) == [
        ("create", "label", "label:moved"),
        ("update", "card", ONE),
        ("label", "card", ONE),
        ("unlabel", "card", ONE),
    ]
    change = only(plan, "update")
    final = change.fields["description"].after
    marker = decode(final)
    assert marker is not None
    assert final == f"The date has moved.\n\nRef. {marker.text}"
    assert change.fields == {
        "title": FieldChange("Task 1", "Task 1 again"),
        "description": FieldChange(card.description, final),
        "list": FieldChange("In progress", "Testing"),
        "due": FieldChange("2026-11-20T18:00:00+00:00", "2026-11-25T18:00:00+00:00"),
        "due_complete": FieldChange(False, True),
    }
    assert list(change.fields) == ["title", "description", "list", "due", "due_complete"]
    assert (change.remote_id, change.list_ref, change.task) == (card.id, "list:testing", "WEB-1")
    assert (change.told, change.first, change.moved_on) == (
        date(2026, 11, 25),
        date(2026, 11, 20),
        date(2026, 11, 16),
    )
    assert change.written == {
        "title": "Task 1 again",
        "description": "The date has moved.",
        "list": "list:testing",
        "due": "2026-11-25T18:00:00+00:00",
        "due_complete": "true",
        "marker": marker.text,
    }
    assert marker.says("labels", "label:moved")


def test_labels_by_verb(desk: Desk) -> None:
    card = own(desk)
    desk.side.edit(card.id, label_ids=(*card.label_ids, "theirs"))
    plan = desk.plan(view_of(MOVED))
    on, off = only(plan, "label"), only(plan, "unlabel")
    assert (on.label_refs, off.label_refs) == (("label:moved",), ("label:on_track",))
    assert on.fields == {
        "label": FieldChange(None, "Moved"),
        "labels": FieldChange(["On track"], ["On track", "Moved"]),
    }
    assert off.fields == {
        "label": FieldChange("On track", None),
        "labels": FieldChange(["On track", "Moved"], ["Moved"]),
    }
    assert (on.written, off.written) == ({"labels": "label:moved,label:on_track"}, {"labels": "label:moved"})
    assert (on.remote_id, off.remote_id, on.task, off.task) == (card.id, card.id, "WEB-1", "WEB-1")
    assert (on.why, off.why) == ("It holds now.", "It no longer holds.")
    assert (on.told, off.told) == (None, None)


@pytest.mark.parametrize(
    ("new", "fields", "why"),
    [
        ({"title": "New"}, ["title", "description"], "The client should see the current title."),
        ({"description": "New"}, ["description"], "The client should see the current description."),
        ({"list": ListRole.DONE}, ["description", "list"], "The client should see the current list."),
        ({"due": due_on(date(2026, 12, 1))}, ["description", "due"], "The client should see the current due."),
        ({"due_complete": True}, ["description", "due_complete"], "The client should see the current tick."),
        (
            {"title": "New", "list": ListRole.DONE, "labels": frozenset()},
            ["title", "description", "list"],
            "The client should see the current title, list and label.",
        ),
        ({"title": "New", "why": "Renamed."}, ["title", "description"], "Renamed."),
    ],
)
def test_only_what_is_new_is_sent(desk: Desk, new: dict[str, Any], fields: list[str], why: str) -> None:
    change = only(desk.plan(view_of(status_card("1", **new))), "update")
    assert (list(change.fields), change.why) == (fields, why)
    assert bool(change.list_ref) == ("list" in fields)


def test_the_description_goes_along_since_the_reference_in_it_does(desk: Desk) -> None:
    card = own(desk)
    change = only(desk.plan(view_of(status_card("1", title="New"))), "update")
    final = change.fields["description"].after
    marker = decode(final)
    assert marker is not None
    assert marker.says("title", "New")
    assert final.split("Ref.")[0] == card.description.split("Ref.")[0]
    assert change.written == {
        "title": "New",
        "description": "**In progress.**\n- First: 20 November",
        "marker": marker.text,
    }


@pytest.mark.parametrize(
    ("new", "told"),
    [
        ({"title": "New"}, None),
        ({"description": "New"}, date(2026, 11, 20)),
        ({"due": due_on(date(2026, 11, 21))}, date(2026, 11, 20)),
    ],
)
def test_a_date_is_told_with_the_text_or_the_due_date(desk: Desk, new: dict[str, Any], told: date | None) -> None:
    assert only(desk.plan(view_of(status_card("1", **new))), "update").told == told


def test_a_due_date_is_cleared(desk: Desk) -> None:
    change = only(desk.plan(view_of(status_card("1", day=None))), "update")
    assert change.fields["due"] == FieldChange("2026-11-20T18:00:00+00:00", None)
    assert change.written["due"] == ""


def test_labels_alone_renew_the_reference_too(desk: Desk) -> None:
    plan = desk.plan(view_of(status_card("1", labels=frozenset())))
    assert verbs(plan) == [("update", "card", ONE), ("unlabel", "card", ONE)]
    assert list(only(plan, "update").fields) == ["description"]
    assert only(plan, "update").told is None


# -- people's edits ---------------------------------------------------------------------------------------------------

EDITS: dict[str, tuple[dict[str, Any], str]] = {
    "title": ({"title": "Their title"}, "title"),
    "description": ({"description": "Their words."}, "description"),
    "list": ({"list_id": "theirs"}, "list"),
    "due": ({"due": due_on(date(2027, 1, 1))}, "due date"),
    "due cleared": ({"due": None}, "due date"),
    "tick": ({"due_complete": True}, "tick of the due date"),
    "label": ({"label_ids": ()}, "labels"),
}


@pytest.mark.parametrize(("edit", "what"), EDITS.values(), ids=EDITS)
@pytest.mark.parametrize("lost", [False, True])
def test_a_persons_edit_is_left_alone_and_reported_once(
    desk: Desk, edit: dict[str, Any], what: str, lost: bool
) -> None:
    card = own(desk)
    if "description" in edit and lost:
        edit = {"description": edit["description"] + "\n" + card.description.splitlines()[-1]}
    desk.side.edit(card.id, **edit)
    if lost:
        desk.forget()
    view = view_of(status_card("1"))
    plan = desk.plan(view)
    assert plan.changes == ()
    assert plan.notes == (f"A person changed the {what} of the card for “Task 1” (WEB-1); it is left as it is.",)
    assert desk.apply(plan, view).status == "unchanged"
    again = desk.plan(view)
    assert (again.changes, again.notes) == ((), ())


@pytest.mark.parametrize("edit", [edit for edit, _ in EDITS.values()], ids=list(EDITS))
def test_the_other_fields_are_still_kept_up(desk: Desk, edit: dict[str, Any]) -> None:
    card = own(desk)
    desk.side.edit(card.id, **edit)
    desk.sync(view_of(MOVED))
    after = own(desk) if "description" not in edit else desk.side.board.cards[0]
    for name, value in edit.items():
        if name != "due_complete":  # here the person did what we would have done
            assert getattr(after, name) == value
    expected = {"title": "Task 1 again", "due": due_on(date(2026, 11, 25)), "due_complete": True}
    for name, value in expected.items():
        if name not in edit:
            assert getattr(after, name) == value
    assert desk.plan(view_of(MOVED)).changes == ()


def test_an_edit_that_changes_again_is_reported_again(desk: Desk) -> None:
    view = view_of(status_card("1"))
    desk.side.edit(own(desk).id, title="Their title")
    desk.sync(view)
    desk.side.edit(own(desk).id, title="Their other title")
    assert len(desk.plan(view).notes) == 1


def test_an_edit_taken_back_is_ours_again(desk: Desk) -> None:
    desk.side.edit(own(desk).id, title="Their title")
    desk.sync(view_of(status_card("1")))
    desk.side.edit(own(desk).id, title="Task 1")
    assert "title" in only(desk.plan(view_of(status_card("1", title="New"))), "update").fields


def test_an_edit_that_says_what_we_would_say_is_ours(desk: Desk) -> None:
    desk.side.edit(own(desk).id, title="New")
    assert desk.plan(view_of(status_card("1", title="New"))).notes == ()
    desk.sync(view_of(status_card("1", title="New")))
    desk.sync(view_of(status_card("1", title="Newer")))
    assert own(desk).title == "Newer"


def test_an_edited_description_is_not_touched_for_the_reference(desk: Desk) -> None:
    card = own(desk)
    desk.side.edit(card.id, description="Their words.\n\n" + card.description.splitlines()[-1])
    plan = desk.plan(view_of(status_card("1", title="New", labels=frozenset())))
    assert list(only(plan, "update").fields) == ["title"]
    assert only(plan, "update").written == {"title": "New"}
    only_label = desk.plan(view_of(status_card("1", labels=frozenset())))
    assert verbs(only_label) == [("unlabel", "card", ONE)]


def test_after_an_edited_description_the_ledger_is_believed_and_not_the_old_reference(desk: Desk) -> None:
    """The reference cannot be renewed there; a person who moves the card back to where it was is respected."""
    card = own(desk)
    desk.side.edit(card.id, description="Their words.\n\n" + card.description.splitlines()[-1])
    before = card.list_id
    done = status_card("1", list=ListRole.DONE)
    desk.sync(view_of(done))
    assert own(desk).list_id != before
    desk.side.edit(card.id, list_id=before)
    assert desk.plan(view_of(done)).changes == ()


def test_an_older_ledger_believes_the_reference(desk: Desk) -> None:
    old = desk.ledger.memory("website").publications.values()
    desk.sync(view_of(MOVED))
    desk.ledger.record_publications("website", old, at=desk.clock)
    assert desk.plan(view_of(MOVED)).changes == ()
    plan = desk.plan(view_of(replace(MOVED, title="Task 1 once more")))
    assert list(only(plan, "update").fields) == ["title", "description"]


def test_a_value_that_nobody_remembers_is_empty_in_the_reference(desk: Desk) -> None:
    """The ledger never held the due date, a person took the reference off, and the date there is not ours."""
    known = desk.ledger.memory("website").publications[ONE]
    less = {name: value for name, value in known.written.items() if name not in ("due", "marker")}
    desk.ledger.record_publications("website", [replace(known, written=less)], at=desk.clock)
    desk.side.edit(own(desk).id, description=own(desk).description.split("Ref.")[0], due=due_on(date(2027, 1, 1)))
    change = only(desk.plan(view_of(status_card("1", title="New"))), "update")
    marker = decode(change.fields["description"].after)
    assert marker is not None
    assert (list(change.fields), marker.says("due", "")) == (["title", "description"], True)


def test_labels_of_theirs_are_no_edit(desk: Desk) -> None:
    card = own(desk)
    desk.side.edit(card.id, label_ids=("theirs", *card.label_ids))
    plan = desk.plan(view_of(status_card("1")))
    assert (plan.changes, plan.notes) == ((), ())


def test_what_a_look_taught_is_kept(desk: Desk) -> None:
    desk.side.edit(own(desk).id, title="Their title")
    plan = desk.plan(view_of(status_card("1", task="WEB-1b")))
    (seen,) = [each for each in plan.observed if each.ref == ONE]
    assert (seen.edited, seen.task) == ({"title": "Their title"}, "WEB-1b")
    assert seen.written["title"] == "Task 1"
    assert seen.written["labels"] == "label:on_track"


# -- cards put away ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["archive", "delete", "close the list"])
def test_a_card_that_a_person_put_away_is_not_created_again(desk: Desk, how: str) -> None:
    card = own(desk)
    if how == "archive":
        desk.side.edit(card.id, archived=True)
    elif how == "delete":
        desk.side.remove(card.id)
    else:
        lists = tuple(replace(each, closed=each.id == card.list_id) for each in desk.side.board.lists)
        desk.side.board = replace(desk.side.board, lists=lists)
    view = view_of(status_card("1", title="New"))
    plan = desk.plan(view)
    assert plan.changes == ()
    assert plan.notes == ("A person put the card for “New” (WEB-1) away; it is not created again.",)
    desk.apply(plan, view)
    assert desk.plan(view).notes == ()
    assert desk.plan(view).changes == ()


def test_a_card_that_a_person_took_out_of_the_archive_is_kept_up_again(desk: Desk) -> None:
    card = own(desk)
    desk.side.edit(card.id, archived=True)
    desk.sync(view_of(status_card("1", title="New")))
    desk.side.edit(card.id, archived=False)
    assert only(desk.plan(view_of(status_card("1", title="New"))), "update").fields["title"].after == "New"


def test_a_task_that_is_gone_takes_its_card_away(desk: Desk) -> None:
    change = only(desk.plan(GONE), "archive")
    assert change == Change(
        action="archive",
        kind="card",
        ref=ONE,
        task="WEB-1",
        fields={"archived": FieldChange(False, True)},
        why="The task is gone.",
        remote_id=own(desk).id,
    )


def test_what_is_away_stays_away_in_silence(desk: Desk) -> None:
    desk.sync(GONE)
    assert own(desk).archived
    plan = desk.plan(GONE)
    assert (plan.changes, plan.notes) == ((), ())


def test_an_ending_of_what_was_never_there_is_nothing(desk: Desk) -> None:
    plan = desk.plan(view_of(status_card("1"), endings=(Ending("task:boards/9", "WEB-9", "Gone."),)))
    assert plan.changes == ()


def test_an_ending_of_what_a_person_put_away_is_nothing(desk: Desk) -> None:
    desk.side.edit(own(desk).id, archived=True)
    assert desk.plan(GONE).changes == ()


def test_a_card_that_we_put_away_comes_back_with_its_task(desk: Desk) -> None:
    card = own(desk)
    desk.sync(GONE)
    plan = desk.plan(view_of(status_card("1", title="New")))
    assert verbs(plan) == [("restore", "card", ONE), ("update", "card", ONE)]
    assert only(plan, "restore") == Change(
        action="restore",
        kind="card",
        ref=ONE,
        task="WEB-1",
        fields={"archived": FieldChange(True, False)},
        why="The task is published again.",
        remote_id=card.id,
        told=date(2026, 11, 20),
    )
    desk.sync(view_of(status_card("1", title="New")))
    assert (own(desk).archived, own(desk).title) == (False, "New")
    desk.side.edit(card.id, archived=True)
    assert desk.plan(view_of(status_card("1", title="New"))).changes == ()


def test_a_restoration_that_failed_is_tried_again(desk: Desk) -> None:
    desk.sync(GONE)
    view = view_of(status_card("1"))
    (seen,) = [each for each in desk.plan(view).observed if each.ref == ONE]
    assert seen.archived


def test_a_card_that_a_person_took_out_after_us_is_theirs_to_keep(desk: Desk) -> None:
    desk.sync(GONE)
    desk.side.edit(own(desk).id, archived=False)
    plan = desk.plan(GONE)
    assert plan.changes == ()
    assert plan.notes == ("A person took the card for WEB-1 out of the archive; it stays there.",)
    desk.apply(plan, GONE)
    assert desk.plan(GONE).notes == ()
    wanted = view_of(status_card("1", title="New"))
    assert verbs(desk.plan(wanted)) == [("update", "card", ONE)]
    desk.sync(wanted)
    desk.side.edit(own(desk).id, archived=True)
    assert desk.plan(wanted).changes == ()


def test_a_card_whose_task_no_source_knows_leaves_when_the_ledger_was_lost(desk: Desk) -> None:
    desk.forget()
    desk.refs.clear()
    change = only(desk.plan(view_of()), "archive")
    assert change.ref == "unknown:" + owner_of("website", ONE)
    assert change.why == "No source knows its task any more."
    assert desk.plan(view_of(), complete=False).changes == ()
    desk.sync(view_of())
    assert own(desk).archived
    assert desk.plan(view_of()).changes == ()


# -- incomplete pulls -------------------------------------------------------------------------------------------------


def incomplete(desk: Desk, view: ClientView) -> Plan:
    return desk.plan(view, complete=False)


KEPT = "The pull was incomplete, so nothing was archived, cleared or unlabelled (1 card would have been)."


def test_an_incomplete_pull_archives_nothing(desk: Desk) -> None:
    plan = incomplete(desk, GONE)
    assert (plan.changes, plan.notes) == ((), (KEPT,))


def test_an_incomplete_pull_clears_nothing(desk: Desk) -> None:
    plan = incomplete(desk, view_of(status_card("1", day=None, title="New")))
    assert list(only(plan, "update").fields) == ["title", "description"]
    assert plan.notes == (KEPT,)
    marker = decode(only(plan, "update").fields["description"].after)
    assert marker is not None
    assert marker.says("due", "2026-11-20T18:00:00+00:00")


def test_an_incomplete_pull_takes_no_label_off(desk: Desk) -> None:
    plan = incomplete(desk, view_of(status_card("1", labels=frozenset({LabelRole.MOVED}))))
    assert [change.action for change in plan.changes] == ["create", "update", "label"]
    assert only(plan, "label").written == {"labels": "label:moved,label:on_track"}
    assert plan.notes == (KEPT,)
    none = incomplete(desk, view_of(status_card("1", labels=frozenset())))
    assert (none.changes, none.notes) == ((), (KEPT,))


def test_nor_one_of_two(desk: Desk) -> None:
    desk.sync(view_of(status_card("1", labels=frozenset({LabelRole.ON_TRACK, LabelRole.BONUS}))))
    plan = incomplete(desk, view_of(status_card("1", labels=frozenset({LabelRole.ON_TRACK}))))
    assert (plan.changes, plan.notes) == ((), (KEPT,))


def test_after_it_a_complete_one_takes_it_off(desk: Desk) -> None:
    view = view_of(status_card("1", labels=frozenset({LabelRole.MOVED})))
    desk.sync(view, complete=False)
    assert [change.label_refs for change in desk.plan(view).changes if change.action == "unlabel"] == [
        ("label:on_track",)
    ]
    desk.sync(view)
    assert len(own(desk).label_ids) == 1
    assert desk.plan(view).changes == ()


def test_an_incomplete_pull_still_writes_what_is_new(desk: Desk) -> None:
    plan = incomplete(desk, view_of(status_card("1", title="New"), status_card("2")))
    assert verbs(plan) == [("create", "card", "task:boards/2"), ("update", "card", ONE)]
    assert plan.notes == ()


def test_the_cards_kept_back_are_counted(desk: Desk) -> None:
    desk.sync(view_of(status_card("1"), status_card("2"), status_card("3"), status_card("4")))
    gone = view_of(
        status_card("1", day=None),
        status_card("2", day=None),
        endings=tuple(Ending(f"task:boards/{name}", None, "Gone.") for name in "34x"),
    )
    assert incomplete(desk, gone).notes == (KEPT.replace("1 card", "4 cards"),)


# -- a look at the board that was cut short ---------------------------------------------------------------------------


def test_a_card_that_was_not_shown_is_left_alone(desk: Desk) -> None:
    from tests.apply.client_side import GAP

    whole = desk.side.board
    desk.side.board = replace(whole, cards=(), completeness=GAP)
    plan = desk.plan(view_of(status_card("1", title="New")))
    assert plan.changes == ()
    assert plan.notes == ("The card for “New” (WEB-1) was not seen on the board, so it was left as it is.",)


def test_a_card_without_a_task_is_named_by_its_title(desk: Desk) -> None:
    summary = status_card("1", ref="summary", task=None)
    desk.sync(view_of(summary))
    card = next(
        card for card in desk.side.board.cards if decode(card.description).owner == owner_of("website", "summary")
    )  # type: ignore[union-attr]
    desk.side.edit(card.id, title="Their title")
    assert desk.plan(view_of(summary)).notes == (
        "A person changed the title of the card for “Task 1”; it is left as it is.",
    )


# -- two roles, one list ----------------------------------------------------------------------------------------------


def shared(*cards: StatusCard) -> ClientView:
    view = view_of(*cards)
    lists = tuple(replace(each, name="Doing") if each.role in _SHARED else each for each in view.lists)
    labels = tuple(replace(each, name="Attention") if each.role in _WORN else each for each in view.labels)
    return replace(view, lists=lists, labels=labels)


_SHARED = (ListRole.IN_PROGRESS, ListRole.TESTING)
_WORN = (LabelRole.CHECKING, LabelRole.SOLVING)


def test_two_roles_with_one_name_share_a_list_and_a_label(tmp_path: Path) -> None:
    desk = Desk.at(tmp_path)
    both = frozenset({LabelRole.SOLVING})
    view = shared(status_card("1"), status_card("2", list=ListRole.TESTING, labels=both))
    desk.sync(view)
    assert [each.name for each in desk.side.board.lists].count("Doing") == 1
    assert len({card.list_id for card in desk.side.board.cards}) == 1
    assert desk.plan(view).changes == ()
    desk.forget()
    assert (desk.plan(view).changes, desk.plan(view).notes) == ((), ())
    moved = shared(status_card("1", list=ListRole.TESTING), status_card("2", labels=frozenset({LabelRole.CHECKING})))
    assert desk.plan(moved).changes == ()
    every = shared(status_card("1", labels=frozenset(_WORN)), status_card("2", labels=both))
    assert [change.label_refs for change in desk.plan(every).changes if change.action == "label"] == [
        ("label:checking",)
    ]
