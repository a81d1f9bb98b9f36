"""What shows that an issue, or a query, differs from what it was. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.trackers.jira.values import ident

OVERLAP = timedelta(minutes=10)  # what a search index may lag behind (API-FACTS 0.5), and the minutes it counts in
MINUTE = 60  # seconds
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


@dataclass(frozen=True, slots=True)
class Signs:
    """What is known of a query without its issues. ``keys``, ``signs`` and ``at`` by id; ``newest``: its newest change.

    ``look`` names the look that saw them so, and no other. ``whole_at``: when the query was last read whole, in seconds
    of real time. ``at``: when each was last changed, in whole seconds since
    1970. ``newest`` is an ISO instant, and ``told_at`` the one of Jira's clock by which all of it was so; empty where
    Jira does not tell its clock. ``as_they_stand``: no issue showed another one as it was before.
    """

    look: str
    jql: str
    fields: tuple[str, ...]
    keys: dict[str, str]
    signs: dict[str, str]
    at: dict[str, int]
    newest: str
    told_at: str
    whole_at: float
    as_they_stand: bool

    @classmethod
    def kept(cls, found: Any) -> Signs | None:
        """What was kept of them; None where somebody changed it."""
        try:
            signs = cls(**{**found, "fields": tuple(found["fields"])})
            known = signs.keys.keys() == signs.signs.keys() == signs.at.keys() and signs.minute > 0
            known = known and all(isinstance(each, (int, float)) for each in (signs.whole_at, *signs.at.values()))
            _ = signs.settled  # its instant can be read, too
        except (TypeError, ValueError, KeyError, AttributeError):
            return None
        return signs if known else None

    def newest_in(self, present: Collection[str]) -> str:
        """The issue of these that was changed last, as far as is known; empty where there is none.

        What an import says to have been changed in days to come does not count.
        """
        by = self.minute + MINUTE
        known = ((at, own) for own, at in self.at.items() if at < by and own in present)
        return max(known, default=(0, ""))[1]

    @property
    def minute(self) -> int:
        """When the minute of the newest change began, in seconds since 1970."""
        return int(datetime.fromisoformat(self.newest).timestamp()) // MINUTE * MINUTE

    def confirmed(self, told_at: datetime | None) -> Signs:
        """The same, as they were at this later time of Jira's clock too; itself where that settles nothing."""
        later = replace(self, told_at=told_at.isoformat()) if told_at else self
        return later if later.settled and not self.settled else self

    @property
    def settled(self) -> bool:
        """Whether whatever fell in that minute must have been seen."""
        if not self.told_at:
            return False
        return datetime.fromisoformat(self.told_at).timestamp() >= self.minute + MINUTE + OVERLAP.total_seconds()
