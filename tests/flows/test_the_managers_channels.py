"""``check`` says how the manager is told, and sends a test on request."""

from __future__ import annotations

import json

import pytest
from tests.flows.office import PROJECT, PUBLISH, empty_board
from tests.notify.loopback import webhook


@pytest.fixture
def here(office):
    made = office(empty_board("teamwork"), empty_board())
    made.site = PROJECT.format(name="website", source="teamwork") + PUBLISH.format(name="website", client="c1ient00")
    made.configure(made.site)
    return made


def findings(here, *words: str, code: int = 0):
    result = here.run("check", "website", *words, "--format", "json")
    assert result.exit_code == code, result.output
    return json.loads(result.stdout)["findings"]


def test_no_channel_is_a_warning_and_no_mistake(here):
    [warning] = [each for each in findings(here) if each["warning"]]
    assert warning["what"] == "no channel is set for the manager: what matters is said on stdout alone"
    assert "[notify] to" in warning["hint"]
    assert warning["ok"] is True


def test_a_test_message_is_sent_only_where_it_is_asked_for(here):
    kept = []
    with webhook(kept) as port:
        here.env["HOOK"] = f"json://127.0.0.1:{port}/"
        here.configure(f'[notify]\nto = ["env:HOOK"]\n{here.site}')
        assert findings(here)[-1]["what"] == "the manager is told through 1 channel"
        assert kept == []
        assert findings(here, "--notify")[-1]["what"] == "the manager is told through 1 channel"
    assert [each["title"] for each in kept] == ["trackerbridge: a test for website"]


def test_a_channel_that_cannot_be_used_is_something_to_mend(here):
    here.configure(f'[notify]\nto = ["env:HOOK"]\n{here.site}')
    assert findings(here, code=2)[-1]["what"].startswith("notify.to[1] needs the environment variable HOOK")


def test_a_test_message_that_is_not_delivered_is_something_to_mend(here):
    with webhook([], status=500) as port:
        here.env["HOOK"] = f"json://127.0.0.1:{port}/"
        here.configure(f'[notify]\nto = ["env:HOOK"]\n{here.site}')
        lost = findings(here, "--notify", code=4)[-1]
        assert lost["what"] == "notify.to[1] (env:HOOK): the message could not be delivered."
        assert lost["hint"].endswith("then: trackerbridge check website --notify")


def test_a_project_may_have_channels_of_its_own(here):
    kept = []
    with webhook(kept) as port:
        own = f'[projects.website.notify]\nto = ["json://127.0.0.1:{port}/"]\n'
        here.configure(f'[notify]\nto = ["env:NOT_SET"]\n{here.site}{own}')
        assert findings(here, "--notify")[-1]["ok"] is True
    assert len(kept) == 1
