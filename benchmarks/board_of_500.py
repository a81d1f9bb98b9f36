"""Requests and seconds for a board of 500 cards and 3,500 actions: ``python -m benchmarks.board_of_500``.

Starts the sandbox in a process of its own, runs the real command line against it, and prints a table: an audit, a plan,
the first sync, syncs with nothing new, and one after a change on one card. The least possible pull of such a board is
7 requests: one for the cards, four for the actions (1,000 a page), and at most two more; ``benchmarks.quick`` holds the
counts.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import requests

from trackerbridge.sandbox.credentials import KEY, TEAM_TOKEN

NOW = datetime(2026, 11, 18, 10, tzinfo=UTC)
LISTS = ("Backlog", "In progress", "QA", "Done")


def _id(moment: datetime, number: int) -> str:
    return f"{int(moment.timestamp()):08x}{number:016x}"


def board(cards: int, actions: int, published: int) -> dict[str, Any]:
    """A made board in export shape; the first ``published`` cards carry the label ``client``."""
    began = NOW - timedelta(days=120)
    member = {"id": _id(began, 1), "fullName": "Mira Example", "username": "mira_example"}
    lists = [{"id": _id(began, 10 + n), "name": name, "closed": False, "pos": n} for n, name in enumerate(LISTS)]
    label = {"id": _id(began, 20), "name": "client", "color": "green"}
    made = [
        {
            "id": _id(began + timedelta(hours=n), 1000 + n), "idShort": n + 1, "shortLink": f"card{n:04d}",
            "name": f"Part {n + 1} of the catalogue is online", "desc": "What it says.", "closed": False,
            "idList": lists[n % 4]["id"], "pos": n, "idLabels": [label["id"]] if n < published else [],
            "due": (NOW + timedelta(days=n % 30 - 5)).isoformat() if n % 3 else None, "dueComplete": n % 4 == 3,
            "idMembers": [member["id"]], "dateLastActivity": NOW.isoformat(), "badges": {"comments": 3},
        }
        for n in range(cards)
    ]  # fmt: skip
    log = [action_of(n, made[n % cards], member, actions) for n in range(actions)]
    return {
        "id": _id(began, 2), "name": "Catalogue", "shortLink": "bEnch500", "closed": False,
        "prefs": {"permissionLevel": "private"}, "lists": lists, "labels": [label], "members": [member],
        "memberships": [{"id": _id(began, 3), "idMember": member["id"], "memberType": "admin"}],
        "cards": made, "checklists": [], "customFields": [], "actions": log[::-1],
    }  # fmt: skip


def action_of(n: int, card: dict[str, Any], member: dict[str, Any], of: int) -> dict[str, Any]:
    """The ``n``-th of so many actions on a board, evenly over a hundred days: three in seven are comments."""
    at = NOW - timedelta(days=100) + timedelta(days=100) * n / of
    common = {
        "id": _id(at, 50_000 + n),
        "date": at.isoformat(),
        "idMemberCreator": member["id"],
        "memberCreator": member,
    }
    subject = {"id": card["id"], "name": card["name"], "shortLink": card["shortLink"]}
    if n % 7 < 3:
        return {**common, "type": "commentCard", "data": {"card": subject, "text": f"Note {n}."}}
    moved = {**subject, "due": card["due"]}
    return {**common, "type": "updateCard", "data": {"card": moved, "old": {"due": at.isoformat()}}}


def client_board() -> dict[str, Any]:
    """An empty board for the client."""
    private = {"permissionLevel": "private"}
    return {"id": _id(NOW, 9), "name": "Client", "shortLink": "cLient00", "prefs": private, "lists": [], "cards": []}


@contextmanager
def sandbox(folder: Path, source: dict[str, Any], latency_ms: int, *options: str) -> Iterator[str]:
    """The sandbox in a process of its own, with further options of its command line; ended by its id."""
    for name, content in (("source", source), ("client", client_board())):
        (folder / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")
    command = [sys.executable, "-m", "trackerbridge.sandbox", "trello", "--port-file", str(folder / "port")]
    command += ["--load", str(folder / "source.json"), "--load", str(folder / "client.json")]
    command += ["--latency-ms", str(latency_ms), *options]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL)
    try:
        while not (folder / "port").exists():
            if server.poll() is not None:
                raise SystemExit(f"The sandbox did not start: {server.communicate()[1].decode()[-500:]}")
            time.sleep(0.05)
        yield f"http://127.0.0.1:{(folder / 'port').read_text().strip()}"
    finally:
        server.terminate()
        server.wait(10)


def timed(folder: Path, *words: str) -> tuple[dict[str, Any], float]:
    """One command as an engineer types it: its JSON and its seconds, start of Python included."""
    env = {**os.environ, "TRELLO_KEY": KEY, "TRELLO_TOKEN": TEAM_TOKEN, "TRACKERBRIDGE_PLUGINS": "off"}
    command = [sys.executable, "-m", "trackerbridge", "--config", str(folder / "tb.toml"), "--now", NOW.isoformat()]
    began = time.perf_counter()
    done = subprocess.run([*command, *words, "--format", "json"], env=env, capture_output=True, check=False)
    seconds = time.perf_counter() - began
    if done.returncode not in (0, 5):  # 5: a plan of this size wants --force, and is printed all the same
        raise SystemExit(f"{' '.join(words)} ended with {done.returncode}: {done.stderr.decode()[-500:]}")
    return json.loads(done.stdout), seconds


def config(url: str) -> str:
    """One project, published by label."""
    return f"""
[ledger]
url = "sqlite:///ledger.db"
[connections.boards]
type = "trello"
url = "{url}"
key = "env:TRELLO_KEY"
token = "env:TRELLO_TOKEN"
[projects.catalogue]
sources = [{{ connection = "boards", board = "bEnch500" }}]
publish = {{ connection = "boards", board = "cLient00" }}
"""


def main() -> None:
    """Print the table."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--cards", type=int, default=500)
    ask.add_argument("--actions", type=int, default=3500)
    ask.add_argument("--published", type=int, default=60, help="cards with the client's label")
    ask.add_argument("--latency-ms", type=int, default=0)
    said = ask.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with sandbox(folder, board(said.cards, said.actions, said.published), said.latency_ms) as url:
            (folder / "tb.toml").write_text(config(url), encoding="utf-8")
            print(
                f"{said.cards} cards, {said.actions} actions, {said.published} published, {said.latency_ms} ms latency"
            )
            print(f"{'step':<28}{'requests':<34}{'seconds':>8}")
            for step, words in (
                ("audit (the whole pull)", ("audit", "catalogue")),
                ("plan", ("plan", "catalogue")),
                ("first sync", ("sync", "catalogue", "--force")),
                ("second sync, nothing new", ("sync", "catalogue")),
                ("third sync, nothing new", ("sync", "catalogue")),
            ):
                report(step, *timed(folder, *words))
            rename(url)
            report("sync, one card renamed", *timed(folder, "sync", "catalogue"))
            report("sync after that", *timed(folder, "sync", "catalogue"))
            report("sync, nothing new", *timed(folder, "sync", "catalogue"))


def rename(url: str) -> None:
    """The team words one published card anew."""
    auth = {"Authorization": f'OAuth oauth_consumer_key="{KEY}", oauth_token="{TEAM_TOKEN}"'}
    answer = requests.put(f"{url}/1/cards/card0001", json={"name": "A new name"}, headers=auth, timeout=10)
    answer.raise_for_status()


def report(step: str, answer: dict[str, Any], seconds: float) -> None:
    """One line of the table."""
    counts = {verb: n for verb, n in answer["projects"][0]["requests"].items() if n}
    said = " ".join(f"{n} {verb}" for verb, n in counts.items())
    print(f"{step:<28}{said:<34}{seconds:>8.2f}")


if __name__ == "__main__":
    main()
