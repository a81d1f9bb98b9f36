"""No string of the team's reaches the client's side: not from where it stands, and not in words meant for the client.

In every play of the story the team's own texts are full of them (see ``played``); here they stand in client notes and
titles, where the guard alone keeps them back, for each pair of trackers and each language.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.engagement.pairs import LANGUAGES, PAIRS
from tests.engagement.planted import EVERY, GUARDED
from tests.engagement.played import Played, engagement, leaked
from tests.engagement.script import day_of

FROM = {
    "en": ("We wait for this: {}.", "Next week: {}", "Ask about {}"),
    "ru": ("Ждём вот чего: {}.", "На той неделе: {}", "Спросить: {}"),
    "ro": ("Așteptăm asta: {}.", "Săptămâna viitoare: {}", "De întrebat: {}"),
}
PARTS = ("next", "need", "effect", "done", "instead")
TASKS = 10
HARD = [one for kind in GUARDED.values() for one in kind]
TURNS = [(language, pair) for language in LANGUAGES for pair in PAIRS]


def test_there_are_enough_of_them() -> None:
    assert len(set(EVERY)) == len(EVERY) >= 200


@pytest.mark.parametrize(("language", "pair"), TURNS, ids=lambda one: one if isinstance(one, str) else "-".join(one))
def test_words_for_the_client_are_held_back_where_they_name_what_is_ours(
    language: str, pair: tuple[str, str, str], tmp_path: Path
) -> None:
    turn = TURNS.index((language, pair))
    planted = HARD[turn % 4 :: 4]  # of each language's four pairs each has a quarter
    source, target, face = pair
    with engagement(tmp_path, source, target, language, face=face) as played:
        _write(played, planted, FROM[language])
        played.at("7 Sep 10:00")
        played.sync("--force")
        assert played.synced[0]["applied"] > TASKS
        assert leaked(played, planted) == []


def _write(played: Played, planted: list[str], words: tuple[str, str, str]) -> None:
    """A few tasks whose titles and notes are full of them."""
    left = list(planted)
    for number in range(TASKS):
        key = words[2].format(left.pop()) if number % 2 else f"No. {number}"
        played.team.plan(key, day_of("18 Sep"), "client")
        share = -(-len(left) // (TASKS - number))
        said, left = left[:share], left[share:]
        lines = [f"{PARTS[place % len(PARTS)]}: {words[place % 2].format(one)}" for place, one in enumerate(said)]
        for start in range(0, len(lines), len(PARTS)):
            played.team.comment(key, "/client " + "\n".join(lines[start : start + len(PARTS)]))
    assert not left
