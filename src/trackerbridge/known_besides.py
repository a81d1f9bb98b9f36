"""What is known besides the trackers' own tasks, put together for the rules: ledger, client's side, agreement. Pure.

What nothing keeps yet stays None, and the rules that need it abstain and say so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from trackerbridge.client_view.dates import Updates, answer_day, grace_ends
from trackerbridge.client_view.extras.register import Register
from trackerbridge.config.schema import PublishConfig, Settings
from trackerbridge.ledger.answers import MESSAGE, answers_of
from trackerbridge.ledger.held import held_texts
from trackerbridge.ledger.messages import messages_of
from trackerbridge.ledger.records import REQUEST, Memory, Run
from trackerbridge.milestones import milestones_of
from trackerbridge.model import (
    AnswerPromise,
    Baseline,
    ClientSide,
    Comment,
    News,
    Person,
    Promise,
    PromiseState,
    RunRecord,
    Shown,
    Side,
    Snapshot,
    Stage,
    Task,
)
from trackerbridge.model.offer import ChoiceKind

_RUNNING = "running"


def known_besides(
    *,
    settings: Settings,
    snapshots: Sequence[Snapshot],
    memory: Memory,
    runs: Sequence[Run],
    baseline: Baseline | None,
    now: datetime,
    register: Register | None = None,
    said: Mapping[str, tuple[Comment, ...]] | None = None,
) -> ClientSide:
    """The rules' view of the past. ``runs``: the latest first; ``baseline``: what was saved as agreed, if anything.

    ``said`` is what stands on the client's board, where somebody looked; else what the ledger knows of it.
    ``register`` is the one of the extras, where somebody keeps one: on a client's side.
    """
    project, publish = settings.project, settings.project.publish
    tasks = [task for snapshot in snapshots for task in snapshot.tasks]
    records = tuple(RunRecord(run.command, run.started_at, run.status, run.applied) for run in runs if _is_over(run))
    return ClientSide(
        promises=memory.promises,
        answers=(*_answers(memory, {task.key: task for task in tasks}, settings, now), *_talks(register, settings))
        if publish
        else None,
        said=(_remembered(memory) if said is None else said) if publish else None,
        shown=_shown(memory) if publish else None,
        news=_news(records, memory, publish, settings) if publish else None,
        extras=register.extras(project.extras) if register is not None and publish else None,
        held=held_texts(memory) if publish else None,
        runs=records,
        baseline=baseline_for(settings, baseline),
        milestones=milestones_of(project.milestones, tasks, settings.calendar),
        grace_hours=project.dates.grace,
    )


def baseline_for(settings: Settings, saved: Baseline | None) -> Baseline | None:
    """What counts as agreed in this project; failing all else, what was there on the day the client reads as agreed."""
    publish = settings.project.publish
    found = baseline_of(settings.project.extras.agreed, saved)
    if found is None and publish is not None and publish.agreed_on is not None:
        return Baseline(agreed_on=publish.agreed_on)
    return found


def baseline_of(agreed: str, saved: Baseline | None) -> Baseline | None:
    """What counts as agreed: what the configuration names (a day, ``label:…``, ``version:…``), else what was saved."""
    kind, _, name = (part.strip() for part in agreed.partition(":"))
    if kind == "label":
        return Baseline(label=name)
    if kind == "version":
        return Baseline(version=name)
    return Baseline(agreed_on=date.fromisoformat(agreed)) if agreed else saved


def _remembered(memory: Memory) -> dict[str, tuple[Comment, ...]]:
    """The client's messages as the ledger knows them, with a line of the team's where one was answered."""
    found: dict[str, list[Comment]] = {}
    for message in messages_of(memory).values():
        if not message.deleted:
            lines = found.setdefault(message.task or "", [])
            lines.append(Comment(message.id, message.at, message.text, Person("", message.by, side=Side.CLIENT)))
            if message.answered_at:
                lines.append(Comment(f"{message.id}/answer", message.answered_at, "", Person("", side=Side.TEAM)))
    return {key: tuple(sorted(lines, key=lambda one: one.at)) for key, lines in found.items()}


def _is_over(run: Run) -> bool:
    return run.status != _RUNNING


def _shown(memory: Memory) -> dict[str, Shown]:
    """What each card of a task says: the date told last, and when the card was last written."""
    days = {promise.ref: promise.current for promise in memory.promises if _stands(promise)}
    return {
        publication.task: Shown(days.get(ref), memory.written_at.get(ref))
        for ref, publication in memory.publications.items()
        if publication.task and publication.task in memory.published_tasks and not ref.startswith(REQUEST)
    }


def _stands(promise: Promise) -> bool:
    return promise.state not in (PromiseState.VOID, PromiseState.TAKEN_OUT)


def _news(runs: Sequence[RunRecord], memory: Memory, publish: PublishConfig, settings: Settings) -> News:
    """When a sync last wrote something, and the update that the last good sync announced."""
    syncs = [run for run in runs if run.command == "sync"]
    written = [run.at for run in syncs if run.applied] + list(memory.written_at.values())
    good = next((run for run in syncs if run.well), None)
    announced = None
    if good is not None and memory.published_tasks:
        day = settings.calendar.day_of(good.at)
        announced = Updates.around(day, publish.update_day, settings.calendar).next
    return News(max(written, default=None), next_update=announced)


def _answers(memory: Memory, tasks: Mapping[str, Task], settings: Settings, now: datetime) -> tuple[AnswerPromise, ...]:
    """What cards of passed dates announce: a new date, by a day that is never rolled forward (CLIENT section 1).

    A card that was not written since its date passed announces nothing yet: D05 looks at that.
    """
    calendar, grace = settings.calendar, settings.project.dates.grace
    found = []
    for promise in memory.promises:
        task, written = tasks.get(promise.task or ""), memory.written_at.get(promise.ref)
        told = grace_ends(promise.current, grace, calendar)
        if promise.state is not PromiseState.OPEN or now < told or written is None or written < told:
            continue
        if task is None or task.key not in memory.published_tasks or not _is_ours_to_answer(task):
            continue
        by = answer_day(promise.current, calendar)
        found.append(AnswerPromise(ref=promise.ref, what="a new date", by=by, told_at=told, task=task.key))
    return (*found, *(answer for answer in answers_of(memory) if answer.ref.startswith(MESSAGE)))


def _talks(register: Register | None, settings: Settings) -> Iterator[AnswerPromise]:
    """Talks that clients asked for instead of choosing: their cards say by when we are in touch."""
    for case in register.cases if register else ():
        chosen = case.chosen
        if chosen is not None and chosen.choice.kind is ChoiceKind.TALK and case.task.open:
            by = answer_day(chosen.on, settings.calendar)
            yield AnswerPromise(ref=case.ref, what=case.task.title, by=by, told_at=chosen.at, task=case.task.key)


def _is_ours_to_answer(task: Task) -> bool:
    """Open, and the next step is not the client's own."""
    return task.open and task.stage not in (Stage.WAITING, Stage.REVIEW)
