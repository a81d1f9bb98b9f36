"""Which tasks have a card, and which cards leave: the published work of a project, with its facts and safe titles."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from trackerbridge.client_view import promises
from trackerbridge.client_view.answers import awaited
from trackerbridge.client_view.ask_queue import Question, turns_of, waiting
from trackerbridge.client_view.asks import may_answer
from trackerbridge.client_view.chosen import Chosen
from trackerbridge.client_view.endings import endings_of, left_open, tasks_by_card
from trackerbridge.client_view.held_digest import digest_of
from trackerbridge.client_view.neutralise import QUOTES, plain, shortened
from trackerbridge.client_view.said_dates import Notes, note_problems, notes_in, offers, reasons_in, words_about
from trackerbridge.client_view.view import Ending, Held
from trackerbridge.client_view.waiting_dates import WaitingDate
from trackerbridge.client_view.wording import Wording
from trackerbridge.client_view.work import Work, stage_of
from trackerbridge.client_view.work_facts import Facts
from trackerbridge.config.schema import Settings
from trackerbridge.flags.naming import a_few
from trackerbridge.flags.text import visible
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.ledger.messages import messages_of
from trackerbridge.ledger.records import Memory, Publication
from trackerbridge.model import LinkKind, Promise, Snapshot, Stage, Task
from trackerbridge.model.sentence import Sentence

if TYPE_CHECKING:  # an audit asks what waits, and reads no word of it
    from trackerbridge.client_view.guard import Guard

_DIGITS = 900  # unnamed work is told apart by a number from 100 to 999


@dataclass(slots=True)
class Workload:
    """All published work in a stable order, and what came of gathering it."""

    work: tuple[Work, ...] = ()
    endings: tuple[Ending, ...] = ()
    held: tuple[Held, ...] = ()
    notes: tuple[str, ...] = ()
    waits: tuple[WaitingDate, ...] = ()


def gather(
    *,
    settings: Settings,
    chosen: Chosen,
    memory: Memory,
    guard: Guard,
    wording: Wording,
    now: datetime,
    said: Notes | None = None,
    choices: int = 0,
) -> Workload:
    """The published work of a project, by date told, then in the order of the source.

    ``said``: client notes by the task's key; None: those that the tasks carry. ``choices``: change requests that wait
    for the client, which leave the less room for questions.
    """
    facts = facts_of(settings, chosen.snapshots, memory, said, now)
    queue = _queue(facts, chosen, memory, choices, settings)
    facts = replace(facts, later=frozenset(question.ref for question in queue))
    gathering = _Gathering(memory, guard, wording, facts, chosen)
    for ref, task in tasks_by_card(chosen.snapshots):
        if chosen.takes(task):
            gathering.add(ref, task)
    work = _with_originals(sorted(gathering.work, key=order))
    kept = {item.ref for item in work}
    endings, ending_notes = endings_of(chosen, memory.publications, kept)
    today = settings.calendar.day_of(now)
    ending_notes += left_open(chosen, memory.promises, kept, project=settings.name, today=today)
    published = (task for _, task in tasks_by_card(chosen.snapshots) if chosen.takes(task))
    notes = [
        *chosen.notes(), *gathering.stage_notes(settings.name), *_in_turn(queue), *gathering.notes, *ending_notes,
        *note_problems(published, settings.calendar, settings.project.notes),
    ]  # fmt: skip
    return Workload(work, tuple(endings), tuple(gathering.held), tuple(notes), tuple(gathering.waits))


def questions_waiting(
    settings: Settings, snapshots: Sequence[Snapshot], memory: Memory, now: datetime, *,
    said: Notes | None = None, choices: int = 0,
) -> tuple[Question, ...]:  # fmt: skip
    """The questions that the client will not read once the board is as it should be (see :func:`gather`)."""
    chosen = Chosen.of(settings, snapshots)
    return _queue(facts_of(settings, chosen.snapshots, memory, said, now), chosen, memory, choices, settings)


def _queue(facts: Facts, chosen: Chosen, memory: Memory, choices: int, settings: Settings) -> tuple[Question, ...]:
    """The questions that the client is not asked yet, in the order in which they will be."""
    publish, promised_before = settings.project.publish, {one.ref: one for one in memory.promises}
    questions = []
    for ref, task in tasks_by_card(chosen.snapshots):
        before, publication = promised_before.get(ref), memory.publications.get(ref)
        if chosen.takes(task) and _has_a_card(task, before, publication):
            questions.append(facts.question(task, ref=ref, before=before, publication=publication))
    return waiting(filter(None, questions), most=publish.most_asks if publish else 0, choices=choices)


def _in_turn(queue: Sequence[Question]) -> list[str]:
    """For the manager: what the client is not asked yet."""
    if not queue:
        return []
    keys = a_few([f"{one.key}: {visible(one.title)}" if one.title else one.key for one in queue])
    return [
        Sentence(
            "The client is asked no more at once, so these questions wait until others are answered, in this order: "
            "{tasks}. Their cards say so.",
            tasks=keys,
        )
    ]


def facts_of(
    settings: Settings, snapshots: Sequence[Snapshot], memory: Memory, said: Notes | None, now: datetime
) -> Facts:
    """What the facts of a project's tasks are reckoned with."""
    teller = promises.Teller(
        project=settings.name.partition("/")[0],
        dates=settings.project.dates,
        calendar=settings.calendar,
        now=now,
        offer=offers(snapshots, settings.calendar, now),
    )
    said = notes_in(snapshots, settings.calendar, settings.project.notes) if said is None else said
    reasons = reasons_in(snapshots, settings.calendar, settings.project.notes)
    return Facts(
        teller=teller,
        words=words_about(snapshots, said, memory, now, reasons),
        awaited=awaited(memory),
        heard=_heard(memory),
        turns=turns_of(memory),
        there=settings.client_clock,
    )


def _heard(memory: Memory) -> dict[str, datetime]:
    """By the card's reference: when the client last wrote there what may be an answer."""
    found: dict[str, datetime] = {}
    for message in messages_of(memory).values():
        if not message.deleted and may_answer(message.text):
            found[message.card] = max(message.at, found.get(message.card, message.at))
    return found


def promised(
    *,
    settings: Settings,
    chosen: Chosen,
    memory: Memory,
    now: datetime,
    said: Notes | None = None,
) -> tuple[Promise, ...]:
    """Every promise as it stands once the board tells what it should: the dates of :func:`gather`, and no words."""
    facts = facts_of(settings, chosen.snapshots, memory, said, now)
    before = {promise.ref: promise for promise in memory.promises}
    told = []
    for ref, task in tasks_by_card(chosen.snapshots):
        known, publication = before.get(ref), memory.publications.get(ref)
        if chosen.takes(task) and _has_a_card(task, known, publication):
            work, _ = facts.work(task, ref=ref, title=task.title, before=known, publication=publication)
            told.append(work.promise)
    return promises.standing(memory.promises, [promise for promise in told if promise], facts.today)


@dataclass(slots=True)
class _Gathering:
    memory: Memory
    guard: Guard
    wording: Wording
    facts: Facts
    chosen: Chosen
    work: list[Work] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    waits: list[WaitingDate] = field(default_factory=list)
    unknown_stages: set[str] = field(default_factory=set)
    promises: Mapping[str, Promise] = field(init=False)

    def __post_init__(self) -> None:
        self.promises = {promise.ref: promise for promise in self.memory.promises}

    def add(self, ref: str, task: Task) -> None:
        before = self.promises.get(ref)
        publication = self._publication(ref)
        if not _has_a_card(task, before, publication):
            return
        if task.stage is Stage.UNKNOWN:
            self.unknown_stages.add(task.status)
        work, telling = self.facts.work(
            task, ref=ref, title=self._title(ref, task), before=before, publication=publication
        )
        milestone = self.chosen.is_milestone(task)
        self.work.append(replace(work, milestone=milestone, steps=self.chosen.steps(task)))
        if telling.note:
            self.notes.append(telling.note)
        if telling.waits:
            self.waits.append(telling.waits)

    def _publication(self, ref: str) -> Publication | None:
        found = self.memory.publications.get(ref)
        return found if found is not None and found.kind == "card" else None

    def _title(self, ref: str, task: Task) -> str:
        known = self._publication(ref)
        told = known.written.get("title", "") if known else ""
        title, held = safe_title(ref, task, self.guard, self.wording, told=told)
        self.held += [held] if held else []
        return title

    def stage_notes(self, project: str) -> list[str]:
        """One note for all lists whose meaning nobody has said."""
        if not self.unknown_stages:
            return []
        names = ", ".join(f"“{name}”" for name in sorted(self.unknown_stages))
        return [
            Sentence(
                "What these lists mean is not known: {names}. Their work is shown as planned, unless it had begun "
                "before. Name them under [projects.{project}.statuses].",
                names=names, project=project,
            )
        ]  # fmt: skip


def safe_title(
    ref: str, task: Task, guard: Guard, wording: Wording, *, told: str = ""
) -> tuple[str, Held | None]:  # fmt: skip
    """The task's own title where it may pass, else the one that the client knows it by (``told``), if that passes.

    Without one a neutral title stands there, the same as long as the task lives.
    """
    title = plain(task.title)
    reading = next((found for text in (task.title, title) if not (found := guard.read(text, title=True)).passes), None)
    if title and reading is None:
        if digest_of(task.title) in guard.decided:
            guard.let_pass(title, *(shortened(title, most) for most in QUOTES))
        return title, None
    if reading is not None and reading.instead is not None:
        instead = plain(reading.instead)
        guard.let_pass(instead, *(shortened(instead, most) for most in QUOTES))
        return instead, None
    held = None
    if reading is not None:
        said = "; ".join(reading.reasons)
        held = Held(ref, task.key, "title", said, task.title, digest_of(task.title), plain(reading.safer))
    if told and guard.read(told, title=True).passes:
        return told, held
    number = 100 + int.from_bytes(hashlib.sha256(ref.encode()).digest()[:4], "big") % _DIGITS
    return wording.say("titles.unnamed", number=str(number)), held


def _has_a_card(task: Task, before: Promise | None, publication: Publication | None) -> bool:
    """Live work has one; archived work keeps it if it was finished. Cancelled work has one if a date was ever told."""
    stage = stage_of(task)
    if stage is Stage.CANCELLED:
        return before is not None and publication is not None
    return task.live or (stage is Stage.DONE and publication is not None)


def _with_originals(work: Sequence[Work]) -> tuple[Work, ...]:
    """A duplicate that the client was told of says under which title the work goes on, where they see that one too."""
    titles = {item.task.key: item.title for item in work if item.stage is not Stage.CANCELLED}
    return tuple(
        replace(item, into=next((titles[key] for key in _duplicated(item.task) if key in titles), ""))
        if item.stage is Stage.CANCELLED
        else item
        for item in work
    )


def _duplicated(task: Task) -> Iterator[str]:
    return (link.key for link in task.links if link.kind is LinkKind.DUPLICATES)


def order(work: Work) -> tuple[str, str, float, str]:
    """By date told, the latest delivery first among finished work; then as the source has them."""
    if work.stage.finished:
        day = work.delivered_on or work.taken_out_on
        return ("9", str(10_000_000 - day.toordinal()) if day else "~", work.task.position, work.ref)
    return ("1", work.told.isoformat() if work.told else "~", work.task.position, work.ref)
