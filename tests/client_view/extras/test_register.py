"""Which work is an extra, and what becomes of each: by rule, by word, by what the client chose."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from trackerbridge.client_view.extras.register import Register, Scene, offers_of, register_of
from trackerbridge.clock import Calendar
from trackerbridge.config.schema import ExtrasConfig
from trackerbridge.ledger.extras import Ruling, TeamWord, decision_entry, word_entry
from trackerbridge.ledger.records import Entry, Memory, Publication
from trackerbridge.model import (
    AgreedTask,
    Baseline,
    Comment,
    Completeness,
    Extra,
    ExtraState,
    Person,
    Side,
    Snapshot,
    Stage,
    Task,
)
from trackerbridge.model.offer import Choice, ChoiceKind, DecidedHow, Decision, Offer

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
SAVED = datetime(2026, 11, 2, 9, tzinfo=UTC)
ANNA = Person("anna", name="Anna Client", side=Side.CLIENT)
CALENDAR = Calendar()


def at(day: int) -> datetime:
    return datetime(2026, 11, day, 9, tzinfo=UTC)


def task(key: str, day: int = 5, **more: Any) -> Task:
    values = {"stage": Stage.PLANNED, "created_at": at(day), "source": "boards", **more}
    return Task(id=key.lower(), key=key, title=f"Task {key}", **values)


def wish(key: str, day: int = 5, **more: Any) -> Task:
    return task(key, day, reporter=ANNA, **more)


def register(
    *tasks: Task, entries: tuple[Entry, ...] = (), baseline: Baseline | None = None, **settings: Any
) -> Register:
    snapshot = Snapshot(source="boards", title="Team", tasks=tasks, completeness=Completeness(), pulled_at=NOW)
    publications, shown = settings.pop("publications", {}), settings.pop("shown", None)
    scene = Scene(
        settings=ExtrasConfig(**settings), calendar=CALENDAR, memory=Memory(entries=entries, publications=publications),
        now=NOW, baseline=baseline or Baseline(tasks={"x": AgreedTask("x", "X", "x")}, saved_at=SAVED),
        offers=offers_of([snapshot], CALENDAR), shown=shown,
    )  # fmt: skip
    return register_of([snapshot], scene)


def extra(found: Register) -> Extra:
    [case] = found.cases
    return case.extra


def word(key: str, ruling: Ruling, day: int = 10, **more: Any) -> Entry:
    return word_entry(TeamWord(ref=f"change:boards/{key.lower()}", ruling=ruling, at=at(day), task=key, **more))


def offer(*choices: Choice, day: int = 10, until: date | None = date(2026, 11, 27)) -> Offer:
    return Offer(choices, at(day), until)


def chose(key: str, choice: Choice, day: int = 12, **more: Any) -> Entry:
    made = Decision(choice=choice, on=date(2026, 11, day), at=at(day), by="Anna Client", **more)
    return decision_entry(f"change:boards/{key.lower()}", made)


DATE = Choice(ChoiceKind.DATE, day=date(2026, 12, 4))
FEE = Choice(ChoiceKind.FEE, text="300 EUR")


@pytest.mark.parametrize(
    ("one", "is_extra"),
    [
        (wish("A"), True),
        (task("A", labels=("Extra",)), True),
        (task("A", labels=("бонус",)), True),
        (task("A"), False),
        (wish("A", day=1), False),  # made before the agreement was saved
        (wish("A", labels=("Agreed",)), False),
        (task("A", labels=("Extra",), archived=True), False),
        (wish("A", template=True), False),
        (task("A", labels=("Extra",), archived=True, stage=Stage.DONE), True),
    ],
)
def test_what_is_an_extra(one: Task, is_extra: bool) -> None:
    assert bool(register(one).cases) is is_extra


def test_only_the_configured_label_means_an_extra() -> None:
    assert not register(task("A", labels=("Extra",)), label="plus").cases
    assert register(task("A", labels=("PLUS",)), label="plus").cases


def test_small_ones_are_a_gift_by_rule_in_the_order_of_asking_while_the_allowance_lasts() -> None:
    sizes = {"A": 60.0, "B": 61.0, "C": 10.0, "D": 10.0, "E": 10.0, "F": None}
    tasks = [wish(key, day, estimate_minutes=size) for day, (key, size) in enumerate(sizes.items(), start=5)]
    found = {case.task.key: case.extra for case in register(*reversed(tasks)).cases}
    assert [found[key].state is ExtraState.BONUS for key in sizes] == [True, False, True, True, False, False]
    assert found["A"].decided_by == "rule"
    assert found["B"].state is ExtraState.ASKED


def test_a_gift_by_rule_is_told_once_it_is_done_and_one_by_word_at_once() -> None:
    small = {"estimate_minutes": 20.0}
    assert not register(wish("A", **small)).gifts
    assert register(wish("A", stage=Stage.DONE, done_at=at(9), **small)).gifts == {"task:boards/a"}
    assert register(wish("A"), entries=(word("A", Ruling.BONUS),)).gifts == {"task:boards/a"}


def test_the_size_may_stand_in_a_field() -> None:
    found = register(wish("A", fields={"Minutes": "30,5"}), minutes="field:minutes")
    assert (extra(found).minutes, extra(found).state) == (30.5, ExtraState.BONUS)
    assert extra(register(wish("A", fields={"Minutes": "?"}), minutes="field:minutes")).minutes is None


def test_a_word_of_the_teams_beats_the_rule() -> None:
    small = wish("A", estimate_minutes=20.0)
    refused = extra(register(small, entries=(word("A", Ruling.REFUSE, alternative="A link"),)))
    assert (refused.state, refused.alternative) == (ExtraState.REFUSED, "A link")
    assert extra(register(small, entries=(word("A", Ruling.WITHDRAW),))).state is ExtraState.WITHDRAWN
    offered = extra(register(small, entries=(word("A", Ruling.OFFER, offer=offer(FEE)),)))
    assert (offered.state, offered.valid_until) == (ExtraState.OFFERED, date(2026, 11, 27))


def test_the_later_of_a_note_and_a_command_holds() -> None:
    said = Comment("c1", at(11), "/client offer fee 300 EUR | leave", Person("ivan", side=Side.TEAM))
    noted = wish("A", comments=(said,))
    earlier = extra(register(noted, entries=(word("A", Ruling.BONUS, 10),)))
    later = extra(register(noted, entries=(word("A", Ruling.BONUS, 12),)))
    assert (earlier.state, later.state) == (ExtraState.OFFERED, ExtraState.BONUS)


def test_without_a_last_day_an_offer_is_valid_for_as_long_as_configured() -> None:
    found = register(wish("A"), entries=(word("A", Ruling.OFFER, offer=offer(FEE, until=None)),), valid_working_days=3)
    assert (extra(found).valid_until, extra(found).state) == (date(2026, 11, 13), ExtraState.EXPIRED)


@pytest.mark.parametrize(
    ("choice", "state", "effects"),
    [
        (DATE, ExtraState.ACCEPTED, (date(2026, 12, 4), "2026-12-04", "none", None)),
        (FEE, ExtraState.ACCEPTED, (None, "none", "300 EUR", True)),
        (Choice(ChoiceKind.INSTEAD, text="B"), ExtraState.ACCEPTED, (None, "instead of B", "none", None)),
        (Choice(ChoiceKind.LEAVE), ExtraState.DECLINED, (None, "", "", None)),
        (Choice(ChoiceKind.TALK), ExtraState.OFFERED, (None, "", "", None)),
    ],
)
def test_what_a_choice_does(choice: Choice, state: ExtraState, effects: tuple[Any, ...]) -> None:
    entries = (word("A", Ruling.OFFER, offer=offer(choice)), chose("A", choice))
    found = register(wish("A"), task("B"), entries=entries)
    one = next(case.extra for case in found.cases if case.task.key == "A")
    assert one.state is state
    assert (one.agreed_day, one.effect_on_date, one.effect_on_cost, one.charged) == effects
    assert one.decided_by == "Anna Client"
    assert found.taken_out == ({"B": date(2026, 11, 12)} if choice.kind is ChoiceKind.INSTEAD else {})
    assert found.agreed_days == ({"A": (DATE.day, at(12))} if choice is DATE else {})


def test_a_decision_that_was_taken_back_is_none() -> None:
    entries = (word("A", Ruling.OFFER, offer=offer(DATE)), chose("A", DATE, undone=True, how=DecidedHow.PHONE))
    assert extra(register(wish("A"), entries=entries)).state is ExtraState.OFFERED


def test_an_offer_that_names_a_task_that_is_not_there_is_told_and_shown_without_it() -> None:
    choices = (Choice(ChoiceKind.INSTEAD, text="Z-9"), FEE)
    found = register(wish("A"), entries=(word("A", Ruling.OFFER, offer=offer(*choices)),))
    assert "names “Z-9” to be taken out" in found.notes[0]
    assert found.cases[0].offer is not None
    assert found.cases[0].offer.kinds == (ChoiceKind.FEE,)


def test_work_that_the_client_does_not_see_cannot_go_out_instead() -> None:
    choices = (Choice(ChoiceKind.INSTEAD, text="B"), FEE)
    offers = (word("A", Ruling.OFFER, offer=offer(*choices)),)
    found = register(wish("A"), task("B"), entries=offers, shown={"A"})
    assert "names B to be taken out, which the client does not see" in found.notes[0]
    case = next(case for case in found.cases if case.task.key == "A")
    assert case.offer is not None
    assert case.offer.kinds == (ChoiceKind.FEE,)


def test_the_key_of_what_goes_out_is_found_however_it_is_typed() -> None:
    found = register(
        wish("A"), task("B"), entries=(word("A", Ruling.OFFER, offer=offer(Choice(ChoiceKind.INSTEAD, text="b"))),)
    )
    case = next(case for case in found.cases if case.task.key == "A")
    assert case.offer is not None
    assert case.offer.choices[0].text == "B"


def test_cancelled_work_is_asked_for_no_more() -> None:
    assert extra(register(wish("A", stage=Stage.CANCELLED))).state is ExtraState.WITHDRAWN


def test_told_as_a_bonus_is_what_its_card_wears() -> None:
    card = Publication(ref="task:boards/a", kind="card", remote_id="1", written={"labels": "label:bonus,label:early"})
    memory = Memory(publications={card.ref: card}, written_at={card.ref: at(14)})
    snapshot = Snapshot(
        source="boards", title="", tasks=(task("A", labels=("Bonus",)),), completeness=Completeness(), pulled_at=NOW
    )
    scene = Scene(settings=ExtrasConfig(), calendar=CALENDAR, memory=memory, now=NOW)
    assert extra(register_of([snapshot], scene)).told_as_bonus_at == at(14)
