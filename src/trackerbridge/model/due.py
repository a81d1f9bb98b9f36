"""A date of a task, and how exact it is."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from trackerbridge.lazy_dataclass import dataclass

YEARS = range(1900, 3000)
"""The years that can be reckoned with. Beyond them there is no work to plan, and no calendar to count its days in:
9999-12-31 is what people write for "never"."""


class DueKind(StrEnum):
    """How exact a due date is."""

    EXACT = "exact"  # an instant (Trello)
    DAY = "day"  # a calendar day in the project's zone (Jira, CSV)
    INHERITED = "inherited"  # taken from something else, such as a release
    UNREADABLE = "unreadable"  # something was written there that is no date; ``raw`` has it


@dataclass(frozen=True, slots=True)
class Due:
    """A date of a task. EXACT has ``instant`` (UTC); DAY and INHERITED have ``day``; UNREADABLE has only ``raw``.

    For EXACT, ``day`` is the instant's date in the project's zone, filled in by the connector (decision 8).
    """

    kind: DueKind
    day: date | None = None
    instant: datetime | None = None
    raw: str = ""

    @property
    def readable(self) -> bool:
        """Whether it can be reckoned with."""
        return self.kind is not DueKind.UNREADABLE
