"""What shows that an issue differs from what it was. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from trackerbridge.trackers.jira.values import ident

OVERLAP = timedelta(minutes=10)  # what a search index may lag behind (API-FACTS 0.5), and the minutes it counts in
_JSON = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode


def id_of(issue: Mapping[str, Any]) -> str:
    """The id, as text."""
    return ident(issue.get("id"))


def told_of(issue: Mapping[str, Any]) -> bytes:
    """All that is read of an issue, as JSON: the same whatever order Jira told it in."""
    return _JSON(issue).encode()


def sign_of(told: bytes) -> str:
    """What a change of the issue shows by: all that a search tells of it, since two may fall in one instant."""
    return hashlib.blake2b(told, digest_size=9).hexdigest()


def signs_of(issues: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """The signs of issues as a search told them, by id."""
    return {id_of(issue): sign_of(told_of(issue)) for issue in issues}
