"""What was asked of a tracker, as far as the answer's meaning hangs on it."""

from __future__ import annotations

from trackerbridge.lazy_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Call:
    """A request, as far as its fate hangs on it. ``asks``: it changes nothing, though its verb may be POST."""

    verb: str
    path: str
    host: str
    asks: bool

    @property
    def done_once(self) -> bool:
        """Whether sending it twice could do something twice."""
        return not self.asks and self.verb == "POST"
