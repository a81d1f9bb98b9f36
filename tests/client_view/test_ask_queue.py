"""At most five questions at once: who asks now, who waits, what each card says, and that nobody is un-asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.client_view.bakery import NOW, at, day, published, ref, settings, task, view

from trackerbridge.client_view.ask_queue import Question, Turn, turn_at, turns_of, waiting
from trackerbridge.client_view.view import ClientView, LabelRole, ListRole, StatusCard
from trackerbridge.ledger.records import Entry, Memory
from trackerbridge.model import ClientNote, NotePart, Stage

PUT = {"list": ListRole.WAITING.ref}


def asked(name: str, by: date | None = None, put: bool = False) -> Question:
    return Question(ref=name, key=name.upper(), since=NOW, by=by, put=put)


def test_the_questions_whose_answer_is_needed_first_are_put_first() -> None:
    soon, late, some_day = asked("a", day(12, 9)), asked("b", day(12, 1)), asked("c")
    assert waiting([soon, late, some_day], most=1, choices=0) == (soon, some_day)


def test_what_was_asked_stays_asked_although_something_more_urgent_came() -> None:
    old, urgent = asked("a", day(12, 9), put=True), asked("b", day(12, 1))
    assert waiting([old, urgent], most=1, choices=0) == (urgent,)


def test_choices_take_places_and_none_is_taken_from_what_was_asked() -> None:
    assert waiting([asked("a", put=True), asked("b")], most=2, choices=3) == (asked("b"),)


@pytest.mark.parametrize(
    ("known", "turn"),
    [
        (Turn(), Turn()),
        (Turn(later=True), Turn(asked_on=day(11, 20))),
        (Turn(asked_on=day(11, 19)), Turn(asked_on=day(11, 19))),
        (Turn(asked_on=day(11, 1)), Turn()),  # that was another question
    ],
)
def test_a_question_that_waited_was_asked_on_the_day_it_was_put(known: Turn, turn: Turn) -> None:
    assert turn_at(known, day(11, 18), day(11, 20)) == turn


def test_a_question_on_a_card_that_is_new_was_asked_today_whenever_it_was_written() -> None:
    assert turn_at(Turn(), day(11, 18), day(11, 20), new=True) == Turn(asked_on=day(11, 20))
    assert turn_at(Turn(), day(11, 20), day(11, 20), new=True) == Turn()


def seven(put: int = 0, entries: tuple[Entry, ...] = (), gone: int = 0, language: str = "en") -> ClientView:
    """Seven questions, each needed a day after the one before, of which the first so many stand on the board."""
    names = [f"q{number}" for number in range(gone, 7)]
    said = {
        name.upper(): (ClientNote(NotePart.NEED, f"the answer by {day(12, 1 + int(name[1])).isoformat()}", at(11, 18)),)
        for name in names
    }
    cards = [published(name, written=PUT if int(name[1]) < put else {}) for name in names]
    return view(
        [task(name, Stage.PLANNED) for name in names], publications=cards, said=said, entries=entries,
        with_settings=settings(language),
    )  # fmt: skip


def card(found: ClientView, name: str) -> StatusCard:
    return next(each for each in found.cards if each.ref == ref(name))


def test_five_ask_and_two_say_that_they_will() -> None:
    found = seven()
    assert [each.task for each in found.cards if each.list is ListRole.WAITING] == ["Q0", "Q1", "Q2", "Q3", "Q4"]
    waits = card(found, "q6")
    assert (waits.list, waits.labels, waits.asked_later) == (ListRole.PLANNED, frozenset(), True)
    assert waits.description == (
        "This is still to come. We have a question about this, and will ask it here once you have answered the others."
    )
    assert found.cards[0].title == "We need 5 answers from you to go on."
    assert [note for note in found.notes if "in this order: Q5: q5, Q6: q6." in note]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "We have a question about this, and will ask it here once you have answered the others."),
        ("ru", "Здесь у нас есть вопрос; зададим его, когда получим ответы на предыдущие."),
        ("ro", "Avem o întrebare aici; v-o adresăm după ce primim răspunsurile la celelalte."),
    ],
)
def test_work_that_stands_in_the_teams_waiting_list_says_only_that(language: str, said: str) -> None:
    tasks = [task(f"w{number}", Stage.WAITING, history=()) for number in range(6)]
    found = view(tasks, with_settings=settings(language))
    assert card(found, "w5").list is ListRole.IN_PROGRESS
    assert card(found, "w5").description.split("\n\n")[0] == said


def test_an_answer_makes_room_for_the_next_and_it_is_asked_from_that_day_on() -> None:
    before = seven()
    entries = tuple(replace(entry, at=NOW) for each in before.cards for entry in each.entries)
    found = seven(put=5, entries=entries, gone=1)
    assert [each.task for each in found.cards if each.asked_later] == ["Q6"]
    assert "We asked on 20\N{NO-BREAK SPACE}November" in card(found, "q5").description
    assert "We asked on 18\N{NO-BREAK SPACE}November" in card(found, "q4").description
    entries += tuple(replace(entry, at=NOW) for each in found.cards for entry in each.entries)
    assert turns_of(Memory(entries=entries))[ref("q5")] == Turn(asked_on=day(11, 20))
    assert not seven(put=6, entries=entries, gone=1).cards[0].entries


def test_work_that_waits_its_turn_and_is_late_is_ours_to_say_sorry_for() -> None:
    tasks = [task(f"w{number}", Stage.WAITING, day(11, 1 + number)) for number in range(6)]
    found = view(tasks, publications=[published(f"w{number}", written=PUT) for number in range(5)])
    late = card(found, "w5")
    assert late.labels == {LabelRole.SOLVING}
    assert "We are sorry." in late.description
    assert "We have a question about this" in late.description


def test_an_office_may_ask_more_or_fewer() -> None:
    tasks = [task(f"w{number}", Stage.WAITING) for number in range(7)]
    found = view(tasks, with_settings=settings(publish={"most_asks": 6}), now=NOW + timedelta(hours=1))
    assert sum(each.list is ListRole.WAITING for each in found.cards) == 6
