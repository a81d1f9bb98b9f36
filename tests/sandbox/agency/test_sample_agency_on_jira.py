"""The project whose team works in Jira: a page of search results whose history agrees with what each issue says."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from trackerbridge.sandbox.agency import Agency, build
from trackerbridge.sandbox.agency.export import site_page
from trackerbridge.sandbox.agency.library import STORY
from trackerbridge.sandbox.agency.story import Card, Event, Kind

MOMENTS = [datetime(2026, 11, 18, 10, 0, tzinfo=UTC), datetime(2026, 12, 28, 0, 5, tzinfo=UTC)]
EPICS = 3


@pytest.fixture(scope="module", params=MOMENTS, ids=lambda moment: moment.strftime("%d-%b"))
def agency(request) -> Agency:
    return build(request.param)


@pytest.fixture(scope="module")
def issues(agency) -> dict[str, dict]:
    return {issue["fields"]["summary"]: issue for issue in agency.jira["issues"]}


def test_every_card_is_an_issue_and_so_is_every_epic(agency, issues):
    assert agency.jira["total"] == len(issues) == len(STORY.cards) + EPICS
    assert {card.title for card in STORY.cards} <= set(issues)
    assert [issue["key"] for issue in agency.jira["issues"]] == [f"ALDER-{n}" for n in range(1, len(issues) + 1)]


def test_ids_are_unique(agency):
    issues = agency.jira["issues"]
    ids = [("issue", issue["id"]) for issue in issues]
    ids += [("history", one["id"]) for issue in issues for one in issue["changelog"]["histories"]]
    ids += [("comment", one["id"]) for issue in issues for one in issue["fields"]["comment"]["comments"]]
    assert [one for one, times in Counter(ids).items() if times > 1] == []


@pytest.mark.parametrize("field", ["status", "duedate", "resolution"])
def test_history_replayed_backwards_from_the_issue_meets_itself(issues, field):
    for issue in issues.values():
        now = issue["fields"][field]
        current = now["id"] if isinstance(now, dict) else now
        for history in issue["changelog"]["histories"]:
            for item in history["items"]:
                if item["field"] == field:
                    assert item["to"] == current
                    current = item["from"]


def test_histories_come_newest_first_and_none_lies_in_the_future(agency):
    for issue in agency.jira["issues"]:
        moments = [datetime.fromisoformat(history["created"]) for history in issue["changelog"]["histories"]]
        assert moments == sorted(moments, reverse=True)
        assert all(moment < agency.now for moment in moments)


def test_what_is_done_has_its_resolution_and_what_was_taken_out_another(issues):
    done = issues["Opening hours of all branches on one page"]["fields"]
    gone = issues["Fines are paid online"]["fields"]
    open_one = issues["A reader extends a loan by a week"]["fields"]
    assert (done["status"]["statusCategory"]["key"], done["resolution"]["name"]) == ("done", "Done")
    assert (gone["status"]["name"], gone["resolution"]["name"]) == ("Won't Do", "Won't Do")
    assert (open_one["resolution"], open_one["resolutiondate"]) == (None, None)


def test_what_only_jira_tells_is_there(issues):
    released = issues["Help page with the five commonest questions"]["fields"]
    assert released["duedate"] is None
    assert released["fixVersions"][0]["releaseDate"]
    assert released["parent"]["fields"]["issuetype"]["name"] == "Epic"
    blocked = issues["Reminder a day before the book goes back"]["fields"]["issuelinks"][0]
    blocking = issues["A text message says that the book is ready"]["fields"]["issuelinks"][0]
    assert blocked["inwardIssue"]["key"] == issues["A text message says that the book is ready"]["key"]
    assert blocking["outwardIssue"]["key"] == issues["Reminder a day before the book goes back"]["key"]
    sprints = [issue["fields"]["customfield_10020"] for issue in issues.values()]
    assert {one["name"] for each in sprints if each for one in each} == {"Sprint 12"}


def test_the_clients_people_have_no_address_that_jira_tells(issues):
    authors = [
        comment["author"]
        for issue in issues.values()
        for comment in issue["fields"]["comment"]["comments"]
        if comment["author"]["accountId"].endswith("_alder")
    ]
    assert authors
    assert {author["emailAddress"] for author in authors} == {None}


def test_the_same_day_gives_the_same_bytes(agency):
    assert json.dumps(build(agency.now).jira) == json.dumps(agency.jira)


@pytest.mark.parametrize("kind", [Kind.CHECKED, Kind.ARCHIVED])
def test_what_jira_does_not_have_is_an_error_and_not_an_issue_that_lies(kind):
    card = Card(title="Buns", list="To Do", made=-3, shows="", past=(Event(kind, -1),))
    with pytest.raises(ValueError, match=f"“Buns”: Jira has no {kind.value} cards"):
        site_page(replace(STORY, cards=(card,)), MOMENTS[0])
