"""Which cards of ours leave the board, and why: no task stands behind them any more. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from trackerbridge.client_view.chosen import Chosen
from trackerbridge.client_view.view import Ending
from trackerbridge.client_view.work import stage_of
from trackerbridge.ledger.records import Publication
from trackerbridge.model import Snapshot, Stage, Task
from trackerbridge.model.sentence import Sentence

_TASK = "task:"


def ref_of(snapshot: Snapshot, task: Task) -> str:
    """The status card's reference of a task."""
    return f"{_TASK}{snapshot.source}/{task.id}"


def tasks_by_card(snapshots: Sequence[Snapshot]) -> Iterator[tuple[str, Task]]:
    """Every task once, archived ones included."""
    seen: set[str] = set()
    for snapshot in snapshots:
        for task in snapshot.tasks:
            ref = ref_of(snapshot, task)
            if ref not in seen:
                seen.add(ref)
                yield ref, task


def endings_of(
    chosen: Chosen, publications: Mapping[str, Publication], kept: set[str]
) -> tuple[list[Ending], list[str]]:
    """Cards of ours that no task stands behind any more. An incomplete pull ends nothing.

    Several queries may read one source: a card's task is gone only where all of them were read whole.
    """
    tasks = dict(tasks_by_card(chosen.snapshots))
    endings, orphans, unsure = [], 0, 0
    for ref, publication in sorted(publications.items()):
        if publication.kind != "card" or not ref.startswith(_TASK) or ref in kept or publication.archived:
            continue
        home = [snapshot for snapshot in chosen.snapshots if ref.startswith(f"{_TASK}{snapshot.source}/")]
        if not home:
            orphans += 1
        elif not all(snapshot.completeness.complete for snapshot in home):
            unsure += 1
        else:
            endings.append(Ending(ref, publication.task, _why_it_leaves(tasks.get(ref), chosen)))
    notes: list[str] = []
    if orphans:
        notes.append(
            Sentence(
                "{n} of our cards come from a source that the project no longer reads; they stay as they are.",
                n=orphans,
            )
        )
    if unsure:
        notes.append(
            Sentence("{n} of our cards have no task in this incomplete pull; they stay as they are.", n=unsure)
        )
    return endings, notes


def _why_it_leaves(task: Task | None, chosen: Chosen) -> str:
    if task is None:
        return Sentence("the task is gone from the source")
    if not chosen.takes(task):
        return Sentence("the task is no longer opted in")
    if stage_of(task) is Stage.CANCELLED:
        return Sentence("the task was taken out, and no date was ever told")
    return Sentence("the task was archived before it was done")
