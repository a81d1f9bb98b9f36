"""The register: which work is an extra, what becomes of each by rule and by word, and what the client chose. Pure.

1. An extra is a task that wears the label, or came from the client after the agreement (S01's evidence), or about
   which the team said something (an offer, a gift, a refusal).
2. The team's latest word holds; without one, a small one is a gift by rule as long as the allowance lasts.
3. An offer is a change request: what the client marked on its card, or said on the phone, decides it.

Everything comes from the sources, the board and the calendar; the ledger adds what was said by command, and the past.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import UTC, date, datetime

from trackerbridge.client_notes import notes_of
from trackerbridge.client_view.extras import notes
from trackerbridge.client_view.extras.cases import BY_RULE, NO_EXTRAS, Case, Register
from trackerbridge.client_view.extras.decisions import Deciders, Marks, Standing, decide
from trackerbridge.client_view.extras.marks import BoardMarks, put_away
from trackerbridge.client_view.extras.numbers import listed_entry
from trackerbridge.client_view.extras.outcome import as_known, decided, recovered_word, state_of, with_values
from trackerbridge.client_view.extras.swaps import Swaps, swapped, without_swap
from trackerbridge.client_view.work import BONUS_LABELS, stage_of
from trackerbridge.clock import Calendar
from trackerbridge.config.schema import ExtrasConfig
from trackerbridge.flags.scope.agreed import Agreed, from_client, marked_agreed, marked_extra
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.ledger.extras import Ruling, TeamWord, decision_entry, decisions_of, word_entry, words_of
from trackerbridge.ledger.records import REQUEST, Entry, Memory
from trackerbridge.model import Baseline, Extra, ExtraState, Snapshot, Stage, Task
from trackerbridge.model.offer import ChoiceKind, Decision, Offer

__all__ = ["BY_RULE", "NO_EXTRAS", "Case", "Register", "Scene", "change_ref", "offers_of", "register_of"]

_NO_TIME = datetime(1970, 1, 1, tzinfo=UTC)
_FIELD = "field:"


def change_ref(source: str, task: Task) -> str:
    """The reference of a task's change request card."""
    return f"{REQUEST}{source}/{task.id}"


def offers_of(snapshots: Sequence[Snapshot], calendar: Calendar) -> dict[str, Offer]:
    """By task key, what client notes on the tasks offer."""
    notes = ((task.key, notes_of(task, fields={}, calendar=calendar)) for one in snapshots for task in one.tasks)
    return {key: found.offer for key, found in notes if found.offer is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What a register is made from. ``offers``: by task key, what client notes offer. ``marks`` None: nobody looked.

    ``shown``: keys of the work that the client sees; None: all of it. ``titled``: of work that has a title of its own
    for them.
    """

    settings: ExtrasConfig
    calendar: Calendar
    memory: Memory
    now: datetime
    baseline: Baseline | None = None
    offers: Mapping[str, Offer] = field(default_factory=dict)
    marks: BoardMarks | None = None
    shown: Collection[str] | None = None
    titled: Collection[str] = ()
    there: Calendar | None = None  # the same days by the clock of the client, who ticks by it; None: as here


def register_of(snapshots: Sequence[Snapshot], scene: Scene) -> Register:
    """The register at ``scene.now`` (UTC)."""
    return _Reading(scene, snapshots).register()


@dataclass(slots=True)
class _Reading:
    scene: Scene
    snapshots: Sequence[Snapshot]
    given: int = 0  # gifts so far
    notes: list[str] = field(default_factory=list)
    learned: list[Entry] = field(default_factory=list)
    swaps: Swaps = field(init=False)
    words: Mapping[str, TeamWord] = field(init=False)
    decisions: Mapping[str, Decision] = field(init=False)
    agreed: Agreed | None = field(init=False)

    def __post_init__(self) -> None:
        self.words = words_of(self.scene.memory)
        self.decisions = decisions_of(self.scene.memory)
        tasks = {key: task for snapshot in self.snapshots for task in snapshot.tasks for key in (task.id, task.key)}
        self.swaps = Swaps.of(self.snapshots, self.scene.shown)
        baseline = self.scene.baseline
        self.agreed = Agreed(baseline, tasks, self.scene.calendar) if baseline else None

    def register(self) -> Register:
        """The cases in the order of asking, since the allowance is used up in it."""
        asked = sorted(self._asked(), key=lambda one: (one[0], one[1]))
        cases = [self._case(ref, snapshot, task, asked_at) for asked_at, ref, snapshot, task in asked]
        return Register(tuple(cases), tuple(self.notes), tuple(self.learned))

    def _asked(self) -> Iterator[tuple[datetime, str, Snapshot, Task]]:
        seen: set[str] = set()
        for snapshot in self.snapshots:
            for task in snapshot.tasks:
                ref = change_ref(snapshot.source, task)
                if ref not in seen and not task.template and self._is_extra(ref, task):
                    seen.add(ref)
                    yield task.created_at or self._first_said(ref), ref, snapshot, task

    def _first_said(self, ref: str) -> datetime:
        word = self.words.get(ref)
        return word.at if word else _NO_TIME

    def _is_extra(self, ref: str, task: Task) -> bool:
        if ref in self.words or task.key in self.scene.offers or self._seen_offer(ref) or self._seen_gift(ref):
            return True
        if not task.live and stage_of(task) is not Stage.DONE:
            return False
        if _labelled_bonus(task):
            return True
        if self.agreed is not None and self.agreed.covers(task):
            return False
        if marked_extra(task, self.scene.settings.label):
            return True
        return self.agreed is not None and from_client(task) and not marked_agreed(task)

    def _seen_gift(self, ref: str) -> bool:
        return self.scene.marks is not None and self.scene.marks.gift(f"task:{ref.removeprefix(REQUEST)}")

    def _seen_offer(self, ref: str) -> Offer | None:
        return self.scene.marks.offer(ref) if self.scene.marks else None

    def _case(self, ref: str, snapshot: Snapshot, task: Task, asked_at: datetime) -> Case:
        word, offer, recovered = self._said(ref, task)
        minutes = word.minutes if word and word.minutes is not None else self._minutes(task)
        extra = Extra(
            ref=ref, title=task.title, asked_at=asked_at, task=task.key, minutes=minutes,
            delivered_at=task.done_at if stage_of(task) is Stage.DONE else None,
            told_as_bonus_at=self._told_as_bonus(f"task:{snapshot.source}/{task.id}"),
        )  # fmt: skip
        case = Case(
            ref=ref, task_ref=f"task:{snapshot.source}/{task.id}", task=task, extra=extra, word=word, offer=offer,
            recovered=recovered,
        )  # fmt: skip
        case = self._still_given(self._judged(case))
        self.given += case.extra.free
        return case

    def _still_given(self, case: Case) -> Case:
        """What the client was told is a gift stays one, also where the word for it was lost with the ledger."""
        if case.extra.free or not self._seen_gift(case.ref):
            return case
        title, now = case.task.title, self.scene.now
        word = TeamWord(ref=case.ref, ruling=Ruling.BONUS, at=now, task=case.task.key, title=title)
        self.learned.append(word_entry(word))
        return self._judged(replace(case, word=word))

    def _said(self, ref: str, task: Task) -> tuple[TeamWord | None, Offer | None, bool]:
        """The later of a command and a client note; and an offer that only the board remembers."""
        word, noted = self.words.get(ref), self.scene.offers.get(task.key)
        if noted is not None and (word is None or noted.made_at >= word.at):
            return (replace(word, ruling=Ruling.OFFER) if word else None), noted, False
        if word is not None:
            return word, word.offer if word.ruling is Ruling.OFFER else None, False
        seen = self._seen_offer(ref)
        return None, seen, seen is not None

    def _judged(self, case: Case) -> Case:
        word = case.word
        if stage_of(case.task) is Stage.CANCELLED or (word and word.ruling is Ruling.WITHDRAW):
            self._heard(case)
            return with_values(case, state=ExtraState.WITHDRAWN)
        if word is not None and word.ruling is Ruling.REFUSE:
            return with_values(case, state=ExtraState.REFUSED, decided_at=word.at, alternative=word.alternative)
        if word is not None and word.ruling is Ruling.BONUS:
            return with_values(case, state=ExtraState.BONUS, decided_at=word.at, decided_by="team", charged=False)
        if _labelled_bonus(case.task):
            return with_values(
                case, state=ExtraState.BONUS, decided_at=case.extra.asked_at, decided_by="team", charged=False
            )
        if case.offer is not None:
            return self._offered(case, case.offer)
        if self._small(case.extra):
            return with_values(
                case, state=ExtraState.BONUS, decided_at=case.extra.asked_at, decided_by=BY_RULE, charged=False
            )
        return with_values(case, state=ExtraState.ACCEPTED) if marked_agreed(case.task) else case

    def _untitled(self, case: Case) -> bool:
        """Whether an offer would tell the client a title that nobody opted in, and that is not their own."""
        task, scene = case.task, self.scene
        if scene.shown is None or task.key in scene.shown or task.key in scene.titled or from_client(task):
            return False
        return not {case.ref, case.task_ref} & scene.memory.publications.keys()  # else they have read it already

    def _heard(self, case: Case) -> None:
        """What the client marked while the offer was being taken back is not lost: the manager hears of it."""
        known = self.decisions.get(case.ref)
        if self.scene.marks is not None and (known is None or known.undone):
            said = self.scene.marks.said(case.ref)
            self.notes += [notes.chosen_of_what_is_gone(case.task.key, line) for line in said]

    def _small(self, extra: Extra) -> bool:
        settings = self.scene.settings
        known = extra.minutes is not None and extra.minutes <= settings.allowance_minutes
        return known and self.given < settings.allowance_count

    def _offered(self, case: Case, typed: Offer) -> Case:
        calendar, offer = self.scene.calendar, self.swaps.named(typed)
        until = offer.valid_until or calendar.add_working_days(
            calendar.day_of(offer.made_at), self.scene.settings.valid_working_days
        )
        known = self.decisions.get(case.ref)
        if known is None and self.scene.marks is not None:
            known = self.scene.marks.confirmed(case.ref, offer)
            self.learned += [decision_entry(case.ref, known)] if known else []
        unfit = None if swapped(known) else self.swaps.unfit(case.task.key, offer)
        if unfit is not None:  # else what was agreed stays so, whatever the team did with its task since
            offer = without_swap(offer)
            self.notes.append(unfit)
        if case.recovered:
            self.learned.append(word_entry(recovered_word(case, offer, until)))
        offer, marks, standing = self._standing(case, offer, known, until)
        self.notes += notes.decided_nothing(case.task.key, standing, marks or Marks())
        listed, untitled = self._listed(case.ref, offer, marks), self._untitled(case)
        self.notes += [notes.untitled(case.task.key)] if untitled else []
        case = replace(
            case, offer=offer, valid_until=until, standing=standing, listed=listed, untitled=untitled,
            other=self._other(case.ref, offer),
        )  # fmt: skip
        away = put_away(case.ref, self.scene.memory, self.scene.marks)
        case = with_values(
            case, state=state_of(standing), offered_at=offer.made_at, valid_until=until, put_away=away
        )  # fmt: skip
        return decided(case, standing.chosen) if standing.chosen else case

    def _standing(
        self, case: Case, offer: Offer, known: Decision | None, until: date
    ) -> tuple[Offer, Marks | None, Standing]:  # fmt: skip
        """What is offered at last, what is marked, and how it stands: what is finished can go out no more."""
        over = self.swaps.over(offer, known)
        fewer = without_swap(offer) if over else offer
        marks, standing = self._decided(case.ref, fewer, known, until)
        if over and not self.swaps.over(offer, standing.chosen):
            return (offer, *self._decided(case.ref, offer, known, until))
        if over and standing.chosen is None and not standing.expired:
            self.notes.append(notes.nothing_to_take_out(case.task.key, over))
        return fewer, marks, standing

    def _decided(self, ref: str, offer: Offer, known: Decision | None, until: date) -> tuple[Marks | None, Standing]:
        marks = self.scene.marks.of(ref, offer) if self.scene.marks else None
        calendar = self.scene.there or self.scene.calendar
        return marks, decide(
            offer, marks or as_known(known), valid_until=until, known=known,
            deciders=Deciders(self.scene.settings.deciders), calendar=calendar, now=self.scene.now,
        )  # fmt: skip

    def _listed(self, ref: str, offer: Offer, marks: Marks | None) -> Entry | None:
        """What to remember of the numbers, where the client answers by them."""
        if self.scene.marks is None or self.scene.marks.board.ticks:
            return None
        heard, now = marks.heard if marks else {}, self.scene.now
        if marks is not None and marks.unlisted:
            self.learned.append(listed_entry(ref, offer, heard, stood=True, at=now))
        return listed_entry(ref, offer, heard, first=marks is None, at=now)

    def _other(self, ref: str, offer: Offer) -> str:
        """The title that the card names where the task itself is not there any more."""
        instead = offer.choice(ChoiceKind.INSTEAD)
        if instead is None or instead.text in self.swaps.tasks or self.scene.marks is None:
            return ""
        return self.scene.marks.other(ref)

    def _minutes(self, task: Task) -> float | None:
        setting = self.scene.settings.minutes
        if not setting:
            return task.estimate_minutes
        name = setting.removeprefix(_FIELD).strip().casefold()
        raw = next((value for key, value in task.fields.items() if key.strip().casefold() == name), "")
        try:
            return float(raw.replace(",", "."))
        except ValueError:
            return None

    def _told_as_bonus(self, task_ref: str) -> datetime | None:
        publication = self.scene.memory.publications.get(task_ref)
        told = publication is not None and "label:bonus" in publication.written.get("labels", "").split(",")
        return self.scene.memory.written_at.get(task_ref) if told else None


def _labelled_bonus(task: Task) -> bool:
    return any(" ".join(label.split()).casefold() in BONUS_LABELS for label in task.labels)
