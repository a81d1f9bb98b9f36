"""Requests and seconds for 1,000 Jira issues with 2,500 comments and 6,000 history entries.

``python -m benchmarks.jira_of_1000`` makes the issues up, serves them from the sandbox in a process of its own, as
Cloud and then as Data Center, and pulls them over HTTP as ``audit`` does. A search gives forty history entries and
twenty comments of an issue at most, so that the long ones have to be completed. The goal for Cloud: one request for
every hundred issues, one for the histories of a thousand long issues, one for every further hundred comments of an
issue, and at most three more.
"""

from __future__ import annotations

import argparse
import multiprocessing
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from math import ceil
from typing import Any

from trackerbridge.clock import Calendar
from trackerbridge.config.schema import ConnectionConfig
from trackerbridge.model import Snapshot
from trackerbridge.people import Sides
from trackerbridge.sandbox import credentials
from trackerbridge.sandbox.jira.load import load
from trackerbridge.sandbox.jira.site import JiraSite
from trackerbridge.sandbox.jira.state import JiraState
from trackerbridge.sandbox.server import Sandbox
from trackerbridge.stages import StageMap
from trackerbridge.trackers.credentials import auth_header
from trackerbridge.trackers.http import Transport
from trackerbridge.trackers.jira.api import JiraApi
from trackerbridge.trackers.jira.connector import JiraConnector

NOW = datetime(2026, 11, 18, 10, tzinfo=UTC)
MIRA = {"accountId": "5f0c0000000000000000000a", "displayName": "Mira Example", "accountType": "atlassian"}
STATUSES = [
    {"id": "1", "name": "To Do", "statusCategory": {"id": 2, "key": "new"}},
    {"id": "3", "name": "In Progress", "statusCategory": {"id": 4, "key": "indeterminate"}},
    {"id": "5", "name": "Done", "statusCategory": {"id": 3, "key": "done"}},
]
LONG_EVERY = 50  # every fiftieth issue has a long history, and many comments
LONG_HISTORY, MANY_COMMENTS = 80, 30
NEWEST, IN_SEARCH = 40, 20  # what a search gives of an issue: history entries, comments


def issues(count: int, comments: int, entries: int, *, first: int = 0) -> list[dict[str, Any]]:
    """Made-up issues that hold these many comments and history entries in all, numbered from ``first`` on."""
    said = _shared_out(count, comments, MANY_COMMENTS)
    done = _shared_out(count, entries, LONG_HISTORY)
    return [_issue(first + number, said[number], done[number]) for number in range(count)]


def _shared_out(count: int, total: int, most: int) -> list[int]:
    """How many each issue has: ``most`` on the long ones, the rest evenly on the others."""
    long = [number % LONG_EVERY == 0 for number in range(count)]
    left, others = max(0, total - most * sum(long)), long.count(False)
    shares = iter([left // others + (place < left % others) for place in range(others)])
    return [most if is_long else next(shares) for is_long in long]


def _at(number: int, minutes: int) -> str:
    """Within the hundred days before ``NOW``, however many there are: no issue was changed in days to come."""
    moment = NOW - timedelta(days=100) + timedelta(hours=number % 2_000, minutes=number // 2_000 + minutes)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "+0000")


def _issue(number: int, comments: int, entries: int) -> dict[str, Any]:
    said = [
        {"id": str(number * 100 + n), "author": MIRA, "body": f"Note {n} on it.", "created": _at(number, n)}
        for n in range(comments)
    ]
    done = [
        {"id": str(number * 100 + n), "author": MIRA, "created": _at(number, n), "items": [_item(n)]}
        for n in range(entries)
    ]
    fields = {
        "summary": f"Part {number + 1} of the catalogue is online",
        "description": "What it says.",
        "project": {"id": "10000", "key": "CAT", "name": "Catalogue"},
        "issuetype": {"id": "10001", "name": "Story", "subtask": False},
        "status": STATUSES[number % 3],
        "assignee": MIRA,
        "created": _at(number, 0),
        "updated": _at(number, entries),
        "duedate": f"{NOW + timedelta(days=number % 30 - 5):%Y-%m-%d}" if number % 3 else None,
        "comment": {"comments": said},
    }
    return {"id": str(10_000 + number), "key": f"CAT-{number + 1}", "fields": fields, "changelog": {"histories": done}}


def _item(number: int) -> dict[str, Any]:
    if number % 3 == 0:
        return {"field": "duedate", "fieldId": "duedate", "from": f"2026-10-{number % 28 + 1:02}", "to": "2026-11-01"}
    return {"field": "labels", "fieldId": "labels", "fromString": "", "toString": f"label{number}"}


def serve(deployment: str, made: list[dict[str, Any]], latency_ms: int, told: Any, ended: Any) -> None:
    """The sandbox, until it is told to end."""
    state = JiraState()
    load(state, made)
    site = JiraSite(state, "cloud" if deployment == "cloud" else "dc", comments_in_search=IN_SEARCH)
    with Sandbox(jira=site, latency_ms=latency_ms) as sandbox:
        told.put(sandbox.jira_url)
        ended.wait()


@contextmanager
def sandbox(deployment: str, made: list[dict[str, Any]], latency_ms: int) -> Iterator[str]:
    """Its address, while it runs in a process of its own."""
    context = multiprocessing.get_context("spawn")
    told, ended = context.Queue(), context.Event()
    server = context.Process(target=serve, args=(deployment, made, latency_ms, told, ended))
    server.start()
    try:
        yield told.get(timeout=120)
    finally:
        ended.set()
        server.join(30)


def pull(url: str, deployment: str) -> tuple[Snapshot, Counter[str], float]:
    """What came, what was asked for it, and how long it took (s)."""
    email = credentials.JIRA_EMAIL if deployment == "cloud" else ""
    connection = ConnectionConfig(type="jira", url=url, email=email, token="env:JIRA_TOKEN")
    transport = Counting(base_url=url, auth_header=auth_header(connection, {"token": credentials.JIRA_TOKEN}))
    connector = JiraConnector(
        JiraApi.on(transport), "project = CAT", stages=StageMap(), sides=Sides(), calendar=Calendar()
    )
    began = time.perf_counter()
    snapshot = connector.pull(now=NOW)
    seconds = time.perf_counter() - began
    transport.close()
    return snapshot, transport.asked, seconds


class Counting(Transport):
    """A transport that also counts by what is asked."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.asked: Counter[str] = Counter()

    def deliver(self, prepared: Any) -> Any:
        """Count it and send it."""
        path = str(prepared.path_url).partition("?")[0]
        kinds = {"/search": "search", "/search/jql": "search", "/bulkfetch": "histories", "/comment": "comments"}
        self.asked[next((kind for end, kind in kinds.items() if path.endswith(end)), "way in")] += 1
        return super().deliver(prepared)


def main() -> None:
    """Print the table, and say whether the goal for Cloud was met."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--issues", type=int, default=1000)
    ask.add_argument("--comments", type=int, default=2500)
    ask.add_argument("--entries", type=int, default=6000, help="history entries")
    ask.add_argument("--latency-ms", type=int, default=0)
    said = ask.parse_args()
    made = issues(said.issues, said.comments, said.entries)
    print(
        f"{said.issues} issues, {said.comments} comments, {said.entries} history entries, {said.latency_ms} ms latency"
    )
    print(f"{'Jira':<14}{'way in':>8}{'search':>8}{'histories':>11}{'comments':>10}{'in all':>8}{'seconds':>9}")
    for deployment in ("cloud", "dc"):
        with sandbox(deployment, made, said.latency_ms) as url:
            snapshot, asked, seconds = pull(url, deployment)
        must_be_whole(snapshot, said)
        kinds = [asked[kind] for kind in ("way in", "search", "histories", "comments")]
        in_all = sum(kinds)
        print("{:<14}{:>8}{:>8}{:>11}{:>10}{:>8}{:>9.2f}".format(deployment, *kinds, in_all, seconds))
        if deployment == "cloud":
            print(f"{'':<14}goal: at most {goal_of(made)} requests: {'met' if in_all <= goal_of(made) else 'NOT MET'}")


def goal_of(made: list[dict[str, Any]]) -> int:
    """The most requests that Cloud should take for these issues."""
    entries = [len(one["changelog"]["histories"]) for one in made]
    further = [max(0, len(one["fields"]["comment"]["comments"]) - IN_SEARCH) for one in made]
    bulk = ceil(sum(count >= NEWEST for count in entries) / 1000)
    return ceil(len(made) / 100) + bulk + sum(ceil(count / 100) for count in further) + 3


def must_be_whole(snapshot: Snapshot, said: argparse.Namespace) -> None:
    """Stop where anything is missing: figures of half a pull say nothing."""
    came = (
        len(snapshot.tasks),
        sum(len(task.comments) for task in snapshot.tasks),
        sum(len(task.history) - 1 for task in snapshot.tasks),  # each begins with the issue's making
    )
    if came != (said.issues, said.comments, said.entries) or not snapshot.completeness.complete:
        raise SystemExit(f"The pull is not whole: {came}, {snapshot.completeness.sentences}")


if __name__ == "__main__":
    main()
