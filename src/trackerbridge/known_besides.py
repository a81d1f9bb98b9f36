"""What is known besides the trackers' own tasks, put together for the rules: ledger, client's side, agreement. Pure.

What nothing keeps yet stays None, and the rules that need it abstain and say so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from trackerbridge.client_view.ask_queue import AT_ONCE, turns_of
from trackerbridge.client_view.asks import answered_asks, asks_of
from trackerbridge.client_view.client_dates import Words, departed_at, wanted
from trackerbridge.client_view.client_titles import ClientTitles
from trackerbridge.client_view.dates import Updates, answer_day
from trackerbridge.client_view.extras.effects import open_choices
from trackerbridge.client_view.extras.register import Register
from trackerbridge.client_view.said_dates import Notes, notes_in, words_about
from trackerbridge.client_view.workload import questions_waiting
from trackerbridge.config.schema import PublishConfig, Settings
from trackerbridge.ledger.answers import answers_of
from trackerbridge.ledger.held import held_texts
from trackerbridge.ledger.messages import messages_of
from trackerbridge.ledger.records import REQUEST, Memory, Run
from trackerbridge.milestones import milestones_of
from trackerbridge.model import (
    AnswerPromise,
    Ask,
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
    notes = {key: tuple(found) for key, found in notes_in(snapshots, settings.calendar, project.notes).items()}
    heard = _remembered(memory) if said is None else said
    choices = open_choices(register) if register is not None else 0
    waiting = questions_waiting(settings, snapshots, memory, now, said=notes, choices=choices) if publish else ()
    later = frozenset(question.key for question in waiting)
    records = tuple(RunRecord(run.command, run.started_at, run.status, run.applied) for run in runs if _is_over(run))
    return ClientSide(
        promises=memory.promises,
        answers=(*answers_of(memory), *_talks(register, settings)) if publish else None,
        said=heard if publish else None,
        given=frozenset((one.id, one.at) for one in messages_of(memory).values() if one.given),
        notes=notes if publish else None,
        asks=_asks(memory, snapshots, notes, settings, heard, later) if publish else None,
        shown=_shown(memory, snapshots, notes, settings, now) if publish else None,
        news=_news(records, memory, publish, settings) if publish else None,
        extras=register.extras(project.extras) if register is not None and publish else None,
        held=held_texts(memory) if publish else None,
        runs=records,
        baseline=baseline_for(settings, baseline),
        milestones=milestones_of(project.milestones, tasks, settings.calendar),
        titles=ClientTitles.of(settings).differing(tasks) if publish else {},
        grace_hours=project.dates.grace,
    )


def _asks(
    memory: Memory, snapshots: Sequence[Snapshot], notes: Notes, settings: Settings,
    heard: Mapping[str, tuple[Comment, ...]], later: Collection[str],
) -> tuple[Ask, ...]:  # fmt: skip
    """What we need from the client, as of the day on which they could read it.

    ``later``: the tasks whose question waits until others are answered.
    """
    known = memory.publications
    turns = {known[ref].task: turn for ref, turn in turns_of(memory).items() if ref in known}
    asks = []
    for ask in asks_of(snapshots, notes, settings.calendar):
        turn = turns.get(ask.task, AT_ONCE)
        put = settings.calendar.start_of_day(turn.asked_on) if turn.asked_on else ask.asked_at
        asks.append(replace(ask, later=ask.task in later, asked_at=max(put, ask.asked_at)))
    return answered_asks(asks, heard)


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


def _shown(
    memory: Memory, snapshots: Sequence[Snapshot], notes: Notes, settings: Settings, now: datetime
) -> dict[str, Shown]:
    """What each card of a task says, when it was last written, and which date it should come to say."""
    told = {promise.ref: promise for promise in memory.promises if _stands(promise)}
    tasks = {task.key: task for snapshot in snapshots for task in snapshot.tasks}
    words = words_about(snapshots, notes, memory, now)
    published, found = memory.published_tasks, {}
    for ref, publication in memory.publications.items():
        key = publication.task
        if key and key in published and not ref.startswith(REQUEST):
            promise, task = told.get(ref), tasks.get(key)
            shown = Shown(promise.current if promise else None, memory.written_at.get(ref))
            aim = _aim(task, promise, words.get(key, Words()), settings) if task and promise else {}
            found[key] = replace(shown, **aim)
    return found


def _aim(task: Task, promise: Promise, words: Words, settings: Settings) -> dict[str, Any]:
    """The client's date as it should become, and since when it is another than the one that was told."""
    dates, calendar = settings.project.dates, settings.calendar
    aim = wanted(task, words, dates, calendar)
    if aim.day is None:
        return {"wanted": promise.current}
    since = aim.said.at if aim.said else departed_at(task, promise.told[-1], aim.day, dates, calendar)
    return {"wanted": aim.day, "wanted_since": since}


def _stands(promise: Promise) -> bool:
    return promise.state not in (PromiseState.VOID, PromiseState.TAKEN_OUT)


def _news(runs: Sequence[RunRecord], memory: Memory, publish: PublishConfig, settings: Settings) -> News:
    """When a sync last wrote something, and the update that the last good sync announced."""
    syncs = [run for run in runs if run.command == "sync"]
    written = [run.at for run in syncs if run.applied] or list(memory.written_at.values())
    good = next((run for run in syncs if run.well), None)
    announced = None
    if good is not None and memory.published_tasks:
        day = settings.calendar.day_of(good.at)
        announced = Updates.around(day, publish.update_day, settings.calendar).next
    return News(max(written, default=None), next_update=announced)


def _talks(register: Register | None, settings: Settings) -> Iterator[AnswerPromise]:
    """Talks that clients asked for instead of choosing: their cards say by when we are in touch."""
    for case in register.cases if register else ():
        chosen = case.chosen
        if chosen is not None and chosen.choice.kind is ChoiceKind.TALK and case.task.open:
            by = answer_day(chosen.on, settings.calendar)
            yield AnswerPromise(ref=case.ref, what=case.task.title, by=by, told_at=chosen.at, task=case.task.key)
