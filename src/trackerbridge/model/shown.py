"""What stands on the client's side: what each card says, and when there was news."""

from __future__ import annotations

from datetime import date, datetime

from trackerbridge.lazy_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Shown:
    """What the client sees of one task: the date on its card, and when the card was last written (UTC).

    ``wanted`` is the client's date as it should become, ``wanted_since`` (UTC) when it came to differ from the one told
    (None: it did not, or nobody knows). ``wanted`` None: nobody keeps the client's date apart from the task's own.
    """

    day: date | None = None
    written_at: datetime | None = None
    wanted: date | None = None
    wanted_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class News:
    """When the client last had news (UTC), the agreed rhythm, and the day the next update was announced for.

    ``last_at`` is None where the client has had none yet: nothing is published.
    """

    last_at: datetime | None
    rhythm_working_days: int = 5
    next_update: date | None = None
