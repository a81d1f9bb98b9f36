"""What it takes to read old names: the people and releases that a source knows, its calendar, and when it was seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import UTC, datetime

from trackerbridge.clock import Calendar
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import Evidence, Person, Snapshot, Task, Version


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """``seen_at`` (UTC): as of then and later, tasks are what they are. ``began_at``: before it, history was cut."""

    calendar: Calendar
    seen_at: datetime
    began_at: datetime | None = None
    people: Mapping[str, Person] = field(default_factory=dict)  # by id, name and handle
    versions: Mapping[str, Version] = field(default_factory=dict)  # by id and name

    @property
    def earliest(self) -> datetime:
        """A moment that lies before everything."""
        return datetime.min.replace(tzinfo=UTC)

    @classmethod
    def of(cls, snapshot: Snapshot, calendar: Calendar) -> World:
        """Everything that the snapshot knows by name."""
        cut = any(gap.what is Evidence.HISTORY for gap in snapshot.completeness.gaps)
        return cls(
            calendar=calendar,
            seen_at=snapshot.pulled_at,
            began_at=_first_trace(snapshot.tasks) if cut else None,
            people=_people(snapshot),
            versions=_versions(snapshot),
        )

    def person(self, name: str) -> Person:
        """Whom a history entry names; somebody unknown keeps the name."""
        return self.people.get(name) or Person(id=name, name=name)

    def version(self, name: str, ref: str = "") -> Version:
        """The release that a history entry names, with its date as it is known today: trackers keep no other."""
        return self.versions.get(ref) or self.versions.get(name) or Version(name, id=ref)


def _first_trace(tasks: Iterable[Task]) -> datetime | None:
    return min((change.at for task in tasks for change in task.history), default=None)


def _people(snapshot: Snapshot) -> dict[str, Person]:
    found: dict[str, Person] = {}
    owners = (person for task in snapshot.tasks for person in task.owners)
    for person in (*snapshot.people, *owners):
        for name in (person.id, person.name, person.handle):
            if name:
                found.setdefault(name, person)
    return found


def _versions(snapshot: Snapshot) -> dict[str, Version]:
    found: dict[str, Version] = {}
    for version in (*snapshot.releases, *(version for task in snapshot.tasks for version in task.versions)):
        for name in (version.id, version.name):
            if name:
                found.setdefault(name, version)
    return found
