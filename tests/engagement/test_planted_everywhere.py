"""From no place in which a tracker keeps words does one reach the client's side, for each pair and language."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.engagement import everywhere
from tests.engagement.pairs import LANGUAGES, PAIRS
from tests.engagement.planted import EVERY
from tests.engagement.played import Played, engagement, leaked

TITLE = {
    "en": "The menu can be read on a phone",
    "ru": "Меню читается на телефоне",
    "ro": "Meniul se citește pe telefon",
}
STAGES = (("9 Sep 12:00", "doing"), ("16 Sep 12:00", ""), ("21 Sep 12:00", ""), ("24 Sep 12:00", "done"))
TURNS = [
    pytest.param(language, pair, id="-".join((language, *pair))) for language in LANGUAGES for pair in PAIRS
]  # fmt: skip


@pytest.mark.parametrize(("language", "pair"), TURNS)
def test_nothing_leaves_its_place(language: str, pair: tuple[str, str, str], tmp_path: Path) -> None:
    source, target, face = pair
    with engagement(tmp_path, source, target, language, face=face) as played:
        plant = everywhere.in_jira if source == "Jira" else everywhere.in_trello
        inside = plant(played.office.sandbox, TITLE[language], "2026-09-18", EVERY)
        stands = kept(played, source)
        assert [one for one in EVERY if one not in stands] == []  # each stands somewhere in the team's tracker
        put(played, source, inside)
        played.at("7 Sep 10:00")
        played.sync("--force")
        for moment, stage in STAGES:  # told, passed without a word, sorry, done
            if stage:
                played.team.put("menu", stage)
            played.at(moment)
            played.sync()
        assert leaked(played, EVERY) == []
        assert leaked(played, [TITLE[language]]) == [TITLE[language]]  # what was sent is read


def put(played: Played, source: str, inside: str) -> None:
    """The team knows it by a name."""
    (played.team._issues if source == "Jira" else played.team._cards)["menu"] = inside


def kept(played: Played, source: str) -> str:
    """All that the team's tracker holds, as text."""
    sandbox = played.office.sandbox
    if source == "Trello":
        tables = ("boards", "cards", "lists", "labels", "members", "actions", "checklists", "custom_fields")
        rows = [row for name in tables for row in getattr(sandbox.state, name)]
    else:
        assert sandbox.jira is not None
        state = sandbox.jira.state
        rows = [*state.issues, *state.projects, *state.versions, *state.components, *state.sprints, *state.link_types]
        rows += [state.people.get(name) for name in ("5f-assignee", "5f-creator", "5f-voter")]
    return json.dumps(rows, ensure_ascii=False, default=str).replace('\\"', '"')
