"""SARIF says what an audit says, in the shape that OASIS lays down."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from tests.report.documents import ALSO, AUDIT, AUDITED, LATE_FLAG, NOW, VAGUE_FLAG

from trackerbridge.errors import UsageError
from trackerbridge.flags.base import Flag
from trackerbridge.report.base import AuditDocument, Screen
from trackerbridge.report.formats import report_named
from trackerbridge.report.sarif import SarifReport


def said(*flags: Flag) -> dict[str, Any]:
    """The run of a project with these flags alone."""
    one = replace(AUDITED, assessment=replace(AUDITED.assessment, flags=flags))
    return runs(AuditDocument(now=NOW, projects=[one]))[0]


def runs(document: AuditDocument) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = whole(document)["runs"]
    return found


def whole(document: AuditDocument) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(SarifReport().audit(document, Screen()))
    return found


def test_there_is_one_run_a_project_and_one_result_a_flag() -> None:
    found = whole(AUDIT)
    assert found["version"] == "2.1.0"
    assert found["$schema"].endswith("sarif-schema-2.1.0.json")
    assert [run["automationDetails"]["id"] for run in found["runs"]] == [f"{one.project}/" for one in AUDIT.projects]
    assert [each["ruleId"] for each in found["runs"][0]["results"]] == ["D01", "C01", "F01", "F02"]


def test_a_flag_is_a_result_with_its_rule_level_task_and_address() -> None:
    run = said(LATE_FLAG)
    [rule] = run["tool"]["driver"]["rules"]
    assert (rule["id"], rule["name"]) == ("D01", "overdue")
    assert rule["shortDescription"]["text"].endswith(".")
    [result] = run["results"]
    assert result["level"] == "error"
    assert result["message"]["text"] == "“Payment [page] =now” was due on 12 November. Agree on a new date."
    assert result["locations"] == [
        {
            "logicalLocations": [{"name": "WEB-1", "fullyQualifiedName": "web/WEB-1", "kind": "task"}],
            "physicalLocation": {"artifactLocation": {"uri": "https://tracker.example/WEB-1"}},
        }
    ]
    assert result["properties"]["evidence"] == {"due": "2026-11-12"}


def test_every_result_points_at_its_own_rule() -> None:
    run = said(LATE_FLAG, VAGUE_FLAG, ALSO)
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[each["ruleIndex"]]["id"] == each["ruleId"] for each in run["results"])
    assert [each["level"] for each in run["results"]] == ["error", "warning", "note"]


def test_an_address_that_is_none_and_a_flag_on_the_project_have_no_web_page() -> None:
    assert LATE_FLAG.task is not None
    hostile = replace(LATE_FLAG, task=replace(LATE_FLAG.task, url="javascript:alert(1)"))
    of_all = replace(LATE_FLAG, task=None)
    places = [each["locations"] for each in said(hostile, of_all)["results"]]
    assert all("physicalLocation" not in place for [place] in places)
    assert places[1] == [{"logicalLocations": [{"name": "web", "kind": "project"}]}]


def test_an_episode_keeps_its_fingerprint_and_another_has_its_own() -> None:
    def fingerprint(flag: Flag) -> str:
        return str(said(flag)["results"][0]["partialFingerprints"]["episode/v1"])

    assert LATE_FLAG.since is not None
    reworded = replace(LATE_FLAG, message="Said otherwise.", severity=VAGUE_FLAG.severity)
    assert fingerprint(reworded) == fingerprint(LATE_FLAG)
    others = (replace(LATE_FLAG, since=LATE_FLAG.since + timedelta(days=1)), VAGUE_FLAG, replace(LATE_FLAG, about="M1"))
    assert len({fingerprint(each) for each in (LATE_FLAG, *others)}) == 4


def test_what_was_not_seen_or_judged_is_said() -> None:
    [invocation] = runs(AUDIT)[0]["invocations"]
    assert invocation["executionSuccessful"]
    assert invocation["endTimeUtc"] == "2026-11-18T10:00:00Z"
    notices = [(each["level"], each["message"]["text"]) for each in invocation["toolExecutionNotifications"]]
    assert ("warning", "The history was cut at 1,000 actions.") in notices
    assert ("note", "Nobody here is known as the client.") in notices


def test_a_project_that_could_not_be_read_is_a_run_that_did_not_succeed() -> None:
    failed = runs(AUDIT)[1]
    [invocation] = failed["invocations"]
    assert (invocation["executionSuccessful"], failed["results"]) == (False, [])
    assert AUDIT.projects[1].error.message in invocation["toolExecutionNotifications"][0]["message"]["text"]  # type: ignore[union-attr]


def test_it_shows_audits_alone() -> None:
    assert report_named("sarif", "audit").name == "sarif"
    with pytest.raises(UsageError, match="cannot show this"):
        report_named("sarif", "plan")
