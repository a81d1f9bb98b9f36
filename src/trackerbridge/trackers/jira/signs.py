"""What shows that an issue differs from what it was, and when a query was last changed. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from trackerbridge.trackers.jira.values import ident
from trackerbridge.trackers.values import instant, part

OVERLAP = timedelta(minutes=10)  # what a search index may lag behind (API-FACTS 0.5), and the minutes it counts in
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def id_of(issue: Mapping[str, Any]) -> str:
    """The id, as text."""
    return ident(issue.get("id"))


def signs_of(issues: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """By id, what a change of the issue shows by: all that a search tells of it, since two may fall in one instant."""
    whole = {id_of(issue): json.dumps(issue, sort_keys=True, ensure_ascii=False).encode() for issue in issues}
    return {own: hashlib.blake2b(told, digest_size=9).hexdigest() for own, told in whole.items()}


def newest_of(issues: Iterable[Mapping[str, Any]]) -> tuple[str, datetime]:
    """The id of the issue that was changed last, and when; empty where there is none."""
    changed = ((id_of(issue), instant(part(issue, "fields", "updated")) or _NEVER) for issue in issues)
    return max(changed, key=lambda pair: pair[1], default=("", _NEVER))
