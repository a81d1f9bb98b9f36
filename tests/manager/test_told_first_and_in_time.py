"""Over random weeks: never inside quiet hours, never later than the first allowed run after grace, manager first."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.manager.engagement import KICK_OFF, Engagement, engaged

from trackerbridge.clock import Calendar
from trackerbridge.manager.quiet import Hours

GRACE = 8.0
CALENDAR = Calendar.of("UTC")
HOURS = Hours(CALENDAR)
TITLES = ("Shop window", "Price list")

moves = st.tuples(
    st.integers(2 * 24, 16 * 24),  # hours after the kick-off, nights and weekends included
    st.sampled_from(TITLES),
    st.integers(1, 14),  # days later than it was
    st.booleans(),  # with a word beside it
)
schedules = st.sampled_from([timedelta(hours=hours) for hours in (5, 7, 11, 24)])


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(moves, max_size=5, unique_by=lambda move: move[0]).map(sorted), schedules, st.integers(0, 23))
def test_over_random_weeks(planned, every, offset):
    with TemporaryDirectory() as folder, engaged(Path(folder)) as made:
        for title, due in zip(TITLES, ("2026-11-12", "2026-11-25"), strict=True):
            made.card(title, due)
        made.sync(KICK_OFF + timedelta(hours=24), force=True)
        now, end = KICK_OFF + timedelta(hours=25 + offset), KICK_OFF + timedelta(days=18)
        events = list(planned)
        while now < end:
            while events and KICK_OFF + timedelta(hours=events[0][0]) <= now:
                _move(made, *events.pop(0))
            _run(made, now)
            now += every


def _move(made: Engagement, hours: int, title: str, days: int, word: bool) -> None:
    at = KICK_OFF + timedelta(hours=hours)
    due = made.cards[title].shown.due
    made.change(title, at, due=due + timedelta(days=days))
    if word:
        made.comment(title, at.isoformat()[:16], "/client why: The glass comes later.")


def _run(made: Engagement, now) -> None:
    before, told_before = _told(made), len(made.recorder.told)
    writes = made.writes()
    made.sync(now)
    after = _told(made)
    if HOURS.next_opening(now):
        assert made.writes() == writes, "nothing is written inside quiet hours"
    for title in TITLES:
        if before[title] != after[title]:
            news = [
                each
                for each in made.recorder.told[told_before:]
                if f"“{title}”: the date moves" in each.message.text and not each.message.urgent
            ]
            assert news, "the manager is told"
            assert all(each.writes == writes for each in news), "the manager is told before it is written"
        _in_time(made, title, after[title], now)


def _told(made: Engagement) -> dict[str, object]:
    return {title: made.shown(title).due.date() for title in TITLES}


def _in_time(made: Engagement, title: str, told, now) -> None:
    card = made.cards[title]
    changed = max((change.at for change in card.history if change.field.value == "due"), default=KICK_OFF)
    over = CALENDAR.add_business_hours(changed, GRACE)
    wanted = card.shown.due.date()
    moves = next((each.moves for each in made.wiring.ledger.promises("website") if each.title == title), 0)
    waits_for_a_person = wanted < now.date() or moves >= 2
    if now >= over and HOURS.first_allowed(now) == now and not waits_for_a_person:
        assert told == wanted, f"{title} is told by the first allowed run after grace"
