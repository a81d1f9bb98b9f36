"""Promises that no task carries stand on the board beside the work: told, moved, passed, done, voided."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from tests.client_view.bakery import NOW, at, day, settings, task, view

from trackerbridge.client_view.view import CardKind, ClientView, LabelRole, ListRole, StatusCard
from trackerbridge.ledger.records import Publication
from trackerbridge.model import Promise, PromiseState, Told

MINUTES = "promise:send-the-minutes"


def promise(*tellings: tuple[date, datetime], **more: Any) -> Promise:
    told = tuple(Told(*pair) for pair in tellings or ((day(11, 25), at(11, 18)),))
    return Promise(ref=MINUTES, title="Send the minutes", told=told, **more)


def seen(*promises: Promise, language: str = "en", publish: dict[str, Any] | None = None, **more: Any) -> ClientView:
    return view(
        more.pop("tasks", []), *promises, with_settings=settings(language, publish=publish or {}), **more
    )  # fmt: skip


def card(found: ClientView) -> StatusCard:
    return next(each for each in found.cards if each.ref == MINUTES)


def said(found: ClientView) -> list[str]:
    return card(found).description.replace("\N{NO-BREAK SPACE}", " ").split("\n\n")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["This is still to come.", "Planned for 25 November."]),
        ("ru", ["Эта работа ещё впереди.", "Срок: 25 ноября."]),
        ("ro", ["Urmează să începem.", "Termen: 25 noiembrie."]),
    ],
)
def test_it_stands_among_what_is_planned_with_its_date(language: str, words: list[str]) -> None:
    found = seen(promise(), language=language)
    shown = card(found)
    assert (shown.kind, shown.task, shown.title) == (CardKind.PROMISE, None, "Send the minutes")
    assert (shown.list, shown.labels) == (ListRole.PLANNED, {LabelRole.ON_TRACK})
    assert (shown.told, shown.first, shown.without_task) == (day(11, 25), day(11, 25), True)
    assert said(found) == words


def test_the_overview_names_it_as_what_comes_next() -> None:
    found = seen(promise(), tasks=[task("menu", due=day(12, 1))])
    title = found.cards[0].title.replace("\N{NO-BREAK SPACE}", " ")
    assert title == "Everything is on track. Next: “Send the minutes”, 25 November."


def test_a_move_is_told_with_the_first_date_and_no_reason_is_announced() -> None:
    found = seen(promise((day(11, 23), at(11, 2)), (day(11, 24), at(11, 9)), (day(11, 27), at(11, 19))))
    assert said(found) == [
        "This is still to come.",
        "The date has moved from 23 to 27 November. It has moved 2 times in all.",
        "Earlier, it had already moved to 24 November.",
    ]
    assert card(found).labels == {LabelRole.MOVED}


def test_one_that_passed_is_ours_to_say_sorry_for_and_names_the_day_of_a_new_date() -> None:
    found = seen(promise((day(11, 18), at(11, 2))))
    assert said(found) == [
        "This was due on 18 November and is not ready yet. We are sorry.",
        "You will have a new date here by 20 November.",
    ]
    (entry,) = card(found).entries
    assert (entry.ref, entry.body["by"], entry.body["task"]) == (f"new-date:{MINUTES}", "2026-11-20", None)
    assert found.promises[0].state is PromiseState.LATE


def test_done_and_done_early() -> None:
    done = promise(state=PromiseState.KEPT, delivered_on=day(11, 25))
    assert said(seen(done)) == ["Ready on 25 November, as planned."]
    assert (card(seen(done)).list, card(seen(done)).due_complete) == (ListRole.DONE, True)
    early = replace(done, state=PromiseState.EARLY, delivered_on=day(11, 19))
    assert card(seen(early)).labels == {LabelRole.EARLY}
    assert card(seen(early)).done_on == day(11, 19)


def test_a_name_of_the_teams_in_it_is_held_back_as_in_any_title() -> None:
    held = replace(promise(), title="Send Oksana's minutes")
    found = seen(held)
    assert "Oksana" not in card(found).title
    assert [(one.ref, one.part) for one in found.held] == [(MINUTES, "title")]


def test_a_voided_one_leaves_and_one_that_nobody_remembers_stays() -> None:
    known = [Publication(ref=MINUTES, kind="card", remote_id="r")]
    gone = seen(promise(state=PromiseState.VOID, void_reason="said by mistake"), publications=known)
    assert [(one.ref, one.reason) for one in gone.endings] == [(MINUTES, "the promise was voided")]
    assert all(each.ref != MINUTES for each in gone.cards)
    assert seen(publications=known).endings == ()


def test_an_office_may_keep_them_off_the_board() -> None:
    found = seen(promise(), publish={"promises": "none"})
    assert all(each.ref != MINUTES for each in found.cards)
    assert [one.ref for one in found.promises] == [MINUTES]


def test_one_that_a_task_carries_has_no_second_card() -> None:
    found = seen(replace(promise(), task="MENU"), tasks=[task("menu", due=day(12, 1))], now=NOW)
    assert all(each.ref != MINUTES for each in found.cards)
