"""One page for the manager before a call (CLIENT section 7): what changed, what is at risk, who waits, what to say.

Pure. For the team alone: what stands after "Say:" is the client's own card, word for word, so it can be read out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date, datetime
from functools import cached_property
from itertools import pairwise, takewhile

from trackerbridge.client_view.extras.words import unended
from trackerbridge.clock import Calendar
from trackerbridge.flags.base import Flag
from trackerbridge.flags.forecast.promise_date import SpansOfFinished, promise_date
from trackerbridge.flags.text import visible
from trackerbridge.flags.wording import Words
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import ClientNote, ClientSide, ExtraState, NotePart, Promise, PromiseState, Stage, Task
from trackerbridge.papers.paper import Paper, section, sections
from trackerbridge.papers.words import page_words
from trackerbridge.results import Planned
from trackerbridge.team_words import part_in, reasons_in
from trackerbridge.team_words.titled import with_title

QUESTIONS = 3
DUE_WORKING_DAYS = 10
_MOST = 5  # lines of a section: the page fits on a phone's screen
_SHORT = 60  # characters of a title
_ASKS: Mapping[str, str] = {  # flag -> the question that a client would ask, the hardest first
    "R01": "ask_unanswered",
    "D01": "ask_late",
    "D13": "ask_late",
    "D05": "ask_moved",
    "D06": "ask_moves",
    "C06": "ask_confused",
    "S04": "ask_decision",
    "D03": "ask_likely",
}
_GONE = (PromiseState.VOID, PromiseState.TAKEN_OUT)


@dataclass(frozen=True)
class Brief:
    """What a brief is made from. ``since`` (UTC): the last call's brief; ``facts`` were written with ``/remember``."""

    planned: Planned
    side: ClientSide
    language: str
    since: datetime | None = None
    facts: Sequence[str] = field(default=())

    def paper(self) -> Paper:
        """The page."""
        since = self._say("since", day=self.calendar.day_of(self.since)) if self.since else self._say("since_ever")
        return Paper(
            project=self.planned.project,
            title=self._say("title", project=self.planned.title),
            language=self.words.language,
            warning=self.words.said("page", "for_team"),
            truth=self._truth(),
            sections=sections(
                section("since", since, self._changes(), _MOST),
                section("questions", self._say("questions"), self._questions(), QUESTIONS),
                section("sees", self._say("sees"), self._sees(), _MOST),
                section("waits", self._say("waits"), self._waits(), _MOST),
                section("due", self._say("due"), self._due(), _MOST),
                section("moves", self._say("moves"), self._moves(), _MOST),
                section("extras", self._say("extras"), self._extras(), _MOST),
                section("good", self._say("good"), list(self._good())[:1]),
                section("facts", self._say("facts"), self.facts, _MOST),
            ),
        )

    @cached_property
    def words(self) -> Words:
        """The page's language."""
        return page_words(self.language)

    @property
    def calendar(self) -> Calendar:
        """The project's."""
        return self.planned.audited.calendar

    @property
    def now(self) -> datetime:
        """The moment of judgement (UTC)."""
        return self.planned.audited.assessment.now

    @property
    def today(self) -> date:
        """The project's day."""
        return self.calendar.day_of(self.now)

    @cached_property
    def tasks(self) -> dict[str, Task]:
        """Live tasks by key."""
        return {task.key: task for task in self.planned.audited.live}

    @cached_property
    def promises(self) -> tuple[Promise, ...]:
        """As they stand after the next sync, those that still count."""
        return tuple(promise for promise in self.planned.promises if promise.state not in _GONE)

    def _say(self, key: str, **values: object) -> str:
        return self.words.said("brief", key, today=self.today, **values)

    def _name(self, title: str) -> str:
        return self.words.quoted([_shortened(visible(title))])

    def _truth(self) -> str:
        standing = [promise for promise in self.promises if _stands(promise)]
        if not standing:
            return self._say("truth_none") if not self.promises else self._say("truth_ended")
        late = sum(promise.state is PromiseState.LATE for promise in standing)
        said = self._say("truth_late" if late else "truth_fine", late=late, open=len(standing))
        told = {promise.task for promise in standing if promise.state is PromiseState.OPEN}
        likely = {flag.task.key for flag in self._flags("D03") if flag.task} & told
        return f"{said} {self._say('truth_likely', n=len(likely))}" if likely else said

    def _changes(self) -> Iterator[str]:
        for promise in self.planned.promises:
            name = self._name(promise.title)
            if promise.delivered_on and self._is_new(promise.delivered_on):
                yield self._say("delivered", title=name, day=promise.delivered_on)
            elif promise.state is PromiseState.VOID and promise.void_reason:
                yield self._say("voided", title=name, why=visible(promise.void_reason))
            for before, told in pairwise(promise.told):
                if self.since is None or told.at > self.since:
                    yield self._moved(promise, name, before.day, told.day)
            if self.since and len(promise.told) == 1 and promise.told[0].at > self.since:
                yield self._say("first_told", title=name, day=promise.first)

    def _moved(self, promise: Promise, name: str, before: date, after: date) -> str:
        key = "moved_why" if self._why(promise) else "moved"
        return self._say(key, title=name, before=before, after=after, why=self._reason(promise))

    def _is_new(self, day: date) -> bool:
        return self.since is None or day >= self.calendar.day_of(self.since)

    def _reason(self, promise: Promise) -> str:
        why = self._why(promise)
        return self._say("reason", why=unended(why)) if why else self._say("no_reason")

    def _why(self, promise: Promise) -> str:
        notes: Sequence[ClientNote] = (self.side.notes or {}).get(promise.task or "", ())
        return next((visible(note.text) for note in notes if note.part is NotePart.WHY), "")

    def _questions(self) -> Iterator[str]:
        asked: set[str] = set()
        for code, key in _ASKS.items():
            for flag in sorted(self._flags(code), key=lambda flag: -flag.severity.rank):
                task = flag.task
                if task is None or task.key in asked or task.key not in self._told:
                    continue
                asked.add(task.key)
                question = self._say(key, title=self._name(task.title))
                yield "\n".join(filter(None, (question, self._answer(task), self._safe(task))))

    @cached_property
    def _told(self) -> frozenset[str]:
        return frozenset(card.task for card in self.planned.view.cards if card.task)

    def _answer(self, task: Task) -> str:
        card = next((card for card in self.planned.view.cards if card.task == task.key), None)
        return self._say("say", text=_spoken(card.description)) if card and card.description else ""

    def _safe(self, task: Task) -> str:
        if task.stage.finished or task.stage is Stage.REVIEW:
            return ""
        found = promise_date(task, self._spans, self.now, self.calendar)
        return self._say("safe", day=found.day) if found else self._say("unsafe")

    @cached_property
    def _spans(self) -> SpansOfFinished:
        return SpansOfFinished(self.tasks.values(), self.now)

    def _flags(self, code: str) -> list[Flag]:
        return [flag for flag in self.planned.audited.assessment.flags if flag.code == code]

    def _sees(self) -> Iterator[str]:
        summary = next((card for card in self.planned.view.cards if card.ref == "summary"), None)
        pending = sum(1 for change in self.planned.plan.changes if change.side == "client")
        if self.planned.shadow:
            yield self._say("shadow", n=pending)
        elif summary is not None:
            yield summary.title
        for held in self.planned.view.held:
            part, why = part_in(self.words.language, held.part), reasons_in(self.words.language, held.reason)
            where = with_title(held.task, self.planned.titles, self.words.language) if held.task else held.ref
            yield self._say("held", part=part, title=where, why=why)
        if pending and not self.planned.shadow:
            yield self._say("pending", n=pending)

    def _waits(self) -> Iterator[str]:
        for ask in self.side.asks or ():
            if ask.answered_at is None and not ask.later:
                what = visible(ask.what) or self._title_of(ask.task)
                values = {"what": what, "day": self.calendar.day_of(ask.asked_at)}
                yield self._say("we_wait_by" if ask.needed_by else "we_wait", **values, by=ask.needed_by)
        for flag in self._flags("R01"):
            if flag.task and flag.since:
                yield self._say("they_wait", title=self._name(flag.task.title), day=self.calendar.day_of(flag.since))
        for answer in self.side.answers or ():
            if answer.answered_at is None:
                title = self._title_of(answer.task)
                yield self._say(
                    "they_wait_answer", what=part_in(self.words.language, answer.what), day=answer.by, title=title
                )

    def _title_of(self, key: str | None) -> str:
        task = self.tasks.get(key or "")
        return self._name(task.title) if task else (key or "")

    def _due(self) -> Iterator[str]:
        last = self.calendar.add_working_days(self.today, DUE_WORKING_DAYS)
        for promise in sorted(self.promises, key=lambda promise: promise.current):
            if _stands(promise) and promise.current <= last:
                key = "due_late" if promise.current < self.today else "due_line"
                yield self._say(key, day=promise.current, title=self._name(promise.title))

    def _moves(self) -> Iterator[str]:
        for promise in sorted(self.promises, key=lambda promise: -promise.moves):
            if promise.moves:
                yield self._say(
                    "move_line", title=self._name(promise.title), moves=promise.moves, first=promise.first,
                    current=promise.current, why=self._reason(promise),
                )  # fmt: skip

    def _extras(self) -> Iterator[str]:
        keys = {
            ExtraState.BONUS: "extra_given",
            ExtraState.ACCEPTED: "extra_accepted",
            ExtraState.ASKED: "extra_open",
            ExtraState.OFFERED: "extra_open",
        }
        for extra in self.side.extras.items if self.side.extras else ():
            if extra.state in keys:
                yield self._say(keys[extra.state], title=self._name(extra.title))

    def _good(self) -> Iterator[str]:
        ended = [promise for promise in self.promises if promise.delivered_on and self._is_new(promise.delivered_on)]
        for state, key in ((PromiseState.EARLY, "good_early"), (PromiseState.KEPT, "good_kept")):
            for promise in sorted(ended, key=lambda promise: promise.delivered_on or date.min, reverse=True):
                if promise.state is state:
                    yield self._say(key, title=self._name(promise.title), day=promise.delivered_on)
        for flag in self._flags("R11"):
            if flag.task:
                yield self._say("good_pleased", title=self._name(flag.task.title))
        for extra in self.side.extras.items if self.side.extras else ():
            if extra.state is ExtraState.BONUS:
                yield self._say("good_bonus", title=self._name(extra.title))


def _stands(promise: Promise) -> bool:
    """Whether it is still to be kept: one that was delivered late has ended."""
    late = promise.state is PromiseState.LATE and promise.delivered_on is None
    return late or promise.state is PromiseState.OPEN


def _shortened(text: str) -> str:
    return text if len(text) <= _SHORT else f"{text[: _SHORT - 1].rstrip()}…"


def _spoken(description: str) -> str:
    """What of a card can be said on the phone: its sentences, up to the first heading with its list."""
    paragraphs = description.split("\n\n")
    said = list(takewhile(lambda paragraph: not paragraph.startswith("**"), paragraphs)) or paragraphs
    return " ".join(" ".join(said).split())
