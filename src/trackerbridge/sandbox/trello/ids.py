"""Trello's identifiers: 24 hexadecimal digits, the first eight the creation time, and short links (API-FACTS 3.3)."""

from __future__ import annotations

import hashlib
import re
import string
from datetime import UTC, datetime

_ID = re.compile(r"[0-9a-fA-F]{24}\Z")
_SHORT_LINK = re.compile(r"[0-9A-Za-z]{8}\Z")
_ALPHABET = string.digits + string.ascii_uppercase + string.ascii_lowercase


def is_object_id(text: str) -> bool:
    """Whether the text has the form of an id (24 hexadecimal digits)."""
    return bool(_ID.match(text))


def is_short_link(text: str) -> bool:
    """Whether the text has the form of a short link (8 letters and digits)."""
    return bool(_SHORT_LINK.match(text))


def created_at(identifier: str) -> datetime | None:
    """When the object was created, UTC, to the second; ``None`` for an id of another form (old hand-made exports)."""
    if not is_object_id(identifier):
        return None
    return datetime.fromtimestamp(int(identifier[:8], 16), UTC)


def short_link_of(identifier: str) -> str:
    """A short link for an object that has none yet: stable, eight letters and digits."""
    number = int.from_bytes(hashlib.sha256(identifier.encode()).digest()[:8], "big")
    digits = []
    for _ in range(8):
        number, rest = divmod(number, 62)
        digits.append(_ALPHABET[rest])
    return "".join(digits)


class IdMint:
    """Makes new ids: creation second, then a counter, so ids sort in the order of creation even within one second."""

    def __init__(self) -> None:
        self._count = 0

    def new(self, now: datetime) -> str:
        """A fresh id that says ``now`` as its creation time."""
        self._count += 1
        return f"{int(now.timestamp()):08x}7b{self._count:014x}"
