"""Several boards in one request: what it costs, and that nothing stale and nothing broken comes of it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.flows.office import PROJECT, PUBLISH, Office, empty_board
from tests.flows.team_board import team_board

from trackerbridge.ledger.store import Ledger
from trackerbridge.sandbox.faults import Fault

NAMES = ("one", "two", "three", "four", "five")


def of(number: int, board: dict[str, Any]) -> dict[str, Any]:
    """The same board again, with ids of its own."""
    again: dict[str, Any] = json.loads(json.dumps(board).replace("5f0c00", f"5f0c{number:02}"))
    return again | {"shortLink": f"team000{number}"}


@pytest.fixture
def here(office: Any) -> Office:
    clients = [empty_board(f"cLient0{number}") for number, _ in enumerate(NAMES)]
    made: Office = office(*(of(number, team_board()) for number, _ in enumerate(NAMES)), *clients)
    made.configure(
        "".join(
            PROJECT.format(name=name, source=f"team000{number}") + PUBLISH.format(name=name, client=f"cLient0{number}")
            for number, name in enumerate(NAMES)
        )
    )
    assert made.run("sync", "--force").exit_code == 0
    assert made.run("sync").exit_code == 0
    return made


def asked(here: Office, *words: str, code: int = 0) -> tuple[list[str], list[str]]:
    """What a run asks, and the status of each project."""
    before = len(here.sandbox.requests)
    result = here.run(*words, "--format", "json")
    assert result.exit_code == code, result.output
    found = [f"{entry.method} {entry.path}" for entry in here.sandbox.requests][before:]
    assert here.sandbox.requests.violations() == []
    return found, [one.get("status", "") for one in json.loads(result.stdout)["projects"]]


def test_ten_unchanged_boards_cost_one_request_and_nothing_stale_is_believed(here: Office) -> None:
    assert asked(here, "sync") == (["GET /1/batch"], ["unchanged"] * 5)
    [batch] = [entry for entry in here.sandbox.requests if entry.path == "/1/batch"][-1:]
    assert len(batch.params["urls"]) * 2 < 7500  # an address stays far below what servers take
    assert asked(here, "audit")[0] == ["GET /1/batch"]
    assert asked(here, "sync", "two") == (["GET /1/batch"], ["unchanged"])
    assert asked(here, "audit", "two")[0] == ["GET /1/boards/team0001"]

    # The look at the second project's boards came with the first one's, before its lock was ours: where another run
    # may have written there meanwhile, they are looked at anew.
    for ended, cost in ((timedelta(seconds=-60), 1), (timedelta(seconds=60), 2), (None, 2)):
        with Ledger.open("sqlite:///ledger.db", here.folder) as ledger:
            number = ledger.begin_run("two", "sync", at=datetime.now(UTC))
            if ended is not None:
                ledger.finish_run(number, at=datetime.now(UTC) + ended, status="ok", requests={})
        assert asked(here, "sync", "one", "two") == (["GET /1/batch"] * cost, ["unchanged"] * 2)

    # Where nothing comes of a request for several boards, each is asked for alone.
    here.sandbox.faults.add(Fault(path="/batch", status=404, body="Cannot GET"))
    requests, statuses = asked(here, "sync")
    assert (len(requests), statuses) == (1 + 10, ["unchanged"] * 5)
    here.sandbox.faults.clear()
    here.sandbox.faults.add(Fault(path="/batch", status=504))
    assert asked(here, "sync")[1] == ["unchanged"] * 5
    here.sandbox.faults.clear()

    here.sandbox.state.revoked.add(here.env["TRELLO_TOKEN"])
    assert asked(here, "sync", code=3) == (["GET /1/batch"] * 5, ["failed"] * 5)


def test_what_changed_is_seen_and_what_is_broken_holds_up_nobody(here: Office) -> None:
    card = here.tracker("GET", "boards/team0002/cards")[0]["id"]
    here.tracker("PUT", f"cards/{card}", name="A new name for it")
    requests, statuses = asked(here, "sync")
    assert statuses == ["unchanged", "unchanged", "ok", "unchanged", "unchanged"]
    assert [one for one in requests if one.startswith("GET")] == ["GET /1/batch"] * 2
    asked(here, "sync")
    assert asked(here, "sync") == (["GET /1/batch"], ["unchanged"] * 5)

    # Two projects on one board, called by two names: the second sees what the first wrote.
    text = here.config.read_text()
    here.config.write_text(text.replace('"cLient01"', '"https://trello.com/b/cLient00/for-you"'))
    here.lose_ledger()
    card = here.tracker("GET", "boards/team0000/cards")[0]["id"]
    here.tracker("PUT", f"cards/{card}", name="Another new name")
    assert here.run("sync", "one", "two", "--force").exit_code == 0
    lists = [each["name"] for each in here.tracker("GET", "boards/cLient00/lists")]
    assert len(lists) == len(set(lists))
    assert asked(here, "sync", "one", "two")[1] == ["unchanged"] * 2

    here.sandbox.state.forget_board(here.sandbox.state.board("team0001"))
    requests, statuses = asked(here, "sync", code=6)
    assert statuses == ["unchanged", "failed", "unchanged", "unchanged", "unchanged"]
    assert "GET /1/boards/team0001" in requests
