"""From tasks, promises and words to the facts of published work: what a card will say, before it is worded. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date, datetime

from trackerbridge.client_notes.days import day_in
from trackerbridge.client_view import promises
from trackerbridge.client_view.answers import NONE, Answers, new_date_by, reason_by
from trackerbridge.client_view.ask_queue import AT_ONCE, Question, Turn, is_put, turn_at
from trackerbridge.client_view.chosen import VERSION
from trackerbridge.client_view.client_dates import Words, client_date, departed_at, wanted
from trackerbridge.client_view.delivery import begun_again, delivery_of
from trackerbridge.client_view.health import health_of, passed
from trackerbridge.client_view.moves import Moves, moved_at
from trackerbridge.client_view.promises import Telling
from trackerbridge.client_view.spoken import Spoken, of_finished, of_what_is_out, spoken
from trackerbridge.client_view.view import LabelRole
from trackerbridge.client_view.waiting_dates import WaitingDate, WaitKind
from trackerbridge.client_view.waiting_time import Waited, waited_for_answer
from trackerbridge.client_view.work import BONUS_LABELS, Work, stage_of
from trackerbridge.clock import Calendar
from trackerbridge.config.schema import DatesConfig
from trackerbridge.flags.stays import entered_stage
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.ledger.records import Publication
from trackerbridge.model import ClientNote, NotePart, Promise, PromiseState, Stage, Task

NO_WORDS = Words()


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the facts of a task are reckoned with. ``words`` by the task's key, ``awaited`` by the card's reference."""

    teller: promises.Teller
    words: Mapping[str, Words] = field(default_factory=dict)
    awaited: Mapping[str, Answers] = field(default_factory=dict)
    heard: Mapping[str, datetime] = field(default_factory=dict)  # by the card's reference: when the client last wrote
    turns: Mapping[str, Turn] = field(default_factory=dict)  # by the card's reference: how its question stood
    later: frozenset[str] = frozenset()  # cards whose question waits until others are answered
    there: Calendar | None = None  # the same days by the client's clock; None: as here

    @property
    def dates(self) -> DatesConfig:
        """How patient we are with dates."""
        return self.teller.dates

    @property
    def calendar(self) -> Calendar:
        """The project's."""
        return self.teller.calendar

    @property
    def now(self) -> datetime:
        """The moment of judgement (UTC)."""
        return self.teller.now

    @property
    def today(self) -> date:
        """The project's calendar day."""
        return self.calendar.day_of(self.now)

    @property
    def day_to_judge(self) -> date:
        """The day by which a date is over: not before it is over here and where the client reads it."""
        return min(self.today, self.there.day_of(self.now)) if self.there else self.today

    def work(
        self, task: Task, *, ref: str, title: str, before: Promise | None, publication: Publication | None
    ) -> tuple[Work, Telling]:
        """The facts of one task, and what the manager should know of its date."""
        base = Work(ref=ref, task=task, title=title, stage=stage_of(task), bonus=_is_bonus(task))
        base = replace(base, answered=self._answered(ref, task, self.words.get(task.key, NO_WORDS)))
        if base.stage is Stage.CANCELLED:
            return self._taken_out(base, before), Telling(None)
        if base.stage is Stage.DONE:
            return self._delivered(base, before, publication), Telling(None)
        return self._open(base, before, publication)

    def _open(self, base: Work, before: Promise | None, publication: Publication | None) -> tuple[Work, Telling]:
        words = self.words.get(base.task.key, NO_WORDS)
        base = self._asking(base, words, new=publication is None)
        telling = self.teller.tell(base.task, before, words, ref=base.ref, title=base.title)
        promise = telling.promise
        done_before = begun_again(base.task, self.calendar, self.dates.settle)
        begun = stage_of(base.task).begun
        base = replace(base, reopened=begun and done_before is not None, again=done_before is not None and not begun)
        words = words if done_before is None else words.without_steps_before(done_before)
        if promise is None:
            spoken = self._spoken(base, words)
            return replace(base, spoken=spoken, health=self._health(base.stage, None, None)), telling
        moved_now = before is not None and promise.moves > before.moves
        work = replace(
            base,
            promise=replace(promise, state=promises.open_state(promise, self.day_to_judge), delivered_on=None),
            moved_on=self.today if moved_now else self._moved_on(promise, publication),
            passed=passed(promise.current, self.day_to_judge),
        )
        if work.passed and done_before is not None and promise.told[-1].at > done_before:
            work = replace(work, again=False)  # another date was told for it, and not met
        words = self._about_the_date_told(work, words)
        work = replace(work, explained=self._explained(work, words), spoken=self._spoken(work, words))
        told_on = work.moved_on or self.today  # a move ends with the delivery, and does not come back with the work
        over = done_before is not None and not moved_now and told_on <= self.calendar.day_of(done_before)
        health = self._health(work.stage, promise, None if over else work.moved_on)
        # Shown and looked at, or delivered once: nobody waits for the client, and nothing went wrong.
        health = None if work.passed and (work.looked or work.again) else health
        work = self._with_moves(replace(work, answers=self._answers(work, words), health=health), words)
        return work, self._with_passed(telling, work, words)

    def _about_the_date_told(self, work: Work, words: Words) -> Words:
        """Without the words for a move that waits: beside the date told before they would explain another one."""
        if work.promise is None or work.moved_on is None or work.passed:
            return words
        new = wanted(work.task, words, self.dates, self.calendar)
        if new.day is None or new.day == work.promise.current:
            return words
        last = work.promise.told[-1]
        left = new.said.at if new.said else departed_at(work.task, last, new.day, self.dates, self.calendar)
        return words.without_next_move(left, work.moved_on, self.calendar) if left else words

    def _asking(self, base: Work, words: Words, *, new: bool) -> Work:
        """What a note asks for waits for the client, whatever list the team's task stands in."""
        need = self._need(base.ref, words)
        if need is None and base.stage in (Stage.WAITING, Stage.REVIEW) and self._came_back(base.ref, base.task):
            # Asked by the list that the work stands in, and answered: the next step is ours until the team moves it.
            return replace(base, looked=True) if base.stage is Stage.REVIEW else replace(base, stage=Stage.IN_PROGRESS)
        if base.stage is not Stage.WAITING and (need is None or base.stage is Stage.REVIEW):
            return base
        if base.ref in self.later:
            stage = Stage.IN_PROGRESS if base.stage is Stage.WAITING else base.stage
            return replace(base, stage=stage, turn=Turn(later=True))
        turn = AT_ONCE
        if need is not None:
            known = self.turns.get(base.ref, AT_ONCE)
            turn = turn_at(known, self.calendar.day_of(need.at), self.today, new=new)
        return replace(base, stage=Stage.WAITING, turn=turn)

    def question(
        self, task: Task, *, ref: str, before: Promise | None, publication: Publication | None
    ) -> Question | None:
        """What this task's card would ask the client, if it asks anything."""
        words = self.words.get(task.key, NO_WORDS)
        need, stage = self._need(ref, words), stage_of(task)
        if stage.finished or (stage is not Stage.WAITING and (need is None or stage is Stage.REVIEW)):
            return None
        if need is None and self._came_back(ref, task):
            return None
        told = before.current if before else client_date(task, self.dates, self.calendar).day
        by = day_in(need.text, self.calendar.day_of(need.at)) if need else None
        since = need.at if need else entered_stage(task) or task.created_at or self.now
        put = is_put(publication)
        return Question(ref=ref, key=task.key, since=since, by=by or told, put=put, title=task.title)

    def _need(self, ref: str, words: Words) -> ClientNote | None:
        """What a note asks for, as long as the client has not answered."""
        need = next((note for note in reversed(words.notes) if note.part is NotePart.NEED), None)
        wrote = self.heard.get(ref)
        return None if need is None or (wrote is not None and wrote > need.at) else need

    def _came_back(self, ref: str, task: Task) -> bool:
        """Whether the client wrote what may be an answer since the work came to the list that waits for them."""
        since, wrote = entered_stage(task), self.heard.get(ref)
        return since is not None and wrote is not None and wrote > since

    def _answered(self, ref: str, task: Task, words: Words) -> Waited | None:
        """The time that an answered question took, from the day on which the client could read it."""
        need = next((note for note in reversed(words.notes) if note.part is NotePart.NEED), None)
        wrote = self.heard.get(ref)
        since = entered_stage(task) if task.stage is Stage.WAITING else None
        if need is None and since is not None and wrote is not None and wrote > since:
            return waited_for_answer(self.calendar.day_of(since), self.calendar.day_of(wrote))
        if need is None or wrote is None or wrote <= need.at:
            return None
        asked_on = self.turns.get(ref, AT_ONCE).asked_on or self.calendar.day_of(need.at)
        return waited_for_answer(asked_on, self.calendar.day_of(wrote))

    def _spoken(self, work: Work, words: Words) -> Spoken:
        """The notes that hold for what this card tells."""
        found = spoken(
            words, self.calendar, moved_at=self._moved_at(work, words),
            passed_at=self._passed_at(work) if work.passed else None,
            answered=work.turn.later or self._need(work.ref, words) is None,
        )  # fmt: skip
        return replace(found, asked_on=work.turn.asked_on or found.asked_on)

    def _explained(self, work: Work, words: Words) -> bool:
        """A note covers the move that the card tells."""
        came = self._came(work, words)
        return came is not None and bool(words.explaining(came, self.calendar))

    def _moved_at(self, work: Work, words: Words) -> datetime | None:
        """When the date that the card tells came, where it is another than the one first told."""
        return self._came(work, words) if work.moved else None

    def _came(self, work: Work, words: Words) -> datetime | None:
        if work.promise is None or work.moved_on is None:
            return None
        return moved_at(work.task, words, work.promise.current, work.moved_on, self.dates, self.calendar)

    def _with_moves(self, work: Work, words: Words) -> Work:
        """The same with every move's reason: those before the last one for the card, all of them for the record."""
        if work.promise is None or work.moved_on is None:
            return work
        moves = Moves(
            promise=work.promise, told_on=work.moved_on, task=work.task, words=words, dates=self.dates,
            calendar=self.calendar,
        )  # fmt: skip
        return replace(work, earlier=moves.earlier, promise=moves.explained)

    def _answers(self, work: Work, words: Words) -> Answers:
        """What the card owes the client: nothing where the next step is theirs."""
        if work.promise is None or work.with_client:
            return NONE
        known = self.awaited.get(work.ref, NONE)
        reason = new_date = None
        unexplained = work.delayed and not work.explained and work.task.kind != VERSION  # which takes no comments
        if unexplained and work.moved_on is not None and (not work.passed or known.reason):
            reason = reason_by(known, work.moved_on, self.today, self.calendar)
        if work.passed and not words.has_next(self._passed_at(work), self.calendar):
            new_date = new_date_by(known, work.promise.current, self.today, self.calendar)
        return Answers(reason, new_date)

    def _with_passed(self, telling: Telling, work: Work, words: Words) -> Telling:
        """A date that passed, as long as the client reads only that we are checking."""
        if telling.waits is not None or work.promise is None or work.health is not LabelRole.CHECKING:
            return telling
        since, grace = self._passed_at(work), self.dates.grace
        waits = WaitingDate(
            ref=work.ref, task=work.task.key, title=work.title, kind=WaitKind.PASSED, told=work.promise.current,
            since=since, words=words.has_next(since, self.calendar),
            warn_at=self.calendar.add_business_hours(since, grace / 2),
            until=self.calendar.add_business_hours(since, grace),
        )  # fmt: skip
        return replace(telling, waits=waits)

    def _passed_at(self, work: Work) -> datetime:
        assert work.promise is not None
        return self.calendar.end_of_business(work.promise.current)

    def _delivered(self, base: Work, before: Promise | None, publication: Publication | None) -> Work:
        delivered = self._day(base.task.done_at)
        words = self.words.get(base.task.key, NO_WORDS)
        if before is None or before.state is PromiseState.VOID:
            return replace(base, delivered_on=delivered, spoken=of_finished(words, self.calendar, base.task))
        delivered = self._day_delivered(base.task.done_at, before.current)
        how = delivery_of(base.task, self.calendar, self.dates.settle)
        begun = self._day(base.task.created_at)
        early = delivered is not None and promises.is_early(before, delivered, begun, self.calendar)
        known_by = self._day(base.task.updated_at)
        counts = how.in_time(delivered, before.current)
        state = promises.delivered_state(before, counts, early=early, known_by=known_by, calendar=self.calendar)
        promise = replace(before, title=base.title, task=base.task.key, state=state, delivered_on=delivered)
        work = replace(
            base, promise=promise, delivered_on=delivered, delivery=how, early=early,
            moved_on=self._moved_on(promise, publication),
        )  # fmt: skip
        work = replace(
            work,
            spoken=of_finished(words, self.calendar, base.task, self._moved_at(work, words), promise.moved_at),
        )
        return self._with_moves(work, words)

    def _day_delivered(self, done_at: datetime | None, told: date) -> date | None:
        """The day here, or the client's own where it is still the day that was told: then nobody was late."""
        day = self._day(done_at)
        theirs = self.there.day_of(done_at) if self.there and done_at else None
        return theirs if day and theirs and theirs <= told < day else day

    def _taken_out(self, base: Work, before: Promise | None) -> Work:
        ended = [change.at for change in base.task.history if change.stage_after is Stage.CANCELLED]
        promise = (
            replace(before, title=base.title, task=base.task.key, state=PromiseState.TAKEN_OUT) if before else None
        )
        at = ended[-1] if ended else base.task.done_at
        said = of_what_is_out(self.words.get(base.task.key, NO_WORDS), self.calendar, at)
        return replace(base, promise=promise, taken_out_on=self._day(at), spoken=said)

    def _moved_on(self, promise: Promise, publication: Publication | None) -> date | None:
        """The day the last move was told: as recorded with the card, else from the promise's own story."""
        if publication is not None and publication.moved_on is not None:
            return publication.moved_on
        return self._day(promise.moved_at)

    def _health(self, stage: Stage, promise: Promise | None, moved_on: date | None) -> LabelRole | None:
        return health_of(
            stage, promise, moved_on,
            grace_hours=self.dates.grace, calendar=self.calendar, now=self.now, today=self.day_to_judge,
        )  # fmt: skip

    def _day(self, instant: datetime | None) -> date | None:
        return self.calendar.day_of(instant) if instant is not None else None


def _is_bonus(task: Task) -> bool:
    return any(" ".join(label.split()).casefold() in BONUS_LABELS for label in task.labels)
