"""Every move of a date with its reason: what a card tells, how far back, and that it needs no ledger."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from tests.client_view.bakery import at, day, promise, published, ref, settings, task, view

from trackerbridge.client_view.spoken import MOST_WORDS
from trackerbridge.client_view.view import ClientView, StatusCard
from trackerbridge.model import Change, ChangeField, ClientNote, NotePart, Promise, Stage, Task

DAYS = (day(11, 5), day(11, 12), day(11, 19), day(11, 26), day(12, 3))
TOLD = (at(10, 5), at(11, 2), at(11, 9), at(11, 16), at(11, 19))
REASONS = ("the flour was late", "the oven was broken", "the photos were not ready", "the printer is closed")


def moved(times: int, *, stage: Stage = Stage.IN_PROGRESS, **more: object) -> Task:
    """Moved so many times, each an hour before the client was told."""
    changes = [
        Change(told - timedelta(hours=1), ChangeField.DUE, before.isoformat(), after.isoformat())
        for before, after, told in zip(DAYS[:times], DAYS[1:], TOLD[1:], strict=False)
    ]
    return task("menu", stage, DAYS[times], history=tuple(changes), **more)


def told(times: int) -> Promise:
    return promise("menu", *zip(DAYS[: times + 1], TOLD, strict=False))


def notes(times: int, *whys: str | None) -> dict[str, tuple[ClientNote, ...]]:
    """A reason for each move, written half an hour before the client was told; None: nobody said."""
    said = [
        ClientNote(NotePart.WHY, why, moment - timedelta(minutes=30))
        for why, moment in zip(whys or REASONS, TOLD[1 : times + 1], strict=False)
        if why
    ]
    return {"MENU": tuple(said)}


def seen(times: int, *whys: str | None, story: Promise | None = None, language: str = "en", **more) -> ClientView:
    found = moved(times, **more)
    publication = published("menu", first=DAYS[0], moved_on=TOLD[times].date())
    said = notes(times, *whys)
    return view(
        [found], story or told(times), publications=[publication], said=said, with_settings=settings(language)
    )  # fmt: skip


def card(found: ClientView) -> StatusCard:
    return next(each for each in found.cards if each.ref == ref("menu"))


def paragraphs(found: ClientView) -> list[str]:
    return card(found).description.replace("\N{NO-BREAK SPACE}", " ").split("\n\n")


def test_the_last_three_moves_stand_there_with_their_reasons_and_the_rest_as_a_number() -> None:
    assert paragraphs(seen(4)) == [
        "We are working on this.",
        "The date has moved from 5 November to 3 December. It has moved 4 times in all.",
        "The reason: the printer is closed.",
        "Earlier, it had already moved to 26 November. The reason: the photos were not ready.",
        "Earlier, it had already moved to 19 November. The reason: the oven was broken.",
    ]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Earlier, it had already moved to 12 November. The reason: the flour was late."),
        ("ru", "Ранее срок уже переносился на 12 ноября. Причина: the flour was late."),
        ("ro", "Anterior, termenul se mutase deja pe 12 noiembrie. Motivul: the flour was late."),
    ],
)
def test_in_each_language(language: str, said: str) -> None:
    assert said in paragraphs(seen(2, language=language))


def test_one_move_needs_no_history() -> None:
    assert "The reason: the flour was late." in paragraphs(seen(1))
    assert "Earlier" not in card(seen(1)).description


def test_a_move_that_nobody_explained_is_told_without_a_reason() -> None:
    assert "Earlier, it had already moved to 12 November." in paragraphs(seen(2, None, "the oven was broken"))


def test_a_reason_is_given_for_one_move_and_no_other() -> None:
    """A note a working day before the second move is about that one; the first goes without."""
    late = ClientNote(NotePart.WHY, "the oven was broken", TOLD[2] - timedelta(hours=3))
    found = view(
        [moved(2)], told(2), publications=[published("menu", first=DAYS[0], moved_on=TOLD[2].date())],
        said={"MENU": (late,)},
    )  # fmt: skip
    assert paragraphs(found)[2:] == [
        "The reason: the oven was broken.",
        "Earlier, it had already moved to 12 November.",
    ]


def test_a_reason_that_came_days_after_its_move_is_found() -> None:
    late = ClientNote(NotePart.WHY, "the flour was late", TOLD[1] + timedelta(days=2))
    last = ClientNote(NotePart.WHY, "the oven was broken", TOLD[2])
    found = view(
        [moved(2)], told(2), publications=[published("menu", first=DAYS[0], moved_on=TOLD[2].date())],
        said={"MENU": (late, last)},
    )  # fmt: skip
    assert "Earlier, it had already moved to 12 November. The reason: the flour was late." in paragraphs(found)
    (story,) = found.promises
    assert [one.why for one in story.told] == ["", "the flour was late", "the oven was broken"]


def test_finished_work_keeps_the_story_and_what_made_it_possible_is_no_reason_of_a_move() -> None:
    done = datetime(2026, 11, 20, 8, tzinfo=TOLD[0].tzinfo)
    helped = ClientNote(NotePart.WHY, "two bakers stayed longer", done + timedelta(minutes=5))
    said = {"MENU": (*notes(2)["MENU"], helped)}
    found = view(
        [moved(2, stage=Stage.DONE, done_at=done)], told(2),
        publications=[published("menu", first=DAYS[0], moved_on=TOLD[2].date())], said=said,
    )  # fmt: skip
    assert "Earlier, it had already moved to 12 November. The reason: the flour was late." in paragraphs(found)
    (story,) = found.promises
    assert [one.why for one in story.told] == ["", "the flour was late", "the oven was broken"]


def test_a_name_in_an_old_reason_keeps_that_reason_back_and_no_date() -> None:
    found = seen(2, "Oksana Hrytsenko was ill", "the oven was broken")
    assert "Earlier, it had already moved to 12 November." in paragraphs(found)
    assert [(held.part, held.text) for held in found.held] == [("why", "The reason: Oksana Hrytsenko was ill.")]


@pytest.mark.parametrize("language", ["en", "ru", "ro"])
def test_what_is_past_gives_way_to_what_matters_now(language: str) -> None:
    long = " ".join(["word"] * 60)
    said = notes(4, long, long, long, long)["MENU"]
    more = [ClientNote(part, long, TOLD[4]) for part in (NotePart.EFFECT, NotePart.NEXT, NotePart.INSTEAD)]
    found = view(
        [moved(4)], told(4), publications=[published("menu", first=DAYS[0], moved_on=TOLD[4].date())],
        said={"MENU": (*said, *more)}, with_settings=settings(language),
    )  # fmt: skip
    assert len(card(found).description.split()) <= MOST_WORDS
    assert len(paragraphs(found)) == 6


def test_a_reference_remembers_what_the_card_tells_of_the_past() -> None:
    assert card(seen(4)).earlier == ((DAYS[2], date(2026, 11, 9)), (DAYS[3], date(2026, 11, 16)))
    assert card(seen(1)).earlier == ()


def test_a_lost_ledger_changes_no_word() -> None:
    whole = told(4)
    lost = replace(whole, told=(whole.told[0], *whole.told[2:]), lost_moves=1)
    assert card(seen(4, story=lost)) == card(seen(4))
