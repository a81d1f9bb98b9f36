"""A Jira that goes by another address than when its cards were made: no card is doubled, and what was told goes on."""

from __future__ import annotations

import pytest
from tests.flows.jira_office import JiraOffice, project, publish


@pytest.fixture
def published(jira_office):
    office = jira_office()
    assert office.json("sync", "web", "--force")["status"] == "ok"
    return office


def configured(office: JiraOffice, *, url: str = "", **more: str) -> None:
    office.configure(office.work(url=url, **more) + project() + publish())


def elsewhere(office: JiraOffice) -> str:
    """The same server by its other name."""
    return str(office.sandbox.jira_url.replace("127.0.0.1", "localhost"))


def test_where_people_look_at_it_makes_no_other_jira_of_it(published):
    configured(published, browse_url="https://bakery.example")
    before = published.writes()
    assert published.json("sync", "web")["status"] == "unchanged"
    assert published.writes() == before


def test_cards_are_not_made_a_second_time(published):
    configured(published, url=elsewhere(published))
    before = published.writes()
    planned = published.json("plan", "web", code=5)
    host = published.sandbox.jira_url.partition("://")[2].replace("/", "~")
    (refusal,) = planned["refusals"]
    assert "would create 4 cards a second time" in refusal
    assert f"jira:{host} is read no more" in refusal
    assert "known_as" in refusal
    assert published.json("sync", "web", code=5)["status"] == "refused"
    assert published.writes() == before


def test_told_its_former_address_everything_goes_on(published):
    configured(published, url=elsewhere(published), known_as=published.sandbox.jira_url)
    before = published.writes()
    assert published.json("sync", "web")["status"] == "unchanged"
    published.lose_ledger()
    assert published.json("sync", "web")["status"] == "unchanged"
    assert published.writes() == before


def test_another_jira_that_numbers_alike_may_be_published_after_a_look(published):
    configured(published, url=elsewhere(published))
    assert published.json("sync", "web", "--force")["status"] == "ok"
    assert published.json("sync", "web")["status"] == "unchanged"
