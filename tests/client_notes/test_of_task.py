"""What holds on one task: the last word of a part, of the team's people alone."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from trackerbridge.client_notes import TaskNotes, notes_of
from trackerbridge.clock import Calendar
from trackerbridge.model import Change, ChangeField, Comment, NotePart, Person, Side, Task
from trackerbridge.model.offer import Choice, ChoiceKind

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
TEAM = Person("1", "Ivan", side=Side.TEAM)


def comment(text: str, hours: int = 0, side: Side = Side.TEAM, **more) -> Comment:
    at = MONDAY + timedelta(hours=hours)
    return Comment(id=str(hours), at=at, text=text, author=replace(TEAM, side=side), **more)


def notes(*comments: Comment, fields=None, **task) -> TaskNotes:
    made = Task(id="1", key="WEB-1", title="Menu", comments=comments, **task)
    return notes_of(made, fields=fields or {}, calendar=Calendar())


def said(found: TaskNotes) -> dict[str, str]:
    return {note.part.value: note.text for note in found.notes}


def test_the_later_note_of_a_part_replaces_the_earlier_one():
    assert said(notes(comment("/client why: rain\nnext: paint"), comment("/client why: snow", 1))) == {
        "why": "snow", "next": "paint",
    }  # fmt: skip


def test_a_reason_that_was_replaced_is_kept_beside_the_one_that_holds():
    found = notes(comment("/client why: rain\nnext: paint"), comment("/client why: snow", 1))
    assert [(each.text, each.at) for each in found.reasons] == [("rain", MONDAY), ("snow", MONDAY + timedelta(hours=1))]


def test_what_the_field_of_the_reason_held_before_is_kept_too():
    history = [
        Change(at=MONDAY + timedelta(days=day), field=ChangeField.OTHER, before=None, after=after, ref="Reason")
        for day, after in ((0, "rain"), (1, ""), (2, "snow"))
    ]
    made = Task(id="1", key="W", title="t", fields={"Reason": "snow"}, history=tuple(history))
    found = notes_of(made, fields={NotePart.WHY: "Reason"}, calendar=Calendar())
    assert [each.text for each in found.reasons] == ["rain", "snow"]


def test_an_empty_one_takes_it_back():
    assert said(notes(comment("/client why: rain"), comment("/client why:", 1))) == {}


@pytest.mark.parametrize(("side", "counts"), [(Side.TEAM, True), (Side.UNKNOWN, True), (Side.CLIENT, False),
                                              (Side.OURS, False), (Side.BOT, False)])  # fmt: skip
def test_whose_words_count(side, counts):
    assert bool(notes(comment("/client why: rain", side=side)).notes) is counts


def test_an_edited_note_counts_from_its_edit():
    edited = comment("/client why: rain", edited_at=MONDAY + timedelta(days=1))
    assert notes(edited).notes[0].at == MONDAY + timedelta(days=1)


def test_replies_are_all_kept_and_are_no_part_of_the_card():
    found = notes(comment("/client reply: yes"), comment("/client reply: and no", 1))
    assert [reply.text for reply in found.replies] == ["yes", "and no"]
    assert found.notes == ()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("the logo by 2026-03-10", date(2026, 3, 10)),
        ("the logo by 10 March", date(2026, 3, 10)),
        ("логотип до 10 марта", date(2026, 3, 10)),
        ("sigla până pe 10 martie", date(2026, 3, 10)),
        ("the logo by 1 February", date(2026, 2, 1)),  # has just passed
        ("the logo by 1 November", date(2026, 11, 1)),
        ("the logo by 20 November", date(2026, 11, 20)),
        ("the logo by 31 February", None),
        ("three logos", None),
    ],
)
def test_by_when_we_need_it(text, day):
    assert notes(comment(f"/client need: {text}")).needed_by == day


def test_an_offer_with_its_choices():
    text = "date 2026-12-12 | fee 400 EUR | instead WEB-7 | leave | talk | until 10.03.2026"
    offer = notes(comment(f"/client offer {text}"))
    assert offer.problems == ()
    assert offer.offer is not None
    assert offer.offer.valid_until == date(2026, 3, 10)
    assert offer.offer.choices == (
        Choice(ChoiceKind.DATE, day=date(2026, 12, 12)), Choice(ChoiceKind.FEE, text="400 EUR"),
        Choice(ChoiceKind.INSTEAD, text="WEB-7"), Choice(ChoiceKind.LEAVE), Choice(ChoiceKind.TALK),
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["предложение: новый срок 12 декабря, доплата 1,5 тыс. руб., оставить, обсудить, до 10 марта",
     "ofertă termen nou 12 decembrie; cost suplimentar 1500 lei; lăsăm; discutăm; valabil până 10 martie"],
)  # fmt: skip
def test_an_offer_in_russian_and_romanian(text):
    found = notes(comment(f"/client {text}"))
    assert found.problems == ()
    assert found.offer is not None
    assert found.offer.kinds == (ChoiceKind.DATE, ChoiceKind.FEE, ChoiceKind.LEAVE, ChoiceKind.TALK)
    assert found.offer.choice(ChoiceKind.DATE) == Choice(ChoiceKind.DATE, day=date(2026, 12, 12))
    assert found.offer.valid_until == date(2026, 3, 10)


@pytest.mark.parametrize(
    "text",
    ["offer\n- date 2026-12-12\n- fee 400 EUR\n- leave", "offer: date 2026-12-12\nor fee 400 EUR\nor leave",
     "offer date 2026-12-12 or fee 400 EUR or leave", "предложение: срок 2026-12-12 или доплата 400 EUR или оставить",
     "ofertă: termen 2026-12-12 sau cost suplimentar 400 EUR sau lăsăm"],
)  # fmt: skip
def test_choices_stand_on_lines_of_their_own_or_with_an_or_between(text):
    found = notes(comment(f"/client {text}"))
    assert found.problems == ()
    assert found.offer is not None
    assert found.offer.choices == (
        Choice(ChoiceKind.DATE, day=date(2026, 12, 12)), Choice(ChoiceKind.FEE, text="400 EUR"),
        Choice(ChoiceKind.LEAVE),
    )  # fmt: skip


def test_an_or_inside_a_title_is_part_of_it():
    found = notes(comment("/client offer instead Tea or coffee corner | leave"))
    assert found.offer is not None
    assert found.offer.choices[0] == Choice(ChoiceKind.INSTEAD, text="Tea or coffee corner")


def test_a_part_of_an_offer_that_cannot_be_read_is_told_and_the_rest_holds():
    found = notes(comment("/client offer date soon | talk"))
    assert found.offer is not None
    assert found.offer.kinds == (ChoiceKind.TALK,)
    assert found.problems == ("WEB-1: a client note offers the date “soon”, which is no day.",)


def test_a_date_that_cannot_be_read_is_told_and_takes_none_back():
    assert "names the date “soon”" in notes(comment("/client date soon")).problems[0]
    found = notes(comment("/client date 2026-12-12", 1), comment("/client date soon", 2))
    assert [note.text for note in found.notes] == ["2026-12-12"]
    assert "names the date “soon”" in found.problems[0]
    assert notes(comment("/client date soon", 1), comment("/client date 2026-12-12", 2)).problems == ()
    assert notes(comment("/client date 2026-12-12", 1), comment("/client date:", 2)).notes == ()


def test_a_field_is_a_note_from_its_last_change():
    changed = Change(at=MONDAY, field=ChangeField.OTHER, after="rain", ref="Reason for the client")
    task = Task(
        id="1", key="W", title="t", fields={"Reason for the client": "rain"}, history=(changed,),
        comments=(comment("/client why: snow", -1),),
    )  # fmt: skip
    found = notes_of(task, fields={NotePart.WHY: "reason for the client"}, calendar=Calendar())
    assert said(found) == {"why": "rain"}


def test_facts_are_kept_apart():
    assert notes(comment("/remember Anna is away on Fridays")).facts == ("Anna is away on Fridays",)
