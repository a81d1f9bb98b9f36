"""The client's words in titles: a field, the glossary by key, by title and by word; and where they reach."""

from __future__ import annotations

from typing import Any

import pytest
from tests.client_view.bakery import at, bakery_settings, day, settings, snapshot, task, view

from trackerbridge.client_view.client_titles import ClientTitles
from trackerbridge.model import Stage, Version

GLOSSARY = {
    "WEB-12": "Home page",
    "landing  page V2": "Shop window",
    "CMS": "editing tool",
    "tablet": "iPad",
    "CMS login": "your own entrance",
    "вёрстка": "оформление",
}


def title(own: str, key: str = "WEB-1", **project: Any) -> str:
    project = {"glossary": GLOSSARY, **project}
    return ClientTitles.of(settings(**project)).title(
        task("x", title=own, key=key, fields={"Client title": " For you "})
    )


@pytest.mark.parametrize(
    ("own", "read"),
    [
        ("Landing page v2", "Shop window"),  # a whole title, in any case and spacing
        ("Set up the CMS", "Set up the editing tool"),
        ("cms: fonts", "editing tool: fonts"),
        ("CMS: fonts", "Editing tool: fonts"),  # a capital at the beginning stays one
        ("Make the CMS  login nicer", "Make the your own entrance nicer"),  # the longest first
        ("CMS", "Editing tool"),
        ("Tablet", "iPad"),  # a name stays as it is written
        ("The CMSs", "The CMSs"),  # whole words only
        ("Вёрстка каталога", "Оформление каталога"),
        ("Nothing of that", "Nothing of that"),
    ],
)
def test_by_title_and_by_word(own: str, read: str) -> None:
    assert title(own) == read


def test_by_key_and_by_a_field_which_goes_before_all() -> None:
    assert title("CMS hell", key="web-12") == "Home page"
    assert title("CMS hell", key="web-12", publish={"title_from": "field:client TITLE"}) == "For you"
    assert title("CMS hell", key="web-12", publish={"title_from": "field:Other"}) == "Home page"


def test_a_board_in_another_language_has_words_of_its_own() -> None:
    board = {"glossary": {"cms": "instrument de editare"}}
    assert title("The CMS and the вёрстка", publish=board) == "The instrument de editare and the оформление"


def test_without_a_glossary_nothing_is_touched() -> None:
    plain = [snapshot([task("a")])]
    assert ClientTitles.of(settings()).retitled(plain) == tuple(plain)
    assert ClientTitles.of(settings()).differing(plain[0].tasks) == {}
    assert ClientTitles.of(settings(glossary=GLOSSARY)).differing([task("a", title="CMS")]) == {"A": "Editing tool"}


def test_the_card_the_summary_and_the_promise_have_the_clients_words_and_the_guard_reads_them() -> None:
    project = {"glossary": {"CMS": "editing tool", "fonts": "Oksana's letters"}, "milestones": "version"}
    tasks = [
        task("a", due=day(11, 26), title="CMS for the shop", versions=(Version("CMS", day(12, 11), id="1"),)),
        task("b", title="The fonts"),
    ]
    found = view(tasks, with_settings=bakery_settings("en", **project))
    titles = {card.title for card in found.cards}
    assert {"Editing tool for the shop", "Editing tool"} <= titles
    assert "“Editing tool for the shop”" in found.cards[0].title
    assert {each.title for each in found.promises} == {"Editing tool for the shop", "Editing tool"}
    assert "CMS" not in "".join(card.title + card.description for card in found.cards)
    assert [(each.task, each.part) for each in found.held] == [("B", "title")]  # a name of the team
    assert "Oksana" not in "".join(titles)


def test_finished_work_keeps_its_words() -> None:
    done = task("a", Stage.DONE, title="CMS", done_at=at(11, 18))
    found = view([done], with_settings=settings(glossary=GLOSSARY))
    assert "- “Editing tool”, 18" in found.cards[0].description
