"""Compose: turn tasks, flags and what was told before into the client view. Pure; the day comes as ``now``.

1. choose the tasks that are opted in, and those that still have a card
2. give each a title that may pass (``neutralise``, ``guard``)
3. settle the facts: stage, date told, delivery (``work``, ``promises``, ``health``)
4. word the cards (``cards``, ``summary``, ``how_we_work``), each part read by the guard
5. say which cards leave, how every promise stands, and what the manager should know

Nothing here depends on more of the past than the first date told, the current one and the day of the last move, so
that a lost ledger changes no byte; and nothing counts elapsed days, so that a day's passing alone changes none either.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from trackerbridge.client_view import how_we_work, promises, summary, themes, workload
from trackerbridge.client_view.answers import NONE, Answers, awaited, entries
from trackerbridge.client_view.ask_queue import turn_entries, turns_of
from trackerbridge.client_view.cards import CardWords, Part, status_card
from trackerbridge.client_view.chosen import Chosen, selected
from trackerbridge.client_view.dates import DateWords, Updates
from trackerbridge.client_view.extras import effects
from trackerbridge.client_view.extras.register import NO_EXTRAS, Register
from trackerbridge.client_view.extras.request import Request, RequestWords
from trackerbridge.client_view.extras.summed import summed_fees
from trackerbridge.client_view.guard import Guard
from trackerbridge.client_view.health import COLORS
from trackerbridge.client_view.held_digest import digest_of
from trackerbridge.client_view.marks import team_marks
from trackerbridge.client_view.naming import label_names, list_names, naming_notes
from trackerbridge.client_view.promise_cards import PromiseCards, with_promises
from trackerbridge.client_view.promise_record import PromiseRecord, record_of
from trackerbridge.client_view.said_dates import Notes
from trackerbridge.client_view.said_health import SaidHealth
from trackerbridge.client_view.view import (
    CardKind,
    ClientView,
    Held,
    LabelRole,
    ListRole,
    StatusCard,
    ViewLabel,
    ViewList,
)
from trackerbridge.client_view.waiting_time import waited_entries
from trackerbridge.client_view.wording import Wording, wording_of
from trackerbridge.client_view.work import Work
from trackerbridge.client_view.workload import gather
from trackerbridge.config.schema import PublishConfig, Settings
from trackerbridge.errors import UsageError
from trackerbridge.flags.base import Assessment
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.ledger.extras import decision_entry, decisions_of, same
from trackerbridge.ledger.held import decided
from trackerbridge.ledger.promised_before import is_declared
from trackerbridge.ledger.records import Memory
from trackerbridge.model import Promise, Snapshot
from trackerbridge.model.offer import ChoiceKind
from trackerbridge.page.words import own_words

__all__ = ["compose", "promised", "selected"]


def compose(
    *,
    settings: Settings,
    snapshots: Sequence[Snapshot],
    assessment: Assessment,
    memory: Memory,
    now: datetime,
    register: Register = NO_EXTRAS,
    ticks: bool = False,
    writes: bool = True,
    said: Notes | None = None,
) -> ClientView:
    """The client view of one project at ``now`` (UTC).

    ``register`` holds the extras and what the client chose; ``ticks``: the target has checklists to choose with;
    ``writes``: the client can write there.
    ``said``: client notes by the task's key, where they are known already; else they are read from the tasks.

    Raises :class:`~trackerbridge.errors.UsageError` where the project publishes nothing, or where ``publish.select`` or
    ``dates.client`` cannot be understood.
    """
    publish = settings.project.publish
    if publish is None:
        raise UsageError(
            f"The project {settings.name} has no client's side.", hint=f"Add [projects.{settings.name}.publish]."
        )
    wording = wording_of(settings) if writes else wording_of(settings).for_reading
    guard = Guard.of(settings, snapshots, decided(memory))
    chosen = Chosen.of(settings, snapshots)
    load = gather(
        settings=settings,
        chosen=chosen,
        memory=memory,
        guard=guard,
        wording=wording,
        now=now,
        said=said,
        choices=effects.open_choices(register),
    )
    facts = workload.facts_of(settings, (), memory, {}, now)
    load = with_promises(load, PromiseCards(memory, facts, guard, wording, publish.promises == "cards"))
    spoken = SaidHealth.of(memory, now)
    work = spoken.on_work(effects.on_work(load.work, register))
    requests, held_words = effects.requests_of(register, chosen.snapshots, work, guard, wording)
    told = [item.promise for item in work if item.promise]
    stand = promises.standing(memory.promises, told, facts.day_to_judge)
    record = record_of(stand, facts.day_to_judge) if publish.promise_record else None
    composer = _Composer(
        settings, publish, wording, guard, now, memory, ticks, awaited(memory), spoken.headline(work), record,
        [],
    )  # fmt: skip
    cards, held = composer.cards(work, requests)
    ending = effects.endings(register, memory, [request.case.ref for request in requests], snapshots)
    return ClientView(
        language=settings.client_language,
        lists=tuple(ViewList(role, name) for role, name in list_names(publish, wording).items()),
        labels=tuple(ViewLabel(role, name, COLORS[role]) for role, name in label_names(publish, wording).items()),
        cards=cards,
        endings=(*load.endings, *ending),
        held=(*load.held, *held_words, *held),
        promises=stand,
        team_marks=team_marks(assessment) if publish.mark_source else {},
        notes=(*naming_notes(publish), *load.notes, *register.notes, *spoken.notes(work)),
        waits=load.waits,
        page_words=own_words(settings.wording, american=settings.american_dates),
        exempt=_prices(requests),
        passing=tuple(guard.passing),
        own=(*composer.own, *_way_of_working(cards)),
    )


def _prices(requests: Sequence[Request]) -> tuple[str, ...]:
    """The prices of the team's own offers."""
    offers = [request.case.offer for request in requests if request.case.offer]
    fees = [fee.text for offer in offers if (fee := offer.choice(ChoiceKind.FEE))]
    return tuple(piece for each in (*fees, *summed_fees(requests)) if (piece := each.strip()))


def _way_of_working(cards: Sequence[StatusCard]) -> Iterator[str]:
    """Made from the configuration alone, so nobody's task can speak there."""
    for card in cards:
        if card.kind is CardKind.HOW_WE_WORK:
            yield from card.description.split("\n\n")


def promised(
    *,
    settings: Settings,
    snapshots: Sequence[Snapshot],
    memory: Memory,
    now: datetime,
    register: Register = NO_EXTRAS,
    said: Notes | None = None,
) -> tuple[Promise, ...]:
    """The promises of :func:`compose`'s view, before its words: so that flags judge what the client is about to read.

    Raises as :func:`compose` does; nothing but what is remembered where the project publishes nothing.
    """
    if settings.project.publish is None:
        return memory.promises
    chosen = Chosen.of(settings, snapshots)
    told = workload.promised(settings=settings, chosen=chosen, memory=memory, now=now, said=said)
    return effects.on_promises(told, register)


@dataclass(frozen=True, slots=True)
class _Composer:
    """Makes the cards of one board."""

    settings: Settings
    publish: PublishConfig
    wording: Wording
    guard: Guard
    now: datetime
    memory: Memory
    ticks: bool
    awaited: Mapping[str, Answers]
    word: LabelRole | None  # a person's, on the whole project
    record: PromiseRecord | None  # where the client reads it
    own: list[str]  # filled while cards are made: what passes as it stands

    def cards(
        self, work: Sequence[Work], requests: Sequence[Request]
    ) -> tuple[tuple[StatusCard, ...], tuple[Held, ...]]:
        """Summary, "how we work together", then the status cards by list; and what the guard kept back."""
        calendar = self.settings.calendar
        dates = DateWords(self.wording, calendar.day_of(self.now))
        held: list[Held] = []
        cards = [self._summary(work, requests, dates, held), self._how_we_work(dates)]
        agreed = is_declared(self.memory)
        words = CardWords(self.wording, dates, agreed)
        pictures, turns = themes.covers(work, self.publish.theme), turns_of(self.memory)
        for rank, item in enumerate(work):
            key = item.task.key or None
            description = self._guarded(words.parts(item), held, ref=item.ref, task=key)
            news = entries(item.ref, key, self.awaited.get(item.ref, NONE), item.answers)
            news += waited_entries(item.ref, item.task, item.answered, self.memory, calendar)
            news += turn_entries(item.ref, turns, item.turn)
            news = tuple(replace(each, at=each.at or self.now) for each in news)
            cards.append(
                status_card(
                    item,
                    description,
                    calendar,
                    rank,
                    theirs=self.settings.client_calendar,
                    cover=pictures[item.ref],
                    entries=news,
                    agreed=agreed and bool(item.first),
                )
            )
        cards += self._requests(requests, dates, held)
        order = {role: position for position, role in enumerate(ListRole)}
        return tuple(sorted(cards, key=lambda card: (order[card.list], card.rank, card.ref))), tuple(held)

    def _requests(self, requests: Sequence[Request], dates: DateWords, held: list[Held]) -> Iterator[StatusCard]:
        """The change requests, first in their lists. A price stands as the team typed it; no other part is exempt."""
        words = RequestWords(self.wording, dates, self.settings.calendar, self.ticks)
        known = decisions_of(self.memory)
        for position, request in enumerate(requests):
            case = request.case
            fee = case.offer.choice(ChoiceKind.FEE) if case.offer else None
            exempt = (fee.text,) if fee and fee.text else ()
            body = self._guarded(words.parts(request), held, ref=case.ref, task=case.task.key, exempt=exempt)
            decision = case.standing.decision
            news = [decision_entry(case.ref, decision)] if decision and not same(decision, known.get(case.ref)) else []
            news += [case.listed] if case.listed and words.lists(request) else []
            yield words.card(request, body, position - len(requests), news)

    def _summary(
        self, work: Sequence[Work], requests: Sequence[Request], dates: DateWords, held: list[Held]
    ) -> StatusCard:
        updates = Updates.around(dates.today, self.publish.update_day, self.settings.calendar)
        contact, hours = self.publish.contact.strip(), self.publish.hours.strip()
        words = summary.SummaryWords(
            self.wording, dates, updates, contact, hours, self.word, self.record,
            agreed=is_declared(self.memory),
        )  # fmt: skip
        title = self._guarded([Part("title", words.headline(work, requests))], held, ref=summary.REF, task=None)
        fees = tuple(summed_fees(requests))
        body = self._guarded(words.parts(work, requests), held, ref=summary.REF, task=None, exempt=fees)
        contact = words.contact_line()  # as typed: the one name that a client may read by choice
        description = "\n\n".join(part for part in (body, contact) if part)
        return summary.summary_card(title, description, words.tells(work, body))

    def _how_we_work(self, dates: DateWords) -> StatusCard:
        return how_we_work.HowWeWork(
            self.wording,
            dates,
            self.settings.project,
            self.publish,
            list_names(self.publish, self.wording),
            label_names(self.publish, self.wording),
        ).card()

    def _guarded(
        self, parts: Sequence[Part], held: list[Held], *, ref: str, task: str | None, exempt: Sequence[str] = ()
    ) -> str:
        """The paragraphs, each read by the guard as it will stand on the board, but for what is ``exempt``."""
        paragraphs = []
        for part in parts:
            reading = self.guard.read(part.text, exempt=exempt)
            if reading.held:
                why = "; ".join(reading.reasons)
                held.append(Held(ref, task, part.name, why, part.text, digest_of(part.text), reading.safer))
            kept = reading.instead if reading.instead is not None else part.text
            if reading.held:
                kept = "" if part.lead else self.wording.say("sentences.held")
            paragraphs.append(" ".join(filter(None, (part.lead, kept))))
            if reading.released or reading.instead is not None:
                self.own.extend(paragraphs[-1].split("\n\n"))
        return "\n\n".join(paragraphs)
