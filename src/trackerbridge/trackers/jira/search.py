"""All issues of a query: by token on Cloud, by offset on Data Center; and whether they are all.

A short page is not the last one for being short; a token that comes twice would go round for ever (API-FACTS 1.1).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from typing import Any, Protocol

from trackerbridge.errors import BudgetSpent, Unreachable
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import Gap
from trackerbridge.trackers.jira.api import DC_PAGE, PAGE, JiraApi
from trackerbridge.trackers.jira.jql import without_order
from trackerbridge.trackers.jira.slim import slim_issue
from trackerbridge.trackers.jira.values import ident
from trackerbridge.trackers.values import objects, text

_READINGS = 3  # of a query that changes under the reader's eyes


class Into(Protocol):
    """Takes the issues of a search as they come."""

    def begin(self) -> None:
        """The search begins, or begins anew: what came so far does not count."""

    def put(self, issue: dict[str, Any]) -> None:
        """One more issue, the taker's own from now on."""


@dataclass
class Found:
    """What a search brought: issues as dictionaries that may be completed, gaps, and what Jira warned of."""

    issues: list[dict[str, Any]] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def begin(self) -> None:
        """Forget the issues."""
        self.issues.clear()

    def put(self, issue: dict[str, Any]) -> None:
        """One more issue."""
        self.issues.append(issue)


def search(
    api: JiraApi, jql: str, fields: Sequence[str], *, fresh: Sequence[str] = (), into: Into | None = None
) -> Found:
    """Every issue that the query finds, with what is read of it.

    ``fresh``: ids of those that were written a moment ago (Cloud). ``into`` takes them one by one, so that a query of
    any size needs the memory of a page; what is found then holds none.
    """
    reading = _Reading(Found(), into)
    return reading.by_token(api, jql, fields, fresh) if api.cloud else reading.by_offset(api, jql, fields)


class _Reading:
    """One search on its way."""

    def __init__(self, found: Found, into: Into | None) -> None:
        self._found = found
        self._into = into or found
        self._ids: set[str] = set()

    def by_token(self, api: JiraApi, jql: str, fields: Sequence[str], fresh: Sequence[str]) -> Found:
        self._begin()
        if not each_page(lambda token: api.cloud_page(jql, fields, token=token, fresh=fresh), self._take):
            self._missing(f"Jira stopped in the middle of its answer, after {len(self._ids)} issues.")
        return self._found

    def by_offset(self, api: JiraApi, jql: str, fields: Sequence[str]) -> Found:
        """Ordered by key, since an order that work changes would shift the pages while they are read."""
        ordered = f"{without_order(jql)} ORDER BY key ASC".strip()
        for _ in range(_READINGS):
            self._begin()
            total = self._pages(api, ordered, fields)
            if total is None:
                continue
            if len(self._ids) < total:
                self._missing(f"Jira counts {total} issues, and {len(self._ids)} of them came.")
            return self._found
        self._missing("Issues left the query while it was read, so that others may have been passed over.")
        return self._found

    def _pages(self, api: JiraApi, ordered: str, fields: Sequence[str]) -> int | None:
        """All pages, each beginning with the last issue of the one before; how many issues there are in all.

        None where that last one is not there any more: an issue that leaves the query moves all that follow it one
        place up, and one of them before the next page.
        """
        size, start, last = DC_PAGE, 0, ""
        while True:
            try:
                page = api.dc_page(ordered, fields, start=start, size=size)
            except BudgetSpent:
                raise
            except Unreachable:
                if size == PAGE:
                    raise
                size = PAGE  # too much for one answer, on a slow server
                continue
            issues = page["issues"]
            total = page["total"] if isinstance(page.get("total"), int) else start + len(issues)
            self._take(page)
            if last and (ident(issues[0].get("id")) != last if issues else total <= start):
                return None
            start += len(issues)
            if start >= total or not issues:
                return total
            last = ident(issues[-1].get("id")) if len(issues) > 1 else ""
            start -= 1 if last else 0

    def _begin(self) -> None:
        self._ids.clear()
        self._into.begin()

    def _take(self, page: Mapping[str, Any]) -> None:
        for issue in page["issues"]:
            self._ids.add(ident(issue.get("id")))
            self._into.put(slim_issue(issue))
        for warning in page.get("warningMessages") or ():
            said = f"Jira warns: {warning}"
            if said not in self._found.notes:
                self._found.notes.append(said)

    def _missing(self, reason: str) -> None:
        self._found.gaps.append(Gap(None, reason))


def keys_of(api: JiraApi, jql: str, order: str = "key ASC") -> dict[str, str] | None:
    """The keys of all that the query finds, by id, in order; None where Jira did not come to an end, or it moved."""
    found: dict[str, str] = {}
    ordered = f"{without_order(jql)} ORDER BY {order}".strip()
    if api.cloud:
        whole = each_page(lambda token: api.ids_page(ordered, token=token), lambda page: found.update(_keys(page)))
        return found if whole else None
    start, total = 0, 1
    while start < total:
        page = api.ids_page(ordered, start=start)
        total = page["total"] if isinstance(page.get("total"), int) else 0
        found |= _keys(page)
        if not objects(page.get("issues")):
            break
        start += len(page["issues"])
    return found if len(found) == total else None


def _keys(page: Mapping[str, Any]) -> dict[str, str]:
    return keys_in(objects(page.get("issues")))


def keys_in(issues: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """The keys of these issues, by id."""
    return {ident(issue.get("id")): text(issue.get("key")) for issue in issues}


def each_page(fetch: Callable[[str], Mapping[str, Any]], take: Callable[[Mapping[str, Any]], None]) -> bool:
    """Take pages, one at a time, until none follows; whether Jira came to an end of its own."""
    seen = {""}
    token = ""
    while True:
        page = fetch(token)
        take(page)
        token, last = text(page.get("nextPageToken")), page.get("isLast")
        del page  # before the next is read: two would need the memory twice
        if last is True or not token:
            return last is not False
        if token in seen:
            return False
        seen.add(token)
