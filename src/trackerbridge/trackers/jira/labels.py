"""The team labels on Jira's issues, and which of them are ours: told by a property that each such issue carries.

A label by one of our names that a person put on is theirs: it is neither taken off nor counted as ours. The same holds
for what another project of ours put on, since two projects may read one issue and judge it differently.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.trackers.jira.values import ident
from trackerbridge.trackers.values import part, text

PROPERTY = "trackerbridge"  # of an issue (API-FACTS 1.6): {"labels": [all of ours], "by": {PROJECT: [its own]}}
CARD = "trackerbridge-card"  # of an issue on the client's side: {"ref": the card's reference}
PREFIX = "tb-"
THEIRS = "theirs:"


@dataclass(frozen=True, slots=True)
class Labelled:
    """One issue as its labels stand. ``noted`` is our property on it; None where that was not asked for."""

    id: str
    key: str
    title: str
    project: str
    labels: frozenset[str]
    noted: Mapping[str, Any] | None = None

    @classmethod
    def of(cls, issue: Mapping[str, Any], *, told: bool) -> Labelled:
        """From an issue's JSON. ``told``: the answer would hold the property if the issue had one."""
        fields = issue["fields"]
        noted = part(issue, "properties", PROPERTY)
        return cls(
            id=ident(issue.get("id")),
            key=text(issue.get("key")),
            title=text(fields.get("summary")),
            project=text(part(fields, "project", "key")),
            labels=frozenset(_strings(fields.get("labels"))),
            noted=(noted if isinstance(noted, Mapping) else {}) if told else None,
        )

    @property
    def team_labels(self) -> frozenset[str]:
        """Its labels by names of ours, whoever put them on."""
        return frozenset(label for label in self.labels if label.startswith(PREFIX))

    def put_on_by(self, project: str) -> frozenset[str]:
        """Those that this project of ours put on and that are still there, and those of which no project is told."""
        by = {name: frozenset(_strings(labels)) for name, labels in self._by().items()}
        nobodys = frozenset(_strings(part(self.noted, "labels"))) - frozenset().union(*by.values())
        return (by.get(project, frozenset()) | nobodys) & self.labels

    def noting(self, project: str, labels: Iterable[str]) -> dict[str, Any]:
        """The property, once these are what ``project`` put on; whatever else stands in it stays."""
        own = sorted(labels)
        by = {name: sorted(_strings(one)) for name, one in self._by().items()} | {project: own}
        by = {name: one for name, one in sorted(by.items()) if one}
        every = sorted({label for one in by.values() for label in one})
        return {**(self.noted or {}), "labels": every, "by": by}

    def label_ids(self, project: str) -> tuple[str, ...]:
        """Its team labels as a board's labels: by name where the project put them on, else marked as not its own."""
        mine = self.put_on_by(project)
        return tuple(sorted(label if label in mine else THEIRS + label for label in self.team_labels))

    def _by(self) -> Mapping[str, Any]:
        by = part(self.noted, "by")
        return by if isinstance(by, Mapping) else {}


def _strings(value: Any) -> Iterable[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
