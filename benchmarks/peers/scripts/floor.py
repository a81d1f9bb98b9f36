"""The bare floor: the fewest requests that bring everything, read by ``requests`` and ``json`` alone, and counted.

``floor.py trello|jira [--import-only]``; credentials from the environment.
"""

import json
import os
import sys

import requests

TRELLO = "https://api.trello.com/1"
JIRA = "https://bench.atlassian.net/rest/api/2"
FIELDS = (
    "summary,description,status,issuetype,project,labels,duedate,created,updated,assignee,reporter,comment,priority,"
    "components,fixVersions,issuelinks,subtasks,resolution,resolutiondate"
)


def trello(session):
    """A board in two requests and one for every thousand actions."""

    def get(path, **params):
        answer = session.get(f"{TRELLO}{path}", params={**params, **CREDENTIALS}, timeout=120)
        answer.raise_for_status()
        return json.loads(answer.content)

    board = get("/boards/bEnch500", lists="all", labels="all", members="all", customFields="true")
    cards = get(f"/boards/{board['id']}/cards/all", limit=1000, checklists="all", customFieldItems="true")
    actions, before = [], {}
    while True:
        page = get(f"/boards/{board['id']}/actions", limit=1000, filter="all", **before)
        actions += page
        if len(page) < 1000:
            break
        before = {"before": page[-1]["id"]}
    said = {action["id"] for action in actions if action["type"] == "commentCard"}
    return len(cards), len(said), len({action["id"] for action in actions} - said)


def jira(session):
    """Issues by the hundred, then what a search leaves out of the long ones."""
    session.auth = (os.environ["JIRA_EMAIL"], os.environ["JIRA_TOKEN"])

    def ask(method, path, **given):
        answer = session.request(method, f"{JIRA}{path}", timeout=120, **given)
        answer.raise_for_status()
        return json.loads(answer.content)

    issues, params = [], {"jql": "project = CAT", "maxResults": 100, "fields": FIELDS, "expand": "changelog"}
    while True:
        page = ask("GET", "/search/jql", params=params)
        issues += page["issues"]
        if page.get("isLast", True):
            break
        params["nextPageToken"] = page["nextPageToken"]
    long = [issue["id"] for issue in issues if len(issue["changelog"]["histories"]) >= 40]
    done = {entry["id"] for issue in issues for entry in issue["changelog"]["histories"]}
    for first in range(0, len(long), 1000):
        body = {"issueIdsOrKeys": long[first : first + 1000], "maxResults": 10000}
        while body:
            page = ask("POST", "/changelog/bulkfetch", json=body)
            done |= {entry["id"] for one in page["issueChangeLogs"] for entry in one["changeHistories"]}
            body = {**body, "nextPageToken": page["nextPageToken"]} if page.get("nextPageToken") else None
    said = {comment["id"] for issue in issues for comment in issue["fields"]["comment"]["comments"]}
    for issue in issues:
        there = issue["fields"]["comment"]
        if there["total"] > len(there["comments"]):
            rest = ask("GET", f"/issue/{issue['id']}/comment", params={"maxResults": 100})
            said |= {comment["id"] for comment in rest["comments"]}
    return len(issues), len(said), len(done)


CREDENTIALS = {"key": os.environ.get("TRELLO_KEY"), "token": os.environ.get("TRELLO_TOKEN")}
if "--import-only" not in sys.argv:
    tasks, comments, changes = (trello if sys.argv[1] == "trello" else jira)(requests.Session())
    print(json.dumps({"tasks": tasks, "comments": comments, "changes": changes}))
