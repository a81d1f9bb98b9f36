"""Fetches what a search leaves out of its issues: older history entries and further comments. Fills them in place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from trackerbridge.errors import TrackerRefused
from trackerbridge.model import Evidence, Gap
from trackerbridge.trackers.jira.api import BULK, JiraApi
from trackerbridge.trackers.jira.search import each_page
from trackerbridge.trackers.jira.slim import COMMENT, ENTRY, slim
from trackerbridge.trackers.jira.values import ident
from trackerbridge.trackers.values import objects, part

_NEWEST_ONLY = 40  # the most entries of a history that Cloud's search gives (API-FACTS 1.7)


def is_short(issue: Mapping[str, Any], *, cloud: bool) -> bool:
    """Whether something of the issue is still to be fetched."""
    return _history_is_short(issue, cloud=cloud) or _comments_are_short(issue)


def complete_histories(api: JiraApi, issues: Sequence[dict[str, Any]]) -> list[Gap]:
    """The whole history of every issue; the gaps that remain."""
    short = [issue for issue in issues if _history_is_short(issue, cloud=api.cloud)]
    if not short:
        return []
    try:
        whole = _in_bulk(api, short) if api.cloud else _one_by_one(api, short)
    except TrackerRefused as refusal:
        return [Gap(Evidence.HISTORY, f"Older history of {len(short)} issues could not be had: {refusal.message}")]
    return [] if whole else [Gap(Evidence.HISTORY, "Jira stopped in the middle of its answer on histories.")]


def _history_is_short(issue: Mapping[str, Any], *, cloud: bool) -> bool:
    page = issue.get("changelog")
    if not isinstance(page, Mapping):
        return True
    came, total = len(objects(page.get("histories"))), page.get("total")
    return (isinstance(total, int) and total > came) or (cloud and came >= _NEWEST_ONLY)


def _in_bulk(api: JiraApi, issues: Sequence[dict[str, Any]]) -> bool:
    by_id = {ident(issue.get("id")): issue for issue in issues}
    for issue in issues:
        _add_history(issue, ())  # one that was never changed is not in the answer
    ids = list(by_id)
    every_page = True
    for place in range(0, len(ids), BULK):
        chunk = ids[place : place + BULK]
        every_page = each_page(partial(api.histories, chunk), partial(_add_histories, by_id)) and every_page
    return every_page


def _add_histories(issues: Mapping[str, dict[str, Any]], page: Mapping[str, Any]) -> None:
    for log in objects(page.get("issueChangeLogs")):
        of = issues.get(ident(log.get("issueId")))
        if of is not None:
            _add_history(of, objects(log.get("changeHistories")))


def _one_by_one(api: JiraApi, issues: Sequence[dict[str, Any]]) -> bool:
    for issue in issues:
        _add_history(issue, objects(part(api.issue_with_history(ident(issue.get("id"))), "changelog", "histories")))
    return True


def _add_history(issue: dict[str, Any], entries: Sequence[Mapping[str, Any]]) -> None:
    page = issue.get("changelog")
    known = dict(page) if isinstance(page, Mapping) else {}
    issue["changelog"] = {**known, "histories": [*objects(known.get("histories")), *slim(list(entries), ENTRY)]}


def complete_comments(api: JiraApi, issues: Sequence[dict[str, Any]]) -> None:
    """Every comment of every issue; what cannot be had stays a gap, since the issue counts more than it holds."""
    for issue in issues:
        if _comments_are_short(issue):
            page = issue["fields"]["comment"]
            every = {ident(comment.get("id")): comment for comment in objects(page.get("comments"))}
            _add_comments(api, ident(issue.get("id")), every, page["total"])
            issue["fields"] = {**issue["fields"], "comment": {**page, "comments": list(every.values())}}


def _comments_are_short(issue: Mapping[str, Any]) -> bool:
    page = part(issue, "fields", "comment")
    total = part(page, "total")
    if not isinstance(total, int):
        return False
    return total > len({ident(comment.get("id")) for comment in objects(part(page, "comments"))})


def _add_comments(api: JiraApi, issue: str, every: dict[str, Mapping[str, Any]], total: int) -> None:
    """From the first one on until all are there: a search says how many it left out, and not which (API-FACTS 1.5)."""
    start = 0
    while len(every) < total:
        try:
            comments = objects(api.comments_page(issue, start).get("comments"))
        except TrackerRefused:  # the issue was deleted or hidden in the meantime
            return
        if not comments:
            return
        every |= {ident(one.get("id")): one for one in slim(comments, COMMENT)}
        start += len(comments)
