"""Every request the sandbox got: in memory, and as JSON lines in a file if asked. Never a credential."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, field
from pathlib import Path
from threading import Lock
from typing import Any

from trackerbridge.lazy_dataclass import dataclass

CREDENTIALS = ("key", "token")
"""Parameters that are never logged."""
QUESTIONS = ("/search", "/search/jql", "/search/approximate-count", "/bulkfetch", "/jql/parse")
"""Ends of paths that are asked by POST and change nothing (Jira)."""


@dataclass
class Entry:
    """One request and how it was answered."""

    number: int
    at: str
    """The sandbox's time."""
    method: str
    path: str
    params: dict[str, Any] = field(default_factory=dict)
    """Query and body together, without credentials."""
    auth: str = ""
    """``query``, ``header`` or empty."""
    member: str = ""
    """The user name behind the token."""
    operation: str = ""
    """The route's template, e.g. ``GET /boards/{id}``."""
    status: int = 0
    """0 when the connection was dropped without an answer."""
    bytes: int = 0
    violations: list[str] = field(default_factory=list)
    """What the sandbox refused although the live service might not."""
    fault: str = ""
    """The injected fault, if one hit."""


class RequestLog:
    """The list of entries; safe to read while the server runs."""

    def __init__(self, file: Path | None = None) -> None:
        self._entries: list[Entry] = []
        self._lock = Lock()
        self._file = file

    def __iter__(self) -> Iterator[Entry]:
        with self._lock:
            return iter(list(self._entries))

    def __len__(self) -> int:
        return len(self._entries)

    def __getitem__(self, index: int) -> Entry:
        return self._entries[index]

    def begin(self, at: str, method: str, path: str) -> Entry:
        """A new entry, numbered in order of arrival."""
        with self._lock:
            entry = Entry(len(self._entries) + 1, at, method, path)
            self._entries.append(entry)
            return entry

    def finish(self, entry: Entry) -> None:
        """Write a finished entry to the file."""
        if self._file is None:
            return
        with self._lock, self._file.open("a", encoding="utf-8") as out:
            out.write(json.dumps(asdict(entry), ensure_ascii=False, default=str) + "\n")

    def clear(self) -> None:
        """Forget all entries (the file stays)."""
        with self._lock:
            self._entries.clear()

    def counts(self) -> dict[str, int]:
        """How many requests of each method."""
        found: dict[str, int] = {}
        for entry in self:
            found[entry.method] = found.get(entry.method, 0) + 1
        return found

    def writes(self) -> list[Entry]:
        """The requests that were no questions."""
        return [entry for entry in self if entry.method not in ("GET", "HEAD") and not entry.path.endswith(QUESTIONS)]

    def violations(self) -> list[str]:
        """Everything that was refused for strictness, in order."""
        return [text for entry in self for text in entry.violations]

    def as_json(self) -> list[dict[str, Any]]:
        """All entries as plain values."""
        return [asdict(entry) for entry in self]
