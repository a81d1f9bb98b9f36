"""A ledger that fills its disk on the way, is damaged, or was written by another version: told, and nothing twice."""

from __future__ import annotations

import json
import sqlite3

import pytest
from sqlalchemy.engine import make_url
from tests.flows.office import Office
from tests.flows.small import break_off, titles

from trackerbridge.errors import LedgerTrouble
from trackerbridge.ledger.audits import SqliteAudits
from trackerbridge.ledger.journal import Journal
from trackerbridge.ledger.opening import shown


@pytest.fixture
def here(small) -> Office:
    made: Office = small
    return made


def fails_from(monkeypatch: pytest.MonkeyPatch, method: str, nth: int, ledger: type = Journal) -> None:
    """As on a disk that is full from the nth call on."""
    calls: list[str] = []

    def failing(self, *args, **more):
        calls.append(method)
        if len(calls) >= nth:
            raise LedgerTrouble("The ledger could not be read or written: database or disk is full.")
        return original(self, *args, **more)

    original = getattr(ledger, method)
    monkeypatch.setattr(ledger, method, failing)


@pytest.mark.parametrize(("method", "nth"), [("begin_intent", 4), ("settle_intent", 9)])
def test_a_disk_that_fills_on_the_way_leaves_what_was_written_counted_and_doubles_nothing(
    here, monkeypatch, method, nth
):
    with monkeypatch.context() as patched:
        fails_from(patched, method, nth)
        fails_from(patched, "finish_run", 1)
        partly = here.json("sync", "web", "--force", code=6)
    assert (partly["status"], partly["applied"]) == ("partial", nth - 1)
    assert "disk is full" in partly["errors"][0]
    assert here.json("sync", "web", "--force")["status"] == "ok"
    assert here.json("sync", "web")["status"] == "unchanged"
    assert len(titles(here)) == len(set(titles(here)))


def test_a_disk_that_was_full_from_the_beginning(here, monkeypatch):
    with monkeypatch.context() as patched:
        fails_from(patched, "begin_intent", 1)
        assert here.json("sync", "web", "--force", code=2)["status"] == "failed"
    assert here.writes() == []


def test_a_run_that_could_not_be_recorded_says_so(here, monkeypatch):
    here.run("sync", "web", "--force")
    with monkeypatch.context() as patched:
        fails_from(patched, "finish_run", 1)
        fails_from(patched, "finish_run", 1, ledger=SqliteAudits)
        assert "disk is full" in here.json("sync", "web", code=2)["errors"][0]
        assert "disk is full" in here.run("audit", "web").stderr


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE publications SET written = 'not json'", "UPDATE publications SET updated_at = 'some day'",
        "UPDATE promises SET day = 'some day'", "UPDATE cursors SET value = 'many'",
        "UPDATE runs SET started_at = 'some day'", "UPDATE entries SET body = 'xx'",
    ],
)  # fmt: skip
def test_a_row_that_nobody_can_read_is_no_mistake_of_ours(here, damage):
    here.run("sync", "web", "--force")
    with sqlite3.connect(here.folder / "ledger.db") as ledger:
        ledger.execute(damage)
    before = here.writes()
    result = here.run("sync", "web")
    assert result.exit_code == 2, result.output
    assert "holds something that trackerbridge did not write" in result.stderr
    assert here.writes() == before
    here.lose_ledger()
    assert here.json("sync", "web")["status"] == "unchanged"


@pytest.mark.parametrize("body", ["not json", "{}", "[]", "null"])
def test_a_change_that_another_version_began_is_compared_anew(here, body):
    here.run("sync", "web", "--force")
    with sqlite3.connect(here.folder / "ledger.db") as ledger:
        ledger.execute("UPDATE intents SET state = 'begun', body = ? WHERE id = 3", (body,))
    assert here.json("sync", "web")["status"] == "unchanged"
    shown_run = here.run("runs", "--show", "1")
    assert shown_run.exit_code == 2
    assert "this version cannot read" in shown_run.stderr


@pytest.mark.parametrize(
    "address",
    [
        "postgresql+psycopg://pm:s3cret@db.example/tb", "postgresql+psycopg://pm@db.example/tb?password=s3cret",
        "postgresql+psycopg://pm@db.example/tb?sslmode=require&sslpassword=s3cret",
    ],
)  # fmt: skip
def test_a_password_in_the_address_is_not_shown_wherever_it_stands(here, address):
    assert "s3cret" not in shown(make_url(address))
    here.config.write_text(here.config.read_text().replace('url = "sqlite:///ledger.db"', 'url = "env:LEDGER_URL"'))
    here.env["LEDGER_URL"] = address
    for command in ("runs", "check", "audit"):
        result = here.run(command)
        assert result.exit_code == 2
        assert "s3cret" not in result.output
    here.config.write_text(here.config.read_text().replace('"env:LEDGER_URL"', f'"{address}"'))
    refused = here.run("audit")
    assert "holds a password" in refused.stderr
    assert "s3cret" not in refused.output


def test_a_run_that_was_broken_off_tells_what_it_wrote(here, monkeypatch):
    break_off(monkeypatch, here, "create card")
    [run] = json.loads(here.run("runs", "--format", "json").stdout)["runs"]
    places = [write for write in here.writes() if write.endswith(("/lists", "/labels"))]
    assert (run["status"], run["applied"]) == ("interrupted", len(places))
    assert run["planned"] > run["applied"] > 0
