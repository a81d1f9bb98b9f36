"""Several sources as one project: each task once, knowing its source, under a key that no other task has. Pure.

Two queries on one Jira may bring the same issue; two sheets may both number from 1. What the client is told is kept by
source and id, so neither could ever double or mix up a card; flags, promises and people's commands go by key.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from trackerbridge.model import Link, Snapshot, Task


def told_apart(snapshots: Sequence[Snapshot]) -> tuple[Snapshot, ...]:
    """The same snapshots in the same order. A task that an earlier one has already is left out of the later ones."""
    seen: set[str] = set()
    once = [_first_seen(snapshot, seen) for snapshot in snapshots]
    holders = Counter(key for snapshot in once for key in {task.key.casefold() for task in snapshot.tasks})
    shared = {key for key, number in holders.items() if number > 1}
    names = _names(once)
    return tuple(_renamed(each, name, shared) if shared else each for each, name in zip(once, names, strict=True))


def live_counts(snapshots: Sequence[Snapshot]) -> dict[str, int]:
    """By source: how many live tasks, over all that was asked of it."""
    counts: Counter[str] = Counter()
    for snapshot in snapshots:
        counts[snapshot.source] += len(snapshot.live_tasks)
    return dict(counts)


def _first_seen(snapshot: Snapshot, seen: set[str]) -> Snapshot:
    placed = [t if t.source == snapshot.source else replace(t, source=snapshot.source) for t in snapshot.tasks]
    fresh = tuple(task for task in placed if task.identity not in seen)
    seen.update(task.identity for task in placed)
    if len(fresh) == len(placed):
        return replace(snapshot, tasks=fresh)
    again = len(placed) - len(fresh)
    tasks = (
        "1 task also stands in an earlier source and counts"
        if again == 1
        else (f"{again} tasks also stand in an earlier source and count")
    )
    said = f"{snapshot.title}: {tasks} there."
    known = snapshot.completeness
    return replace(snapshot, tasks=fresh, completeness=replace(known, notes=(*known.notes, said)))


def _names(snapshots: Sequence[Snapshot]) -> list[str]:
    """What people call each source: its title, or where two have the same one its stable name."""
    titles = Counter(snapshot.title for snapshot in snapshots)
    return [each.title if each.title and titles[each.title] == 1 else each.source for each in snapshots]


def _renamed(snapshot: Snapshot, name: str, shared: set[str]) -> Snapshot:
    """Keys that another source has too, with the source's name before them: ``plan.csv/7``."""
    new = {task.key: f"{name}/{task.key}" for task in snapshot.tasks if task.key.casefold() in shared}
    return replace(snapshot, tasks=tuple(_by_new_keys(task, new) for task in snapshot.tasks)) if new else snapshot


def _by_new_keys(task: Task, new: Mapping[str, str]) -> Task:
    key, parent = new.get(task.key, task.key), new.get(task.parent or "", task.parent)
    links = tuple(_link(link, new) for link in task.links)
    same = (key, parent, links) == (task.key, task.parent, task.links)
    return task if same else replace(task, key=key, parent=parent, links=links)


def _link(link: Link, new: Mapping[str, str]) -> Link:
    return replace(link, key=new[link.key]) if link.key in new else link
