"""What Jira's statuses mean: the configuration, then the status's category, made finer by its name. Pure.

The category decides what is finished (API-FACTS 1.3: names are localised and renameable). Inside it the name may say
more: "QA" among what is in progress is testing, "Won't Do" among what is done is cancelled. A status without a
category is read by its name alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import Stage
from trackerbridge.stages import StageMap, normalise
from trackerbridge.trackers.jira.values import ident
from trackerbridge.trackers.values import objects, part, text

# Ends without delivery that the lexicon of lists does not know. Jira ships most of them; Apache's sites use the rest.
_NOT_DELIVERED = """
    invalid, cannot reproduce, can't reproduce, could not reproduce, unable to reproduce, not reproducible, not a bug,
    not a problem, not an issue, works for me, works as designed, by design, incomplete, later, remind later, postponed,
    known error, auto closed, information provided, out of scope, withdrawn, отклонен, отклонена, не исправлять,
    не воспроизводится, не ошибка, дубль, nu se reproduce, nu este o problemă, în afara domeniului
"""
_ENDS = frozenset(map(normalise, _NOT_DELIVERED.split(",")))
_OPEN_AT_FIRST = (Stage.WAITING, Stage.REVIEW, Stage.CANCELLED)
_WORK_MAY_BE = (
    Stage.PLANNED,  # "Selected for Development": the board says in progress, and nobody has begun
    Stage.TESTING,
    Stage.REVIEW,
    Stage.WAITING,
    Stage.CANCELLED,
)


def ended_without_delivery(resolution: str) -> bool:
    """Whether a resolution, such as "Won't Do" or "Duplicate", says that the work was not done."""
    return normalise(resolution) in _ENDS or StageMap().stage_of(resolution) is Stage.CANCELLED


@dataclass(frozen=True)
class Statuses:
    """The statuses of one source. ``categories`` maps names and ids to ``new``, ``indeterminate`` or ``done``."""

    stages: StageMap
    categories: Mapping[str, str]
    names: tuple[str, ...] = ()  # in the order of work

    def stage_of(self, status: Any, resolution: str = "") -> Stage:
        """Where an issue with this status object stands."""
        return self.stage(text(part(status, "name")), text(part(status, "statusCategory", "key")), resolution)

    def stage_named(self, name: str, status_id: str = "", resolution: str = "") -> Stage:
        """What a status in the history meant; its category is known where an issue still has it."""
        category = self.categories.get(status_id) or self.categories.get(name) or ""
        return self.stage(name, category, resolution)

    def stage(self, name: str, category: str, resolution: str = "") -> Stage:
        """The stage of a status name in a category."""
        configured = self.stages.configured_stage(name)
        if configured:
            return configured
        said = self.stages.stage_of(name)
        if category == "done":
            undelivered = said is Stage.CANCELLED or (resolution and ended_without_delivery(resolution))
            return Stage.CANCELLED if undelivered else Stage.DONE
        if category == "indeterminate":
            return said if said in _WORK_MAY_BE else Stage.IN_PROGRESS
        if category == "new":
            return said if said in _OPEN_AT_FIRST else Stage.PLANNED
        return _by_name(said, resolution)


class Seen:
    """The statuses of issues as they are looked at, and of their links, parents and sub-tasks."""

    def __init__(self) -> None:
        self._categories: dict[str, str] = {}
        self._names: dict[str, str] = {}

    def take(self, issue: Mapping[str, Any]) -> None:
        """Look at one more issue."""
        own = part(issue, "fields", "status")
        for status in (own, *_statuses_beside(issue)):
            category = text(part(status, "statusCategory", "key"))
            for key in (text(part(status, "name")), ident(part(status, "id"))):
                if key and category:
                    self._categories[key] = category
        if text(part(own, "name")):
            self._names[text(part(own, "name"))] = text(part(own, "statusCategory", "key"))

    def read_by(self, stages: StageMap) -> Statuses:
        """What they mean, with what the configuration says of them."""
        order, names = {"new": 0, "indeterminate": 1, "done": 3}, self._names
        return Statuses(
            stages, self._categories, tuple(sorted(names, key=lambda name: (order.get(names[name], 2), name)))
        )


def _by_name(said: Stage, resolution: str) -> Stage:
    """Without a category: what the name says; where it says nothing, an issue with a resolution is finished."""
    if not resolution or said not in (Stage.DONE, Stage.UNKNOWN):
        return said
    return Stage.CANCELLED if ended_without_delivery(resolution) else Stage.DONE


def _statuses_beside(issue: Mapping[str, Any]) -> list[Any]:
    """Statuses of linked issues, parents and sub-tasks: they tell categories of more names."""
    fields = part(issue, "fields")
    links = objects(part(fields, "issuelinks"))
    others = [part(link, side) for link in links for side in ("inwardIssue", "outwardIssue")]
    others += [part(fields, "parent"), *objects(part(fields, "subtasks"))]
    return [part(other, "fields", "status") for other in others]
