"""One run of trackerbridge over a project, as rules see it."""

from __future__ import annotations

from datetime import datetime

from trackerbridge.lazy_dataclass import dataclass

_WELL = frozenset({"ok", "unchanged"})


@dataclass(frozen=True, slots=True)
class RunRecord:
    """A run that has ended: which command, when it began (UTC), and how it ended (the ledger's words)."""

    command: str
    at: datetime
    status: str
    applied: int = 0  # changes that reached the client's side

    @property
    def well(self) -> bool:
        """Everything was done, or there was nothing to do."""
        return self.status in _WELL
