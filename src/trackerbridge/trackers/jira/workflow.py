"""Which status of the client project stands for which list of ours. Pure.

A status of the list's own name is found by name (``plan.ownership``); here is what stands for the rest: the status that
means the same, else one of the same category. What a status cannot say, the card's first sentence and its label do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import Stage
from trackerbridge.stages import StageMap
from trackerbridge.trackers.jira.statuses import Statuses
from trackerbridge.trackers.jira.values import ident
from trackerbridge.trackers.values import objects, part, text

_CATEGORY = {"overview": "new", "planned": "new", "done": "done"}  # everything else is in progress
_OPEN = "indeterminate"


@dataclass(frozen=True, slots=True)
class Status:
    """One status of a workflow."""

    id: str
    name: str
    category: str  # new | indeterminate | done
    stage: Stage


@dataclass(frozen=True, slots=True)
class Workflow:
    """The statuses that issues of one type can be in, in Jira's order."""

    statuses: tuple[Status, ...]

    @classmethod
    def of(cls, answer: Sequence[Mapping[str, Any]], issue_type: str) -> Workflow:
        """From ``GET /project/KEY/statuses``; of the named type (by id), else of the first."""
        chosen = next((each for each in answer if ident(each.get("id")) == issue_type), answer[0] if answer else {})
        meanings = Statuses(StageMap(), {})
        return cls(
            tuple(
                Status(ident(one.get("id")), text(one.get("name")), category, meanings.stage_of(one))
                for one in objects(chosen.get("statuses"))
                for category in (text(part(one, "statusCategory", "key")),)
            )
        )

    def lists_for(self, roles: Sequence[str]) -> dict[str, str]:
        """By list reference, the status that stands for it; roles without any are missing."""
        return {f"list:{role}": found.id for role in roles if (found := self._standing_for(role)) is not None}

    @property
    def beginning(self) -> str:
        """Where a new issue most likely appears: the first status of work that has not begun."""
        return next((one.id for one in self.statuses if one.category == "new"), "")

    @property
    def end(self) -> str:
        """Where an archived card goes: the first status of finished work."""
        return next((one.id for one in self.statuses if one.category == "done"), "")

    def _standing_for(self, role: str) -> Status | None:
        category = _CATEGORY.get(role, _OPEN)
        alike = [one for one in self.statuses if one.category == category]
        meant = [one for one in alike if one.stage.value == role]
        working = [one for one in alike if one.stage is Stage.IN_PROGRESS]
        return next(iter((*meant, *working, *alike)), None)
