"""Real Jira answers: audited as a file, from Cloud and from Data Center alike; published once and never again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tests.flows.jira_office import project, publish
from tests.flows.jira_past import as_of
from tests.flows.test_real_boards import seen
from tests.shared_data import DATA

from trackerbridge.sandbox.jira.files import payloads
from trackerbridge.sandbox.jira.load import load_all


@dataclass(frozen=True)
class Real:
    """One set of real answers. ``then``: the day in its middle as of which it is judged; empty: a week after its end.

    ``shown``: what the client sees of it; nothing: it is only audited. ``said``: codes of flags that are certainly
    among those found. ``reopened``: every second issue as if it had never been finished, since what is done has few.
    """

    path: str
    then: str = ""
    shown: str = "all"
    said: frozenset[str] = frozenset()
    reopened: bool = False


APACHE = "late/raw-jira/apache.jsonl.gz"
OPEN = {"id": "1", "name": "Open", "statusCategory": {"id": 2, "key": "new", "name": "New"}}
SETS = {
    "apache": Real(APACHE, "2014-06-12", "type:New Feature", frozenset({"D01", "D07", "F01", "F08"})),
    "apache-reopened": Real(APACHE, "2014-12-04", "", frozenset({"C02", "D01", "F02"}), reopened=True),
    "apache-search": Real("jira-payloads/apache-search", "2012-06-14", "type:Task", frozenset({"D01"})),
    "hack-jira-cfd": Real("jira-payloads/hack-jira-cfd"),
    "jirametrics-sample": Real("jira-payloads/jirametrics-sample", said=frozenset({"D07", "F02", "F04"})),
    "perceval": Real("jira-payloads/perceval"),
}


@cache
def answers(real: Real) -> list[Any]:
    """The payloads as they came, or as of the day in their middle."""
    path = DATA / real.path
    if not path.exists():
        pytest.skip(f"{path} is not there")
    found = list(payloads(path))
    if not real.then:
        return found
    issues = [one for page in found for one in page.get("issues", [page])]
    if not real.reopened:
        return as_of(issues, moment(real))
    for issue in issues[::2]:
        issue["fields"] |= {"status": OPEN, "resolution": None, "resolutiondate": None}
    return issues


def moment(real: Real) -> datetime:
    return datetime.fromisoformat(f"{real.then}T12:00:00+00:00")


@pytest.fixture(params=SETS)
def real(request: pytest.FixtureRequest) -> Real:
    return SETS[request.param]


@pytest.fixture
def here(jira_office, real):
    """An office whose Jira holds the set, looked at on a Thursday when something can be said of it."""
    given = answers(real)
    office = jira_office([])
    load_all(office.state, given)
    last = max(datetime.fromisoformat(issue["fields"]["updated"]) for issue in office.state.issues)
    thursday = last + timedelta(days=(3 - last.weekday()) % 7 or 7)
    office.now = (moment(real) if real.then else thursday.replace(hour=12, minute=0)).isoformat()
    office.configure(office.work() + project(jql="project is not EMPTY", more="") + publish(select=real.shown))
    return office


def as_file(here, real: Real) -> Path | str:
    """What was loaded, as a person would save it; a folder of answers as it is."""
    if not real.then:
        return f"{DATA / real.path}/"
    path = here.folder / "saved.jsonl"
    path.write_text("\n".join(map(json.dumps, answers(real))), encoding="utf-8")
    return path


def test_file_and_http_audits_agree(here, real):
    here.configure(here.work() + project(jql="project is not EMPTY").replace('client = ["boris@client.example"]', ""))
    by_file, by_http = here.json("audit", as_file(here, real)), here.json("audit", "web")
    silent = {each["code"] for each in by_file["abstained"] + by_http["abstained"]}
    assert seen(by_file, silent) == seen(by_http, silent)
    assert real.said <= {code for code, _, _ in seen(by_http, silent)}
    assert len(seen(by_http, silent)) > 100 or not real.reopened
    assert 0 < by_file["tasks"] == by_http["tasks"] == len(here.state.issues)
    assert by_http["completeness"]["complete"]


@pytest.mark.parametrize("real", [name for name, one in SETS.items() if one.shown], indirect=True)
def test_published_once_and_never_again(here):
    first = here.json("sync", "web", "--force")
    assert (first["status"], first["failed"]) == ("ok", 0)
    assert first["applied"] == len(here.writes())
    cards = sum("/cards" in line for line in here.writes() if line.startswith("POST"))
    assert cards > 2  # more than the overview and how we work
    before = here.writes()
    assert here.json("sync", "web")["status"] == "unchanged"
    here.lose_ledger()
    assert here.json("sync", "web")["status"] == "unchanged"
    assert here.writes() == before
