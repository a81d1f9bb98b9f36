"""All issues of a query: by token on Cloud, by offset on Data Center; and whether they are all.

A short page is not the last one for being short; a token that comes twice would go round for ever (API-FACTS 1.1).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from trackerbridge.errors import BudgetSpent, Unreachable
from trackerbridge.model import Gap
from trackerbridge.trackers.jira.api import DC_PAGE, PAGE, JiraApi
from trackerbridge.trackers.jira.jql import without_order
from trackerbridge.trackers.jira.slim import slim_issue
from trackerbridge.trackers.jira.values import ident
from trackerbridge.trackers.values import objects, text

_READINGS = 3  # of a query that changes under the reader's eyes


@dataclass
class Found:
    """What a search brought: issues as dictionaries that may be completed, gaps, and what Jira warned of."""

    issues: list[dict[str, Any]] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def take(self, page: Mapping[str, Any]) -> None:
        """Add a page: of its issues, what is read."""
        self.issues += [slim_issue(issue) for issue in page["issues"]]
        for warning in page.get("warningMessages") or ():
            said = f"Jira warns: {warning}"
            if said not in self.notes:
                self.notes.append(said)


def search(api: JiraApi, jql: str, fields: Sequence[str], *, fresh: Sequence[str] = ()) -> Found:
    """Every issue that the query finds. ``fresh``: ids of those that were written a moment ago (Cloud)."""
    return _by_token(api, jql, fields, fresh) if api.cloud else _by_offset(api, jql, fields)


def _by_token(api: JiraApi, jql: str, fields: Sequence[str], fresh: Sequence[str]) -> Found:
    found = Found()
    pages, whole = all_pages(lambda token: api.cloud_page(jql, fields, token=token, fresh=fresh))
    for page in pages:
        found.take(page)
    if not whole:
        found.gaps.append(Gap(None, f"Jira stopped in the middle of its answer, after {len(found.issues)} issues."))
    return found


def keys_of(api: JiraApi, jql: str) -> dict[str, str] | None:
    """The keys of all that the query finds, by id; None where Jira did not come to an end, or the query moved."""
    if api.cloud:
        pages, whole = all_pages(lambda token: api.ids_page(jql, token=token))
        return _keys(pages) if whole else None
    found: dict[str, str] = {}
    start, total = 0, 1
    while start < total:
        page = api.ids_page(f"{without_order(jql)} ORDER BY key ASC".strip(), start=start)
        total = page["total"] if isinstance(page.get("total"), int) else 0
        found |= _keys([page])
        if not objects(page.get("issues")):
            break
        start += len(page["issues"])
    return found if len(found) == total else None


def _keys(pages: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    issues = (issue for page in pages for issue in objects(page.get("issues")))
    return {ident(issue.get("id")): text(issue.get("key")) for issue in issues}


def all_pages(fetch: Callable[[str], Mapping[str, Any]]) -> tuple[list[Mapping[str, Any]], bool]:
    """Pages until none follows, and whether Jira came to an end of its own."""
    pages: list[Mapping[str, Any]] = []
    seen = {""}
    token = ""
    while True:
        page = fetch(token)
        pages.append(page)
        token = text(page.get("nextPageToken"))
        if page.get("isLast") is True or not token:
            return pages, page.get("isLast") is not False
        if token in seen:
            return pages, False
        seen.add(token)


def _by_offset(api: JiraApi, jql: str, fields: Sequence[str]) -> Found:
    """Ordered by key, since an order that work changes would shift the pages while they are read."""
    ordered = f"{without_order(jql)} ORDER BY key ASC".strip()
    for _ in range(_READINGS):
        found, stood_still = _reading(api, ordered, fields)
        if stood_still:
            return found
    found.gaps.append(Gap(None, "Issues left the query while it was read, so that others may have been passed over."))
    return found


def _reading(api: JiraApi, ordered: str, fields: Sequence[str]) -> tuple[Found, bool]:
    """All pages, each beginning with the last issue of the one before; False where that one is not there any more.

    An issue that leaves the query moves all that follow it one place up, and one of them before the next page.
    """
    found = Found()
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
        found.take(page)
        if last and (ident(issues[0].get("id")) != last if issues else total <= start):
            return found, False
        start += len(issues)
        if start >= total or not issues:
            return _counted(found, total), True
        last = ident(issues[-1].get("id")) if len(issues) > 1 else ""
        start -= 1 if last else 0


def _counted(found: Found, total: int) -> Found:
    came = len({ident(issue.get("id")) for issue in found.issues})
    if came < total:
        found.gaps.append(Gap(None, f"Jira counts {total} issues, and {came} of them came."))
    return found
