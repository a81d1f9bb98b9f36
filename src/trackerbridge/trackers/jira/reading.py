"""The issues of a query: all of them, or what is kept of the last look and what changed since.

A second look is two searches: what was changed since the newest change that is known, and the ids of everything that
the query finds now. So a change, a deletion and an issue that entered or left the query are all seen at once. What no
search by change can show, such as the rank or the status of a linked issue elsewhere, is seen with the next whole
look, which is due every few hours.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from trackerbridge.trackers.jira.api import JiraApi
from trackerbridge.trackers.jira.completing import complete_comments, complete_histories
from trackerbridge.trackers.jira.errors import JqlRefused
from trackerbridge.trackers.jira.jql import changed_since, without_order
from trackerbridge.trackers.jira.search import Found, keys_of, search
from trackerbridge.trackers.jira.signs import OVERLAP, id_of, newest_of, signs_of
from trackerbridge.trackers.jira.together import WHOLE_EVERY, Signs, Together
from trackerbridge.trackers.jira.values import ident, zone_named
from trackerbridge.trackers.values import objects, part, text

MOST_ENTERED = 100  # issues that entered the query without a change; more, and the whole is read
_LINKED = ("inwardIssue", "outwardIssue")

Issue = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Kept:
    """What the last look left: issues whole, by id, and what shows that one differs now.

    ``whole_at``: when all was last read, in seconds of real time.
    """

    issues: dict[str, Issue]
    signs: dict[str, str]
    notes: Sequence[str]
    whole_at: float


class QueryReader:
    """Reads one query with the same fields every time."""

    def __init__(self, api: JiraApi, jql: str, fields: Sequence[str]) -> None:
        self._api = api
        self._jql = jql
        self._fields = tuple(fields)
        self._together = Together.on(api)

    def read(self) -> Found:
        """Every issue of the query with its whole history and its comments; what is missing stands in the gaps."""
        return self._caught_up() or self._whole()

    def _whole(self) -> Found:
        found = search(self._api, self._jql, self._fields)
        signs = signs_of(found.issues)
        self._complete(found)
        if not found.gaps:
            self._keep(_Kept(_by_id(found.issues), signs, found.notes, self._now()))
        return found

    def _complete(self, found: Found) -> None:
        found.gaps += complete_histories(self._api, found.issues)
        complete_comments(self._api, found.issues)

    def _caught_up(self) -> Found | None:
        """What is kept with what changed since; None where all must be read."""
        kept = self._kept()
        if kept is None:
            return None
        try:
            stands = self._together.stands(self._jql, self._fields)
            seen = kept if stands else self._with_changes(kept)
        except JqlRefused:  # the query itself, which the whole look will tell, or more than this server understands
            return None
        if seen is None:
            return None
        if seen.signs != kept.signs:
            self._keep(seen)
        return Found(issues=_as_they_stand(seen.issues), notes=list(kept.notes))

    def _with_changes(self, kept: _Kept) -> _Kept | None:
        """By two searches: what was changed since the newest change that is known, and what the query finds at all."""
        last, newest = newest_of(kept.issues.values())
        zone = zone_named(text(self._api.me().get("timeZone")))
        lately = search(self._api, changed_since(self._jql, newest - OVERLAP, zone), self._fields)
        present = keys_of(self._api, self._jql)
        if lately.gaps or present is None or (last in present and last not in _by_id(lately.issues)):
            return None  # cut short, or not what was asked for
        signs = signs_of(lately.issues)
        lately.issues = [issue for issue in lately.issues if signs[id_of(issue)] != kept.signs.get(id_of(issue))]
        others = {own for own, key in present.items() if own not in signs and key != part(kept.issues.get(own), "key")}
        if len(others) > MOST_ENTERED:
            return None
        if others:  # they entered the query, or have a new key, and were not changed
            late = search(self._api, f"id in ({', '.join(sorted(others))})", self._fields)
            lately.gaps += late.gaps
            lately.issues += late.issues
            signs |= signs_of(late.issues)
        self._complete(lately)
        issues, signs = kept.issues | _by_id(lately.issues), kept.signs | signs
        if lately.gaps or present.keys() - issues.keys():
            return None
        return replace(
            kept,
            issues={own: issue for own, issue in issues.items() if own in present},
            signs={own: sign for own, sign in signs.items() if own in present},
        )

    # -- what is kept --------------------------------------------------------------------------------

    def _now(self) -> float:
        return self._api.transport.keep.clock() if self._api.transport.keep else 0.0

    @property
    def _name(self) -> str:
        asked = json.dumps([self._api.transport.identity, without_order(self._jql), sorted(self._fields)])
        return f"jira-issues-{hashlib.sha256(asked.encode()).hexdigest()[:24]}"

    def _kept(self) -> _Kept | None:
        keep = self._api.transport.keep
        found: Any = keep.get(self._name, within=WHOLE_EVERY) if keep else None
        try:
            kept = _Kept(_by_id(found["issues"]), dict(found["signs"]), list(found["notes"]), float(found["whole_at"]))
            whole = all(isinstance(issue["fields"], dict) for issue in kept.issues.values())
        except (TypeError, ValueError, KeyError, AttributeError):  # nothing is kept, or somebody changed it
            return None
        return kept if kept.issues and whole else None  # where nothing was found, the next look asks for everything

    def _keep(self, seen: _Kept) -> None:
        if self._api.transport.keep is not None:
            value = {"issues": list(seen.issues.values()), "signs": seen.signs, "notes": seen.notes,
                     "whole_at": seen.whole_at}  # fmt: skip
            self._api.transport.keep.put(self._name, value, made=seen.whole_at)
            last, newest = newest_of(seen.issues.values())
            keys = {own: text(issue.get("key")) for own, issue in seen.issues.items()}
            signs = Signs(without_order(self._jql), self._fields, keys, seen.signs, last, newest.isoformat())
            self._together.keep(signs, made=seen.whole_at)


def _by_id(issues: Iterable[Issue]) -> dict[str, Issue]:
    return {id_of(issue): issue for issue in issues}


def _as_they_stand(issues: Mapping[str, Issue]) -> list[Issue]:
    """What an issue tells of others that it is linked with, as those stand now: theirs is no change of its own."""
    for issue in issues.values():
        fields = issue["fields"]
        others = [fields.get("parent"), *objects(fields.get("subtasks"))]
        others += [link.get(end) for link in objects(fields.get("issuelinks")) for end in _LINKED]
        for other in others:
            known = issues.get(ident(part(other, "id")))
            shown = part(other, "fields")
            if known is not None and isinstance(shown, dict):
                shown.update({name: known["fields"][name] for name in shown if name in known["fields"]})
    return list(issues.values())
