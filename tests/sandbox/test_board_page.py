"""The page of a board: what its members see, and nothing that could reach outside."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from html.parser import HTMLParser
from typing import Any

import pytest

from trackerbridge.sandbox.page import render, render_index

NOW = datetime(2026, 11, 18, 10, tzinfo=UTC)


def board(*cards: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "name": "Tea × Lumen", "shortLink": "tEa00001", "prefs": {"permissionLevel": "private"},
        "lists": [
            {"id": "l2", "name": "Done", "pos": 2},
            {"id": "l1", "name": "In progress", "pos": 1},
            {"id": "l3", "name": "Old", "pos": 3, "closed": True},
        ],
        "members": [{"id": "m1", "fullName": "Vera Example", "initials": "VE", "username": "vera"}],
        "labels": [{"id": "g", "name": "On track", "color": "green_dark"}, {"id": "n", "name": "", "color": None}],
        "checklists": [], "actions": [], "cards": list(cards), **more,
    }  # fmt: skip


def card(name: str = "Checkout", **more: Any) -> dict[str, Any]:
    return {"id": name, "shortLink": "c0000001", "name": name, "idList": "l1", "pos": 1, "desc": "", **more}


class Page(HTMLParser):
    """The texts of a page, and every address in it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.texts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value for name, value in attrs if name in ("href", "src") and value]

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append(data.strip())


def seen(html: str) -> str:
    return " | ".join(Page(html).texts)


def test_lists_and_cards_stand_in_their_order():
    html = render(board(card("Second", pos=2), card("First"), card("Finished", idList="l2")))
    order = [seen(html).index(word) for word in ("In progress", "First", "Second", "Done", "Finished")]
    assert order == sorted(order)


def test_what_is_archived_is_counted_and_not_shown():
    html = render(board(card(), card("Gone", closed=True), card("In a closed list", idList="l3")))
    assert "Gone" not in html
    assert "In a closed list" not in html
    assert "Put away: 2" in seen(html)


@pytest.mark.parametrize(
    ("hours", "complete", "state"),
    [(-1, False, "overdue"), (-1, True, "complete"), (5, False, "soon"), (48, False, "due")],
)
def test_the_due_badge(hours, complete, state):
    due = (NOW + timedelta(hours=hours)).isoformat()
    html = render(board(card(due=due, dueComplete=complete)), now=NOW)
    assert re.findall(r'class="badge ([a-z]+)"', html) == [state]


def test_a_day_is_a_day_in_the_readers_zone():
    late = card(due="2026-11-18T23:30:00.000Z")
    assert "18 Nov" in seen(render(board(late), now=NOW))
    assert "19 Nov" in seen(render(board(late), now=NOW, zone=timezone(timedelta(hours=2))))


def test_another_year_is_named():
    assert "2027" in seen(render(board(card(due="2027-01-05T16:00:00.000Z")), now=NOW))
    assert "2026" not in seen(render(board(card(due="2026-12-05T16:00:00.000Z")), now=NOW))


def test_labels_have_a_word_beside_their_colour():
    html = render(board(card(idLabels=["g", "n"])))
    assert "On track" in seen(html)
    assert "green" in html.partition("</style>")[2]


def test_text_cannot_run_load_or_break_out():
    nasty = "<script>alert(1)</script> ![x](https://evil.example/p.png) [y](javascript:alert(1)) **bold**"
    comment = {
        "type": "commentCard", "date": NOW.isoformat(), "idMemberCreator": "m1",
        "data": {"card": {"id": "<b>Title</b>"}, "text": nasty},
    }  # fmt: skip
    attached = [{"name": "a", "url": "javascript:alert(2)"}, {"name": "b", "url": "https://files.example/b"}]
    html = render(board(card("<b>Title</b>", desc=nasty, attachments=attached), actions=[comment]))
    page = Page(html)
    assert not {"script", "img", "b"} & set(page.tags)
    assert page.tags.count("strong") >= 2
    assert [each for each in page.addresses if "javascript" in each] == []
    assert "https://files.example/b" in page.addresses
    assert "Vera Example" in seen(html)


def test_headings_of_a_card_stay_below_those_of_the_page():
    assert "h4" in Page(render(board(card(desc="# Large")))).tags


def test_steps_are_counted():
    steps = {"idCard": "Checkout", "name": "Steps", "checkItems": [
        {"name": "one", "state": "complete", "pos": 1}, {"name": "two", "state": "incomplete", "pos": 2},
    ]}  # fmt: skip
    said = seen(render(board(card(), checklists=[steps])))
    assert "one" in said
    assert "☑ 1/2" in said


@pytest.mark.parametrize(
    ("word", "language"), [("В работе", "ru"), ("În lucru, gata și așteptăm", "ro"), ("Doing", "en")]
)
def test_the_page_speaks_the_boards_language(word, language):
    html = render(board(card(word), lists=[{"id": "l1", "name": word, "pos": 1}]))
    assert f'lang="{language}"' in html


def test_the_index_links_every_board():
    html = render_index([board(card()), board(shortLink="oThEr001", name="Other & more")])
    assert {"/b/tEa00001", "/b/oThEr001"} <= set(Page(html).addresses)
    assert "Other & more" in seen(html)


def test_the_page_needs_nothing_from_elsewhere():
    page = Page(render(board(card())))
    assert [each for each in page.addresses if each.startswith(("http", "//"))] == []
