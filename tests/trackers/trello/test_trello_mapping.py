"""A board's JSON as a snapshot, case by case."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from tests.trackers.trello.boards import ANNA, BOARD, action, empty_board, remote_id

from trackerbridge.clock import Calendar
from trackerbridge.errors import BadInput
from trackerbridge.model import ChangeField, DueKind, Evidence, Side, Snapshot, Stage, Task
from trackerbridge.people import Sides
from trackerbridge.stages import StageMap
from trackerbridge.trackers.trello.mapping import snapshot_from_board, source_of

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
TODO, DOING, DONE, OLD = (remote_id(n) for n in range(1, 5))
CARD = remote_id(50)
STRANGER = {"id": remote_id(800), "fullName": "Olga Example", "username": "olga_example"}


def board(*cards: dict[str, Any], **fields: Any) -> dict[str, Any]:
    lists = [("To Do", TODO, False), ("Doing", DOING, False), ("Done", DONE, False), ("Spring", OLD, True)]
    return empty_board(
        lists=[{"id": i, "name": n, "closed": c, "pos": p} for p, (n, i, c) in enumerate(lists)],
        cards=list(cards),
        **fields,
    )


def card(**fields: Any) -> dict[str, Any]:
    return {"id": CARD, "name": "A card", "idList": TODO, "pos": 1, "closed": False, **fields}


def read(raw: dict[str, Any], **settings: Any) -> Snapshot:
    defaults: dict[str, Any] = {"stages": StageMap(), "sides": Sides(), "calendar": Calendar()}
    actions = raw.get("actions", [])
    return snapshot_from_board(raw, actions=actions, source=source_of(raw), pulled_at=NOW, **{**defaults, **settings})


def task(one: dict[str, Any], *actions: dict[str, Any], **fields: Any) -> Task:
    return read(board(one, actions=list(actions), **fields)).tasks[0]


class TestCard:
    def test_all_that_it_says(self):
        found = task(
            card(
                shortLink="aBcD1234",
                shortUrl="https://trello.com/c/aBcD1234",
                name="  Book a table ",
                desc="With *form*",
                start="2026-03-01T09:00:00.000Z",
                due="2026-03-20T22:30:00.000Z",
                dateLastActivity="2026-03-04T09:30:00.000Z",
                idMembers=[ANNA["id"]],
            )
        )
        assert (found.id, found.key, found.url) == (CARD, "aBcD1234", "https://trello.com/c/aBcD1234")
        assert (found.title, found.description, found.status) == ("Book a table", "With *form*", "To Do")
        assert (found.due.kind, found.due.day) == (DueKind.EXACT, date(2026, 3, 20))
        assert found.start.day == date(2026, 3, 1)
        assert found.updated_at == datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
        assert [owner.name for owner in found.owners] == ["Anna Example"]

    def test_almost_nothing_is_enough(self):
        found = read(board({"id": CARD, "name": None, "idList": "nowhere"})).tasks[0]
        assert (found.key, found.title, found.status, found.stage) == (CARD, "", "", Stage.UNKNOWN)
        assert (found.due, found.done_at, found.owners, found.history) == (None, None, (), ())

    @pytest.mark.parametrize(
        ("where", "ticked", "stage"),
        [
            (TODO, False, Stage.PLANNED),
            (DOING, False, Stage.IN_PROGRESS),
            (DOING, True, Stage.DONE),
            (DONE, False, Stage.DONE),
        ],
    )
    def test_the_list_and_the_tick_say_where_it_stands(self, where, ticked, stage):
        found = task(card(idList=where, dueComplete=ticked))
        assert (found.stage, found.ticked) == (stage, ticked)
        assert found.status_stage is StageMap().stage_of(found.status)

    @pytest.mark.parametrize(
        ("fields", "archived", "template"),
        [
            ({}, False, False),
            ({"closed": True}, True, False),
            ({"idList": OLD}, True, False),
            ({"isTemplate": True}, False, True),
            ({"cardRole": "mirror"}, False, True),
            ({"cardRole": "separator"}, False, True),
            ({"cardRole": "link"}, False, False),
            ({"name": "----------"}, False, True),
            ({"name": "─── ───"}, False, True),
            ({"name": "--"}, False, False),
            ({"name": ""}, False, False),
        ],
    )
    def test_what_is_no_live_work(self, fields, archived, template):
        found = task(card(**fields))
        assert (found.archived, found.template, found.live) == (archived, template, not (archived or template))

    def test_labels_by_name_whatever_their_colour(self):
        labels = [
            {"id": "l1", "name": "client", "color": "sky_dark"},
            {"id": "l2", "name": "client", "color": None},
            {"id": "l3", "name": "", "color": "green"},
            {"id": "l4", "name": " bonus ", "color": "a colour of next year"},
        ]
        found = read(board(card(idLabels=["l4", "l1", "l2", "l3", "gone"]), labels=labels))
        assert found.tasks[0].labels == ("bonus", "client")
        assert found.labels == ("client", "bonus")

    def test_labels_that_only_the_card_holds(self):
        assert task(card(labels=[{"id": "x", "name": "old shape"}])).labels == ("old shape",)

    def test_custom_fields_by_name(self):
        definitions = [
            {"id": "f1", "name": "Client date", "type": "date"},
            {"id": "f2", "name": "Size", "type": "list", "options": [{"id": "o1", "value": {"text": "Large"}}]},
            {"id": "f3", "name": "Agreed", "type": "checkbox"},
            {"id": "f4", "name": "Empty", "type": "text"},
        ]
        items = [
            {"idCustomField": "f1", "value": {"date": "2026-03-20T10:00:00.000Z"}},
            {"idCustomField": "f2", "idValue": "o1", "value": None},
            {"idCustomField": "f3", "value": {"checked": "true"}},
            {"idCustomField": "gone", "value": {"text": "of a removed field"}},
            {"idCustomField": "f4", "value": None, "idValue": None},
        ]
        found = task(card(customFieldItems=items), customFields=definitions)
        assert dict(found.fields) == {"Client date": "2026-03-20T10:00:00.000Z", "Size": "Large", "Agreed": "true"}

    def test_checklists_in_order_with_their_due_dates(self):
        checklists = [
            {"id": "c2", "idCard": CARD, "name": "Later", "pos": 2, "checkItems": []},
            {
                "id": "c1",
                "idCard": CARD,
                "name": "Steps",
                "pos": 1,
                "checkItems": [
                    {"id": "i2", "name": "second", "state": "incomplete", "pos": 2, "due": "2026-03-20T10:00:00.000Z"},
                    {"id": "i1", "name": "first", "state": "complete", "pos": 1},
                ],
            },
            {"id": "c3", "idCard": "another", "name": "Not ours"},
        ]
        first, second = task(card(), checklists=checklists).checklists
        assert (first.name, second.name) == ("Steps", "Later")
        assert [(item.name, item.done) for item in first.items] == [("first", True), ("second", False)]
        assert first.items[1].due.day == date(2026, 3, 20)

    def test_checklists_that_stand_on_the_card(self):
        assert task(card(checklists=[{"id": "c1", "idCard": CARD, "name": "Steps"}])).checklists[0].name == "Steps"

    def test_attachments(self):
        found = task(
            card(
                attachments=[
                    {"name": "Draft", "url": "https://files.example/1", "mimeType": "image/png"},
                    {"name": "photo.JPG", "url": "https://files.example/2", "mimeType": None},
                    {"name": "Contract", "url": "https://files.example/3.pdf"},
                ]
            )
        )
        assert [(a.name, a.is_image) for a in found.attachments] == [
            ("Draft", True),
            ("photo.JPG", True),
            ("Contract", False),
        ]


class TestHistory:
    def test_dates_moved(self):
        first = action(61, "updateCard", card(), minute=1, card={"due": "2026-03-20T10:00:00.000Z"}, old={"due": None})
        then = action(
            62,
            "updateCard",
            card(),
            minute=2,
            card={"due": "2026-03-27T10:00:00.000Z"},
            old={"due": "2026-03-20T10:00:00.000Z"},
        )
        changes = task(card(), then, first).history
        assert [(c.field, c.before, c.after) for c in changes] == [
            (ChangeField.DUE, None, "2026-03-20T10:00:00.000Z"),
            (ChangeField.DUE, "2026-03-20T10:00:00.000Z", "2026-03-27T10:00:00.000Z"),
        ]

    def test_moves_between_lists_with_their_meaning(self):
        moved = action(
            61, "updateCard", card(), old={"idList": TODO}, listBefore={"name": "To Do"}, listAfter={"name": "Doing"}
        )
        change = task(card(idList=DOING), moved).history[0]
        assert (change.field, change.before, change.after) == (ChangeField.STATUS, "To Do", "Doing")
        assert (change.stage_before, change.stage_after) == (Stage.PLANNED, Stage.IN_PROGRESS)
        assert change.author.name == "Anna Example"

    def test_one_action_may_change_several_fields(self):
        both = action(61, "updateCard", card(), card={"name": "B", "closed": True}, old={"name": "A", "closed": False})
        assert {(c.field, c.before, c.after) for c in task(card(), both).history} == {
            (ChangeField.TITLE, "A", "B"),
            (ChangeField.ARCHIVED, "false", "true"),
        }

    @pytest.mark.parametrize(
        ("kind", "data", "field", "before", "after"),
        [
            ("addMemberToCard", {"idMember": ANNA["id"]}, ChangeField.OWNER, None, "Anna Example"),
            ("removeMemberFromCard", {"idMember": ANNA["id"]}, ChangeField.OWNER, "Anna Example", None),
            ("addMemberToCard", {"member": {"name": "Gone"}}, ChangeField.OWNER, None, "Gone"),
            ("addLabelToCard", {"label": {"name": "client"}}, ChangeField.LABELS, None, "client"),
            ("removeLabelFromCard", {"label": {"name": "client"}}, ChangeField.LABELS, "client", None),
            (
                "updateCheckItemStateOnCard",
                {"checkItem": {"state": "complete"}},
                ChangeField.CHECKLIST,
                None,
                "complete",
            ),
            ("addChecklistToCard", {"checklist": {"name": "Steps"}}, ChangeField.CHECKLIST, None, "Steps"),
            ("addAttachmentToCard", {"attachment": {"name": "a.pdf"}}, ChangeField.OTHER, None, "a.pdf"),
            ("moveCardToBoard", {"list": {"name": "Doing"}}, ChangeField.STATUS, None, "Doing"),
            ("createCard", {"list": {"name": "To Do"}}, ChangeField.CREATED, None, "To Do"),
            ("copyCard", {"list": {"name": "To Do"}}, ChangeField.CREATED, None, "To Do"),
            ("convertToCardFromCheckItem", {"list": {"name": "To Do"}}, ChangeField.CREATED, None, "To Do"),
        ],
    )
    def test_other_actions(self, kind, data, field, before, after):
        change = task(card(), action(61, kind, card(), **data)).history[0]
        assert (change.field, change.before, change.after) == (field, before, after)

    @pytest.mark.parametrize(
        "noise",
        [
            action(61, "updateCard", card(), old={"pos": 1}),
            action(61, "updateCard", card(), old={"cover": {}}),
            action(61, "updateCard", card()),
            action(61, "voteOnCard", card()),
            {**action(61, "createCard", card()), "date": "yesterday"},
            {**action(61, "createCard", {"id": "deleted", "name": "x"})},
        ],
    )
    def test_noise_is_left_out(self, noise):
        assert task(card(), noise).history == ()

    def test_pages_that_overlap_count_once(self):
        twice = action(61, "createCard", card(), list={"name": "To Do"})
        assert len(task(card(), twice, dict(twice)).history) == 1

    def test_created_by_the_id_which_a_cut_history_cannot_change(self):
        by_id = datetime(2026, 3, 4, 9, 48, 48, tzinfo=UTC)
        assert task(card()).created_at == by_id
        assert task(card(), action(61, "createCard", card(), minute=3)).created_at == by_id

    def test_created_by_the_action_where_the_id_tells_nothing(self):
        nameless = card(id="short")
        assert task(nameless).created_at is None
        made = task(nameless, action(61, "createCard", nameless, minute=3)).created_at
        assert made == datetime(2026, 3, 4, 9, 3, tzinfo=UTC)


class TestDone:
    def tick(self, number: int, minute: int, value: bool) -> dict[str, Any]:
        return action(
            number, "updateCard", card(), minute=minute, card={"dueComplete": value}, old={"dueComplete": not value}
        )

    def move(self, number: int, minute: int, before: str, after: str) -> dict[str, Any]:
        names = {"listBefore": {"name": before}, "listAfter": {"name": after}}
        return action(number, "updateCard", card(), minute=minute, old={"idList": "x"}, **names)

    def at(self, minute: int) -> datetime:
        return datetime(2026, 3, 4, 9, minute, tzinfo=UTC)

    def test_by_the_tick(self):
        assert task(card(dueComplete=True), self.tick(61, 5, True)).done_at == self.at(5)

    def test_by_the_list(self):
        assert task(card(idList=DONE), self.move(61, 5, "Doing", "Done")).done_at == self.at(5)

    def test_the_first_of_both_counts(self):
        found = task(card(idList=DONE, dueComplete=True), self.tick(61, 5, True), self.move(62, 9, "Doing", "Done"))
        assert found.done_at == self.at(5)

    def test_reopened_and_done_again_counts_the_last_time(self):
        found = task(
            card(idList=DONE),
            self.move(61, 5, "Doing", "Done"),
            self.move(62, 7, "Done", "Doing"),
            self.move(63, 9, "Doing", "Done"),
        )
        assert found.done_at == self.at(9)

    def test_from_one_done_list_to_another_nobody_saw_it_happen(self):
        found = task(card(idList=DONE), self.move(61, 5, "Shipped", "Done"))
        assert (found.stage, found.done_at) == (Stage.DONE, None)

    def test_made_in_the_done_list(self):
        made = action(61, "createCard", card(), minute=4, list={"name": "Done"})
        assert task(card(idList=DONE), made).done_at == self.at(4)

    def test_without_history_trellos_own_date_or_none(self):
        assert task(card(dueComplete=True)).done_at is None
        assert task(card(dueComplete=True, dateCompleted="2026-03-04T09:05:00.000Z")).done_at == self.at(5)

    def test_what_is_not_done_has_none(self):
        assert task(card(), self.tick(61, 5, True), self.tick(62, 6, False)).done_at is None


class TestComments:
    def test_oldest_first_with_author_and_edit(self):
        first = action(61, "commentCard", card(), minute=1, text="First", dateLastEdited="2026-03-04T09:30:00.000Z")
        second = {**action(62, "commentCard", card(), minute=2, text="Second"), "memberCreator": STRANGER}
        one, two = task(card(), second, first).comments
        assert (one.text, one.edited_at) == ("First", datetime(2026, 3, 4, 9, 30, tzinfo=UTC))
        assert (one.author.name, one.author.side) == ("Anna Example", Side.TEAM)
        assert (two.author.name, two.author.side) == ("Olga Example", Side.UNKNOWN)

    def test_later_edits_and_deletions_in_an_export(self):
        actions = [
            action(61, "commentCard", card(), minute=1, text="Frist"),
            action(62, "commentCard", card(), minute=2, text="Oops"),
            action(63, "updateComment", card(), minute=3, action={"id": remote_id(61), "text": "First"}),
            action(64, "deleteComment", card(), minute=4, action={"id": remote_id(62)}),
        ]
        comments = task(card(), *actions).comments
        assert [(c.text, c.edited_at) for c in comments] == [("First", datetime(2026, 3, 4, 9, 3, tzinfo=UTC))]

    def test_copied_comments_are_comments(self):
        assert task(card(), action(61, "copyCommentCard", card(), text="Copied")).comments[0].text == "Copied"

    def test_an_author_of_whom_only_the_id_is_known(self):
        bare = {**action(61, "commentCard", card(), text="x"), "memberCreator": None, "idMemberCreator": "m9"}
        assert task(card(), bare).comments[0].author.id == "m9"


class TestPeople:
    def test_members_are_team_unless_the_configuration_says_client(self):
        raw = board(members=[ANNA, STRANGER])
        found = read(raw, sides=Sides.of([], ["olga_example"])).people
        assert {person.name: person.side for person in found} == {
            "Anna Example": Side.TEAM,
            "Olga Example": Side.CLIENT,
        }


class TestSnapshot:
    def test_what_it_is_called(self):
        found = read(board(shortUrl="https://trello.com/b/rEsTaU01"))
        assert (found.source, found.title, found.url) == (
            f"trello:{BOARD}",
            "Restaurant",
            "https://trello.com/b/rEsTaU01",
        )
        assert found.statuses == ("To Do", "Doing", "Done")
        assert found.pulled_at == NOW

    def test_cards_come_as_people_see_them(self):
        cards = [
            card(id="c3", idList=DONE, pos=1),
            card(id="c2", pos=2),
            card(id="c1", pos="1.5"),
            card(id="c0", idList="?"),
        ]
        assert [found.id for found in read(board(*cards)).tasks] == ["c1", "c2", "c3", "c0"]

    def test_the_last_activity_is_the_latest_of_all(self):
        assert read(board(action(1, "x", card()))).last_activity == datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
        later = board(card(dateLastActivity="2026-03-04T11:00:00.000Z"))
        assert read(later).last_activity == datetime(2026, 3, 4, 11, 0, tzinfo=UTC)

    def test_what_it_knows(self):
        knows = read(board(card())).completeness.knows
        assert {Evidence.STAGES, Evidence.HISTORY, Evidence.COMMENTS, Evidence.LABELS} <= knows
        assert Evidence.SIDES not in knows
        assert Evidence.SIDES in read(board(card()), sides=Sides.of([], ["olga"])).completeness.knows

    def test_without_actions_it_knows_no_history(self):
        raw = board(card())
        del raw["actions"]
        assert not {Evidence.HISTORY, Evidence.COMMENTS} & read(raw).completeness.knows

    def test_lists_that_say_nothing_are_said(self):
        found = read(empty_board(lists=[{"id": TODO, "name": "Regions"}], cards=[card()]))
        assert Evidence.STAGES not in found.completeness.knows
        assert any("where work stands" in note for note in found.completeness.notes)

    def test_a_board_without_dates_says_so(self):
        assert "No open card on this board has a due date" in read(board(card())).completeness.notes[0]
        assert read(board(card(due="2026-03-20T10:00:00.000Z"))).completeness.notes == ()

    def test_unreadable_dates_and_missing_titles_are_said(self):
        found = read(board(card(due="tomorrow", name="")))
        assert any(f"The due date of {CARD} cannot be read" in note for note in found.completeness.notes)
        assert any("without a title: 1" in note for note in found.completeness.notes)
        assert found.completeness.complete

    @pytest.mark.parametrize("raw", [{}, {"lists": []}, {"lists": [], "cards": {}}, {"cards": []}])
    def test_what_is_no_board_is_said(self, raw):
        with pytest.raises(BadInput, match="no Trello board"):
            read(raw)

    def test_junk_inside_is_left_out(self):
        raw = board(card(idMembers=[None, 3], idLabels="x", attachments={}, customFieldItems=[None]), "junk", None)
        raw |= {"labels": ["junk"], "members": None, "checklists": {}, "actions": [{}, {"data": []}]}
        assert [found.id for found in read(raw).tasks] == [CARD]
