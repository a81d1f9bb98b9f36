"""The words of one status card: status in a sentence, dates, what happens next, what we need. No empty parts."""

from __future__ import annotations

from datetime import date

from trackerbridge.client_notes.days import without_its_day
from trackerbridge.client_view.dates import DateWords
from trackerbridge.client_view.moves import between
from trackerbridge.client_view.neutralise import isolated
from trackerbridge.client_view.spoken import fitted, ordered, safe, shortened_to
from trackerbridge.client_view.view import CardKind, LabelRole, ListRole, StatusCard
from trackerbridge.client_view.why import why_of
from trackerbridge.client_view.wording import Wording
from trackerbridge.client_view.work import Work
from trackerbridge.clock import Calendar
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.ledger.records import Entry
from trackerbridge.model import NotePart, Stage

LISTS = {
    Stage.PLANNED: ListRole.PLANNED,
    Stage.IN_PROGRESS: ListRole.IN_PROGRESS,
    Stage.TESTING: ListRole.TESTING,
    Stage.REVIEW: ListRole.REVIEW,
    Stage.WAITING: ListRole.WAITING,
    Stage.DONE: ListRole.DONE,
    Stage.CANCELLED: ListRole.DONE,  # it stays readable there as taken out by agreement, with nothing ticked
}
_REASONS = (20, 10, 0)  # words of the reason of an earlier move, as there is room


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a card's description: what the guard calls it, and its paragraph.

    ``lead``: a sentence of ours before ``text`` in the same paragraph; it stays where the guard keeps ``text`` back.
    """

    name: str
    text: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class CardWords:
    """Words status cards in one language on one day."""

    wording: Wording
    dates: DateWords
    agreed: bool = False  # somebody has said what was promised before, so dates first told count as agreed

    def parts(self, work: Work) -> list[Part]:
        """The description's paragraphs, in the order of CLIENT section 2."""
        if work.stage is Stage.CANCELLED:
            return self._with_notes(work, [Part("status", self._taken_out(work))])
        if work.stage is Stage.DONE:
            return self._done(work)
        parts = [
            Part("status", self._status(work)),
            Part("dates", self._dates(work)),
            Part("next", self._next(work)),
            Part("need", self._need(work)),
            Part("gift", self._gift(work)),
            Part("steps", self._steps(work)),
        ]
        return self._with_notes(work, [part for part in parts if part.text])

    def _with_notes(self, work: Work, parts: list[Part]) -> list[Part]:
        """The team's own words, each a part of its own, behind our sentence about the same."""
        texts, moves = self._fitted(work, parts)
        noted = [Part(part.value, self._note(part, texts[part], work)) for part in ordered(texts)]
        first = [part for part in noted if part.name == NotePart.WHY]
        others = [part for part in noted if part.name != NotePart.WHY]
        dates = [part for part in parts if part.name in ("status", "dates")]
        owed = [part for part in parts if part.name == "next"]
        rest = [part for part in parts if part.name in ("need", "gift")]
        last = [part for part in parts if part.name == "steps"]
        return [*dates, *first, *owed, *moves, *rest, *others, *last]

    def _fitted(self, work: Work, parts: list[Part]) -> tuple[dict[NotePart, str], list[Part]]:
        """The notes and the earlier moves in the room that a card has; what was said of the past gives way first."""
        said = work.spoken.texts
        rest = [*(part.text for part in parts), *(self._note(part, "", work) for part in said)]
        for most in _REASONS:
            moves = self._earlier(work, most)
            texts, cut = fitted(said, [*rest, *(f"{part.lead} {part.text}" for part in moves)])
            if not cut:
                return texts, moves
        return fitted(said, rest)[0], []

    def _earlier(self, work: Work, most: int) -> list[Part]:
        """The moves before the last one, each with its reason in at most so many words, a paragraph each."""
        found = []
        for move in work.earlier:
            why = shortened_to(safe(move.why), most) if most else ""
            reason = _ended_once(self._say("notes.why", text=why)) if why else ""
            found.append(Part("why", reason, lead=self._sentence("moved_before", date=self.dates.day(move.day))))
        return found

    def _note(self, part: NotePart, text: str, work: Work) -> str:
        return _ended_once(self._noted(part, text, work))

    def _noted(self, part: NotePart, text: str, work: Work) -> str:
        if part is NotePart.WHY and work.ahead and not work.spoken.of_move:
            return self._say("notes.made_possible", text=text)
        if part is not NotePart.NEED or work.spoken.asked_on is None:
            return self._say(f"notes.{part.value}", text=text)
        asked = self.dates.day(work.spoken.asked_on)
        by, told = work.kept_by_answer(self.dates.today), work.told
        if by is None or told is None:
            return self._say("notes.need", text=text, asked=asked)
        text = without_its_day(text, by, work.spoken.asked_on or by)
        return self._say("notes.need_by", text=text, asked=asked, by=self.dates.day(by), date=self.dates.day(told))

    def _status(self, work: Work) -> str:
        """A person's word on it comes first; what is so stays beside it."""
        word = self._sentence(f"said_{work.word.value}") if work.word else ""
        if not work.turn.later:
            return _joined(word, self._standing(work))
        standing = "" if work.task.stage is Stage.WAITING and not work.passed else self._standing(work)
        return _joined(word, standing, self._sentence("asked_later"))

    def _standing(self, work: Work) -> str:
        if work.reopened and not work.with_client:
            return self._say("status.reopened")
        if work.again and not work.with_client:
            return self._say("status.again")
        if work.passed and work.promise and not work.with_client:
            told, by = self.dates.day(work.promise.current), self._ahead(work.answers.new_date)
            if work.health is LabelRole.CHECKING and by:
                return self._sentence("checking", date=told, by=by)
            return self._sentence("passed", date=told)
        if work.milestone and work.stage in (Stage.PLANNED, Stage.IN_PROGRESS):
            return self._say(f"milestone.{work.stage.value}")
        return self._say(f"status.{work.stage.value}")

    def _dates(self, work: Work) -> str:
        promise = work.promise
        if promise is None:
            return self._sentence("date_follows") if work.stage.begun and work.stage is not Stage.WAITING else ""
        first = self._first(promise.first) if work.moved else ""
        if not work.passed:
            if work.moved:
                said = "moved_agreed" if work.agreed else "moved"
                move = self._sentence(said, move=self.dates.move(promise.first, promise.current))
                return _joined(move, self._moves(promise.moves))
            return self._sentence("date_again" if promise.moves else "date", date=self.dates.day(promise.current))
        told = self.dates.day(promise.current)
        if work.stage is Stage.WAITING:
            return _joined(self._sentence("waiting_passed", date=told), first)
        if work.stage is Stage.REVIEW or work.again:
            return _joined(self._sentence("review_passed", date=told), first)
        return _joined(self._sentence("reopened_passed", date=told) if work.reopened else "", first)

    def _moves(self, moves: int) -> str:
        """How often, where it was more than once: the first date and the current one alone would hide it."""
        return self._sentence("moves", number=str(moves)) if moves > 1 else ""

    def _next(self, work: Work) -> str:
        if work.promise is None or work.with_client:
            return ""
        reason = self._owed("reason", work.answers.reason)
        if not work.passed:
            return reason
        if work.health is LabelRole.CHECKING and self._ahead(work.answers.new_date) and not work.reopened:
            return reason  # the status sentence names the other day already
        return _joined(reason, self._owed("new_date", work.answers.new_date) or self._sentence("new_date_follows"))

    def _owed(self, what: str, by: date | None) -> str:
        """An answer that comes, or that should have come: its day is never rolled forward."""
        if by is None:
            return ""
        ahead = {"reason": "reason_follows", "new_date": "new_date_by"}[what]
        return self._sentence(ahead if by >= self.dates.today else f"{what}_missed", by=self.dates.day(by))

    def _ahead(self, by: date | None) -> str:
        """The day in words, while it is not over."""
        return self.dates.day(by) if by is not None and by >= self.dates.today else ""

    def _need(self, work: Work) -> str:
        return self._sentence("look") if work.stage is Stage.REVIEW and not work.looked else ""

    def _gift(self, work: Work) -> str:
        if not work.bonus:
            return ""
        key = "bonus_moved" if work.moved else "bonus"  # a card that tells of a moved date does not say that none moved
        return self._sentence(key, what=self.wording.quoted(isolated(work.title)))

    def _steps(self, work: Work) -> str:
        return self._sentence("steps", done=str(work.steps.done), all=str(work.steps.all)) if work.steps else ""

    def _done(self, work: Work) -> list[Part]:
        parts = [Part("status", self._ready(work)), Part("dates", self._story(work)), Part("gift", self._gift(work))]
        return self._with_notes(work, [part for part in parts if part.text])

    def _ready(self, work: Work) -> str:
        if work.delivered_on is None:
            return self._sentence("done")
        first = work.delivery.first_on
        if first is None or first >= work.delivered_on:
            return self._ready_on(work, work.delivered_on)
        put_right = self._sentence("put_right", date=self.dates.day(work.delivered_on))
        return _joined(self._ready_on(work, first), put_right)

    def _ready_on(self, work: Work, day: date) -> str:
        """On this day it was ready, beside the date that was told."""
        ready = self.dates.day(day)
        if work.promise is None:
            return self._sentence("done_on", date=ready)
        aim, shown = work.promise.current, work.delivery.shown_on
        planned = self.dates.day(aim)
        if work.early:
            return self._sentence("done_early", date=ready, planned=planned)
        if day > aim and shown is not None and shown <= aim:
            return self._sentence("done_shown", date=ready, planned=planned, shown=self.dates.day(shown))
        if day > aim:
            return self._sentence("done_late", date=ready, planned=planned)
        if day == aim:
            return self._sentence("done_on" if work.moved else "done_as_planned", date=ready)
        return self._sentence("done_ahead", date=ready, planned=planned)

    def _story(self, work: Work) -> str:
        """What was first told stays beside what became of it."""
        return self._first(work.promise.first) if work.promise and work.moved else ""

    def _first(self, day: date) -> str:
        return self._sentence("first_agreed" if self.agreed else "first_planned", first=self.dates.day(day))

    def _taken_out(self, work: Work) -> str:
        on = self.dates.day(work.taken_out_on) if work.taken_out_on else ""
        out = self._sentence("taken_out_on", date=on) if on else self._sentence("taken_out")
        into = self._sentence("goes_on", title=self.wording.quoted(isolated(work.into))) if work.into else ""
        return _joined(out, into)

    def _sentence(self, key: str, **values: str) -> str:
        return self._say(f"sentences.{key}", **values)

    def _say(self, key: str, **values: str) -> str:
        return self.wording.say(key, **values)


def status_card(
    work: Work,
    description: str,
    calendar: Calendar,
    rank: int,
    *,
    theirs: Calendar | None = None,
    cover: str | None = "",
    entries: tuple[Entry, ...] = (),
    agreed: bool = False,
) -> StatusCard:
    """The card of one task, its description already worded and guarded. ``theirs``: the client's own calendar."""
    done, kind = work.stage is Stage.DONE, CardKind.MILESTONE if work.milestone else CardKind.TASK
    kind = kind if work.task.key else CardKind.PROMISE
    return StatusCard(
        ref=work.ref,
        kind=kind,
        title=work.title,
        description=description,
        list=LISTS[work.stage],
        task=work.task.key or None,
        labels=work.labels,
        due=(theirs or calendar).end_of_business(work.told) if work.told else None,
        due_complete=done,
        cover=cover,
        rank=rank,
        told=work.told,
        first=work.first,
        moved_on=work.moved_on,
        moves=work.promise.moves if work.promise else 0,
        earlier=_between(work, calendar),
        reason_by=work.answers.reason,
        new_date_by=work.answers.new_date,
        agreed=agreed,
        asked_later=work.turn.later,
        asked_on=work.turn.asked_on,
        without_task=kind is CardKind.PROMISE,
        done_on=work.delivered_on if kind is CardKind.PROMISE else None,
        entries=entries,
        why=why_of(work),
    )


def _between(work: Work, calendar: Calendar) -> tuple[tuple[date, date], ...]:
    told = between(work.promise) if work.promise else ()
    return tuple((one.day, calendar.day_of(one.at)) for one in told)


def _ended_once(sentence: str) -> str:
    """A note that was cut ends with its ellipsis, a question with its mark, and with no full stop of ours behind it."""
    return sentence.replace("….", "…").replace("?.", "?")


def _joined(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)
