"""The changelog as history: any order, once, in words of ours."""

from datetime import UTC, datetime

import pytest
from tests.trackers.jira.issues import ANA, BORIS, DONE, entry, issue, item, snapshot, status, task

from trackerbridge.model import ChangeField, Stage

MOVED = entry("12", "2026-02-05T10:00:00.000+0200", item("status", "To Do", "In Progress"))
DATED = entry(
    "11",
    "2026-02-04T10:00:00.000-0700",
    item("duedate", None, "2026-03-20 00:00:00.0", **{"from": None, "to": "2026-03-20"}),
)
CLOSED = entry(
    "13", "2026-02-06T10:00:00.000+0200", item("status", "In Progress", "Done"), item("resolution", None, "Done")
)


@pytest.mark.parametrize("order", [[DATED, MOVED, CLOSED], [CLOSED, MOVED, DATED], [MOVED, CLOSED, DATED, MOVED]])
def test_oldest_first_each_once_whatever_the_order(order):
    history = task(issue(histories=order, status=DONE)).history
    assert [change.field for change in history] == [
        ChangeField.CREATED,
        ChangeField.DUE,
        ChangeField.STATUS,
        ChangeField.STATUS,
        ChangeField.RESOLUTION,
    ]


def test_ids_may_be_numbers():
    same = [{**MOVED, "id": 12}, MOVED]
    assert len(task(issue(histories=same)).history) == 2


def test_entries_of_one_moment_keep_the_order_of_their_ids():
    second = entry("100", MOVED["created"], item("status", "In Progress", "QA"))
    assert [c.after for c in task(issue(histories=[second, MOVED])).history] == ["To Do", "In Progress", "QA"]


def test_offsets_are_the_readers_own_and_become_utc():
    assert [c.at for c in task(issue(histories=[DATED])).history] == [
        datetime(2026, 2, 2, 7, 0, tzinfo=UTC),
        datetime(2026, 2, 4, 17, 0, tzinfo=UTC),
    ]


def test_due_dates_are_iso_days_also_where_only_the_rendered_form_is_there():
    only_rendered = entry(
        "20", "2026-02-06T10:00:00.000+0200", item("duedate", "2026-03-20 00:00:00.0", "2026-03-27 00:00:00.0")
    )
    taken_off = entry("21", "2026-02-07T10:00:00.000+0200", item("duedate", "x", None, **{"from": "2026-03-27"}))
    dues = [c for c in task(issue(histories=[DATED, only_rendered, taken_off])).history if c.field is ChangeField.DUE]
    assert [(c.before, c.after) for c in dues] == [
        (None, "2026-03-20"),
        ("2026-03-20", "2026-03-27"),
        ("2026-03-27", None),
    ]


def test_it_begins_with_its_making_in_the_status_it_was_made_in():
    first = task(issue(histories=[MOVED], creator=ANA, status=status("In Progress", "indeterminate"))).history[0]
    assert (first.field, first.after, first.stage_after) == (ChangeField.CREATED, "To Do", Stage.PLANNED)
    assert first.author
    assert first.author.name == "Ana Munteanu"
    assert task(issue()).history[0].author.name == BORIS["displayName"]


@pytest.mark.parametrize(
    ("field", "is_a"),
    [
        ("summary", ChangeField.TITLE),
        ("assignee", ChangeField.OWNER),
        ("labels", ChangeField.LABELS),
        ("Rank", ChangeField.POSITION),
        ("priority", ChangeField.PRIORITY),
        ("issuetype", ChangeField.KIND),
        ("IssueParentAssociation", ChangeField.PARENT),
        ("Epic Link", ChangeField.PARENT),
        ("Sprint", ChangeField.SPRINT),
        ("Fix Version", ChangeField.VERSION),
        ("Version", ChangeField.OTHER),
        ("Component", ChangeField.COMPONENT),
        ("Link", ChangeField.LINK),
        ("timeoriginalestimate", ChangeField.ESTIMATE),
        ("timeestimate", ChangeField.OTHER),
        ("Story Points", ChangeField.ESTIMATE),
        ("Key", ChangeField.PROJECT),
        ("project", ChangeField.OTHER),
        ("Attachment", ChangeField.OTHER),
    ],
)
def test_fields_by_name(field, is_a):
    change = task(issue(histories=[entry("1", "2026-02-05T10:00:00.000+0200", item(field, "a", "b"))])).history[1]
    assert (change.field, change.before, change.after) == (is_a, "a", "b")


def test_the_field_id_beats_a_translated_name():
    change = item("Статус", "To Do", "In Progress", fieldId="status")
    history = task(issue(histories=[entry("1", "2026-02-05T10:00:00.000+0200", change)])).history
    assert history[1].field is ChangeField.STATUS


def test_a_field_of_the_sites_own_goes_by_its_name():
    change = item("Client date", "24/Nov/26", "26/Nov/26", fieldId="customfield_10050")
    history = task(issue(histories=[entry("1", "2026-02-05T10:00:00.000+0200", change)])).history
    assert (history[1].field, history[1].ref) == (ChangeField.OTHER, "Client date")


def test_a_deleted_comments_text_is_not_kept():
    gone = entry("1", "2026-02-05T10:00:00.000+0200", {"field": "Comment", "from": "secret", "fromString": "secret"})
    change = task(issue(histories=[gone])).history[1]
    assert (change.field, change.before, change.after) == (ChangeField.OTHER, None, None)


def test_a_flag_is_on_or_off():
    on = entry("1", "2026-02-05T10:00:00.000+0200", item("Flagged", "", "Impediment"))
    off = entry("2", "2026-02-06T10:00:00.000+0200", item("Flagged", "Impediment", ""))
    flags = [c for c in task(issue(histories=[on, off])).history if c.field is ChangeField.FLAGGED]
    assert [c.after for c in flags] == ["true", "false"]


@pytest.mark.parametrize(
    ("field", "before", "after", "told"),
    [
        ("labels", "", "client web", [(None, "client"), (None, "web")]),
        ("labels", "client web", "web urgent", [("client", "urgent")]),
        ("labels", "client web", "", [("client", None), ("web", None)]),
        ("Sprint", "Sprint 1", "Sprint 1, Sprint 2", [(None, "Sprint 2")]),
    ],
)
def test_lists_are_told_name_by_name(field, before, after, told):
    listed = entry("1", "2026-02-05T10:00:00.000+0200", item(field, before, after))
    assert [(c.before, c.after) for c in task(issue(histories=[listed])).history[1:]] == told


def test_a_link_is_known_by_the_other_issues_key():
    linked = entry("1", "2026-02-05T10:00:00.000+0200", item("Link", None, "This issue blocks WEB-9", to="WEB-9"))
    assert task(issue(histories=[linked])).history[1].ref == "WEB-9"


def test_deleted_authors_are_nobody():
    nobody = entry("1", "2026-02-05T10:00:00.000+0200", item("labels", "", "x"), author=None)
    assert task(issue(histories=[nobody])).history[1].author is None


class TestDoneAt:
    def test_when_it_last_became_done(self):
        closed_later = entry("14", "2026-02-09T10:00:00.000+0200", item("status", "Done", "Closed"))
        closed = status("Closed", "done")
        assert task(issue(histories=[MOVED, CLOSED, closed_later], status=closed)).done_at == datetime(
            2026, 2, 6, 8, 0, tzinfo=UTC
        )

    def test_reopened_and_done_again(self):
        reopened = entry("14", "2026-02-09T10:00:00.000+0200", item("status", "Done", "To Do"))
        again = entry("15", "2026-02-10T10:00:00.000+0200", item("status", "To Do", "Done"))
        found = task(issue(histories=[CLOSED, reopened, again], status=DONE))
        assert found.done_at == datetime(2026, 2, 10, 8, 0, tzinfo=UTC)

    def test_else_the_resolution_date(self):
        found = task({**issue(status=DONE, resolutiondate="2026-02-11T10:00:00.000+0200"), "changelog": None})
        assert found.done_at == datetime(2026, 2, 11, 8, 0, tzinfo=UTC)
        assert (found.history[0].after, found.history[0].stage_after) == (None, None)

    def test_imported_as_done_the_resolution_date_tells_more_than_the_making(self):
        resolved = task(issue(status=DONE, resolutiondate="2026-02-11T10:00:00.000+0200"))
        assert resolved.done_at == datetime(2026, 2, 11, 8, 0, tzinfo=UTC)
        assert task(issue(status=DONE)).done_at == datetime(2026, 2, 2, 7, 0, tzinfo=UTC)

    def test_not_for_what_was_given_up(self):
        given_up = item("resolution", None, "Won't Do")
        history = [entry("13", "2026-02-06T10:00:00.000+0200", item("status", "To Do", "Done"), given_up)]
        found = task(issue(histories=history, status=DONE, resolution={"name": "Won't Do"}))
        assert found.done_at is None
        assert found.history[1].stage_after is Stage.CANCELLED


def test_a_move_between_projects_is_there_and_the_new_key_counts():
    moved = entry(
        "1", "2026-02-05T10:00:00.000+0200", item("project", "Shop", "Web shop"), item("Key", "SHOP-9", "WEB-1")
    )
    found = snapshot(issue(1, histories=[moved])).tasks[0]
    change = next(c for c in found.history if c.field is ChangeField.PROJECT)
    assert (found.key, change.before, change.after) == ("WEB-1", "SHOP-9", "WEB-1")
