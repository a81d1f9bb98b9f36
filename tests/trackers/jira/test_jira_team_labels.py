"""Team labels on Jira's own issues: by verb, noted as ours in a property, and never against a person."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import requests
from tests.trackers.jira.conftest import World
from tests.trackers.jira.issues import issue

from trackerbridge.errors import NotLetIn, TrackerRefused, UsageError
from trackerbridge.plan.changes import Change
from trackerbridge.plan.source_marks import extra_mark_ids, mark_changes, mark_ids
from trackerbridge.sandbox import credentials
from trackerbridge.trackers.base import Board
from trackerbridge.trackers.jira.api import JiraApi
from trackerbridge.trackers.jira.writer import JiraWriter

NOW = datetime(2026, 11, 18, 10, tzinfo=UTC)
SOURCE = "jira:here"
OURS = {"trackerbridge": {"labels": ["tb-stale"]}}


def on(world: World, jql: str = "project = WEB", *, project: str = "", **more) -> JiraWriter:
    return JiraWriter(JiraApi.on(world.transport(**more)), jql, project)


def changes(board: Board, **wanted: str) -> list[Change]:
    """What a plan would do so that the issues carry these labels: ``WEB_1="tb-overdue"``."""
    by_title = {card.title.replace("-", "_"): card.id for card in board.cards}
    marks = {by_title[title]: frozenset(labels.split()) for title, labels in wanted.items()}
    return list(mark_changes(SOURCE, board, marks, complete=board.completeness.complete))


def apply(writer: JiraWriter, found: list[Change], board: Board) -> None:
    for change in found:
        writer.apply_change(change, mark_ids(SOURCE, board) | extra_mark_ids(SOURCE, board))


def stands(world: World, key: str) -> tuple[list[str], list[str] | None]:
    """An issue's labels, and which of them are noted as ours."""
    found = next(row for row in world.sandbox.jira.state.issues if row["key"] == key)
    noted = found["properties"].get("trackerbridge")
    return sorted(found["fields"]["labels"]), noted and noted["labels"]


def named(number: int, *labels: str, properties: dict | None = None) -> dict:
    return {**issue(number, summary=f"WEB-{number}", labels=list(labels)), "properties": properties or {}}


def test_a_label_is_put_on_and_taken_off_and_nobodys_label_is_lost(world):
    world.serve([named(1, "urgent"), named(2)])
    writer = on(world)
    board = writer.read()
    apply(writer, changes(board, WEB_1="tb-overdue tb-unowned"), board)
    assert stands(world, "WEB-1") == (["tb-overdue", "tb-unowned", "urgent"], ["tb-overdue", "tb-unowned"])
    assert stands(world, "WEB-2") == ([], None)

    board = writer.read()
    assert changes(board, WEB_1="tb-overdue tb-unowned") == []
    apply(writer, changes(board, WEB_1="tb-unowned"), board)
    assert stands(world, "WEB-1") == (["tb-unowned", "urgent"], ["tb-unowned"])


def test_no_label_has_to_be_made_first(world):
    world.serve([named(1)])
    board = on(world).read()
    assert [(change.action, change.kind) for change in changes(board, WEB_1="tb-overdue")] == [("label", "card")]


def test_what_a_person_put_on_is_theirs(world):
    world.serve([named(1, "tb-stale"), named(2, "tb-stale", properties=OURS)])
    writer = on(world)
    board = writer.read()
    assert changes(board, WEB_1="tb-stale", WEB_2="tb-stale") == []
    apply(writer, changes(board), board)
    assert stands(world, "WEB-1") == (["tb-stale"], None)
    assert stands(world, "WEB-2") == ([], [])


def test_what_another_project_of_ours_put_on_is_left_to_that_one(world):
    """Two projects may read one issue and judge it differently: neither undoes what the other does."""
    world.serve([named(1, properties={"trackerbridge": {"kept": "by somebody"}})])
    shop, web = on(world, project="shop"), on(world, project="web")
    before = shop.read()
    apply(shop, changes(before, WEB_1="tb-overdue tb-stale"), before)
    seen = web.read()
    assert changes(seen) == []
    assert changes(seen, WEB_1="tb-overdue") == []
    apply(web, changes(seen, WEB_1="tb-unowned"), seen)
    assert changes(shop.read(), WEB_1="tb-overdue tb-stale") == []
    board = shop.read()
    apply(shop, changes(board, WEB_1="tb-stale"), board)
    assert stands(world, "WEB-1") == (["tb-stale", "tb-unowned"], ["tb-stale", "tb-unowned"])
    noted = world.sandbox.jira.state.issues.get("10001")["properties"]["trackerbridge"]
    assert noted["by"] == {"shop": ["tb-stale"], "web": ["tb-unowned"]}
    assert noted["kept"] == "by somebody"


def test_an_issue_that_left_the_query_loses_our_labels_and_keeps_a_persons(world):
    world.serve([named(1), named(2, "out", "tb-stale", properties=OURS), named(3, "out", "tb-stale")])
    writer = on(world, "project = WEB AND (labels is EMPTY OR labels != out)")
    board = writer.read()
    taken = changes(board)
    assert [(change.action, change.remote_id) for change in taken] == [("unlabel", "10002")]
    apply(writer, taken, board)
    assert stands(world, "WEB-2") == (["out"], [])
    assert stands(world, "WEB-3") == (["out", "tb-stale"], None)
    assert changes(writer.read()) == []


@pytest.mark.parametrize("status", [403, 404])
def test_an_issue_that_cannot_be_looked_at_keeps_what_it_carries_and_stops_nobody(dc, status):
    """It was deleted or hidden between the search and the look."""
    dc.serve([named(1, "tb-stale", properties=OURS), named(2, "tb-stale", properties=OURS)])
    dc.sandbox.faults.add({"path": "/issue/10001", "status": status, "body": {"errorMessages": ["No."]}})
    board = on(dc).read()
    assert [change.remote_id for change in changes(board)] == ["10002"]


def test_a_plan_made_from_a_search_that_lags_writes_nothing_twice(world):
    world.serve([named(1)])
    writer = on(world)
    before = writer.read()
    planned = changes(before, WEB_1="tb-overdue")
    apply(writer, planned, before)
    written = len(world.sandbox.requests.writes())
    apply(writer, planned, before)
    assert len(world.sandbox.requests.writes()) == written == 1


def test_a_person_who_took_it_off_first_is_not_overruled_by_an_old_plan(world):
    world.serve([named(1, "tb-stale", properties=OURS)])
    writer = on(world)
    board = writer.read()
    taking_off = changes(board)
    world.sandbox.jira.state.issues.get("10001")["fields"]["labels"] = []
    apply(writer, taking_off, board)
    assert world.sandbox.requests.writes() == []


def test_the_pull_of_this_run_is_the_look_and_after_a_write_it_is_looked_anew(world):
    world.serve([named(1, "tb-stale", properties=OURS)])
    api = JiraApi.on(world.transport())
    world.connector(transport=api.transport, marks=True).pull(now=NOW)
    asked = len(world.asked)
    writer = JiraWriter(api, "project = WEB")
    board = writer.read()
    # What left the query is looked for. Data Center's search does not tell properties, so the one issue is asked.
    assert world.asked[asked:] == (["GET search/jql"] if world.cloud else ["GET search", "GET issue/10001"])
    apply(writer, changes(board, WEB_1="tb-stale tb-overdue"), board)
    again = writer.read()
    assert again.cards[0].label_ids == ("tb-overdue", "tb-stale")


def test_watchers_are_spared_a_mail_where_the_account_may_ask_for_that(world):
    world.serve([named(1)])
    writer = on(world)
    board = writer.read()
    apply(writer, changes(board, WEB_1="tb-overdue"), board)
    (quiet,) = world.sandbox.requests.writes()
    assert quiet.params["notifyUsers"] == "false"

    world.sandbox.jira.state.account(credentials.JIRA_NAME).admin = False
    loud = on(world)
    board = loud.read()
    apply(loud, changes(board), board)
    assert "notifyUsers" not in world.sandbox.requests.writes()[-1].params


def test_who_may_not_edit_is_told_which_issue(world):
    world.serve([named(1)])
    world.sandbox.jira.state.account(credentials.JIRA_NAME).write = False
    writer = on(world)
    board = writer.read()
    with pytest.raises(
        NotLetIn, match=r"may not do PUT .*/issue/10001: Jira said “You do not have permission"
    ) as refusal:
        apply(writer, changes(board, WEB_1="tb-overdue"), board)
    assert "Give the account that permission" in refusal.value.hint


def test_an_issue_that_went_away_in_the_meantime_is_one_failed_change(world):
    world.serve([named(1), named(2)])
    writer = on(world)
    board = writer.read()
    auth = (credentials.JIRA_EMAIL if world.cloud else credentials.JIRA_NAME, credentials.JIRA_TOKEN)
    gone = requests.delete(f"{world.sandbox.jira_url}/rest/api/2/issue/WEB-1", auth=auth, timeout=5)
    assert gone.status_code == 204
    first, second = changes(board, WEB_1="tb-overdue", WEB_2="tb-overdue")
    with pytest.raises(TrackerRefused):
        apply(writer, [first], board)
    apply(writer, [second], board)
    assert stands(world, "WEB-2")[0] == ["tb-overdue"]


def test_only_labels_of_ours_are_ever_written(world):
    world.serve([named(1)])
    change = Change(action="label", kind="card", ref="x", remote_id="10001", label_refs=("r",))
    with pytest.raises(TrackerRefused, match="'urgent' is no label of ours"):
        on(world).apply_change(change, {"r": "urgent"})
    with pytest.raises(TrackerRefused, match="cannot archive a card"):
        on(world).apply_change(Change(action="archive", kind="card", ref="x", remote_id="10001"), {})


def test_a_place_to_write_to_must_be_named():
    with pytest.raises(UsageError, match="needs a connection and a project"):
        JiraWriter.from_config(None, None, None)
    with pytest.raises(UsageError, match="needs a connection and a query"):
        JiraWriter.on_source(None, type("Source", (), {"jql": ""}), None)
