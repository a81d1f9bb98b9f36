"""What stands on the change request cards: which choices are marked, by whom, and what a lost ledger learns. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from datetime import UTC, datetime
from functools import cached_property

from trackerbridge.client_view.extras.decisions import Mark, Marks, Terms
from trackerbridge.client_view.extras.numbers import Numbers
from trackerbridge.client_view.extras.replied import ANSWER, is_client, replied, when
from trackerbridge.client_view.extras.words import ReadBack, words_of_line
from trackerbridge.client_view.marker import fingerprint
from trackerbridge.client_view.neutralise import LONGEST_QUOTE, plain, shortened
from trackerbridge.client_view.view import DECISION, MARKED, TERMS, LabelRole, ListRole
from trackerbridge.client_view.wording import Wording
from trackerbridge.clock import Calendar
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.ledger.records import Memory
from trackerbridge.model import CheckItem, Checklist, Person, Side, Snapshot
from trackerbridge.model.offer import Choice, ChoiceKind, DecidedHow, Decision, Offer
from trackerbridge.trackers.base import Board, BoardCard

_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)


def checklist_ref(card: str) -> str:
    """The reference of a change request's checklist."""
    return f"{card}{DECISION}"


def put_away(ref: str, memory: Memory, marks: BoardMarks | None) -> bool:
    """Whether a person put a change request's card away while it asked: as it stands, else as it was seen last."""
    if marks is not None:
        return marks.put_away(ref)
    known = memory.publications.get(ref)
    return known is not None and (known.archived_by_person or known.edited.get("list") == ListRole.DONE.ref)


def line_ref(card: str, kind: ChoiceKind) -> str:
    """The reference of one of its lines."""
    return f"{checklist_ref(card)}/{kind.value}"


@dataclass(frozen=True)
class BoardMarks:
    """Reads the change request cards of one board; ``memory`` knows which cards and lines are ours."""

    board: Board
    memory: Memory
    wording: Wording
    calendar: Calendar
    snapshots: Sequence[Snapshot] = ()  # of the tasks whose titles may stand in its lines
    cards: Mapping[str, BoardCard] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "cards", {card.id: card for card in self.board.cards})

    @classmethod
    def on(
        cls, board: Board, memory: Memory, wording: Wording, calendar: Calendar, snapshots: Sequence[Snapshot]
    ) -> BoardMarks:
        """For a board, where titles of the sources' tasks may stand in its lines."""
        return cls(board, memory, wording, calendar, snapshots)

    @cached_property
    def _titles(self) -> Mapping[str, str]:
        """The tasks' keys by their quoted titles, for the few boards on which one stands in a line."""
        tasks = [task for snapshot in self.snapshots for task in snapshot.tasks]
        return {self.wording.quoted(shortened(plain(task.title), LONGEST_QUOTE)): task.key for task in tasks}

    def of(self, ref: str, offer: Offer) -> Marks | None:
        """What is marked on the card of ``ref``. None: it is not there, or a person took its list of choices away."""
        card = self._card(ref)
        if card is None:
            return None
        if not self.board.ticks:
            reading = Numbers(ref, offer, self.memory, self._back(card), card.description, card.created_at)
            names = {each.id: each.name for each in self.board.labels}
            return replied(card, reading, names=names, account=self.board.account)
        checklist = self.checklist(ref, card)
        if checklist is None:
            return None
        lines = {kind: item for item in checklist.items if (kind := self._gone_kind(item, card))}
        lines |= {kind: item for item in checklist.items if (kind := self.kind_of(ref, item, card))}
        marked = tuple(
            Mark(kind, self._person(item.marked_by), item.marked_at, terms=self._terms(ref, offer, kind, item))
            for kind, item in lines.items()
            if item.done
        )
        off = [item.marked_at for item in lines.values() if not item.done and item.marked_at]
        reworded = {lines[mark.kind].id for mark in marked if mark.terms is Terms.OWN}
        own = (item for item in checklist.items if item.id in reworded or self._added(item, card))
        return Marks(marked, max(off, default=None), tuple(item.name for item in own if self._by_client(item)))

    def other(self, ref: str) -> str:
        """The title of what goes out instead, as the card names it: in what it confirms, else in its lines."""
        card = self._card(ref)
        if card is None:
            return ""
        back, checklist = self._back(card), self.checklist(ref, card)
        confirmed = back.chosen(card.description)
        lines = [item.name for item in checklist.items] if checklist else []
        said = [confirmed[1] if confirmed else None, *(back.choice(line) or back.withdrawn(line) for line in lines)]
        found = next((one.text for one in said if one and one.kind is ChoiceKind.INSTEAD), "")
        marks = self.wording.sentences
        return found.removeprefix(marks["marks.open"]).removesuffix(marks["marks.close"])

    def put_away(self, ref: str) -> bool:
        """Whether a person put the card away, or among what is done, while it asked: they do not want to choose now."""
        publication = self.memory.publications.get(ref)
        if publication is None or publication.archived_by_person:
            return publication is not None or ref in self.memory.missing
        card = self._card(ref)
        asked = fingerprint(publication.written.get("list", "")) == fingerprint(ListRole.WAITING.ref)
        if card is None or not asked:
            return False
        done = self.memory.publications.get(ListRole.DONE.ref)
        closed = bool(self.board.lists_for) and card.due_complete  # a workflow may have several ends
        return closed or (done is not None and card.list_id == done.remote_id)

    def said(self, ref: str) -> tuple[str, ...]:
        """What somebody of the client's marked or replied on a card that people still see, in its own words."""
        card = self._card(ref)
        if card is None or card.archived:
            return ()
        if not self.board.ticks:
            answers = [one.text for one in sorted(card.comments, key=when) if is_client(one.author)]
            return tuple(text.strip() for text in answers if ANSWER.match(text.strip()))[-1:]
        checklist = self.checklist(ref, card)
        return tuple(item.name for item in checklist.items if self._by_client(item)) if checklist else ()

    def _terms(self, ref: str, offer: Offer, kind: ChoiceKind, item: CheckItem) -> Terms:
        """What this line said when it was marked, as far as the ledger remembers what stood there."""
        known = self.memory.publications.get(line_ref(ref, kind))
        written = known.written if known else {}
        if (name := written.get("name")) and words_of_line(name) not in words_of_line(item.name):
            return Terms.OWN
        if written.get("line"):  # it was offered no more for a while
            return Terms.UNTOLD
        if item.marked_at and written.get(MARKED) == item.marked_at.isoformat():
            return Terms.EARLIER
        terms, choice = written.get(TERMS), offer.choice(kind)
        if terms is None and self._asks_once_more(ref):
            return Terms.EARLIER  # the card remembers what the ledger does not: it was set on words that changed since
        if terms is None or choice is None:
            return Terms.UNTOLD
        return Terms.OFFERED if terms == choice.terms else Terms.EARLIER

    def _asks_once_more(self, ref: str) -> bool:
        """Whether the card says that the offer changed after they chose."""
        card, said = self._card(ref), " ".join(self.wording.say("change.renewed").split())
        return card is not None and said in " ".join(card.description.split())

    def _added(self, item: CheckItem, card: BoardCard) -> bool:
        """Whether a person added this line: we neither made it, nor is it worded as one of ours."""
        ours = {each.remote_id for each in self.memory.publications.values() if each.kind == "checkitem"}
        return item.id not in ours and not self._back(card).is_line(item.name)

    def _by_client(self, item: CheckItem) -> bool:
        person = self._person(item.marked_by)
        return item.done and (person is None or person.side in (Side.CLIENT, Side.UNKNOWN))

    def offer(self, ref: str) -> Offer | None:
        """The offer that the card itself makes, for a register that was lost; None where it makes none.

        Where the ledger has written to the card before, its silence means that the offer was taken back.
        """
        publication = self.memory.publications.get(ref)
        card = self._card(ref) if publication and "marker" not in publication.written else None
        checklist = self.checklist(ref, card) if card else None
        if card is None or checklist is None or card.created_at is None:
            return None
        back = self._back(card)
        choices = tuple(self._by_key(one) for item in checklist.items if (one := back.choice(item.name)))
        return Offer(choices, card.created_at, back.valid_until(card.description)) if choices else None

    def gift(self, task_ref: str) -> bool:
        """Whether the card of this task tells a gift, for a register that was lost; else the register knows."""
        card, label = self._card(task_ref), self.memory.publications.get(LabelRole.BONUS.ref)
        return self.memory.gap and bool(card and label and label.remote_id in card.label_ids)

    def confirmed(self, ref: str, offer: Offer) -> Decision | None:
        """The decision that the card confirms, for a ledger that was lost."""
        card = self._card(ref)
        found = self._back(card).chosen(card.description) if card else None
        choice = offer.choice(found[1].kind) if found else None
        if found is None or choice is None:
            return None
        marked = self.of(ref, offer) or Marks()
        mark = next((one for one in marked.marked if one.kind is choice.kind), None)
        unclear = marked.unclear.at if marked.unclear else None  # the answer that led to it, if it is of that day
        asked = unclear if unclear and self.calendar.day_of(unclear) == found[0] else None
        at = mark.at if mark and mark.at else asked or self.calendar.start_of_day(found[0])
        ours = mark is not None and mark.by is not None and mark.by.side is Side.OURS
        by = (mark.by.name or mark.by.handle) if mark and mark.by and not ours else ""
        how = DecidedHow.PHONE if ours else mark.how if mark else DecidedHow.REPLY if asked else DecidedHow.TICK
        return Decision(choice=choice, on=found[0], at=max(at, offer.made_at), by=by, how=how)

    def checklist(self, ref: str, card: BoardCard) -> Checklist | None:
        """The card's checklist of choices: by the ledger's id, else by name, else by its lines."""
        known = self.memory.publications.get(checklist_ref(ref))
        if known is not None:
            return next((one for one in card.checklists if one.id == known.remote_id), None)
        name = self.wording.say("change.decision")
        back = self._back(card)
        alike = [one for one in card.checklists if one.name == name]
        ours = [one for one in card.checklists if any(back.choice(item.name) for item in one.items)]
        return next(iter((*alike, *ours)), None)

    def kind_of(self, ref: str, item: CheckItem, card: BoardCard) -> ChoiceKind | None:
        """Which choice a line is: by the ledger's id, else by its words. None: a person's own line, or offered no more.

        A line that a person reworded is still the one it was; what is marked on it says what they wrote.
        """
        known = {each.remote_id: own for own, each in self.memory.publications.items() if each.kind == "checkitem"}
        if item.id in known:
            kind = known[item.id].removeprefix(f"{checklist_ref(ref)}/")
            return ChoiceKind(kind) if kind in list(ChoiceKind) else None
        choice = self._back(card).choice(item.name)
        return choice.kind if choice else None

    def _gone_kind(self, item: CheckItem, card: BoardCard) -> ChoiceKind | None:
        """Which choice a line was before it was offered no more, as it says itself."""
        choice = self._back(card).withdrawn(item.name)
        return choice.kind if choice else None

    def _by_key(self, choice: Choice) -> Choice:
        """With the key of the task that would be taken out, in place of its quoted title."""
        return replace(choice, text=self._titles.get(choice.text, "")) if choice.kind is ChoiceKind.INSTEAD else choice

    def _card(self, ref: str) -> BoardCard | None:
        publication = self.memory.publications.get(ref)
        return self.cards.get(publication.remote_id) if publication and publication.kind == "card" else None

    def _back(self, card: BoardCard) -> ReadBack:
        made = card.created_at
        return ReadBack(self.wording, self.calendar.day_of(made or _EPOCH))

    def _person(self, person: Person | None) -> Person | None:
        if person is not None and self.board.account and person.id == self.board.account:
            return replace(person, side=Side.OURS)
        return person
