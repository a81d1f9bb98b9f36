"""A client whose day ends after the team's: nothing is over before it is over where they read it. On the sandbox."""

from __future__ import annotations

from typing import Any

import pytest
from tests.flows.test_extras import CONFIG, Weeks, offered
from tests.flows.test_extras import weeks as weeks

PAGE = "Page 1 can be read on a phone"


@pytest.fixture
def far(weeks: Weeks) -> Weeks:
    """The team's day ends at midnight UTC, which is four in the afternoon on the client's wall."""
    weeks.office.configure(
        CONFIG.replace("[projects.site]", '[projects.site]\nclient_timezone = "America/Los_Angeles"', 1)
    )
    return weeks.at("2026-11-09T20:00")


def shown(weeks: Weeks) -> tuple[str, list[str]]:
    """The page's card as the client reads it: its text and its labels."""
    card: dict[str, Any] = weeks.cards()[PAGE]
    return card["desc"].split("Ref.")[0].replace("\u00a0", " ").strip(), [one["name"] for one in card["labels"]]


def test_a_date_has_passed_once_its_day_is_over_where_the_client_is(far: Weeks) -> None:
    far.at("2026-12-02T00:30").sync()  # 16:30 on the first of December there
    assert shown(far) == ("We are working on this.\n\nPlanned for 1 December.", ["On track"])
    far.at("2026-12-02T17:30").sync()
    text, labels = shown(far)
    assert text.startswith("This was due on 1 December and is not ready yet.")  # grace is over as well
    assert labels == ["We are solving something"]
    assert far.silent()


def test_who_delivers_on_the_clients_own_last_day_is_not_late(far: Weeks) -> None:
    far.at("2026-12-02T01:00").office.tracker("PUT", f"cards/{far.task(1)}", dueComplete="true")
    far.at("2026-12-02T01:10").sync()
    assert shown(far)[0] == "Ready on 1 December, as planned."
    assert far.silent()
    told = far.office.run("promises", "site").stdout
    assert "Delivered on 1 December 2026, by the date first told." in " ".join(told.split())


def test_a_tick_on_the_last_day_of_an_offer_counts_by_the_clients_clock(far: Weeks) -> None:
    offered(far)
    far.at("2026-11-28T01:00").tick("Do it for")  # five in the afternoon of the 27th there
    far.at("2026-11-30T20:00").sync()
    assert far.said().startswith("On 27 November you chose: Do it for 400 EUR more, same date.")
    assert far.silent()
