"""A team's board with two cards for a shop, the first of which has a date; and what tests do with it."""

from __future__ import annotations

from tests.flows.office import empty_board

MONDAY, TUESDAY, WEDNESDAY = "2026-11-16", "2026-11-17", "2026-11-18"
DUE = "2026-11-24T16:00:00.000Z"


def shop_board(till: str | None = None):
    """``till``: the due date of the second card."""
    board = empty_board("teamwork")
    lists = [{"id": f"5f0c0000000000000000a{n:03}", "name": name, "closed": False, "pos": n * 1000}
             for n, name in enumerate(("To do", "Doing", "Done"))]  # fmt: skip
    cards = [
        {"id": f"5f0c0000000000000000b{n:03}", "name": name, "idList": lists[1]["id"], "closed": False, "desc": "",
         "due": due, "dueComplete": False, "idLabels": [], "labels": [], "idMembers": [], "pos": n * 1000,
         "shortLink": f"card{n:04}", "idShort": n, "dateLastActivity": "2026-11-02T08:00:00.000Z", "idChecklists": []}
        for n, (name, due) in enumerate((("Shop window", DUE), ("Till", till)), 1)
    ]  # fmt: skip
    return board | {"lists": lists, "cards": cards}


def change(here, at=f"{WEDNESDAY}T11:00+00:00", **fields):
    here.sandbox.clock.set(at)
    here.tracker("PUT", f"cards/{here.first}", **fields)
    here.before = here.writes()


def sync(here, now):
    found = here.json("sync", now=now)
    before = here.writes()
    assert here.json("sync", now=now)["status"] == "unchanged"
    assert here.writes() == before
    return found
