"""The card "How we work together": only what the configuration says, as the office typed it."""

from __future__ import annotations

from typing import Any

import pytest
from tests.client_view.bakery import settings, view

from trackerbridge.client_view.view import CardKind, StatusCard
from trackerbridge.config.checks import MOST_WORDS_TYPED


def card(language: str = "en", publish: dict[str, Any] | None = None, **project: Any) -> StatusCard:
    found = view([], with_settings=settings(language, publish=publish or {}, **project))
    return next(each for each in found.cards if each.kind is CardKind.HOW_WE_WORK)


def test_it_has_its_place_and_no_date() -> None:
    assert (card().ref, card().rank, card().due, card().title) == ("how-we-work", 1, None, "How we work together")


def test_nothing_is_invented_where_nothing_is_configured() -> None:
    text = card().description
    assert "How to reach us" not in text
    assert "Agreed on" not in text
    assert "gift from us" not in text  # the allowance's default is no word given to a client
    assert "minutes" not in text


def test_what_is_typed_stands_as_typed() -> None:
    text = card(
        publish={"contact": "Irina, +373 22 000 000", "deputy": "Pavel", "channels": "https://chat.example"}
    ).description
    assert "- Contact: Irina, +373 22 000 000\n- Deputy: Pavel\n- Channels: https://chat.example" in text


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "2 small extras are a gift from us. Small means up to 45 minutes of work each."),
        ("ru", "В подарок мы делаем 2 небольших дополнения. Небольшое — это до 45 минут работы."),
        ("ro", "Din partea noastră: 2 mici plusuri. Mic înseamnă cel mult 45 de minute de lucru."),
    ],
)
def test_the_allowance_is_told_where_it_is_configured(language: str, said: str) -> None:
    assert said in card(language, extras={"allowance_minutes": 45, "allowance_count": 2}).description


def test_no_allowance_is_no_gift() -> None:
    assert "gift" not in card(extras={"allowance_minutes": 45, "allowance_count": 0}).description
    assert "gift" not in card(extras={"allowance_minutes": 0, "allowance_count": 2}).description


@pytest.mark.parametrize("weekday", ["monday", "tuesday", "wednesday", "thursday", "friday"])
def test_the_rhythm_names_the_weekday(weekday: str) -> None:
    assert f"every {weekday.capitalize()}" in card(publish={"update_day": weekday}).description


def test_it_names_the_lists_and_labels_as_they_are_called_on_this_board() -> None:
    text = card(publish={"lists": {"waiting": "Over to you"}, "labels": {"solving": "On it"}}).description
    assert "An answer to whatever is under “Over to you”" in text
    assert "- On it: a date was not met, and we are on it" in text


@pytest.mark.parametrize("language", ["en", "ru", "ro"])
def test_what_labels_mean_stands_as_far_as_a_client_reads(language: str) -> None:
    found = [card(language, publish={"channels": "x " * n}).description for n in (1, 6, 60)]
    lines = [text.count("\n- ") for text in found]
    assert lines[0] >= lines[1] > 2
    assert lines[2] == 1  # how to reach us
    assert all(len(text.split()) <= 120 for text in found[:2])


@pytest.mark.parametrize("language", ["en", "ru", "ro"])
@pytest.mark.parametrize("words", [1, 12, 20, 27])
def test_with_the_most_that_an_office_may_type_it_is_no_longer_than_a_client_reads(language: str, words: int) -> None:
    publish = {"contact": "Irina", "hours": "9–18", "deputy": "Pavel", "channels": " ".join(["x"] * words)}
    text = card(
        language,
        publish={**publish, "agreed_on": "2026-10-01"},
        extras={"allowance_minutes": 45, "allowance_count": 2},
    ).description
    assert words + 3 <= MOST_WORDS_TYPED
    assert len(text.split()) <= 120
    assert text.count("**") == 10  # every section but the labels'


def test_a_gift_gives_way_to_what_the_office_typed() -> None:
    extras = {"allowance_minutes": 45, "allowance_count": 2}
    publish = {"contact": "Irina", "hours": "9–18", "deputy": "Pavel", "agreed_on": "2026-10-01"}
    said = card(publish={**publish, "channels": " ".join(["x"] * 15)}, extras=extras).description
    assert "2 small extras are a gift from us." in said
    assert "Small means" not in said


def test_the_day_of_the_agreement_has_its_year() -> None:
    text = card(publish={"agreed_on": "2026-10-01"}).description.replace("\u00a0", " ")
    assert text.endswith("Agreed on 1 October 2026.")
