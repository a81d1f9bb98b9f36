"""The sandbox's own clock: the machine's time, or a fixed instant that can be set while the server runs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


def iso(moment: datetime) -> str:
    """An instant the way Trello writes it: UTC, milliseconds, ``Z`` (API-FACTS 3.4)."""
    moment = moment.astimezone(UTC)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}Z"


def parse_instant(text: str) -> datetime:
    """An aware UTC instant from ISO text; a text without a zone is read as UTC. ``ValueError`` if unreadable."""
    moment = datetime.fromisoformat(text.strip().replace(" UTC", "Z"))
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


class SandboxClock:
    """What time the server thinks it is. Set once, it stands still until it is set or advanced again."""

    def __init__(self, now: datetime | str | None = None) -> None:
        self._fixed: datetime | None = None
        self.set(now)

    def now(self) -> datetime:
        """The server's time, aware, UTC."""
        return self._fixed or datetime.now(UTC)

    def set(self, now: datetime | str | None) -> None:
        """Stop the clock at ``now``; ``None`` lets the machine's time run again."""
        if isinstance(now, str):
            now = parse_instant(now)
        if now is not None and now.tzinfo is None:
            now = now.replace(tzinfo=UTC)
        self._fixed = now.astimezone(UTC) if now is not None else None

    def advance(self, **duration: float) -> None:
        """Move a stopped clock on by ``timedelta(**duration)``; a running one is stopped at now plus that."""
        self._fixed = self.now() + timedelta(**duration)
