"""What is made of a query's issues, kept beside them: a look that finds nothing new reads it and maps nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import Person, Snapshot, Task
from trackerbridge.people import Sides
from trackerbridge.stages import StageMap
from trackerbridge.trackers.jira.fields import Fields
from trackerbridge.trackers.jira.held import AsTheyStand, Held
from trackerbridge.trackers.jira.labels import Labelled
from trackerbridge.trackers.jira.survey import Survey
from trackerbridge.trackers.jira.together import WHOLE_EVERY
from trackerbridge.trackers.keep import Keep
from trackerbridge.trackers.rows import Rows


@dataclass(frozen=True, slots=True)
class Looked:
    """A query's tasks, their labels as the writer of team labels wants them, and what their projects are called.

    ``categories`` is what the issues told of statuses.
    """

    snapshot: Snapshot
    labelled: tuple[Labelled, ...]
    projects: tuple[str, ...]
    categories: Mapping[str, str]

    def still(self, issues: Held | AsTheyStand, survey: Survey) -> Mapping[str, Task]:
        """The tasks, by id, that these issues would become again, since nothing that goes into them is another."""
        alike = self.categories == survey.statuses.categories and self.snapshot.people == survey.people.all()
        if not (alike and isinstance(issues, AsTheyStand)):
            return {}
        return {task.id: task for task in self.snapshot.tasks if task.id in issues.same}


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """Everything that it is made of besides the issues: whoever asks or maps otherwise keeps a file of their own."""

    account: str
    cloud: bool
    source: str
    site: str
    jql: str
    asked: tuple[str, ...]
    fields: Fields
    stages: StageMap
    sides: Sides
    restricted: bool
    notes: tuple[str, ...]


class KeptLooks:
    """Keeps what one query's issues become; ``look`` names the look at the issues (``QueryReader.look``)."""

    def __init__(self, keep: Keep | None, making: Making) -> None:
        self._keep = keep
        self._making = making

    def get(self, look: str) -> Looked | None:
        """What became of the issues of this look; None where that is not kept."""
        found: Any = self._keep.get(self._name, within=WHOLE_EVERY) if self._keep and look else None
        try:
            return _rows().read(found["made"]) if found["look"] == look else None
        except (TypeError, ValueError, KeyError, IndexError, AttributeError):  # nothing is kept, or somebody changed it
            return None

    def put(self, look: str, looked: Looked) -> None:
        """Keep it for the next run, if the issues are kept themselves."""
        if self._keep and look:
            self._keep.put(self._name, {"look": look, "made": _rows().written(looked)})

    @property
    def _name(self) -> str:
        told = json.dumps(Rows.of(Making, once=Person).written(self._making))
        return f"jira-tasks-{hashlib.sha256(told.encode()).hexdigest()[:24]}"


def _rows() -> Rows[Looked]:
    return Rows.of(Looked, once=Person)
