"""What ``check`` says of a Jira source."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.trackers.jira.conftest import World
from tests.trackers.jira.issues import ANA, BORIS, NOW, comment, issue

from trackerbridge.clock import Calendar
from trackerbridge.people import Sides
from trackerbridge.sandbox import credentials

SIDES = Sides.of(["Ana Munteanu"], ["boris@client.example"])


def told(world: World, jql: str = "project = WEB", **more):
    return world.connector(jql, **{"sides": SIDES, **more}).check()


def said(findings, words):
    (found,) = [finding for finding in findings if words in finding.what]
    return found


def test_what_it_is_and_who_we_are(world: World):
    world.serve([issue(1)])
    findings = told(world)
    assert all(finding.ok for finding in findings)
    kind = "Cloud 1001" if world.cloud else "Data Center 9"
    assert said(findings, f"Jira {kind}").what.endswith("lets us in as Sandbox Team.")
    assert "does not tell when" in said(findings, "an API token" if world.cloud else "personal access token").what
    assert said(findings, "finds issues of WEB")
    assert said(findings, "may read issues of WEB")


def test_an_expired_token(world: World):
    world.serve([issue(1)])
    (finding,) = told(world, transport=world.transport(token="expired-expired-expired"))
    assert (finding.ok, finding.exit_code) == (False, 3)
    assert "JIRA_TOKEN" in finding.what


def test_a_query_with_a_typo(world: World):
    world.serve([issue(1)])
    finding = told(world, "project = WEB AND colour = red")[-1]
    assert (finding.ok, finding.exit_code) == (False, 2)
    assert "colour" in finding.what


def test_a_query_that_finds_nothing(world: World):
    world.serve([])
    findings = told(world)
    assert said(findings, "finds nothing yet").ok
    assert said(findings, "may read issues of WEB").ok


def test_a_zone_that_is_not_the_projects(world: World):
    world.serve([issue(1)])
    findings = told(world, calendar=Calendar.of("America/Los_Angeles"))
    assert "America/Los_Angeles" in said(findings, "time zone").what
    theirs = world.sandbox.jira.state.people.get(world.sandbox.jira.state.account_with(credentials.JIRA_TOKEN).user)
    same = told(world, calendar=Calendar.of(theirs.get("timeZone") or "UTC"))
    assert not any("time zone" in finding.what for finding in same)


def test_clocks_that_differ(world: World):
    world.serve([issue(1)])
    transport = world.transport()
    assert not any("clock" in finding.what for finding in told(world, transport=transport))
    transport.server_time -= timedelta(minutes=17)
    assert "differ by 17 minutes" in said(told(world, transport=transport), "clock").what


def test_the_field_of_the_clients_date(world: World):
    state = world.serve([issue(1, customfield_10050="2026-03-27")]).jira.state
    state.fields.get("customfield_10050")["name"] = "Client date"
    assert said(told(world, date_field="client date"), "The client's date is the field").ok
    missing = said(told(world, date_field="Delivery"), "no field named “Delivery”")
    assert (missing.ok, missing.exit_code) == (False, 2)


@pytest.mark.parametrize("held", ["all", [1], {"BROWSE_PROJECTS": "yes"}, {"BROWSE_PROJECTS": None}])
def test_permissions_that_are_told_in_another_shape_are_none(world: World, held: object):
    world.serve([issue(1)])
    world.sandbox.faults.add({"path": "/mypermissions", "status": 200, "body": {"permissions": held}})
    assert any(not finding.ok for finding in told(world, marks=True))


@pytest.mark.parametrize("version", [7, True, "10.1", {"a": 1}, None])
def test_a_version_that_is_told_in_another_shape_is_none(world: World, version: object):
    world.serve([issue(1)])
    deployment = "Cloud" if world.cloud else "Server"
    body = {"version": "1", "versionNumbers": version, "deploymentType": deployment}
    world.sandbox.faults.add({"path": "/serverInfo", "status": 200, "body": body})
    assert world.connector().pull(now=NOW).tasks


def test_permissions_that_jira_does_not_tell(world: World):
    world.serve([issue(1)])
    world.sandbox.faults.add({"path": "/mypermissions", "status": 404, "body": {"errorMessages": ["No."]}})
    assert said(told(world), "does not tell what the account may do in the project WEB").ok


class TestMarking:
    def test_needs_the_right_to_edit(self, world: World):
        world.serve([issue(1)])
        assert said(told(world, marks=True), "may read and label issues of WEB").ok
        world.sandbox.jira.state.account_with(credentials.JIRA_TOKEN).write = False
        lacking = said(told(world, marks=True), "lacks EDIT_ISSUES in the project WEB")
        assert (lacking.ok, lacking.exit_code) == (False, 3)
        assert "mark_source" in lacking.hint
        assert all(finding.ok for finding in told(world))

    def test_needs_labels_on_the_screen(self, world: World):
        world.serve([issue(1)], off_screen={"WEB": {"labels"}})
        assert not said(told(world, marks=True), "Labels are not on the edit screen of WEB-1").ok
        assert all(finding.ok for finding in told(world))


class TestPeople:
    def test_who_wrote_and_is_named_nowhere(self, world: World):
        world.serve([issue(1, comments=[comment("1", "x"), comment("2", "y", author=BORIS)])])
        assert said(told(world, sides=Sides()), "Wrote comments").what.endswith("Ana Munteanu, Boris Ilin.")
        assert not any("Wrote comments" in finding.what for finding in told(world))

    def test_nobody_is_the_client(self, world: World):
        world.serve([issue(1, assignee=ANA)])
        assert said(told(world, sides=Sides()), "Nobody is named as the client")


@pytest.mark.parametrize("links", ["", "https://acme.atlassian.net"])
def test_a_scoped_token_is_told_where_links_go(cloud: World, monkeypatch, links):
    cloud.serve([issue(1)])
    monkeypatch.setattr("trackerbridge.trackers.jira.checks.GATEWAY", "127.0.0.1")
    findings = told(cloud, transport=cloud.transport(browse_url=links))
    assert said(findings, "a token with scopes").ok
    assert any("no browse_url" in finding.what for finding in findings) is not bool(links)
