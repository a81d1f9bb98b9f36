"""The change request card: what was asked, what it affects, until when, the choices, and what became of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from trackerbridge.client_view.cards import Part
from trackerbridge.client_view.dates import DateWords, answer_day
from trackerbridge.client_view.extras.decisions import undo_until
from trackerbridge.client_view.extras.register import Case
from trackerbridge.client_view.extras.words import ChoiceWords, unended
from trackerbridge.client_view.view import CardKind, Checks, LabelRole, Line, ListRole, StatusCard
from trackerbridge.client_view.wording import Wording
from trackerbridge.clock import Calendar
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.ledger.records import Entry
from trackerbridge.model import ExtraState
from trackerbridge.model.offer import Choice, ChoiceKind, DecidedHow, Decision
from trackerbridge.model.sentence import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One change request as its card needs it. ``title`` and ``instead`` (a title) are neutralised and guarded.

    ``current`` is the date that the client reads for this work now.
    """

    case: Case
    title: str
    instead: str = ""
    instead_done: bool = False  # what was to be taken out was delivered all the same
    current: date | None = None
    alternative: str = ""

    @property
    def open(self) -> bool:
        """The client may choose."""
        return self.case.extra.state is ExtraState.OFFERED and self.case.chosen is None

    @property
    def pending(self) -> bool:
        """The next step is the client's: a choice. Whoever put its card away was asked, and wants none now."""
        return self.open and not self.case.extra.put_away

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What the client may choose between, in the order of the lines."""
        offer = self.case.offer
        return tuple(one for kind in offer.kinds if (one := offer.choice(kind))) if offer else ()


@dataclass(frozen=True, slots=True)
class RequestWords:
    """Words change requests in one language on one day. ``ticks``: the target has checklists."""

    wording: Wording
    dates: DateWords
    calendar: Calendar
    ticks: bool

    def parts(self, request: Request) -> list[Part]:
        """The description's paragraphs."""
        case = request.case
        match case.extra.state:
            case ExtraState.REFUSED:
                found = [Part("status", self._say("refused", what=_what(request))), self._alternative(request)]
            case ExtraState.BONUS:
                found = [Part("gift", self.wording.say("sentences.bonus", what=self._quoted(request.title)))]
            case _ if case.chosen is not None:
                found = self._decided(request, case.chosen)
            case ExtraState.EXPIRED:
                late = self._say("too_late") if case.standing.too_late else ""
                ended = self._say("expired", what=_what(request), until=self._until(case))
                found = [Part("status", ended), Part("again", late)]
            case _:
                found = self._open(request)
        return [part for part in found if part.text]

    def card(self, request: Request, description: str, rank: int, entries: Sequence[Entry] = ()) -> StatusCard:
        """The card, its description already guarded."""
        return StatusCard(
            ref=request.case.ref,
            kind=CardKind.CHANGE,
            title=self.wording.say("titles.change", title=request.title),
            description=description,
            list=ListRole.WAITING if request.open else ListRole.DONE,
            task=request.case.task.key,
            labels=frozenset({LabelRole.WAITING} if request.pending else ()),
            cover=None,
            rank=rank,
            checks=self._checks(request),
            choose_by=request.case.valid_until if request.open else None,
            entries=tuple(entries),
            why=Sentence(
                "{task}: a change request, {state}",
                task=request.case.task.key,
                state=Sentence(request.case.extra.state.value),
            ),
        )

    def lists(self, request: Request) -> bool:
        """Whether the card numbers the choices for the client."""
        return not self.ticks and (request.open or request.case.standing.crossed)

    def line(self, request: Request, choice: Choice) -> str:
        """One choice as the client reads it."""
        return self._words.line(choice, self._quoted(request.instead))

    @property
    def _words(self) -> ChoiceWords:
        return ChoiceWords(self.wording, self.dates)

    def _open(self, request: Request) -> list[Part]:
        standing = request.case.standing
        asked = self._say("asked", what=_what(request), until=self._until(request.case))
        return [
            Part("status", asked),
            Part("again", self._say("asked_again") if standing.asked_again else ""),
            Part("again", self._say("not_decider") if standing.not_decider else ""),
            Part("again", self._renewed() if standing.renewed else ""),
            Part("again", self._say("crossed") if standing.crossed else ""),
            Part("again", self._say("own_words") if standing.own_words else ""),
            Part("effect", self._affects(request)),
            Part("need", self._how(request)),
        ]

    def _affects(self, request: Request) -> str:
        lines = [line for choice in request.choices if (line := self._effect(request, choice))]
        if not lines:
            return ""
        heading = f"**{self._say('affects')}**"
        return "\n".join([heading, "", *(f"- {line}" for line in lines), "", self._say("affects_rest")])

    def _effect(self, request: Request, choice: Choice) -> str:
        match choice.kind:
            case ChoiceKind.DATE if choice.day and request.current:
                current = self.dates.day(request.current)
                return self._say("affects_move", date=self.dates.day(choice.day), current=current)
            case ChoiceKind.DATE if choice.day:
                return self._say("affects_date", date=self.dates.day(choice.day))
            case ChoiceKind.FEE:
                return self._say("affects_fee" if choice.text else "affects_fee_unnamed", fee=choice.text)
            case ChoiceKind.INSTEAD:
                return self._say("affects_instead", title=self._quoted(request.instead))
        return ""

    def _renewed(self) -> str:
        told = self._say("renewed")
        return f"{told} {self._say('renewed_tick')}" if self.ticks else told

    def _how(self, request: Request) -> str:
        """How to choose: by a tick, else by the number of a line."""
        if self.ticks:
            return self._say("tick", decision=self._say("decision"))
        lines = [f"{number}. {self.line(request, one)}" for number, one in enumerate(request.choices, start=1)]
        return "\n".join([f"**{self._say('decision')}**", "", *lines, "", self._say("reply")])

    def _decided(self, request: Request, decision: Decision) -> list[Part]:
        until = undo_until(decision.on, self.calendar)
        changeable = self.dates.today <= until and decision.choice.kind is not ChoiceKind.TALK
        said = self._say("chosen", date=self.dates.day(decision.on), choice=self.line(request, decision.choice))
        undo = self._say("undo", until=self.dates.day(until)) if changeable else ""
        return [
            Part("status", f"{said} {undo}".strip()),
            Part("effect", self._then(request, decision)),
            Part("again", self._say("too_late") if request.case.standing.too_late else ""),
            Part("again", self._say("crossed") if request.case.standing.crossed else ""),
            Part("need", self._how(request) if request.case.standing.crossed else ""),
        ]

    def _then(self, request: Request, decision: Decision) -> str:
        match decision.choice.kind:
            case ChoiceKind.DATE if decision.choice.day and request.current not in (None, decision.choice.day):
                return ""  # it has moved since, and the work's own card tells that
            case ChoiceKind.DATE if decision.choice.day:
                return self._say("then_date", date=self.dates.day(decision.choice.day))
            case ChoiceKind.INSTEAD if request.instead_done:
                return ""  # its own card tells what became of it
            case ChoiceKind.INSTEAD:
                return self._say("then_instead", title=self._quoted(request.instead))
            case ChoiceKind.TALK:
                return self._say("then_talk", by=self.dates.day(answer_day(decision.on, self.calendar)))
            case kind:
                return self._say(f"then_{kind.value}")

    def _alternative(self, request: Request) -> Part:
        told = self._say("alternative", alternative=request.alternative) if request.alternative else ""
        return Part("instead", told)

    def _checks(self, request: Request) -> Checks | None:
        if not self.ticks or not request.choices:
            return None
        decision, standing = request.case.chosen, request.case.standing.decision
        marked: Callable[[Choice], bool | None] = lambda _: None  # noqa: E731
        if decision is not None and decision.how is DecidedHow.PHONE:
            marked = lambda one: True if one.kind is decision.choice.kind else None  # noqa: E731
        elif standing is not None and standing.undone and standing.how is DecidedHow.PHONE:
            marked = lambda one: False if one.kind is standing.choice.kind else None  # noqa: E731
        lines = tuple(Line(one.kind.value, self.line(request, one), marked(one), one.terms) for one in request.choices)
        gone, renewed = self.wording.sentences["choices.withdrawn"], request.case.standing.renewed
        return Checks(self._say("decision"), lines, gone, renewed=renewed)

    def _until(self, case: Case) -> str:
        assert case.valid_until is not None
        return self.dates.day(case.valid_until)

    def _quoted(self, title: str) -> str:
        return self.wording.quoted(title)

    def _say(self, key: str, **values: str) -> str:
        return self.wording.say(f"change.{key}", **values)


def _what(request: Request) -> str:
    return unended(request.title)
