"""Promises that no task carries (``promises add``), as cards of their own: told, moved, passed and done. Pure.

The client was told them by a person, so they stand on the board beside the work, with the same words and labels. What a
person says of them by command is their whole history: no note explains a move, so no reason is announced, and a date
that passed asks for a new one (``promises set``) or for the word that it is done (``promises done``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from trackerbridge.client_view.answers import NONE, Answers, new_date_by
from trackerbridge.client_view.health import health_of, passed
from trackerbridge.client_view.moves import Move, between
from trackerbridge.client_view.promises import open_state
from trackerbridge.client_view.view import Ending, Held
from trackerbridge.client_view.wording import Wording
from trackerbridge.client_view.work import Work
from trackerbridge.client_view.work_facts import Facts
from trackerbridge.client_view.workload import Workload, order, safe_title
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.ledger.records import Memory, Publication
from trackerbridge.model import Promise, PromiseState, Stage, Task
from trackerbridge.model.promise import WITHOUT_TASK
from trackerbridge.model.sentence import Sentence

if TYPE_CHECKING:  # an audit asks what waits, and reads no word of it
    from trackerbridge.client_view.guard import Guard

_ENDED = (PromiseState.KEPT, PromiseState.EARLY)  # also where no day is known, as of what was promised before us


def without_task(promises: Iterable[Promise]) -> Iterator[Promise]:
    """Those that no task carries and that hold."""
    for promise in promises:
        if promise.ref.startswith(WITHOUT_TASK) and promise.task is None and promise.state is not PromiseState.VOID:
            yield promise


def ended(promise: Promise) -> bool:
    """Whether a person has said that it is done."""
    return promise.delivered_on is not None or promise.state in _ENDED


@dataclass(frozen=True, slots=True)
class PromiseCards:
    """Makes the facts of their cards. ``shown``: whether this board has them at all."""

    memory: Memory
    facts: Facts
    guard: Guard
    wording: Wording
    shown: bool

    def gather(self) -> tuple[list[Work], list[Held], list[Ending]]:
        """The cards, what the guard kept back of their titles, and the cards that leave."""
        found, held = [], []
        for promise in without_task(self.memory.promises) if self.shown else ():
            task = Task(id=promise.ref, key="", title=promise.title)
            title, kept = safe_title(promise.ref, task, self.guard, self.wording)
            held += [kept] if kept else []
            found.append(self._work(promise, task, title))
        return found, held, list(self._leaving())

    def _work(self, promise: Promise, task: Task, title: str) -> Work:
        work = Work(
            ref=promise.ref, task=task, title=title, stage=Stage.PLANNED, promise=promise,
            moved_on=self._moved_on(promise, self.memory.publications),
            earlier=tuple(Move(told.day) for told in reversed(between(promise))),
        )  # fmt: skip
        if ended(promise):
            return replace(
                work, stage=Stage.DONE, delivered_on=promise.delivered_on, early=promise.state is PromiseState.EARLY
            )
        facts, late = self.facts, passed(promise.current, self.facts.day_to_judge)
        health = health_of(
            work.stage, promise, work.moved_on,
            grace_hours=facts.dates.grace, calendar=facts.calendar, now=facts.now, today=facts.day_to_judge,
        )  # fmt: skip
        stands = replace(promise, state=open_state(promise, facts.day_to_judge))
        return replace(work, promise=stands, passed=late, health=health, answers=self._answers(promise, late=late))

    def _answers(self, promise: Promise, *, late: bool) -> Answers:
        """A new date, where the one told has passed."""
        if not late:
            return NONE
        known = self.facts.awaited.get(promise.ref, NONE)
        return Answers(None, new_date_by(known, promise.current, self.facts.today, self.facts.calendar))

    def _moved_on(self, promise: Promise, publications: Mapping[str, Publication]) -> date | None:
        """The day of the last move: as the card has it, unless the date was set anew since."""
        known, moved_at = publications.get(promise.ref), promise.moved_at
        day = self.facts.calendar.day_of(moved_at) if moved_at else None
        if known is None or known.moved_on is None or day is None:
            return day
        return max(known.moved_on, day)

    def _leaving(self) -> Iterator[Ending]:
        """Cards of promises that a person voided, or that this board does not show; what nobody remembers stays."""
        void = {one.ref for one in self.memory.promises if one.state is PromiseState.VOID}
        for ref, publication in sorted(self.memory.publications.items()):
            ours = publication.kind == "card" and ref.startswith(WITHOUT_TASK) and not publication.archived
            if ours and (ref in void or not self.shown):
                yield Ending(
                    ref, None, Sentence("the promise was voided" if self.shown else "such promises are not shown")
                )


def with_promises(load: Workload, cards: PromiseCards) -> Workload:
    """The published work, and the promises that no task carries among it."""
    found, held, leaving = cards.gather()
    return replace(
        load,
        work=tuple(sorted((*load.work, *found), key=order)),
        held=(*load.held, *held),
        endings=(*load.endings, *leaving),
    )
