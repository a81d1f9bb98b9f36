"""Work that was taken out, was a duplicate, came back, or is ready to look at: no such thing is called done."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.client_view.bakery import TOLD, at, day, promise, published, ref, settings, staged, task, view

from trackerbridge.client_view.view import ClientView, LabelRole, ListRole
from trackerbridge.model import Link, LinkKind, Stage, Task

ENDED = (staged(at(11, 6), Stage.PLANNED, Stage.CANCELLED),)
AGAIN = (staged(at(11, 3), Stage.TESTING, Stage.DONE), staged(at(11, 17), Stage.DONE, Stage.IN_PROGRESS))
TWIN = {"links": (Link(LinkKind.DUPLICATES, "HOME"),), "resolution": "Duplicate"}


def seen(*tasks: Task, language: str = "en", told: bool = True) -> ClientView:
    stories = [promise(each.id, (day(11, 26), TOLD)) for each in tasks] if told else []
    cards = [published(each.id) for each in tasks]
    return view(tasks, *stories, publications=cards, with_settings=settings(language))


def words(found: ClientView, name: str = "menu") -> str:
    return next(card for card in found.cards if card.ref == ref(name)).description.replace("\u00a0", " ")


def menu(stage: Stage, **more: Any) -> Task:
    return task("menu", stage, day(11, 26), **more)


@pytest.mark.parametrize(
    ("language", "out", "twin", "again", "look"),
    [
        (
            "en",
            "Taken out by agreement on 6 November.",
            "It goes on under “Home page”.",
            "This was ready before; we are putting something right.",
            "This is ready for you to look at.",
        ),
        (
            "ru",
            "Исключено из плана по договорённости, 6 ноября.",
            "Продолжение: «Home page».",
            "Это уже было готово; сейчас мы кое-что исправляем.",
            "Готово, можно посмотреть.",
        ),
        (
            "ro",
            "Lucrarea a fost scoasă din plan, de comun acord, pe 6 noiembrie.",
            "Continuarea: „Home page”.",
            "Lucrarea era deja gata; acum mai corectăm ceva.",
            "Lucrarea este gata și o puteți vedea.",
        ),
    ],
)
def test_each_has_its_sentence(language: str, out: str, twin: str, again: str, look: str) -> None:
    home = task("home", Stage.IN_PROGRESS, title="Home page")
    assert words(seen(menu(Stage.CANCELLED, history=ENDED), language=language)) == out
    assert words(seen(menu(Stage.CANCELLED, history=ENDED, **TWIN), home, language=language)) == f"{out} {twin}"
    assert words(seen(menu(Stage.IN_PROGRESS, history=AGAIN), language=language)).startswith(again)
    assert words(seen(menu(Stage.REVIEW), language=language)).startswith(look)


def test_none_of_them_counts_as_delivered() -> None:
    for work in (menu(Stage.CANCELLED, history=ENDED), menu(Stage.IN_PROGRESS, history=AGAIN), menu(Stage.REVIEW)):
        found = seen(work)
        card = next(each for each in found.cards if each.task)
        assert not card.due_complete
        assert not card.labels & {LabelRole.BONUS, LabelRole.EARLY}
        assert "Done since" not in found.cards[0].description
        assert (card.list is ListRole.DONE) == (work.stage is Stage.CANCELLED)


def test_a_duplicate_of_what_the_client_does_not_see_names_nothing() -> None:
    inside = task("home", title="Secret oven", labels=())
    hidden = replace(inside, labels=())
    found = words(seen(menu(Stage.CANCELLED, history=ENDED, **TWIN), hidden))
    assert found == "Taken out by agreement on 6 November."


@pytest.mark.parametrize("more", [{}, TWIN])
def test_what_was_never_told_leaves_quietly(more: dict[str, Any]) -> None:
    found = seen(menu(Stage.CANCELLED, history=ENDED, **more), told=False)
    assert [each.ref for each in found.endings] == [ref("menu")]
    assert all(card.task is None for card in found.cards)
