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
from tests.engagement.planted import EVERY
from tests.engagement.played import engagement, leaked
from tests.engagement.script import weeks
from tests.engagement.shown import TICK

SNAPSHOTS = Path(__file__).parent / "snapshots"
ACCEPT = bool(os.environ.get("TRACKERBRIDGE_ACCEPT_SNAPSHOTS"))
PAIRS = [
    ("Jira", "Trello", "cloud"),
    ("Trello", "Trello", "cloud"),
    ("Jira", "Jira", "cloud"),
    ("Trello", "Jira", "dc"),
]
LANGUAGES = ["en", "ru", "ro"]


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
                played.silent()
                played.silent(lost=True)
        assert leaked(played, EVERY) == []
    compared("\n".join(told), language, target)
