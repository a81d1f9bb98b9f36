"""What is new in some queries since their last look, by as few searches as tell it for certain.

- As many issues as fit a page are read anew: one search, as good as a whole look.
- Of more, one search brings the ids of all, the last changed first. What changed since stands before issues that, as
  far as we know, were changed after it; what is gone is missing, and what entered is a stranger. So where the ids are
  those that are known, and in the order of their known changes, nothing is new. Of the issues that were changed last a
  further change would not show in the order: they are let through with the minute of their known change alone.
- Where something differs, or cannot be asked so, a further search brings all that was changed since the newest change
  that is known of an issue that is there. That one must be among the answers, or they are to another question.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from itertools import pairwise

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.trackers.jira.api import PAGE, JiraApi
from trackerbridge.trackers.jira.errors import JqlRefused
from trackerbridge.trackers.jira.jql import any_of, changed_in, changed_since
from trackerbridge.trackers.jira.search import Found, keys_in, keys_of, search
from trackerbridge.trackers.jira.signs import MINUTE, OVERLAP, Signs, signs_of
from trackerbridge.trackers.jira.values import zone_named
from trackerbridge.trackers.values import text

SMALL = PAGE  # issues
MOST_LAST = 50  # issues that were changed in one minute, each named in the query


@dataclass(frozen=True, slots=True)
class News:
    """What was found. ``lately``: at least all that differs; ``signs``: theirs; ``present``: the keys of all, by id.

    ``present`` is None where Jira did not come to an end, or answered another question. ``told_at``: Jira's clock when
    it first answered, if it told.
    """

    lately: Found
    signs: Mapping[str, str]
    present: Mapping[str, str] | None
    told_at: datetime | None


def news_of(api: JiraApi, some: Sequence[Signs], fields: Sequence[str]) -> News | None:
    """What these queries find now; None where it is what they found.

    Raises JqlRefused for a query that Jira does not take, or does not take any more.
    """
    if sum(len(each.keys) for each in some) <= SMALL:
        return _read_anew(api, some, fields)
    zone = zone_named(text(api.me().get("timeZone")))
    order = _in_order(api, some, _changed_last(some), zone) if zone is not None else None
    if order is not None and _is_as_known(order, some):
        return None
    present = order if order is not None else keys_of(api, any_of(each.jql for each in some))
    told_at = api.transport.server_time
    if present is None:
        return News(Found(), {}, None, told_at)
    lately = search(api, any_of(changed_since(each.jql, _since(each, present), zone) for each in some), fields)
    signs = signs_of(lately.issues)
    present = {**present, **keys_in(lately.issues)}
    if any(each.keys.keys() - present.keys() for each in some):
        present = keys_of(api, any_of(each.jql for each in some))  # nothing is gone on one word
    if present is not None and not all(_is_answered(each, present, signs) for each in some):
        api.me(anew=True)  # whose time zone may have been changed
        present = None
    return News(lately, signs, present, told_at)


def _since(known: Signs, present: Mapping[str, str]) -> datetime:
    """From when on its changes are asked for: before the newest one that is known of an issue that is still there."""
    return datetime.fromtimestamp(known.at.get(known.newest_in(present), known.minute), UTC) - OVERLAP


def _is_answered(known: Signs, present: Mapping[str, str], signs: Mapping[str, str]) -> bool:
    """Whether what was changed since was told: the newest change that is known must be among it."""
    newest = known.newest_in(present)
    return not newest or newest in signs


def _read_anew(api: JiraApi, some: Sequence[Signs], fields: Sequence[str]) -> News:
    found = search(api, any_of(each.jql for each in some), fields)
    present = keys_in(found.issues) if found.issues else None  # nothing at all is believed of a whole look alone
    return News(found, signs_of(found.issues), present, api.transport.server_time)


def _changed_last(some: Sequence[Signs]) -> list[str]:
    """The issues of the newest minute of all; none where it is too young to tell that nothing else fell in it."""
    newest = max(some, key=lambda each: each.minute)
    if not newest.settled:
        return []
    return sorted({own for each in some for own, at in each.at.items() if at >= newest.minute})


def _in_order(api: JiraApi, some: Sequence[Signs], last: Sequence[str], zone: tzinfo) -> dict[str, str] | None:
    """The keys of all by id, the last changed first; None where that would not show everything."""
    minute = max(each.minute for each in some)
    as_known = changed_in(minute, zone)
    come = any(at >= minute + MINUTE for each in some for at in each.at.values())  # an import may write any instant
    if not 0 < len(last) <= MOST_LAST or come or not as_known:
        return None
    every = any_of(each.jql for each in some)
    try:
        return keys_of(api, f"({every}) AND (id not in ({', '.join(last)}) OR {as_known})", "updated DESC")
    except JqlRefused:  # one of them is gone, or the query is at fault, which the next search will tell
        return None


def _is_as_known(order: Mapping[str, str], some: Sequence[Signs]) -> bool:
    known = {own: key for each in some for own, key in each.keys.items()}
    changed = {own: at for each in some for own, at in each.at.items()}
    return order == known and all(changed[later] >= changed[earlier] for later, earlier in pairwise(order))
