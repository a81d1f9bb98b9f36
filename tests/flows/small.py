"""The smallest office: three cards on the team's Trello, an empty board of the client's; and how a run is cut off."""

from __future__ import annotations

import pytest
from tests.flows.office import CLIENT_BOARD, PROJECT, PUBLISH, Office
from tests.flows.team_board import SOURCE, team_board

from trackerbridge.apply import _Work

__all__ = ["SOURCE", "WEB", "break_off", "team_board", "titles"]

WEB = PROJECT.format(name="web", source=SOURCE) + PUBLISH.format(name="web", client=CLIENT_BOARD)


def titles(here: Office) -> list[str]:
    """What the client's cards are called, as often as they are there."""
    return [card["name"] for card in here.tracker("GET", f"boards/{CLIENT_BOARD}/cards")]


def break_off(monkeypatch: pytest.MonkeyPatch, here: Office, change: str) -> None:
    """As if the process had been killed between the answer to this change and writing it down."""

    def done(work: _Work, made, intent, remote_id) -> None:
        if f"{made.action} {made.kind} {made.ref}".startswith(change):
            raise KeyboardInterrupt
        original(work, made, intent, remote_id)

    original = _Work._done
    with monkeypatch.context() as patched:
        patched.setattr(_Work, "_done", done)
        assert here.run("sync", "web", "--force").exit_code == 130
