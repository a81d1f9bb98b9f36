"""Plans that were tampered with, ledgers that cannot be used, full disks, two runs at once: nothing is written."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from threading import Event

import pytest
import sqlalchemy
from tests.flows.office import CLIENT_BOARD, PROJECT, PUBLISH, Office, empty_board
from tests.flows.team_board import SOURCE, team_board

from trackerbridge.config.load import load_config
from trackerbridge.ledger import opening
from trackerbridge.ledger.lock import board_lock, project_lock
from trackerbridge.wiring import Wiring

WEB = PROJECT.format(name="web", source=SOURCE) + PUBLISH.format(name="web", client=CLIENT_BOARD)


@pytest.fixture
def here(office) -> Office:
    made: Office = office(team_board(), empty_board())
    made.configure(WEB)
    return made


def said(here: Office, code: int, *words: str) -> str:
    """What stands on stderr, with the folder left out; nothing was written."""
    before = here.writes()
    result = here.run(*words)
    assert result.exit_code == code, result.output
    assert here.writes() == before
    return result.stderr.replace(f"{here.folder}/", "").strip()


# -- plans in files --------------------------------------------------------------------------------------


@pytest.fixture
def kept(here):
    path = here.folder / "first.plan"
    here.run("plan", "web", "--out", path)
    return path


def rewritten(path, change):
    held = json.loads(path.read_text(encoding="utf-8"))
    change(held)
    path.write_text(json.dumps(held), encoding="utf-8")


def other_words(held):
    card = next(one for one in held["projects"][0]["changes"] if one["kind"] == "card")
    card["fields"]["title"]["to"] = "Words of somebody else"


def fewer_changes(held):
    del held["projects"][0]["changes"][3:]


def another_project(held):
    held["projects"][0]["project"] = "shop"


def old(held):
    held["made_at"] = (datetime.now(UTC) - timedelta(hours=30)).isoformat()


def from_the_future(held):
    held["made_at"] = (datetime.now(UTC) + timedelta(days=400)).isoformat()


TAMPERED = {
    other_words: (
        5,
        "Error: The plan in first.plan no longer holds: the board or the work behind it has changed, first",
    ),
    fewer_changes: (5, "Error: The plan in first.plan no longer holds: it has 3 changes, and 13 would be made now."),
    another_project: (2, 'Error: There is no project named "shop".'),
    old: (5, "Error: The plan in first.plan is 30 hours old (at most 24), so nothing was written."),
    from_the_future: (5, "Error: The plan in first.plan says that it was made in the future, so nothing was written."),
}


@pytest.mark.parametrize("change", TAMPERED, ids=lambda change: change.__name__)
def test_a_plan_that_was_changed_is_not_applied(here, kept, change):
    code, sentence = TAMPERED[change]
    rewritten(kept, change)
    assert said(here, code, "sync", "--plan", str(kept)).startswith(sentence)


def test_a_plan_of_yesterday_is_not_applied_by_the_files_own_time_nor_by_now(here, kept):
    here.now = "2026-11-19T11:00+00:00"  # 25 hours after it was made, by --now
    assert said(here, 5, "sync", "--plan", str(kept)) == (
        "Error: The plan in first.plan is 25 hours old (at most 24), so nothing was written.\n"
        "  Plan again: trackerbridge plan --out first.plan"
    )
    here.now = "2026-11-19T09:00+00:00"
    long_ago = kept.stat().st_mtime - 30 * 3600
    os.utime(kept, (long_ago, long_ago))
    assert "is 30 hours old" in said(here, 5, "sync", "--plan", str(kept))


def test_even_with_force(here, kept):
    rewritten(kept, other_words)
    assert "no longer holds" in said(here, 5, "sync", "--force", "--plan", str(kept))


@pytest.mark.parametrize("content", ["", "[]", "17", '{"projects": []}', "\ufeff{}", '{"made_at": "2026-11-18"}'])
def test_a_file_that_is_no_plan(here, content):
    path = here.folder / "some.plan"
    path.write_text(content, encoding="utf-8")
    assert said(here, 2, "sync", "--plan", str(path)) == (
        "Error: some.plan is no plan of trackerbridge.\n  Make it with: trackerbridge plan --out some.plan"
    )


def test_parts_of_a_plan_that_are_not_what_they_should_be(here, kept):
    whole = kept.read_text(encoding="utf-8")
    for key in ("project", "now", "basis", "digest", "changes"):
        for junk in (None, 17, [], {}, "x", [17]):
            kept.write_text(whole, encoding="utf-8")
            rewritten(kept, lambda held, key=key, junk=junk: held["projects"][0].update({key: junk}))
            result = here.run("sync", "--plan", kept)
            assert result.exit_code in (2, 5), (key, junk, result.output)
            assert here.writes() == []


def test_the_plan_of_a_project_that_could_not_be_planned_is_not_kept(here):
    here.configure(WEB.replace(SOURCE, "nowhere0"))
    path = here.folder / "none.plan"
    assert "The plan is kept" not in said(here, 3, "plan", "web", "--out", str(path))
    assert not path.exists()


# -- the ledger ------------------------------------------------------------------------------------------


def test_a_ledger_that_is_no_database_is_left_alone(here):
    path = here.folder / "ledger.db"
    path.write_text("Dear diary, this is no database, and it is long enough to be one." * 20)
    before = path.read_bytes()
    assert said(here, 2, "sync", "web", "--force") == (
        "Error: The ledger sqlite:///ledger.db cannot be used: file is not a database. The file was left as it is.\n"
        "  If it is damaged, move it away: what is ours on the client's board is found again by its references."
    ).replace("sqlite:///ledger.db", f"sqlite:///{path}".replace(f"{here.folder}/", ""))
    assert path.read_bytes() == before


def test_a_ledger_of_a_newer_version_is_left_alone(here):
    here.run("audit", "web")
    with sqlite3.connect(here.folder / "ledger.db") as store:
        store.execute("UPDATE alembic_version SET version_num = '9999'")
    store.close()
    newer = said(here, 2, "sync", "web", "--force")
    assert "was written by a newer trackerbridge (its step is 9999). The file was left as it is." in newer
    assert "Install that version again, or point [ledger] url at another file." in newer


def test_a_ledger_that_is_a_folder(here):
    (here.folder / "ledger.db").mkdir()
    assert "ledger.db cannot be opened: Is a directory." in said(here, 2, "sync", "web", "--force")


def test_a_folder_that_cannot_be_written(here, monkeypatch):
    def denied(*_args, **_more):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("trackerbridge.ledger.opening.os.open", denied)
    assert said(here, 2, "audit", "web").endswith(
        "cannot be opened: Read-only file system.\n  Point [ledger] url at a folder that this account may write to."
    )


def test_a_disk_that_is_full_while_requests_are_counted(here, monkeypatch):
    monkeypatch.undo()  # the real limiter, which keeps its count on the disk

    def full(*_args, **_more):
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("trackerbridge.trackers.limits.SharedLimiter._turn", full)
    assert said(here, 2, "sync", "web", "--force") == (
        "Error: The rate limits in limits.db could not be kept: database or disk is full. "
        "The tracker was not asked without them.\n"
        "  See that the disk has room and that this account may write there, then run again."
    )


@pytest.mark.parametrize("pages", [0, 1, 2])  # a first sync of five cards takes three: rows fill the pages there are
def test_a_disk_that_fills_up_on_the_way_stops_the_run_and_the_next_one_ends_it(here, monkeypatch, pages):
    here.run("audit", "web")
    with sqlite3.connect(here.folder / "ledger.db") as store:
        (size,) = store.execute("PRAGMA page_count").fetchone()
    store.close()
    with monkeypatch.context() as full:
        full.setattr(opening, "_write_ahead", lambda each, _: each.execute(f"PRAGMA max_page_count = {size + pages}"))
        result = here.run("sync", "web", "--force")
    filled_up_and_went_on(here, result)


class FullDisk:
    """From the nth row on that would be written nothing is; what stands there can be read."""

    def __init__(self, room: int) -> None:
        self.room = room

    def before_cursor_execute(self, _connection, _cursor, statement, parameters, _context, _many) -> None:
        if statement.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
            self.room -= 1
            if self.room < 0:
                cause = sqlite3.OperationalError("database or disk is full")
                raise sqlalchemy.exc.OperationalError(statement, parameters, cause)


@pytest.mark.parametrize("room", [0, 1, 2, 3, 4, 5, 7, 11, 16, 22, 29, 37])
def test_a_disk_that_fills_up_at_any_row_stops_the_run_and_the_next_one_ends_it(here, monkeypatch, room):
    here.run("audit", "web")
    disk, made = FullDisk(room), opening._engine

    def on_the_disk(url):
        engine = made(url)
        sqlalchemy.event.listen(engine, "before_cursor_execute", disk.before_cursor_execute)
        return engine

    with monkeypatch.context() as full:
        full.setattr(opening, "_engine", on_the_disk)
        result = here.run("sync", "web", "--force")
    assert disk.room < 0, "it never filled up"
    filled_up_and_went_on(here, result)


def filled_up_and_went_on(here, result) -> None:
    """The run said so, and the next one, with room again, ended what it had begun."""
    assert result.exit_code in (2, 6), result.output
    assert "database or disk is full" in result.output
    assert "inside trackerbridge" not in result.output
    assert here.json("sync", "web", "--force")["status"] in ("ok", "unchanged")
    titles = [card["name"] for card in here.tracker("GET", f"boards/{CLIENT_BOARD}/cards")]
    assert len(titles) == len(set(titles)) == 5
    assert here.json("sync", "web")["status"] == "unchanged"


# -- two at once -----------------------------------------------------------------------------------------


def test_two_runs_at_once(here):
    with project_lock(here.folder, "web"):
        locked = said(here, 7, "sync", "web", "--force")
    assert locked.startswith("Error: Another run is working on project 'web', so nothing was read or written.\n")
    assert "Wait until it has ended and try again; the lock is web-" in locked
    assert here.json("sync", "web", "--force")["status"] == "ok"


def test_two_projects_at_once_on_one_board_come_one_after_the_other(here, monkeypatch):
    """Else each would make the board's lists: the other run makes one while this one waits."""
    board = f"trello {here.sandbox.url} {CLIENT_BOARD}"
    other = ExitStack()
    other.enter_context(board_lock(here.folder, board, lambda *_: None))

    def wait(_budget, _seconds, _why):
        here.tracker("POST", "lists", name="In progress", idBoard=here.tracker("GET", f"boards/{CLIENT_BOARD}")["id"])
        other.close()

    monkeypatch.setattr("trackerbridge.trackers.budget.Budget.wait", wait)
    assert here.json("sync", "web", "--force")["status"] == "ok"
    lists = [each["name"] for each in here.tracker("GET", f"boards/{CLIENT_BOARD}/lists")]
    assert lists.count("In progress") == 1
    assert here.json("sync", "web")["status"] == "unchanged"


@pytest.mark.parametrize("known", [False, True], ids=["first publication", "known board"])
def test_a_board_that_is_written_in_two_ways_has_one_lock(here, monkeypatch, known):
    """The other run holds it under the board's id, and makes a list; this one knows it by its short link."""
    number = here.tracker("GET", f"boards/{CLIENT_BOARD}")["id"]
    if known:
        assert here.json("sync", "web", "--force")["status"] == "ok"
    other, waits = ExitStack(), []
    other.enter_context(board_lock(here.folder, f"trello {here.sandbox.url} {number}", lambda *_: None))

    def wait(_budget, _seconds, _why):
        waits.append(here.writes())
        if not known:
            here.tracker("POST", "lists", name="In progress", idBoard=number)
        other.close()

    monkeypatch.setattr("trackerbridge.trackers.budget.Budget.wait", wait)
    before = here.writes()
    assert here.json("sync", "web", "--force")["status"] == ("unchanged" if known else "ok")
    assert waits == [before]
    lists = [each["name"] for each in here.tracker("GET", f"boards/{CLIENT_BOARD}/lists")]
    assert lists.count("In progress") == 1


def test_two_projects_side_by_side_on_one_board_written_in_two_ways(here, monkeypatch):
    monkeypatch.setattr("trackerbridge.ledger.lock.BOARD_PAUSES", 3000)
    monkeypatch.setattr("trackerbridge.trackers.budget.Budget.wait", lambda *_: Event().wait(0.02))
    number = here.tracker("GET", f"boards/{CLIENT_BOARD}")["id"]
    connection = f'[connections.elsewhere]\ntype = "trello"\nurl = "{here.sandbox.url}"\n'
    connection += 'key = "env:TRELLO_KEY"\ntoken = "env:TRELLO_TOKEN"\n'
    source, _, target = WEB.replace("projects.web", "projects.shop").partition("[projects.shop.publish]")
    elsewhere = source.replace('"boards"', '"elsewhere"') + "[projects.shop.publish]"
    here.configure(connection + WEB + elsewhere + target.replace(CLIENT_BOARD, number))
    for _ in range(2):  # in two lanes as long as nobody has seen the board, then in one
        result = here.run("sync", "--force", "--format", "json")
        assert result.exit_code == 0, result.output
        lists = [each["name"] for each in here.tracker("GET", f"boards/{CLIENT_BOARD}/lists")]
        labels = [each["name"] for each in here.tracker("GET", f"boards/{CLIENT_BOARD}/labels")]
        assert len(lists) == len(set(lists))
        assert len(labels) == len(set(labels))
    config, path = load_config(here.config, here.env)
    with Wiring(config=config, path=path, environ=here.env) as wiring:
        names = {wiring.board_of(project.publish, name) for name, project in wiring.config.projects.items()}
        assert names == {f"trello {here.sandbox.url} {number}"}
        assert all(map(wiring.shared, names))


def test_a_board_that_another_project_holds_for_long_is_left_alone(here):
    board = f"trello {here.sandbox.url} {CLIENT_BOARD}"
    with board_lock(here.folder, board, lambda *_: None):
        locked = said(here, 7, "sync", "web", "--force")
    assert "A run of another project has been working on the same client board for a minute" in locked


def test_two_runs_at_once_with_another_project_free(here):
    other = WEB.replace("projects.web", "projects.shop").replace(CLIENT_BOARD, "c1ient01")
    here.sandbox.state.load_export(empty_board("c1ient01"))
    here.configure(WEB + other)
    with project_lock(here.folder, "web"):
        result = here.run("sync", "--force")
    assert result.exit_code == 6
    assert len(here.tracker("GET", "boards/c1ient01/cards")) == 5
    assert here.tracker("GET", f"boards/{CLIENT_BOARD}/cards") == []
