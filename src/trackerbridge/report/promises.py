"""Every promise with its story and the record of all, as a list that each format can show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from trackerbridge.client_view.promise_record import record_of
from trackerbridge.client_view.promises import open_state
from trackerbridge.client_view.waiting_time import Waited, remembered
from trackerbridge.config.schema import Settings
from trackerbridge.flags.wording import Words
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.ledger.answers import answers_of
from trackerbridge.ledger.records import Memory
from trackerbridge.model import AnswerPromise, Promise, PromiseState
from trackerbridge.report.base import Listing
from trackerbridge.report.promise_story import span, story, totals
from trackerbridge.report.team import report_words

_COLUMNS = ("project", "promise", "first_told", "now_told", "moves", "state", "delivered", "waited", "story")


@dataclass(frozen=True, slots=True)
class Told:
    """All that is remembered of one project's promises. ``now`` (UTC): an open promise that has passed is late."""

    settings: Settings
    now: datetime
    memory: Memory

    @property
    def today(self) -> date:
        """In the project's zone."""
        return self.settings.calendar.day_of(self.now)

    @property
    def answers(self) -> Mapping[str, tuple[AnswerPromise, ...]]:
        """What was announced, by the promise's reference."""
        found: dict[str, tuple[AnswerPromise, ...]] = {}
        for answer in answers_of(self.memory):
            card = answer.ref.partition(":")[2]
            found[card] = (*found.get(card, ()), answer)
        return found


def listing(projects: Sequence[Told], language: str = "en") -> Listing:
    """One row a promise. ``language``: of the headings and states; each story is in its project's team's language."""
    words = report_words(language)
    lines = [line for told in projects for line in _lines(told, words)]
    records = [record_of(told.memory.promises, told.today) for told in projects]
    single = totals(records[0], language) if len(records) == 1 else " ".join(
        f"{told.settings.title}: {totals(record, language)}" for told, record in zip(projects, records, strict=True)
        if told.memory.promises
    )  # fmt: skip
    return Listing(
        title=words.said("promises", "title"), key="promises",
        columns=tuple(words.said("promises", name) for name in _COLUMNS),
        wide=frozenset({words.said("promises", "waited")}), language=words.language,
        rows=[line.row for line in lines], records=[line.record for line in lines],
        closing=single if lines else "",
        empty=words.said("promises", "empty"),
        extra={
            "totals": [
                {"project": told.settings.name, **asdict(record)}
                for told, record in zip(projects, records, strict=True)
            ]
        },
    )  # fmt: skip


def _lines(told: Told, words: Words) -> list[_Line]:
    answers, waited = told.answers, remembered(told.memory.entries)
    return [
        _Line(told, words, promise, answers.get(promise.ref, ()), waited.get(promise.ref, ()))
        for promise in told.memory.promises
    ]


@dataclass(frozen=True, slots=True)
class _Line:
    told: Told
    words: Words
    promise: Promise
    answers: tuple[AnswerPromise, ...]
    waited: tuple[Waited, ...]

    @property
    def state(self) -> PromiseState:
        """As it stands today."""
        one = self.promise
        return open_state(one, self.told.today) if one.state is PromiseState.OPEN else one.state

    @property
    def story(self) -> list[str]:
        """In sentences."""
        settings = self.told.settings
        return story(
            self.promise, self.answers, self.waited, settings.calendar, self.told.today, settings.language
        )  # fmt: skip

    @property
    def row(self) -> tuple[str, ...]:
        """For people and CSV."""
        one = self.promise
        about = f"{one.task}: {one.title}" if one.task else f"{one.title} ({one.ref})"
        return (
            self.told.settings.name, about, one.first.isoformat(), one.current.isoformat(), str(one.moves),
            self.words.said("states", self.state.value), one.delivered_on.isoformat() if one.delivered_on else "",
            "; ".join(span(each, self.words.language) for each in self.waited), " ".join(self.story),
        )  # fmt: skip

    @property
    def record(self) -> dict[str, Any]:
        """For JSON."""
        one = self.promise
        return {
            "project": self.told.settings.name, "ref": one.ref, "task": one.task, "title": one.title,
            "told": [{"day": each.day, "at": each.at, "why": each.why} for each in one.told], "first": one.first,
            "taken_back": [asdict(each) for each in one.taken_back],
            "current": one.current, "moves": one.moves, "state": self.state.value,
            "delivered_on": one.delivered_on, "void_reason": one.void_reason,
            "waited": [{"since": each.since, "until": each.until} for each in self.waited], "story": self.story,
        }  # fmt: skip
