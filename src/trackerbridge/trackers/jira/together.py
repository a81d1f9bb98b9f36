"""Many queries of one connection, looked at in one search: which of them are as they were at their last look.

A run says which queries it will read (``transport.ahead.expected``). The first that is reached has all of them looked
at; one in which nothing moved needs no search of its own. Where anything is in doubt, a query is looked at alone.
"""

from __future__ import annotations

import hashlib
import json
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import groupby
from threading import Lock
from typing import Any

from trackerbridge.trackers.jira.api import JiraApi
from trackerbridge.trackers.jira.errors import JqlRefused
from trackerbridge.trackers.jira.jql import may_be_key, projects_of, without_order
from trackerbridge.trackers.jira.news import news_of
from trackerbridge.trackers.jira.signs import Signs

WHOLE_EVERY = 6 * 3600.0  # seconds, after which a query is read whole again
SECONDS = 120.0  # for which a look serves: the team's work, never the client's side
MOST = 100  # queries in one search
_WIDER = re.compile(r"\b(or|not)\b", re.IGNORECASE)


class Together:
    """The looks at many queries of one connection."""

    def __init__(self, api: JiraApi, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._api = api
        self._clock = clock
        self._looking = Lock()  # whoever comes while somebody looks waits for what is seen
        self._at: float | None = None
        self._standing: dict[str, str] = {}  # the looks, by query

    @classmethod
    def on(cls, api: JiraApi) -> Together:
        """The one of this connection."""
        return api.transport.once("jira together", lambda: cls(api))

    def stands(self, signs: Signs) -> bool:
        """Whether this query is as it was when these signs were kept; False also where nobody can say."""
        expected = dict.fromkeys(map(without_order, self._api.transport.ahead.expected))
        if len(expected) < 2 or signs.jql not in expected:
            return False
        with self._looking:
            if self._at is None or self._clock() - self._at >= SECONDS:
                self._at = self._clock()
                self._standing = {each.jql: each.look for each in self._look(list(expected))}
            return self._standing.get(signs.jql) == signs.look

    def keep(self, signs: Signs) -> None:
        """Remember them for the next run."""
        if self._api.transport.keep:
            self._api.transport.keep.put(self._name(signs.jql), asdict(signs), made=signs.whole_at)

    def _kept(self, jqls: Sequence[str], within: float) -> Iterator[Signs]:
        keep = self._api.transport.keep
        for jql in jqls:
            found: Any = keep.get(self._name(jql), within=within) if keep else None
            if signs := Signs.kept(found):
                yield signs

    def _name(self, jql: str) -> str:
        asked = json.dumps([self._api.transport.identity, jql])
        return f"jira-signs-{hashlib.sha256(asked.encode()).hexdigest()[:24]}"

    def _look(self, jqls: Sequence[str]) -> Iterator[Signs]:
        """Those that stand as they were, some at a time."""
        known = sorted(self._kept(jqls, WHOLE_EVERY), key=lambda signs: signs.fields)
        for fields, alike in groupby(known, key=lambda signs: signs.fields):
            every = list(alike)
            for place in range(0, len(every), MOST):
                some = every[place : place + MOST]
                try:
                    yield from self._standing_of(some, fields)
                except JqlRefused:  # one of them, which tells it when it is looked at alone
                    continue

    def _standing_of(self, some: Sequence[Signs], fields: Sequence[str]) -> list[Signs]:
        news = news_of(self._api, some, fields)
        if news is None:
            return list(some)
        if news.lately.gaps or news.present is None:
            return []
        strangers = _strangers(some, news.signs, news.present)
        standing = [
            each for each in some
            if _as_it_was(each, news.signs, news.present) and not _may_be_of(each, strangers)
        ]  # fmt: skip
        for each in standing:
            if (settled := each.confirmed(news.told_at)) is not each:
                self.keep(settled)
        return standing


def _strangers(some: Sequence[Signs], signs: Mapping[str, str], present: Mapping[str, str]) -> frozenset[str]:
    """The projects of issues that are new, changed or moved: they may have entered a query that did not know them."""
    known = {(own, each.keys[own], each.signs.get(own)) for each in some for own in each.keys}
    keys = {(own, key) for own, key, _ in known}
    told = {(own, sign) for own, _, sign in known}
    new = (
        key for own, key in present.items()
        if (own, key) not in keys or (own in signs and (own, signs[own]) not in told)
    )  # fmt: skip
    return frozenset(key.rpartition("-")[0].casefold() for key in new)


def _as_it_was(known: Signs, signs: Mapping[str, str], present: Mapping[str, str]) -> bool:
    """Whether all its issues are there with their keys, and none differs."""
    return all(
        present.get(own) == key and signs.get(own, known.signs.get(own)) == known.signs.get(own)
        for own, key in known.keys.items()
    )


def _may_be_of(known: Signs, strangers: frozenset[str]) -> bool:
    """Whether an issue of one of these projects may have entered the query."""
    if _WIDER.search(known.jql):
        return bool(strangers)
    named = projects_of(known.jql)
    by_key = bool(named) and all(may_be_key(name) and not name.isdecimal() for name in named)
    return bool(strangers) and not (by_key and strangers.isdisjoint(name.casefold() for name in named))
