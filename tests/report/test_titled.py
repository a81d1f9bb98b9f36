"""Beside a task's key stands its title, once."""

from __future__ import annotations

import pytest

from trackerbridge.team_words.titled import titled

TITLES = {"5xWzK0Pp": "The roof", "WEB-1": "WEB-1"}


@pytest.mark.parametrize(
    ("language", "sentence", "said"),
    [
        ("en", "5xWzK0Pp: the date is gone.", "5xWzK0Pp (“The roof”): the date is gone."),
        ("ru", "5xWzK0Pp: срока больше нет.", "5xWzK0Pp («The roof»): срока больше нет."),
        ("ro", "5xWzK0Pp: nu mai are termen.", "5xWzK0Pp („The roof”): nu mai are termen."),
        ("en", "5xWzK0Pp: “The roof” has no date.", "5xWzK0Pp: “The roof” has no date."),
        ("en", "WEB-1: the date is gone.", "WEB-1: the date is gone."),
        ("en", "Nobody knows: the date is gone.", "Nobody knows: the date is gone."),
    ],
)
def test_a_key_has_its_title_beside_it(language: str, sentence: str, said: str) -> None:
    assert titled(sentence, TITLES, language) == said
