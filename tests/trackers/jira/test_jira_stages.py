"""Where an issue stands: configuration, category, name, resolution."""

import pytest
from tests.trackers.jira.issues import DOING, entry, issue, item, snapshot, status, task

from trackerbridge.model import ChangeField, Evidence, Stage
from trackerbridge.stages import StageMap


@pytest.mark.parametrize(
    ("name", "category", "stage"),
    [
        ("In Progress", "indeterminate", Stage.IN_PROGRESS),
        ("Sudoración", "indeterminate", Stage.IN_PROGRESS),
        ("QA", "indeterminate", Stage.TESTING),
        ("На проверке", "indeterminate", Stage.TESTING),
        ("UAT", "indeterminate", Stage.REVIEW),
        ("Waiting for customer", "indeterminate", Stage.WAITING),
        ("Selected for Development", "indeterminate", Stage.PLANNED),
        ("Done", "indeterminate", Stage.IN_PROGRESS),
        ("În lucru", "new", Stage.PLANNED),
        ("Reopened", "new", Stage.PLANNED),
        ("Waiting for client", "new", Stage.WAITING),
        ("Pâine", "new", Stage.PLANNED),
        ("Gesloten", "done", Stage.DONE),
        ("In Progress", "done", Stage.DONE),
        ("Rejected", "done", Stage.CANCELLED),
        ("QA", "", Stage.TESTING),
        ("Closed", "", Stage.DONE),
        ("Pâine", "", Stage.UNKNOWN),
        ("Pâine", "undefined", Stage.UNKNOWN),
    ],
)
def test_the_category_decides_and_the_name_refines(name, category, stage):
    own = {"id": "7", "name": name, "statusCategory": {"key": category}} if category else {"id": "7", "name": name}
    assert task(issue(status=own)).stage is stage


@pytest.mark.parametrize(
    ("resolution", "stage"),
    [
        ("Done", Stage.DONE),
        ("Fixed", Stage.DONE),
        ("Won't Do", Stage.CANCELLED),
        ("Won't Fix", Stage.CANCELLED),
        ("Duplicate", Stage.CANCELLED),
        ("Cannot Reproduce", Stage.CANCELLED),
        ("Отклонено", Stage.CANCELLED),
        ("După plan", Stage.DONE),
    ],
)
@pytest.mark.parametrize("category", ["done", ""])
def test_what_ended_without_delivery_is_not_done(resolution, stage, category):
    assert task(issue(status=status("Closed", category), resolution={"name": resolution})).stage is stage


def test_the_configuration_comes_first():
    stages = StageMap.of({"review": ["Closed"], "testing": ["В печи"]})
    assert task(issue(status=status("Closed", "done")), stages=stages).stage is Stage.REVIEW
    assert task(issue(status=status("в печи", "indeterminate")), stages=stages).stage is Stage.TESTING


def test_a_status_without_a_category_that_says_nothing_is_told():
    found = snapshot(issue(1, status=status("Pâine")), issue(2, status=DOING))
    assert any("“Pâine”" in note for note in found.completeness.notes)
    assert found.completeness.can_tell(Evidence.STAGES)
    assert not snapshot(issue(1, status=status("Pâine"))).completeness.can_tell(Evidence.STAGES)


def test_history_knows_the_categories_that_other_issues_still_have():
    moved = entry("1", "2026-02-03T09:00:00.000+0200", item("status", "Coacem", "Răcim", **{"from": "31", "to": "32"}))
    other = {"id": "31", "name": "Coacem", "statusCategory": {"key": "indeterminate"}}
    linked = {"id": "32", "name": "Răcim", "statusCategory": {"key": "done"}}
    link = {"type": {"outward": "relates to"}, "outwardIssue": {"key": "WEB-9", "fields": {"status": linked}}}
    found = snapshot(issue(1, histories=[moved]), issue(2, status=other, issuelinks=[link]))
    change = next(c for c in found.tasks[0].history if c.field is ChangeField.STATUS)
    assert (change.stage_before, change.stage_after) == (Stage.IN_PROGRESS, Stage.DONE)


def test_statuses_stand_in_the_order_of_work():
    found = snapshot(issue(1, status=status("Done", "done")), issue(2, status=DOING), issue(3), issue(4))
    assert found.statuses == ("To Do", "In Progress", "Done")
