"""What marks on a change request mean."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trackerbridge.client_view.extras.decisions import Deciders, Mark, Marks, Standing, Terms, decide, undo_until
from trackerbridge.clock import Calendar
from trackerbridge.model import Person, Side
from trackerbridge.model.offer import Choice, ChoiceKind, DecidedHow, Decision, Offer

MADE = datetime(2026, 11, 9, 9, tzinfo=UTC)  # a Monday
UNTIL = date(2026, 11, 20)
OFFER = Offer(
    (
        Choice(ChoiceKind.DATE, day=date(2026, 12, 4)),
        Choice(ChoiceKind.FEE, text="300 EUR"),
        Choice(ChoiceKind.LEAVE),
        Choice(ChoiceKind.TALK),
    ),
    MADE,
)
ANNA = Person("anna", name="Anna Client", side=Side.CLIENT)
OLEG = Person("oleg", name="Oleg Client", side=Side.CLIENT)
TEAM = Person("ivan", name="Ivan Petrov", side=Side.TEAM)
STRANGER = Person("who", side=Side.UNKNOWN)
CALENDAR = Calendar()


def at(day: int, hour: int = 12) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=UTC)


def look(
    *marked: Mark, known: Decision | None = None, now: datetime, deciders: Deciders = Deciders(),  # noqa: B008
    unmarked_at: datetime | None = None,
) -> Standing:  # fmt: skip
    return decided(Marks(marked, unmarked_at), known=known, deciders=deciders, now=now)


def decided(
    marks: Marks, *, known: Decision | None = None, deciders: Deciders = Deciders(),  # noqa: B008
    now: datetime | None = None,
) -> Standing:  # fmt: skip
    return decide(OFFER, marks, valid_until=UNTIL, known=known, deciders=deciders, calendar=CALENDAR, now=now or at(12))


def mark(kind: ChoiceKind, day: int = 10, by: Person | None = ANNA) -> Mark:
    return Mark(kind, by, at(day))


def chose(kind: ChoiceKind, day: int = 10, *, undone: bool = False) -> Decision:
    choice = OFFER.choice(kind)
    assert choice is not None
    return Decision(choice=choice, on=date(2026, 11, day), at=at(day), by="Anna Client", undone=undone)


def test_nothing_marked_waits() -> None:
    assert look(now=at(10)) == Standing()


def test_one_mark_of_a_client_decides_on_the_day_it_was_made() -> None:
    found = look(mark(ChoiceKind.DATE), now=at(12))
    assert found.chosen == chose(ChoiceKind.DATE)


@pytest.mark.parametrize(
    ("by", "counts"),
    [(ANNA, True), (STRANGER, True), (None, True), (TEAM, False), (Person("us", side=Side.OURS), False)],
)
def test_whose_mark_counts_where_nobody_is_named(by: Person | None, counts: bool) -> None:
    found = look(mark(ChoiceKind.FEE, by=by), now=at(11))
    assert (found.chosen is not None) is counts
    assert not found.not_decider


@pytest.mark.parametrize(
    ("by", "counts", "told"),
    [(ANNA, True, False), (OLEG, False, True), (STRANGER, False, True), (None, False, True), (TEAM, False, False)],
)
def test_whose_mark_counts_where_a_decider_is_named(by: Person | None, counts: bool, told: bool) -> None:
    found = look(mark(ChoiceKind.FEE, by=by), now=at(11), deciders=Deciders(("Anna Client",)))
    assert (found.chosen is not None, found.not_decider) == (counts, told)


def test_a_deciders_mark_beside_a_colleagues_decides() -> None:
    found = look(mark(ChoiceKind.FEE, by=OLEG), mark(ChoiceKind.DATE), now=at(11), deciders=Deciders(("Anna Client",)))
    assert found.chosen == chose(ChoiceKind.DATE)


def test_two_marks_are_asked_again() -> None:
    found = look(mark(ChoiceKind.DATE), mark(ChoiceKind.FEE), now=at(11))
    assert (found.asked_again, found.chosen) == (True, None)


def test_of_two_marks_the_one_that_is_left_decides_on_the_day_on_which_it_was_left_alone() -> None:
    found = look(mark(ChoiceKind.FEE), now=at(12), unmarked_at=at(11))
    assert found.chosen == replace(chose(ChoiceKind.FEE, 11), at=at(11))
    again = look(mark(ChoiceKind.FEE), known=found.chosen, now=at(12, 13), unmarked_at=at(11))
    assert again.chosen == found.chosen
    back = look(known=found.chosen, now=at(12, 14), unmarked_at=at(12, 13))
    assert back.chosen is None  # it may be taken back for a working day after that


def test_taken_back_within_a_working_day_it_is_open_again_until_a_newer_mark() -> None:
    known = chose(ChoiceKind.DATE)
    found = look(known=known, now=at(11), unmarked_at=at(11, 9))
    assert found.chosen is None
    assert found.decision is not None
    assert (found.decision.undone, found.decision.at) == (True, at(11, 9))
    again = look(mark(ChoiceKind.DATE, 12), known=found.decision, now=at(12, 13))
    assert again.chosen == chose(ChoiceKind.DATE, 12)
    older = look(mark(ChoiceKind.DATE, 10), known=found.decision, now=at(12, 13))
    assert older.chosen is None


@pytest.mark.parametrize(("day", "undone"), [(11, True), (12, False)])
def test_a_reply_that_is_deleted_in_time_is_taken_back_and_later_only_tidied_away(day: int, undone: bool) -> None:
    replied = replace(chose(ChoiceKind.FEE), how=DecidedHow.REPLY)
    found = look(known=replied, now=at(day))
    assert found.decision is not None
    assert (found.decision.undone, found.too_late) == (undone, False)


def test_a_changed_mind_within_a_working_day_is_the_new_decision() -> None:
    found = look(mark(ChoiceKind.LEAVE, 11), known=chose(ChoiceKind.DATE), now=at(11, 13))
    assert found.chosen == chose(ChoiceKind.LEAVE, 11)


def test_after_a_working_day_it_stands_and_what_came_later_is_said() -> None:
    known = chose(ChoiceKind.DATE)
    for marks in ((mark(ChoiceKind.LEAVE, 13),), (mark(ChoiceKind.DATE), mark(ChoiceKind.LEAVE, 13)), ()):
        found = look(*marks, known=known, now=at(13, 14))
        assert (found.chosen, found.too_late) == (known, True)


def test_seen_late_but_changed_in_time_it_counts() -> None:
    found = look(mark(ChoiceKind.LEAVE, 11), known=chose(ChoiceKind.DATE), now=at(18))
    assert found.chosen == chose(ChoiceKind.LEAVE, 11)


def test_a_second_mark_in_time_is_asked_again() -> None:
    found = look(mark(ChoiceKind.DATE), mark(ChoiceKind.LEAVE, 11), known=chose(ChoiceKind.DATE), now=at(11, 13))
    assert (found.asked_again, found.chosen) == (True, None)


def test_friday_may_be_changed_until_monday() -> None:
    assert undo_until(date(2026, 11, 13), CALENDAR) == date(2026, 11, 16)


def test_a_talk_is_followed_by_a_choice_whenever_it_comes() -> None:
    found = look(mark(ChoiceKind.TALK), mark(ChoiceKind.FEE, 18), known=chose(ChoiceKind.TALK), now=at(18, 13))
    assert found.chosen == chose(ChoiceKind.FEE, 18)


def test_an_offer_ends_after_its_last_day() -> None:
    assert not look(now=at(20, 20)).expired
    ended = look(now=datetime(2026, 11, 21, 9, tzinfo=UTC))
    assert (ended.expired, ended.too_late) == (True, False)


def test_a_mark_on_the_last_day_counts_and_one_after_it_does_not() -> None:
    now = datetime(2026, 11, 23, 9, tzinfo=UTC)
    assert look(mark(ChoiceKind.DATE, 20), now=now).chosen == chose(ChoiceKind.DATE, 20)
    late = look(mark(ChoiceKind.DATE, 21), now=now)
    assert (late.chosen, late.expired, late.too_late) == (None, True, True)


def test_what_was_chosen_of_an_older_offer_is_no_choice_of_this_one() -> None:
    old = Decision(choice=Choice(ChoiceKind.LEAVE), on=date(2026, 11, 2), at=MADE - timedelta(days=7))
    assert look(Mark(ChoiceKind.LEAVE, ANNA, MADE - timedelta(days=7)), known=old, now=at(10)).chosen is None


def test_a_decision_by_phone_needs_no_mark() -> None:
    known = Decision(choice=Choice(ChoiceKind.LEAVE), on=date(2026, 11, 10), at=at(10), how=DecidedHow.PHONE)
    assert look(known=known, now=at(11)).chosen == known


def test_a_word_on_the_phone_comes_after_what_was_marked_before_it() -> None:
    known = Decision(choice=OFFER.choices[0], on=date(2026, 11, 10), at=at(10, 15), how=DecidedHow.PHONE)
    marks = (mark(ChoiceKind.FEE), mark(ChoiceKind.LEAVE))
    assert look(*marks, known=known, now=at(10, 16)).chosen == known
    later = look(*marks[:1], Mark(ChoiceKind.LEAVE, ANNA, at(11)), known=known, now=at(11, 16))
    assert later.chosen == chose(ChoiceKind.LEAVE, 11)


TICKS = st.tuples(st.sampled_from(list(ChoiceKind)), st.sampled_from([ANNA, TEAM, None]), st.integers(9, 25))


@given(st.lists(TICKS, max_size=4), st.integers(9, 30))
def test_looking_again_changes_nothing(ticks: list[tuple[ChoiceKind, Person | None, int]], day: int) -> None:
    """Whatever is marked: with what was found remembered, the same look finds the same."""
    now = datetime(2026, 11, day, 23, tzinfo=UTC)
    once = {kind: Mark(kind, by, at(when, 10)) for kind, by, when in ticks if when <= day}
    found = look(*once.values(), now=now)
    assert look(*once.values(), known=found.decision, now=now).chosen == found.chosen


def on_terms(terms: Terms, kind: ChoiceKind = ChoiceKind.FEE, day: int = 10) -> Mark:
    return replace(mark(kind, day), terms=terms)


def test_a_mark_that_was_set_on_other_terms_is_asked_for_once_more() -> None:
    found = look(on_terms(Terms.EARLIER), now=at(11))
    assert found == Standing(renewed=True)
    chosen = look(on_terms(Terms.EARLIER), mark(ChoiceKind.DATE), now=at(11)).chosen  # the mark on it may stand
    assert chosen == chose(ChoiceKind.DATE)


@pytest.mark.parametrize(("kind", "holds"), [(ChoiceKind.FEE, True), (ChoiceKind.LEAVE, False)])
def test_what_was_agreed_holds_where_a_later_offer_says_the_same(kind: ChoiceKind, holds: bool) -> None:
    older = on_terms(Terms.OFFERED, kind, day=6)
    for known in (None, chose(kind, day=6)):
        found = look(older, known=known, now=at(12))
        assert (found.chosen is not None, found.renewed) == (holds, not holds)


def test_a_line_in_the_clients_own_words_decides_nothing() -> None:
    marks = Marks((on_terms(Terms.OWN),), own=("Do it for 100 EUR",))
    assert decided(marks) == Standing(own_words=True)
    assert decided(replace(marks, marked=(mark(ChoiceKind.DATE),))).chosen == chose(ChoiceKind.DATE)


def test_a_line_that_was_reworded_after_the_choice_takes_nothing_back() -> None:
    marks = Marks((on_terms(Terms.OWN),), own=("For 300 EUR, as Anna said",))
    assert decided(marks, known=chose(ChoiceKind.FEE)).chosen == chose(ChoiceKind.FEE)


def test_a_colleagues_mark_is_spoken_of_again_once_the_decider_took_theirs_back() -> None:
    marks = Marks((mark(ChoiceKind.FEE, by=OLEG),), unmarked_at=at(11))
    anna = Deciders(("Anna Client",))
    first = decided(marks, known=chose(ChoiceKind.LEAVE), deciders=anna)
    assert first.not_decider
    assert decided(marks, known=first.decision, deciders=anna) == first
