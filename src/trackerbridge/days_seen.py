"""When a version's date changed: trackers keep no history of it, so each run remembers what it saw. Pure.

The changes found stand with the version (``Version.moves``), so that its date settles, waits for words and is told like
any task's. What nobody has seen before this run is taken for a change of this moment where we would have seen it
before; on the first look at a project nobody knows since when a date stands, and it counts as settled.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from trackerbridge.client_view.chosen import version_id
from trackerbridge.client_view.client_dates import buffered
from trackerbridge.config.schema import Settings
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.ledger.records import Entry, Memory
from trackerbridge.ledger.seen import Seen, days_seen, seen_entry
from trackerbridge.milestones import versions_in
from trackerbridge.model import Change, ChangeField, Promise, Snapshot, Task, Version


@dataclass(frozen=True, slots=True)
class Watched:
    """The snapshots with what is known of their versions' moves; ``news``: what to remember from now on."""

    snapshots: tuple[Snapshot, ...]
    news: tuple[Entry, ...] = ()


def watched(snapshots: Sequence[Snapshot], *, settings: Settings, memory: Memory, now: datetime) -> Watched:
    """What is known of the moves of every version that is still ahead. ``now`` (UTC): the moment of judgement."""
    versions = {
        f"task:{source}/{version_id(version)}": version
        for source, version in versions_in(task for snapshot in snapshots for task in snapshot.tasks)
        if not (version.released or version.archived)
    }
    if not versions:
        return Watched(tuple(snapshots))
    looker = _Looker(settings, days_seen(memory), {each.ref: each for each in memory.promises}, now)
    stories = {ref: looker.story(ref, version.day) for ref, version in versions.items()}
    news = [seen_entry(ref, story[-1]) for ref, story in stories.items() if looker.is_new(ref, story)]
    moves = {ref: moves for ref, story in stories.items() if (moves := tuple(_moves(story)))}
    told = (replace(each, tasks=tuple(_with_moves(each.tasks, moves))) for each in snapshots) if moves else snapshots
    return Watched(tuple(told), tuple(news))


@dataclass(frozen=True, slots=True)
class _Looker:
    settings: Settings
    seen: Mapping[str, Sequence[Seen]]
    promises: Mapping[str, Promise]
    now: datetime

    def story(self, ref: str, day: date | None) -> Sequence[Seen]:
        """Every day of a version's, the one that stands there now last."""
        before = self.seen.get(ref, ())
        if before and before[-1].day == day:
            return before
        return (*before, Seen(day, self.now if before or self._is_a_change(ref, day) else None))

    def is_new(self, ref: str, story: Sequence[Seen]) -> bool:
        """Whether this run saw something that is not remembered."""
        return len(story) > len(self.seen.get(ref, ()))

    def _is_a_change(self, ref: str, day: date | None) -> bool:
        """A first look: another day than the client was told is a move, and a version that was not there is new."""
        promise = self.promises.get(ref)
        if promise is not None:
            return promise.current != buffered(day, self.settings.project.dates, self.settings.calendar)
        return bool(self.seen)


def _moves(story: Sequence[Seen]) -> Iterator[Change]:
    before = ""
    for seen in story:
        after = seen.day.isoformat() if seen.day else ""
        if seen.since is not None:
            yield Change(at=seen.since, field=ChangeField.DUE, before=before, after=after)
        before = after


def _with_moves(tasks: Iterable[Task], moves: Mapping[str, tuple[Change, ...]]) -> Iterator[Task]:
    for task in tasks:
        known = [_moved(task, version, moves) for version in task.versions]
        changed = any(one is not version for one, version in zip(known, task.versions, strict=True))
        yield replace(task, versions=tuple(known)) if changed else task


def _moved(task: Task, version: Version, moves: Mapping[str, tuple[Change, ...]]) -> Version:
    found = moves.get(f"task:{task.source}/{version_id(version)}")
    return replace(version, moves=found) if found else version
