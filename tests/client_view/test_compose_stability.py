"""Any project, any moment: the same bytes again, also without a ledger, also tomorrow where nothing ends in between."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.client_view.bakery import (
    CALENDAR,
    NOW,
    TEAM,
    at,
    bakery_settings,
    moved_due,
    published,
    ref,
    staged,
    task,
    view,
)

from trackerbridge.client_view.dates import Updates, answer_day, grace_ends
from trackerbridge.client_view.health import MOVED_WORKING_DAYS
from trackerbridge.client_view.view import ClientView, LabelRole, StatusCard
from trackerbridge.clock import DAY_STARTS
from trackerbridge.ledger.records import Entry, Publication
from trackerbridge.model import Change, Comment, Promise, Stage, Task, Told, Version

TITLES = st.sampled_from(
    ["Home page", "**Menu** & cake", "Фотографии хлеба", "Ask Oksana", "תפריט", "", "x" * 300, "5 * 3"]
)
DAYS = st.dates(date(2026, 10, 20), date(2027, 1, 20))
MOMENTS = st.datetimes(datetime(2026, 10, 20), datetime(2027, 1, 20)).map(lambda found: found.replace(tzinfo=UTC))
WHYS = st.sampled_from(["the flour was late", "Oksana was ill", "word " * 40, "Rain. And snow, too."])
STAGES = st.sampled_from(list(Stage))
SPRING, OUT = Version("Spring", date(2026, 12, 11), id="7"), Version("Old", date(2026, 10, 28), released=True, id="8")
GIFTS = {LabelRole.BONUS, LabelRole.EARLY}
MILESTONES = {"en": "epic", "ru": "version", "ro": "label:Bug"}  # each kind is met in one language
Project = tuple[list[Task], list[Promise], list[Publication], tuple[Entry, ...]]
calm = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def histories(draw: st.DrawFn) -> tuple[Change, ...]:
    changes = [*moved_due(*draw(st.lists(MOMENTS, max_size=2)))]
    for moment in draw(st.lists(MOMENTS, max_size=2)):
        changes.append(staged(moment, draw(STAGES), draw(STAGES)))
    return tuple(sorted(changes, key=lambda change: change.at))


@st.composite
def notes(draw: st.DrawFn) -> tuple[Comment, ...]:
    """Reasons that the team wrote, some of which nobody may read."""
    written = sorted(draw(st.lists(MOMENTS, max_size=4)))
    return tuple(
        Comment(id=str(number), at=moment, text=f"/client why: {draw(WHYS)} {number}", author=TEAM[0])
        for number, moment in enumerate(written)
    )


@st.composite
def works(draw: st.DrawFn, name: str) -> Task:
    return task(
        name,
        draw(STAGES),
        draw(st.none() | DAYS),
        title=draw(TITLES),
        labels=draw(st.sampled_from([(), ("Bonus",), ("Bug",)])),
        archived=draw(st.booleans()) and draw(st.booleans()),
        done_at=draw(st.none() | MOMENTS),
        created_at=draw(st.sampled_from([None, at(10, 1), at(11, 20)])),
        history=draw(histories()),
        position=draw(st.floats(0, 9)),
        kind=draw(st.sampled_from(["card", "Epic"])),
        parent=draw(st.sampled_from([None, "t0", "t1"])),
        versions=draw(st.sampled_from([(), (SPRING,), (OUT,)])),
        comments=draw(notes()),
    )


@st.composite
def pasts(draw: st.DrawFn, name: str) -> Promise | None:
    days = draw(st.lists(DAYS, max_size=6))
    # A card carries the day of a telling and not its hour, so that all of these were told in the morning.
    drawn = sorted(draw(st.lists(MOMENTS, min_size=len(days), max_size=len(days))))
    moments = [CALENDAR.at(CALENDAR.day_of(moment), DAY_STARTS) for moment in drawn]
    if not days:
        return None
    told = tuple(Told(*pair) for pair in zip(days, moments, strict=True))
    return Promise(ref=ref(name), title=name, told=told, task=name.upper())


@st.composite
def projects(draw: st.DrawFn) -> Project:
    names = [f"t{number}" for number in range(draw(st.integers(0, 6)))]
    tasks = [draw(works(name)) for name in names]
    promises = [found for name in names if (found := draw(pasts(name)))]
    stories = {each.ref: each for each in promises}
    known = [name for name in names if ref(name) in stories or draw(st.booleans())]
    return tasks, promises, [published(name, **_recorded(stories.get(ref(name)))) for name in known], ()


def _recorded(promise: Promise | None) -> dict[str, date | None]:
    if promise is None:
        return {}
    return {"first": promise.first, "moved_on": CALENDAR.day_of(promise.moved_at) if promise.moved_at else None}


PROJECTS = projects()
LANGUAGES = st.sampled_from(["en", "ru", "ro"])


def composed(project: Project, now: datetime, language: str = "en") -> ClientView:
    tasks, promises, publications, entries = project
    with_settings = bakery_settings(language, milestones=MILESTONES[language])
    return view(tasks, *promises, publications=publications, now=now, entries=entries, with_settings=with_settings)


def recovered(project: Project) -> Project:
    """What the board alone remembers: first date, the last three dates with the days of telling, how many moves."""
    tasks, promises, publications, entries = project
    stories = [_recovered(promise) for promise in promises]
    return tasks, stories, [replace(each, written={}) for each in publications], entries


def _recovered(promise: Promise) -> Promise:
    first = Told(promise.first, promise.told[0].at)  # the card's creation
    if promise.moved_at is None:
        return replace(promise, told=(first,), title="")
    moved = CALENDAR.at(CALENDAR.day_of(promise.moved_at), DAY_STARTS)
    told = (first, *promise.told[1:-1][-2:], Told(promise.current, max(first.at, moved)))
    return replace(promise, told=told, title="", lost_moves=promise.moves - len(told) + 1)


def on_the_board(found: ClientView) -> list[StatusCard]:
    """The cards without what only the ledger reads."""
    return [replace(card, entries=()) for card in found.cards]


def after(project: Project, found: ClientView) -> Project:
    """The past once this view stands on the board and in the ledger."""
    cards = [card for card in found.cards if card.task]
    ours = [published(card.ref.rpartition("/")[2], first=card.first, moved_on=card.moved_on) for card in cards]
    news = [replace(entry, at=NOW) for card in found.cards for entry in card.entries]
    return project[0], list(found.promises), ours, (*project[3], *news)


@calm
@given(PROJECTS, MOMENTS, LANGUAGES)
def test_a_lost_ledger_changes_no_byte(project: Project, now: datetime, language: str) -> None:
    remembered, lost = composed(project, now, language), composed(recovered(project), now, language)
    assert on_the_board(remembered) == on_the_board(lost)
    assert remembered.endings == lost.endings


@calm
@given(PROJECTS, MOMENTS)
def test_composing_again_after_the_sync_changes_nothing(project: Project, now: datetime) -> None:
    first = composed(project, now)
    again = composed(after(project, first), now)
    assert on_the_board(again) == on_the_board(first)
    assert again.promises == first.promises
    assert again.endings == ()


@calm
@given(PROJECTS, MOMENTS, st.integers(1, 40))
def test_time_alone_changes_nothing(project: Project, now: datetime, hours: int) -> None:
    first = composed(project, now)
    later = now + timedelta(hours=hours)
    second = composed(after(project, first), later)
    if on_the_board(first) != on_the_board(second):
        assert any(now < moment <= later for moment in boundaries(project[0], first, now))


def boundaries(tasks: list[Task], found: ClientView, now: datetime) -> list[datetime]:
    """All moments at which something may change by itself."""
    today = CALENDAR.day_of(now)
    days = [date(2027, 1, 1) - timedelta(days=1), Updates.around(today, "wednesday", CALENDAR).next - timedelta(days=1)]
    moments = [
        CALENDAR.add_business_hours(since, 2)
        for each in tasks
        for since in [each.created_at, *_due_changes(each)]
        if since
    ]
    moments += [waits.until for waits in found.waits if waits.until]
    for card in found.cards:
        if card.told:
            days += [card.told, answer_day(card.told, CALENDAR)]
            moments.append(grace_ends(card.told, 8, CALENDAR))
        days += [by for by in (card.reason_by, card.new_date_by) if by]
        if card.moved_on:
            days += [answer_day(card.moved_on, CALENDAR), CALENDAR.add_working_days(card.moved_on, MOVED_WORKING_DAYS)]
    return [*moments, *(CALENDAR.at(day + timedelta(days=1), time(0)) for day in days)]


def _due_changes(each: Task) -> list[datetime]:
    return [change.at for change in each.history if change.stage_after is None]


@calm
@given(PROJECTS, MOMENTS, LANGUAGES)
def test_what_every_card_keeps_to(project: Project, now: datetime, language: str) -> None:
    found = composed(project, now, language)
    for card in found.cards:
        assert card.title.strip()
        assert card.description.strip()
        assert "Oksana" not in card.title + card.description
        assert "{" not in card.description
        assert len(card.labels & GIFTS) <= 1
        assert len(card.labels - GIFTS) <= 1
        assert len(card.description.split()) <= 120
        if card.task:
            _hangs_together(card)
    assert len({card.ref for card in found.cards}) == len(found.cards)


def _hangs_together(card: StatusCard) -> None:
    assert (card.told is None) == (card.due is None)
    assert card.due is None or CALENDAR.end_of_business(card.told or date.min) == card.due
    assert card.first is not None or card.told is None
    assert card.moved_on is None or card.first is not None
