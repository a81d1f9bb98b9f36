"""Rows by id, found by what they belong to: enough of a database for one board with thousands of cards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

Json = dict[str, Any]
"""A row in the form in which Trello sends it."""


class Table:
    """Rows in order of arrival, with one index per parent.

    ``parents`` names the fields that are indexed (``idBoard``, ``idList`` …), or is a function from a row to a mapping
    of index name to parent id, for rows that carry their parents deeper (actions).
    """

    def __init__(self, *parents: str, keys: Callable[[Json], dict[str, str]] | None = None) -> None:
        self._rows: dict[str, Json] = {}
        self._index: dict[tuple[str, str], dict[str, Json]] = {}
        self._keys = keys or (lambda row: {name: row[name] for name in parents if row.get(name)})
        self._placed: dict[str, dict[str, str]] = {}

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Json]:
        return iter(self._rows.values())

    def __contains__(self, identifier: object) -> bool:
        return identifier in self._rows

    def get(self, identifier: str) -> Json | None:
        """The row, or ``None``."""
        return self._rows.get(identifier)

    def add(self, row: Json) -> Json:
        """Put a row in, or put it anew under changed parents."""
        identifier = row["id"]
        self._unplace(identifier)
        self._rows[identifier] = row
        keys = self._keys(row)
        self._placed[identifier] = keys
        for key in keys.items():
            self._index.setdefault(key, {})[identifier] = row
        return row

    def remove(self, identifier: str) -> None:
        """Take a row out; one that is not there is not missed."""
        self._unplace(identifier)
        self._rows.pop(identifier, None)

    def of(self, parent: str, identifier: str) -> list[Json]:
        """The rows that belong to that parent, in order of arrival."""
        return list(self._index.get((parent, identifier), {}).values())

    def count(self, parent: str, identifier: str) -> int:
        """How many rows belong to that parent."""
        return len(self._index.get((parent, identifier), {}))

    def _unplace(self, identifier: str) -> None:
        for key in self._placed.pop(identifier, {}).items():
            self._index[key].pop(identifier, None)
