"""Whole boards as people see them, in three languages. Read each line before accepting a change of these files.

``TRACKERBRIDGE_ACCEPT_SNAPSHOTS=1 pytest tests/client_view/test_client_board_snapshots.py`` writes them anew.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.client_view.bakery import bakery_view

from trackerbridge.client_view.view import ClientView, StatusCard

FOLDER = Path(__file__).parent / "snapshots"


def board_as_text(view: ClientView) -> str:
    """Lists with their cards, each with labels, date, title and description; no-break spaces shown as ``~``."""
    names = {label.role: label.name for label in view.labels}
    lines = []
    for each in view.lists:
        lines += [f"# {each.name}", ""]
        for card in (card for card in view.cards if card.list is each.role):
            lines += [f"## {card.title}", _facts(card, names), "", card.description, ""]
    return "\n".join(lines).replace("\u00a0", "~")


def _facts(card: StatusCard, names: dict[str, str]) -> str:
    labels = ", ".join(sorted(names[role] for role in card.labels)) or "no label"
    due = f"due {card.due:%Y-%m-%d %H:%M} UTC" if card.due else "no due date"
    return f"({labels}; {due}{'; done' if card.due_complete else ''})"


@pytest.mark.parametrize("language", ["en", "ru", "ro"])
def test_a_whole_board_reads_as_it_was_accepted(language: str) -> None:
    path = FOLDER / f"board_{language}.md"
    text = board_as_text(bakery_view(language))
    if os.environ.get("TRACKERBRIDGE_ACCEPT_SNAPSHOTS"):
        path.write_text(text, "utf-8")
    assert text == path.read_text("utf-8")
