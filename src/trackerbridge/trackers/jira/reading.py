"""The issues of a query: all of them, or what is kept of the last look and what changed since.

A second look is one search where nothing is new (:mod:`trackerbridge.trackers.jira.news`). A change, a deletion and an
issue that entered or left the query are all seen at once. What no search by change can show, such as the rank or the
status of a linked issue elsewhere, is seen in a large query with the next whole look, which is due every few hours.

What is known of the last look is kept apart from its issues: where nothing is new, they need not be read.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, field
from datetime import UTC, datetime
from functools import cached_property
from typing import Any
from uuid import uuid4

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import Gap
from trackerbridge.trackers.jira.api import JiraApi
from trackerbridge.trackers.jira.coming import Coming
from trackerbridge.trackers.jira.completing import complete_comments, complete_histories
from trackerbridge.trackers.jira.errors import JqlRefused
from trackerbridge.trackers.jira.held import AsTheyStand, Held, Issue
from trackerbridge.trackers.jira.jql import without_order
from trackerbridge.trackers.jira.news import news_of
from trackerbridge.trackers.jira.search import Found, search
from trackerbridge.trackers.jira.signs import OVERLAP, Signs, id_of, signs_of
from trackerbridge.trackers.jira.survey import Survey, surveyed
from trackerbridge.trackers.jira.together import WHOLE_EVERY, Together

_EVER = datetime.max.replace(tzinfo=UTC)
MOST_ENTERED = 100  # issues that entered the query without a change; more, and the whole is read


@dataclass(frozen=True, slots=True)
class _Known:
    """What the last look left besides the issues."""

    signs: Signs
    notes: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Thin:
    """What a thin look found: issues that differ from what is known, ids that entered or have another key, all keys."""

    known: _Known
    issues: Sequence[Issue] = ()
    signs: Mapping[str, str] = field(default_factory=dict)
    entered: frozenset[str] = frozenset()
    present: Mapping[str, str] | None = None  # None: as they were
    told_at: datetime | None = None  # Jira's clock

    @property
    def nothing_new(self) -> bool:
        """Whether the query finds what it found, and all of it is as it was."""
        as_it_was = self.present is None or self.present.keys() == self.known.signs.keys.keys()
        return as_it_was and not self.issues and not self.entered


@dataclass(frozen=True, slots=True)
class Read:
    """What the query finds. What is missing stands in ``gaps``, what Jira warned of in ``notes``."""

    issues: Held | AsTheyStand
    survey: Survey
    gaps: Sequence[Gap]
    notes: Sequence[str]


class QueryReader:
    """Reads one query with the same fields every time. ``look`` names what was read, as far as it is kept."""

    def __init__(self, api: JiraApi, jql: str, fields: Sequence[str]) -> None:
        self._api = api
        self._jql = jql
        self._fields = tuple(fields)
        self._together = Together.on(api)
        self.look = ""

    def unchanged(self) -> str:
        """The name of the last look that is kept, where the query finds now what it found then; else empty."""
        thin = self._thin
        return thin.known.signs.look if thin is not None and thin.nothing_new else ""

    def changed(self) -> str:
        """The name of the last look that is kept, where some of what it found is another now; else empty.

        Empty after a whole look, too, in whose answers issues show others as they were when each was read.
        """
        thin = self._thin
        if thin is None or thin.nothing_new or not thin.known.signs.as_they_stand:
            return ""
        return thin.known.signs.look

    def read(self, survey: Callable[[], Survey]) -> Read:
        """Every issue of the query with its whole history and its comments; what is missing stands in the gaps.

        ``survey`` makes one that has seen nothing.
        """
        held = self._caught_up()
        if held is None:
            return self._whole(survey)
        issues, notes = held
        return Read(issues, surveyed(survey(), issues), (), notes)

    def _whole(self, survey: Callable[[], Survey]) -> Read:
        coming = Coming(self._api, survey)
        found = search(self._api, self._jql, self._fields, into=coming)
        coming.complete()
        gaps = [*found.gaps, *coming.gaps]
        if not gaps:
            self._keep(coming.held, coming.signs, found.notes, coming.told_at, self._now(), as_they_stand=False)
        return Read(coming.held, coming.survey, gaps, found.notes)

    @cached_property
    def _thin(self) -> _Thin | None:
        """What is new since the last look that is kept; None where all must be read."""
        known = self._known()
        if known is None:
            return None
        try:
            return _Thin(known) if self._together.stands(known.signs) else self._looked(known)
        except JqlRefused:  # the query itself, which the whole look will tell, or more than this server understands
            return None

    def _looked(self, known: _Known) -> _Thin | None:
        """By as few searches as tell it."""
        before = known.signs
        news = news_of(self._api, [before], self._fields)
        if news is None:
            return _Thin(known)
        lately, signs, present = news.lately, news.signs, news.present
        if lately.gaps or present is None:
            return None  # cut short, or not what was asked for
        differing = [issue for issue in lately.issues if signs[id_of(issue)] != before.signs.get(id_of(issue))]
        entered = {own for own, key in present.items() if own not in signs and key != before.keys.get(own)}
        if len(entered) > MOST_ENTERED:
            return None
        thin = _Thin(known, differing, signs, frozenset(entered), present, news.told_at)
        if thin.nothing_new and (settled := before.confirmed(news.told_at)) is not before:
            self._keep_signs(settled, known.notes)
        return thin

    def _caught_up(self) -> tuple[AsTheyStand, Sequence[str]] | None:
        """What is kept with what is new since; None where all must be read."""
        thin = self._thin
        issues = self._kept_issues(thin.known.signs) if thin is not None else None
        if thin is None or issues is None:
            return None
        try:
            return self._with_news(thin, issues)
        except JqlRefused:
            return None

    def _with_news(self, thin: _Thin, held: Held) -> tuple[AsTheyStand, Sequence[str]] | None:
        known, before = thin.known, thin.known.signs
        signs, changed = before.signs, set[str]()
        if not thin.nothing_new:
            lately, signs = Found(issues=list(thin.issues)), {**before.signs, **thin.signs}
            gone = before.keys.keys() - (thin.present or {}).keys()
            unseen = thin.entered | (held.speaking_of(gone) - gone - thin.signs.keys())  # a link ends without a change
            if len(unseen) > MOST_ENTERED:
                return None
            if unseen:
                late = search(self._api, f"id in ({', '.join(sorted(unseen))})", self._fields)
                lately.gaps += late.gaps
                lately.issues += late.issues
                signs |= signs_of(late.issues)
            lately.gaps += complete_histories(self._api, lately.issues)
            complete_comments(self._api, lately.issues)
            for issue in lately.issues:
                held.put(issue)
            present = thin.present or {}
            if lately.gaps or present.keys() - held.keys.keys():
                return None
            held.leave_only(present)
            changed = gone | {id_of(issue) for issue in lately.issues}
            signs = {own: signs[own] for own in held.keys}
        if signs == before.signs:
            self.look = before.look
        else:
            self._keep(held, signs, known.notes, thin.told_at, before.whole_at, as_they_stand=True)
        return AsTheyStand(held, changed), known.notes

    # -- what is kept --------------------------------------------------------------------------------

    def _now(self) -> float:
        return self._api.transport.keep.clock() if self._api.transport.keep else 0.0

    def _name(self, what: str) -> str:
        asked = json.dumps([self._api.transport.identity, without_order(self._jql), sorted(self._fields)])
        return f"jira-{what}-{hashlib.sha256(asked.encode()).hexdigest()[:24]}"

    def _known(self) -> _Known | None:
        found = self._kept("look")
        try:
            signs = Signs.kept(found["signs"])
            notes = list(found["notes"])
        except (TypeError, ValueError, KeyError):  # nothing is kept, or somebody changed it
            return None
        if signs is None or not signs.keys:  # where nothing was found, the next look asks for everything
            return None
        return _Known(signs, notes)

    def _kept_issues(self, signs: Signs) -> Held | None:
        """The issues that bore these signs, whole."""
        found = self._kept("issues")
        try:
            held = Held.kept(found["issues"]) if found["look"] == signs.look else None
        except (TypeError, ValueError, KeyError, AttributeError):
            return None
        return held if held is not None and held.keys.keys() == signs.keys.keys() else None

    def _kept(self, what: str) -> Any:
        keep = self._api.transport.keep
        return keep.get(self._name(what), within=WHOLE_EVERY) if keep else None

    def _keep(
        self, held: Held, signs: dict[str, str], notes: Sequence[str], told_at: datetime | None, whole_at: float, *,
        as_they_stand: bool,
    ) -> None:  # fmt: skip
        keep = self._api.transport.keep
        if keep is None:
            return
        self.look = uuid4().hex
        server = self._api.transport.server_time
        newest = held.newest(server + OVERLAP if server else _EVER)
        keep.put(self._name("issues"), {"look": self.look, "issues": held.written()}, made=whole_at)
        told = Signs(
            look=self.look,
            jql=without_order(self._jql),
            fields=self._fields,
            keys=held.keys,
            signs=signs,
            at=held.changed,
            newest=newest.isoformat(),
            told_at=told_at.isoformat() if told_at else "",
            whole_at=whole_at,
            as_they_stand=as_they_stand,
        )
        self._keep_signs(told, notes)
        self._together.keep(told)

    def _keep_signs(self, signs: Signs, notes: Sequence[str]) -> None:
        if keep := self._api.transport.keep:
            keep.put(self._name("look"), {"signs": asdict(signs), "notes": notes}, made=signs.whole_at)
