"""``python -m trackerbridge.sandbox``."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests
from click.testing import CliRunner
from tests.sandbox.jira.small_site import page
from tests.sandbox.trello.small_board import NOW, small_board

from trackerbridge.sandbox import credentials
from trackerbridge.sandbox.__main__ import main
from trackerbridge.sandbox.clock import parse_instant
from trackerbridge.sandbox.samples import agency_started
from trackerbridge.sandbox.server import Sandbox
from trackerbridge.sandbox.starting import started as start


@contextmanager
def started(port_file: Path, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    command = [sys.executable, "-m", "trackerbridge.sandbox", *arguments, "--port-file", str(port_file)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        deadline = time.monotonic() + 30
        while not port_file.exists() and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.02)
        yield process, f"http://127.0.0.1:{int(port_file.read_text())}"
    finally:
        process.terminate()
        process.communicate(timeout=10)


def test_a_process_serves_a_loaded_board_with_a_chosen_credential(tmp_path: Path) -> None:
    export = tmp_path / "board.json.gz"
    export.write_bytes(gzip.compress(json.dumps(small_board()).encode()))
    own = ["--key", "my-key", "--token", "my-token"]
    with started(tmp_path / "port", "trello", "--load", str(export), "--now", NOW, *own) as (process, url):
        who = {"key": "my-key", "token": "my-token"}
        boards = requests.get(f"{url}/1/members/me/boards", params={**who, "fields": "name"}, timeout=5).json()
        assert [board["name"] for board in boards] == ["Kiosk"]
        assert requests.get(f"{url}/_sandbox/clock", timeout=5).json() == {"now": "2026-11-02T09:00:00.000Z"}
    assert process.returncode == 0


def test_the_agency_is_there_as_of_the_given_day() -> None:
    state, site = agency_started(parse_instant(NOW))
    with Sandbox(state, jira=site) as sandbox:
        who = {"key": credentials.KEY, "token": credentials.TEAM_TOKEN}
        boards = requests.get(f"{sandbox.url}/1/members/me/boards", params=who, timeout=10).json()
        client = {"key": credentials.KEY, "token": credentials.CLIENT_TOKEN}
        seen = requests.get(f"{sandbox.url}/1/members/me/boards", params=client, timeout=10).json()
        team = (credentials.JIRA_EMAIL, credentials.JIRA_TOKEN)
        issue = requests.get(f"{sandbox.url}/rest/api/3/issue/ALDER-15", auth=team, timeout=10).json()
    assert len(boards) == 7
    assert issue["fields"]["summary"] == "A reader extends a loan by a week"
    links = {board["shortLink"] for board in seen}
    assert "kettleCl" in links
    assert links.isdisjoint({"myataxTm", "myataxCl", "cramaxTm", "cramaxCl"})
    assert state.now() == "2026-11-02T09:00:00.000Z"
    assert len(start("agency", parse_instant(NOW))[0].boards) == 7


def test_a_process_serves_a_jira_with_a_trello_beside_it(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "page.json").write_text(json.dumps(page()))
    board = tmp_path / "board.json"
    board.write_text(json.dumps(small_board()))
    loads = ["--load", str(folder), "--load", str(board)]
    own = ["--email", "pm@acme.example", "--token", "pm-token"]
    with started(tmp_path / "port", "jira-dc", *loads, "--context-path", "/jira", "--now", NOW, *own) as (_, url):
        bearer = {"Authorization": "Bearer pm-token"}
        issue = requests.get(f"{url}/jira/rest/api/2/issue/WEB-2", headers=bearer, timeout=5).json()
        assert issue["fields"]["summary"] == "Basket keeps its content"
        who = {"key": credentials.KEY, "token": credentials.TEAM_TOKEN}
        boards = requests.get(f"{url}/1/members/me/boards", params={**who, "fields": "name"}, timeout=5).json()
        assert [one["name"] for one in boards] == ["Kiosk"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["trelo"], "knows no kind 'trelo'"),
        (["trello", "--key", "k"], "--key and --token go together"),
        (["jira-cloud", "--email", "e@acme.example"], "--email and --token go together"),
        (["trello", "--email", "e@acme.example", "--token", "t"], "--email is for Jira"),
        (["jira-dc", "--context-path", "jira"], "begins with a slash"),
        (["jira-dc", "--load", "nowhere.json"], "nowhere.json cannot be read"),
        (["trello", "--load", "nowhere.json"], "nowhere.json cannot be read"),
        (["trello", "--faults", "nowhere.json"], "nowhere.json cannot be read"),
        (["trello", "--now", "noon"], "no ISO time"),
        (["trello", "--time-scale", "0"], "--time-scale"),
    ],
)
def test_what_cannot_be_started_says_why(arguments: list[str], words: str) -> None:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2
    assert words in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"{", "holds no JSON"),
        (b"[]", "not a Trello board export"),
        (b"{}", "not a Trello board export"),
        (b"\x1f\x8bx", "holds no JSON"),
    ],
)
def test_a_file_that_is_no_export(tmp_path: Path, content: bytes, words: str) -> None:
    file = tmp_path / "board.json"
    file.write_bytes(content)
    result = CliRunner().invoke(main, ["trello", "--load", str(file)])
    assert result.exit_code == 2
    assert words in result.stderr


def test_a_taken_port(tmp_path: Path) -> None:
    with Sandbox() as sandbox:
        result = CliRunner().invoke(main, ["trello", "--port", str(sandbox.port)])
    assert result.exit_code == 2
    assert "cannot listen" in result.stderr
