"""The team's own board on the sandbox's Trello: a few cards of work in progress."""

from __future__ import annotations

from tests.flows.office import empty_board

SOURCE = "s0urce00"


def team_board(cards: int = 3, *, link: str = SOURCE):
    """A team's board with some work in progress."""
    board = empty_board(link) | {"name": "Team"}
    doing = f"5f0c00000000000000001{0:03d}"
    board["lists"] = [{"id": doing, "name": "Doing", "closed": False, "pos": 1, "idBoard": board["id"]}]
    board["cards"] = [
        {
            "id": f"5f0c00000000000000002{number:03d}", "idShort": number, "shortLink": f"card{number:04d}",
            "name": f"Page {number} can be read on a phone", "desc": "Text and pictures fit.", "idList": doing,
            "idBoard": board["id"], "closed": False, "due": "2026-12-01T16:00:00.000Z", "dueComplete": False,
            "labels": [], "idLabels": [], "idMembers": [], "idChecklists": [], "pos": number,
            "dateLastActivity": "2026-11-17T10:00:00.000Z", "badges": {}, "attachments": [],
        }
        for number in range(1, cards + 1)
    ]  # fmt: skip
    return board
