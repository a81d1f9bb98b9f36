"""What a history tells of one field at one moment. Pure.

Read forwards: the last change up to the moment says what stood there, and nothing later can say otherwise. Only before
the first change is the later one asked, for what it replaced.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import Change, ChangeField, Stage

Name = TypeVar("Name", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Told:
    """What stood there: the tracker's words, and for a status what they mean."""

    text: str | None
    stage: Stage | None = None


def in_order(history: Iterable[Change]) -> tuple[Change, ...]:
    """Oldest first and each once, however the tracker or a broken export had them."""
    return tuple(sorted(dict.fromkeys(history), key=lambda change: change.at))


def told(changes: Sequence[Change], moment: datetime) -> Told | None:
    """What one field held at a moment; None where its history says nothing. ``changes`` are its own, in order."""
    if not changes:
        return None
    past = [change for change in changes if change.at <= moment]
    if past or changes[0].field is ChangeField.CREATED:
        last = past[-1] if past else changes[0]
        return Told(last.after, last.stage_after)
    return Told(changes[0].before, changes[0].stage_before)


@dataclass(frozen=True, slots=True)
class Step:
    """One name that came (``added``) or went."""

    at: datetime
    name: str
    added: bool


def steps_of(changes: Iterable[Change]) -> list[Step]:
    """What came and went, in order: a replacement is one that goes and one that comes."""
    found = []
    for change in changes:
        if change.before and change.before != change.after:
            found.append(Step(change.at, change.before, added=False))
        if change.after and change.before != change.after:
            found.append(Step(change.at, change.after, added=True))
    return found


def by_ref(change: Change) -> Change:
    """A change of one named part under its id, where the tracker gives one; a replacement keeps its names."""
    if not change.ref or (change.before and change.after):
        return change
    return replace(change, before=change.ref if change.before else None, after=change.ref if change.after else None)


def names_at(steps: Sequence[Step], today: Sequence[str], moment: datetime) -> list[str]:
    """Which names were there at a moment, by when they came, then by name: today's order may tell of later changes.

    A name of today that no step brought, where a name that a step did bring is missing today, is that one renamed.
    """
    by_name: dict[str, list[Step]] = {}
    for step in steps:
        by_name.setdefault(step.name, []).append(step)
    renamed = _renamed(by_name, today)
    current = [renamed.get(name, name) for name in today]
    there = [name for name in {*current, *by_name} if _there(by_name.get(name, []), moment, name in current)]
    back = {old: new for new, old in renamed.items()}
    there.sort(key=lambda name: (_came(by_name.get(name, []), moment), name))
    return [back.get(name, name) for name in there]


def _came(steps: Sequence[Step], moment: datetime) -> float:
    """When a name last came before a moment, in seconds; those that were there from the beginning come first."""
    return max((step.at.timestamp() for step in steps if step.added and step.at <= moment), default=0.0)


def _there(steps: Sequence[Step], moment: datetime, today: bool) -> bool:
    if not steps:
        return today
    past = [step for step in steps if step.at <= moment]
    return past[-1].added if past else not steps[0].added


def _renamed(by_name: dict[str, list[Step]], today: Sequence[str]) -> dict[str, str]:
    """Today's name to the one that history knows, where as many are unexplained as are missing."""
    missing = [name for name, steps in by_name.items() if steps[-1].added and name not in today]
    unexplained = [name for name in today if name not in by_name]
    return dict(zip(unexplained, missing, strict=True)) if len(missing) == len(unexplained) else {}
