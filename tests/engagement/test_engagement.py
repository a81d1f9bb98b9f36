"""Eight weeks of one engagement, for each pair of trackers and each language, as the client reads them.

``snapshots/LANGUAGE.md`` is what the client reads on a Trello board, wherever the team works, read line by line in its
language before it was accepted; ``snapshots/LANGUAGE.in-Jira.diff`` is in what a Jira project differs, and is small.
``TRACKERBRIDGE_ACCEPT_SNAPSHOTS=1`` (without ``-n``) writes them anew: read the difference as the client would.
"""

from __future__ import annotations

import difflib
import os
from pathlib import Path

import pytest
from tests.engagement.pairs import LANGUAGES, PAIRS
from tests.engagement.planted import EVERY
from tests.engagement.played import Played, engagement, leaked
from tests.engagement.script import weeks
from tests.engagement.shown import TICK

SNAPSHOTS = Path(__file__).parent / "snapshots"
ACCEPT = bool(os.environ.get("TRACKERBRIDGE_ACCEPT_SNAPSHOTS"))


def compared(told: str, language: str, target: str) -> None:
    """With the snapshot; of a client's side in Jira, only what differs stands in a file of its own."""
    path = SNAPSHOTS / f"{language}.md"
    if target == "Jira":
        board = path.read_text(encoding="utf-8").replace(TICK, "").splitlines()
        told = "".join(f"{line}\n" for line in difflib.unified_diff(board, told.splitlines(), lineterm="", n=0))
        path = SNAPSHOTS / f"{language}.in-Jira.diff"
    if ACCEPT:
        path.write_text(told, encoding="utf-8")
    assert told == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair[0]}-{pair[1]}")
def test_the_board_reads_as_it_was_accepted_week_by_week(
    pair: tuple[str, str, str], language: str, tmp_path: Path
) -> None:
    source, target, face = pair
    told: list[str] = []
    with engagement(tmp_path, source, target, language, face=face) as played:
        for week in weeks():
            told += [*played.play(week), ""]
            if language == "en":
                played.silent(lost=week.number % 2 == 0)
        assert leaked(played, EVERY) == []
        if language == "en" and (source, target) == ("Jira", "Trello"):
            _the_manager_heard(played)
    compared("\n".join(told), language, target)


def _the_manager_heard(played: Played) -> None:
    """Of everything that a client remembers, and of nothing that was the client's own choice."""
    digests = "\n".join(str(done["digest"]) for done in played.synced)
    for said in (
        "The client was pleased about “The first page shows the rooms”",
        "“Photographs of all rooms”: the date moves from 16 September to 21 September",
        "“I do not understand what you need from us. Which names?”",
        "“A map shows the way from the station”: “We are checking”",
        "“Prices by season” was ready early",
        "A person put the card for “Photographs of all rooms”",
        "“A short film of the garden”: the date moves from 21 October to 28 October; the client still reads the former",
        "would be the third date of one promise, or a later one, and waits for a person; the client still reads "
        "21 October. Or promise a smaller first piece for 21 October.",
        "“A short film of the garden”: first 9 October, now 21 October; moves so far: 2.",
        "needed by 26 October and has not come; the client has been silent since 19 October",
    ):
        assert said in digests, said
    urgent = [str(done["urgent"]) for done in played.synced if done["urgent"]]
    assert [text.split("”")[0].removeprefix("“") for text in urgent] == [
        "The breakfast menu can be read on a phone",
        "A map shows the way from the station",
        "The first page shows the rooms",
    ]
    assert "here by 24 September" in urgent[0]  # as the card has it
    assert "“Gift vouchers can be bought online” has moved, and nothing says" not in digests
