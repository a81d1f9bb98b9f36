"""A promised date as a page tells it: in sentences, on a line, and over a ledger that was lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from tests.page.samples import DECEMBER, EARLY, LATE, MOVED, NINETEENTH, SECOND, TWELFTH, page

from trackerbridge.model import Promise, PromiseState, Told
from trackerbridge.page.render import render
from trackerbridge.page.story import Story
from trackerbridge.page.timeline import timeline
from trackerbridge.page.values import Page, PageCard, PageList
from trackerbridge.page.words import PageWords, own_words, sentences

AT = datetime(2026, 11, 1, tzinfo=UTC)


def promise(*days: date, **more: object) -> Promise:
    return Promise(ref="task:x/1", title="x", told=tuple(Told(day, AT) for day in days), **more)


def of(*stories: Story) -> Page:
    cards = tuple(PageCard(title=str(number), story=story) for number, story in enumerate(stories))
    return Page(title="x", language="en", lists=(PageList("x", cards),))


def test_a_promise_is_told_by_its_days():
    assert Story.of(promise(TWELFTH, TWELFTH, NINETEENTH)) == Story((TWELFTH, NINETEENTH))
    kept = promise(TWELFTH, state=PromiseState.KEPT, delivered_on=SECOND)
    assert Story.of(kept) == EARLY
    assert Story.of(promise(TWELFTH, state=PromiseState.TAKEN_OUT)) == Story((TWELFTH,), taken_out=True)
    assert Story.of(promise(TWELFTH, state=PromiseState.VOID, void_reason="a mistake")) is None


@pytest.mark.parametrize("story", [MOVED, LATE, EARLY, Story((TWELFTH,), taken_out=True)])
def test_a_story_is_kept_as_json(story):
    assert Story.read(story.data) == story


@pytest.mark.parametrize(
    ("language", "moved", "late"),
    [
        (
            "en",
            "First date: 12 November. Moved to 19 November. Moved to 7 December.",
            "First date: 2 November. Moved to 12 November. Ready on 19 November.",
        ),
        (
            "ru",
            "Первый срок: 12 ноября. Перенос на 19 ноября. Перенос на 7 декабря.",
            "Первый срок: 2 ноября. Перенос на 12 ноября. Готово 19 ноября.",
        ),
        (
            "ro",
            "Primul termen: 12 noiembrie. Mutat pe 19 noiembrie. Mutat pe 7 decembrie.",
            "Primul termen: 2 noiembrie. Mutat pe 12 noiembrie. Gata pe 19 noiembrie.",
        ),
    ],
)
def test_a_story_in_sentences(language, moved, late):
    words = PageWords(language)
    assert [words.story(one).replace("\u00a0", " ") for one in (MOVED, LATE)] == [moved, late]


def test_american_dates_on_the_page_as_on_the_cards():
    own = own_words("", american=True)
    words = PageWords("en", own=own)
    assert words.story(MOVED).replace("\u00a0", " ") == (
        "First date: November 12. Moved to November 19. Moved to December 7."
    )
    assert words.tick(TWELFTH, month=False) == "Nov\u00a012"
    assert replace(words, years=True).day(TWELFTH) == "November\u00a012,\u00a02026"


def test_an_office_says_it_otherwise():
    own = own_words(
        """
[page]
timeline = "Our dates"
first = "We said {date}."
[dates]
day = "{day}. {month}"
move = "{first} {current}"
""",
        american=True,
    )
    assert own == {
        "timeline": "Our dates", "first": "We said {date}.", "day": "{day}. {month}", "with_year": "{date}, {year}",
    }  # fmt: skip
    html = render(replace(of(MOVED), own=own)).replace("\u00a0", " ")
    assert '<h2 id="dates">Our dates</h2>' in html
    assert "We said 12. November. Moved to 19. November." in html


@pytest.mark.parametrize("text", ["[page", "page = 1", "dates = []", "[page]\nfirst = 3"])
def test_what_is_wrong_in_the_file_is_told_elsewhere(text):
    assert own_words(text, american=False) == {}


def test_the_languages_say_the_same_things():
    assert sentences("en").keys() == sentences("ru").keys() == sentences("ro").keys()


def test_years_are_named_where_a_page_spans_several():
    html = render(of(MOVED, Story((date(2027, 1, 4),)))).replace("\u00a0", " ")
    assert "Moved to 7 December 2026." in html
    assert "Date: 4 January 2027." in html


def test_days_lie_in_their_order_and_a_late_end_reaches_beyond_the_promise():
    shown = timeline(of(LATE, MOVED, EARLY))
    assert shown is not None
    early, late, moved = sorted(shown.rows, key=lambda row: [EARLY, LATE, MOVED].index(row.story))
    assert early.beyond == (early.signs[1].x, early.signs[0].x)
    assert [sign.kind for sign in late.signs] == ["first", "moved", "ready"]
    assert [sign.x for sign in late.signs] == sorted(sign.x for sign in late.signs)
    assert late.beyond == (late.line[1], late.signs[-1].x)
    assert moved.beyond is None
    assert (late.signs[0].x, moved.signs[-1].x) == (4.0, 96.0)


@pytest.mark.parametrize("days", [0, 30, 75, 76, 400, 3000])
def test_an_axis_is_never_crowded_and_never_empty(days):
    shown = timeline(of(Story((TWELFTH,)), Story((TWELFTH + timedelta(days=days),))))
    assert shown is not None
    assert 1 <= len(shown.ticks) <= 5
    assert all(4 <= x <= 96 for _, x in shown.ticks)


def test_without_a_date_told_there_is_no_timeline():
    assert timeline(of()) is None
    assert "Dates at a glance" not in render(replace(page(), lists=()))


@pytest.mark.parametrize(
    ("recovered", "then"),
    [
        ((TWELFTH, DECEMBER), (TWELFTH, NINETEENTH, DECEMBER)),  # first and last are known: the page knows the rest
        ((TWELFTH, DECEMBER, SECOND), (TWELFTH, NINETEENTH, DECEMBER, SECOND)),  # and it has moved since
        ((SECOND, DECEMBER), (SECOND, DECEMBER)),  # another promise
        ((TWELFTH, SECOND), (TWELFTH, SECOND)),  # the last date does not agree: the ledger has the later word
    ],
)
def test_what_a_lost_ledger_forgot_still_stands_on_the_page(recovered, then):
    again = Story(recovered).following(MOVED)
    assert again.days == then
    assert again.following(again) == again
