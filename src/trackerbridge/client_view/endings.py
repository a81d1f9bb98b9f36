"""Which cards of ours leave the board, and why: no task stands behind them any more. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

from trackerbridge.client_view.chosen import Chosen
from trackerbridge.client_view.view import Ending
from trackerbridge.client_view.work import stage_of
from trackerbridge.ledger.records import Publication
from trackerbridge.model import Promise, PromiseState, Snapshot, Stage, Task
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


def left_open(
    chosen: Chosen, known: Iterable[Promise], kept: Collection[str], *, project: str, today: date
) -> Iterator[str]:
    """Dates that the client was told, of work that no card tells any more: open until a person says how they end.

    The manager hears it when the card leaves, and once more when the date has passed.
    """
    tasks = dict(tasks_by_card(chosen.snapshots))
    for promise in known:
        home = [each for each in chosen.snapshots if promise.ref.startswith(f"{_TASK}{each.source}/")]
        ended = promise.delivered_on is not None or promise.state not in (PromiseState.OPEN, PromiseState.LATE)
        if promise.ref in kept or ended or not home or not all(each.completeness.complete for each in home):
            continue
        yield Sentence(
            "The client was told {day} for “{title}”, which they see no more, since {why}. {passed}That promise stays "
            'open until you end it: trackerbridge promises void {card} --project {project} --reason "…"',
            day=promise.current, title=promise.title, why=_why_it_leaves(tasks.get(promise.ref), chosen),
            passed=Sentence("The day has passed. ") if today > promise.current else "",
            card=promise.task or promise.ref, project=project,
        )  # fmt: skip


def _why_it_leaves(task: Task | None, chosen: Chosen) -> str:
    if task is None:
        return Sentence("the task is gone from the source")
    if not chosen.takes(task):
        return Sentence("the task is no longer opted in")
    if stage_of(task) is Stage.CANCELLED:
        return Sentence("the task was taken out, and no date was ever told")
    return Sentence("the task was archived before it was done")
