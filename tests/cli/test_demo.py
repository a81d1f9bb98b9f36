"""The whole tour: real HTTP on loopback, no account, and a second sync that writes nothing."""

from __future__ import annotations

import os
import re

import pytest
from click.testing import CliRunner

from trackerbridge.cli import cli
from trackerbridge.sandbox.server import Sandbox


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch):
    """The shared rate limit is tested by itself; here it would only make the tests wait for the clock."""
    monkeypatch.setattr("trackerbridge.trackers.limits.SharedLimiter.acquire", lambda self, budget: None)


def test_the_tour_shows_audit_plan_sync_and_a_second_sync_with_nothing_to_do():
    before = dict(os.environ)
    result = CliRunner().invoke(cli, ["demo"])
    said = result.stdout
    assert result.exit_code == 0, result.output
    steps = [
        *("$ trackerbridge audit", "$ trackerbridge plan", "$ trackerbridge sync --plan", "$ trackerbridge preview"),
        *("$ trackerbridge audit alder", "$ trackerbridge preview alder", "$ trackerbridge sync\n", "To go on:"),
    ]
    places = [said.index(step) for step in steps]
    assert places == sorted(places)
    assert " high " in said
    assert "changes written" in said
    assert said.count("nothing to write") == 4
    assert "trackerbridge preview PROJECT --format html --output page.html" in said
    assert dict(os.environ) == before


@pytest.mark.parametrize("now", ["2027-03-10T10:00", "2026-12-24T09:00+01:00"])
def test_the_story_holds_on_any_day(now):
    result = CliRunner().invoke(cli, ["--now", now, "demo"])
    assert result.exit_code == 0, result.output
    assert re.search(r"(medium|high) +D01", result.stdout)
    assert " D04 " in result.stdout


def test_serve_names_the_pages_and_stays_until_it_is_ended(monkeypatch):
    def ended(self):
        raise KeyboardInterrupt

    monkeypatch.setattr(Sandbox, "wait", ended)
    result = CliRunner().invoke(cli, ["demo", "--serve"])
    assert result.exit_code == 0, result.output
    assert result.stdout.count("the client sees   http://127.0.0.1:") == 4
    assert re.search(r"the team sees     http://127.0.0.1:\d+/browse/ALDER-1\n", result.stdout)
    assert result.stdout.count("or as one page  file:///") == 4
    assert "export TRELLO_KEY=" in result.stdout
    assert "export JIRA_TOKEN=" in result.stdout
