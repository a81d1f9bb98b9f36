"""Team labels judge what the client reads after a run, not before it: else the next run would write them anew."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests.flows.office import office_of

from trackerbridge.sandbox.agency import build

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
LATE, MOVED, TOLD = "2026-11-27T10:00+00:00", "2026-11-27T11:00:00+00:00", "2026-11-30T15:00+00:00"
TITLE = "Checkout in three steps instead of six"  # due on 26 November, in progress


@pytest.fixture
def agency():
    return build(NOW)


@pytest.fixture
def here(agency, tmp_path):
    with office_of(agency, tmp_path, now=NOW) as made:
        yield made


def test_a_date_that_moves_after_it_passed_is_not_overdue_in_the_run_that_tells_it(here, agency):
    assert here.run("sync", "kettle", "--force").exit_code == 0
    assert here.run("sync", "kettle", "--force", now=LATE).exit_code == 0
    card = next(card for card in agency.source("kettle")["cards"] if card["name"] == TITLE)

    assert "tb-overdue" in labels(here, card["id"])

    here.sandbox.clock.set(datetime.fromisoformat(MOVED))
    here.tracker("PUT", f"cards/{card['id']}", due="2026-12-03T17:00:00.000Z")
    assert here.run("sync", "kettle", "--force", now=TOLD).exit_code == 0
    before = here.writes()

    assert "tb-overdue" not in labels(here, card["id"])
    assert here.run("sync", "kettle", now=TOLD).exit_code == 0
    assert here.writes() == before


def labels(here, card):
    return {label["name"] for label in here.tracker("GET", f"cards/{card}")["labels"]}
