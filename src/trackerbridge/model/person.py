"""Whom a tracker knows."""

from __future__ import annotations

from enum import StrEnum

from trackerbridge.lazy_dataclass import dataclass


class Side(StrEnum):
    """Which side a person is on. Names decide nothing by themselves: the configuration and the tracker do."""

    TEAM = "team"
    CLIENT = "client"
    OURS = "ours"  # trackerbridge's own account
    BOT = "bot"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody a tracker knows. ``id`` is the tracker's own; the rest may be missing or change."""

    id: str
    name: str = ""
    handle: str = ""
    email: str = ""
    side: Side = Side.UNKNOWN
