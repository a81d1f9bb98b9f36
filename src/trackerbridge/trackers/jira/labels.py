"""The team labels on Jira's issues, and which of them are ours: told by a property that each such issue carries.

A label by one of our names that a person put on is theirs: it is neither taken off nor counted as ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from trackerbridge.trackers.jira.values import ident
from trackerbridge.trackers.values import part, text

PROPERTY = "trackerbridge"  # of an issue: {"labels": [those that we put on it]} (API-FACTS 1.6)
PREFIX = "tb-"
THEIRS = "theirs:"


@dataclass(frozen=True, slots=True)
class Labelled:
    """One issue as its labels stand. ``ours`` is None where the property was not asked for."""

    id: str
    key: str
    title: str
    project: str
    labels: frozenset[str]
    ours: frozenset[str] | None = None

    @classmethod
    def of(cls, issue: Mapping[str, Any], *, told: bool) -> Labelled:
        """From an issue's JSON. ``told``: the answer would hold the property if the issue had one."""
        fields = issue["fields"]
        return cls(
            id=ident(issue.get("id")),
            key=text(issue.get("key")),
            title=text(fields.get("summary")),
            project=text(part(fields, "project", "key")),
            labels=frozenset(_strings(fields.get("labels"))),
            ours=frozenset(_strings(part(issue, "properties", PROPERTY, "labels"))) if told else None,
        )

    @property
    def team_labels(self) -> frozenset[str]:
        """Its labels by names of ours, whoever put them on."""
        return frozenset(label for label in self.labels if label.startswith(PREFIX))

    @property
    def label_ids(self) -> tuple[str, ...]:
        """Its team labels as a board's labels: by name where they are ours, marked where they are a person's."""
        mine = self.ours or frozenset()
        return tuple(sorted(label if label in mine else THEIRS + label for label in self.team_labels))


def _strings(value: Any) -> Iterable[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
