"""Eight weeks of a project of sixty tasks: how often the client's side is written to, and that silence is silence.

Each card that a reader finds changed was written once for each group of its fields: what it says and when, the labels
put on, the labels taken off, and in Jira the status with its reference. No other card is written at all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.engagement.people import STUDIO
from tests.engagement.played import Played, engagement

from trackerbridge.sandbox.credentials import JIRA_NAME
from trackerbridge.sandbox.requestlog import Entry

TASKS, WEEKS, A_WEEK = 60, 8, 5
MONDAY = date(2026, 9, 7)
_TRELLO = re.compile(r"/1/cards/(\w+)(?:/(idLabels|actions/comments))?")
_JIRA = re.compile(r".*/rest/api/\d/issue/(\d+)(?:/(transitions|comment))?$")


def title(number: int) -> str:
    return f"Page {number:02} can be read on a phone"


def due(number: int) -> date:
    """The Friday after the week in which it is worked on."""
    return MONDAY + timedelta(days=7 * (number // A_WEEK) + 11)


def moment(week: int, day: int, hour: int) -> str:
    return f"{MONDAY + timedelta(days=7 * week + day):%d %b} {hour}:00"


def worked(played: Played, week: int) -> None:
    """What the team and the client do in one week: five tasks go on, one moves with words, one without."""
    played.at(moment(week, 0, 10))
    first = week * A_WEEK
    for number in range(first, first + A_WEEK):
        played.team.put(title(number), "doing")
        if week and number % A_WEEK:
            played.team.put(title(number - A_WEEK), "done")
    played.team.move(title(first + 1), due(first + 1) + timedelta(days=7))
    played.team.comment(title(first + 1), "/client why: the text came in two parts")
    played.team.move(title(first + 2), due(first + 2) + timedelta(days=14))
    played.team.comment(title(first + 3), "/client need: one picture for this page")
    if week:
        played.client.comment(title(first - 2), "Here it is, in blue.")
    if week % 3 == 2:
        played.team.put(title(TASKS - week), "cancelled")


def groups(sent: list[Entry]) -> Counter[tuple[str, str]]:
    """How often each group of fields of each card was written; a card that was made counts as new."""
    return Counter(found for entry in sent for found in _of(entry))


def _of(entry: Entry) -> Iterator[tuple[str, str]]:
    if found := _TRELLO.fullmatch(entry.path):
        yield found[1], f"{entry.method} {found[2]}" if found[2] else "fields"
    elif found := _JIRA.fullmatch(entry.path):
        label = next(iter(next(iter((entry.params.get("update") or {}).get("labels", ())), ())), "")
        yield found[1], found[2] or label or ("fields" if entry.params.get("fields") else "reference")


def ours(played: Played, since: int) -> list[Entry]:
    """What our account wrote since."""
    return [
        one for one in played.office.sandbox.requests.writes()[since:] if one.member in (STUDIO["username"], JIRA_NAME)
    ]


@pytest.mark.parametrize(("source", "target"), [("Jira", "Trello"), ("Trello", "Jira")])
def test_a_changed_card_is_written_once_and_no_other(source: str, target: str, tmp_path: Path) -> None:
    with engagement(tmp_path, source, target, "en") as played:
        played.at("4 Sep 10:00")
        for number in range(TASKS):
            played.team.plan(title(number), due(number), "client")
        played.at(moment(0, 0, 9))
        played.sync("--force")
        made = [one for one in ours(played, 0) if one.method == "POST" and one.path.endswith(("/cards", "/issue"))]
        assert len(made) == TASKS + 2
        for week in range(WEEKS):
            worked(played, week)
            before, since = _lines(played), len(played.office.sandbox.requests.writes())
            played.at(moment(week, 2, 15))
            played.sync()
            written = groups(ours(played, since))
            after = _lines(played)
            changed = {key for key, lines in after.items() if before.get(key) != lines}
            assert max(written.values()) == 1, written.most_common(3)
            cards = {card for card, _ in written} & after.keys()
            assert cards <= changed
            assert A_WEEK < len(cards) <= 2 * A_WEEK + 6
            if target == "Trello" or week == WEEKS - 1:
                played.silent(now=f"{MONDAY + timedelta(days=7 * week + 3)}T15:00")  # a day later
        played.silent(lost=True)
        _a_foreign_edit(played)


def _lines(played: Played) -> dict[str, tuple[str, ...]]:
    return {card.key: (name, *card.lines()) for name, cards in played.board() for card in cards}


def _a_foreign_edit(played: Played) -> None:
    """It is respected in silence, and told once."""
    played.client.reword(title(TASKS - 1), "The last page, in our words")
    before = played.office.writes()
    [told] = [note for note in played.sync()["notes"] if "A person changed" in note]
    assert "the title" in told
    played.silent()
    assert "A person changed" not in str(played.synced[-1]["notes"])
    assert played.office.writes() == before
