"""Eight weeks of one engagement, for each pair of trackers and each language, as the client reads them.

``snapshots/LANGUAGE.md`` is what the team's Jira and the client's Trello board give, read line by line in its language
before it was accepted; ``snapshots/LANGUAGE.FROM-TO.diff`` is in what another pair differs, and is small.
``TRACKERBRIDGE_ACCEPT_SNAPSHOTS=1`` (without ``-n``) writes them anew: read the difference as the client would.
"""

from __future__ import annotations

import difflib
import os
from pathlib import Path

import pytest
from tests.engagement.played import engagement
from tests.engagement.script import weeks

SNAPSHOTS = Path(__file__).parent / "snapshots"
ACCEPT = bool(os.environ.get("TRACKERBRIDGE_ACCEPT_SNAPSHOTS"))
FIRST = ("Jira", "Trello", "cloud")
PAIRS = [FIRST]
LANGUAGES = ["en"]


def compared(told: str, language: str, pair: tuple[str, str, str]) -> None:
    """With the snapshot; of another pair than the first, only what differs stands in a file of its own."""
    path = SNAPSHOTS / f"{language}.md"
    if pair != FIRST:
        first = path.read_text(encoding="utf-8").splitlines()
        told = "".join(f"{line}\n" for line in difflib.unified_diff(first, told.splitlines(), lineterm="", n=0))
        path = SNAPSHOTS / f"{language}.{pair[0]}-{pair[1]}.diff"
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
            played.silent()
            if language == "en":
                played.silent(lost=True)
    compared("\n".join(told), language, pair)
