"""What an audit reads and writes without SQLAlchemy is what the ledger itself reads and writes."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from trackerbridge.errors import LedgerTrouble, UsageError
from trackerbridge.ledger.audits import SqliteAudits
from trackerbridge.ledger.records import Entry, EntryKind, Publication
from trackerbridge.ledger.store import Ledger
from trackerbridge.ledger.where import plain_file
from trackerbridge.model import AgreedTask, Promise, Told

NOW = datetime(2026, 11, 18, 10, 0, 0, 250, tzinfo=UTC)
IN_CHISINAU = timezone(timedelta(hours=2))
ADDRESS = "sqlite:///ledger.db"


def never() -> Ledger:
    raise AssertionError("this is no matter for the ledger itself")


@pytest.fixture
def lived_in(tmp_path: Path) -> Iterator[Ledger]:
    """A ledger with something in each table that audits read."""
    with Ledger.open(ADDRESS, tmp_path) as ledger:
        told = (
            Told(date(2026, 11, 20), NOW),
            Told(date(2026, 11, 27), NOW + timedelta(days=1), "The courier was late."),
        )
        ledger.record_promise("web", Promise(ref="task:b/1", title="Menu", told=told, task="#1"), at=NOW)
        ledger.add_promise("web", "Send the minutes", date(2026, 11, 25), at=NOW)
        ledger.void_promise("web", "promise:send-the-minutes", "The client took them.", at=NOW)
        card = Publication(
            ref="task:b/1", kind="card", remote_id="c1", board="B1", task="#1", first=date(2026, 11, 20),
            moved_on=date(2026, 11, 19), written={"name": "Меню"}, edited={"due": "x"}, archived_by_person=True,
        )  # fmt: skip
        label = Publication(ref="label:late", kind="label", remote_id="l1", adopted=True)
        ledger.record_publications("web", [card, label], at=NOW)
        ledger.record_publications("shop", [Publication(ref="task:x", kind="card", remote_id="c2", board="B2")], at=NOW)
        ledger.remember_counts("web", "trello:b", 14, at=NOW)
        ledger.set_cursor("web", "trello:b", "since", "x", at=NOW)
        ledger.remember("web", [Entry(kind=EntryKind.STEERING, ref="hold", body={"why": "«да»"})], at=NOW, run=3)
        for day in (date(2026, 11, 1), None):
            ledger.save_baseline("web", [AgreedTask(id="1", key="#1", title="Menu", day=day, steps=("a",))], at=NOW)
        ended = ledger.begin_run("web", "sync", at=NOW)
        ledger.finish_run(ended, at=NOW, status="ok", planned=2, applied=2, requests={"GET": 7}, notes=["Held: 1"])
        killed = ledger.begin_run("web", "sync", at=NOW)
        for done in (True, False):
            change = {
                "run": killed,
                "project": "web",
                "ref": "task:b/1",
                "action": "update",
                "kind": "card",
                "body": {},
            }
            intent = ledger.begin_intent(**change, at=NOW)  # type: ignore[arg-type]
            ledger.settle_intent(intent, project="web", at=NOW, done=done)
        yield ledger


@pytest.fixture
def audits(lived_in: Ledger, tmp_path: Path) -> Iterator[SqliteAudits]:
    opened = SqliteAudits.beside(ADDRESS, tmp_path, never)
    assert opened is not None
    yield opened
    opened.close()


def test_it_reads_what_the_ledger_reads(lived_in: Ledger, audits: SqliteAudits) -> None:
    for project in ("web", "shop", "nobody's"):
        assert audits.memory(project) == lived_in.memory(project)
        assert audits.baseline(project) == lived_in.baseline(project)
        assert audits.runs(project) == lived_in.runs(project)
        assert audits.board(project) == lived_in.board(project)
    assert audits.runs(None, 1) == lived_in.runs(None, 1)
    assert [audits.board(project) for project in ("web", "shop", "nobody's")] == ["B1", "B2", ""]
    assert [(run.status, run.applied, run.planned) for run in audits.runs("web")] == [("running", 1, 2), ("ok", 2, 2)]


def test_the_ledger_reads_what_it_wrote(lived_in: Ledger, audits: SqliteAudits) -> None:
    number = audits.begin_run("web", "audit", at=NOW.astimezone(IN_CHISINAU))
    begun = lived_in.run(number)
    assert begun is not None
    assert (begun.project, begun.command, begun.status, begun.started_at) == ("web", "audit", "running", NOW)
    audits.finish_run(
        number, at=NOW + timedelta(seconds=3), status="ok", judged_at=NOW - timedelta(days=1), tasks=14, flags=2,
        requests={"GET": 1}, notes=("«да»",),
    )  # fmt: skip
    mirror = lived_in.begin_run("web", "audit", at=NOW)
    lived_in.finish_run(
        mirror, at=NOW + timedelta(seconds=3), status="ok", judged_at=NOW - timedelta(days=1), tasks=14, flags=2,
        requests={"GET": 1}, notes=("«да»",),
    )  # fmt: skip
    assert stored(lived_in, "runs", number) == stored(lived_in, "runs", mirror)
    for live in (15, 16):
        audits.remember_counts("web", "trello:b", live, at=NOW)
    assert lived_in.memory("web").task_counts == {"trello:b": 16}
    assert lived_in.cursor("web", "trello:b", "since") == "x"


def stored(ledger: Ledger, table: str, number: int) -> tuple[object, ...]:
    """A row as it lies in the file, without its number."""
    with sqlite3.connect(ledger.url.database or "") as connection:
        row: tuple[object, ...] = connection.execute(f"SELECT * FROM {table} WHERE id = ?", (number,)).fetchone()
    return row[1:]


def test_a_ledger_that_an_audit_begins_is_one(tmp_path: Path) -> None:
    begun = SqliteAudits.beside(ADDRESS, tmp_path / "new", never)
    assert begun is not None
    begun.remember_counts("web", "trello:b", 14, at=NOW)
    begun.close()
    Ledger.open("sqlite:///usual.db", tmp_path / "new").close()
    assert schema(tmp_path / "new" / "ledger.db") == schema(tmp_path / "new" / "usual.db")
    with Ledger.open(ADDRESS, tmp_path / "new") as ledger:
        assert ledger.memory("web").task_counts == {"trello:b": 14}
    assert (tmp_path / "new" / "ledger.db").stat().st_mode & 0o777 == 0o600


def schema(file: Path) -> list[tuple[str, ...]]:
    with sqlite3.connect(file) as connection:
        rows = connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY name").fetchall()
        mode = connection.execute("PRAGMA journal_mode").fetchone()
    return [mode, *((kind, name, " ".join((sql or "").split())) for kind, name, sql in rows)]


def spoilt(file: Path) -> None:
    file.write_bytes(b"no database at all" * 100)


def newer(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")


def older(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0002'")


def somebody_elses(file: Path) -> None:
    file.unlink()
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE songs (name TEXT)")


@pytest.mark.parametrize("change", [spoilt, newer, older, somebody_elses])
def test_what_is_no_ordinary_ledger_is_left_as_it_is(tmp_path: Path, change: Callable[[Path], None]) -> None:
    file = tmp_path / "ledger.db"
    Ledger.open(ADDRESS, tmp_path).close()
    change(file)
    before = file.read_bytes()
    assert SqliteAudits.beside(ADDRESS, tmp_path, never) is None
    assert file.read_bytes() == before


def test_a_file_that_cannot_be_written_is_left_to_the_ledger_which_says_so(tmp_path: Path) -> None:
    (tmp_path / "ledger.db").mkdir()
    assert SqliteAudits.beside(ADDRESS, tmp_path, never) is None
    with pytest.raises(UsageError, match="cannot be"):
        Ledger.open(ADDRESS, tmp_path)


def test_trouble_on_the_way_is_told_by_the_ledger(lived_in: Ledger, tmp_path: Path) -> None:
    audits = SqliteAudits.beside(ADDRESS, tmp_path, lambda: lived_in)
    assert audits is not None
    with sqlite3.connect(tmp_path / "ledger.db") as connection:
        connection.execute("UPDATE entries SET body = 'no JSON'")
    with pytest.raises(LedgerTrouble, match="damaged"):
        audits.memory("web")
    with sqlite3.connect(tmp_path / "ledger.db") as connection:
        connection.execute("DROP TABLE runs")
    with pytest.raises(LedgerTrouble, match="could not be read or written"):
        audits.begin_run("web", "audit", at=NOW)
    audits.close()


def test_a_further_board_is_a_matter_of_the_ledger(lived_in: Ledger, tmp_path: Path) -> None:
    audits = SqliteAudits.beside(ADDRESS, tmp_path, lambda: lived_in)
    assert audits is not None
    assert audits.memory("web/ro") == lived_in.memory("web/ro")
    assert audits.memory("web/ro").entries != ()
    audits.close()


def test_which_addresses_are_plain_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", os.fspath(tmp_path / "state"))
    assert plain_file("", tmp_path) == tmp_path / "state" / "trackerbridge" / "trackerbridge.db"
    assert plain_file(ADDRESS, tmp_path) == tmp_path / "ledger.db"
    assert plain_file("sqlite:////var/lib/tb.db", tmp_path) == Path("/var/lib/tb.db")
    for other in (
        "sqlite://", "sqlite:///:memory:", "sqlite:///file:x?mode=ro&uri=true", "sqlite:///x.db?timeout=3",
        "sqlite+pysqlite:///x.db", "postgresql+psycopg://me@host/x", "x.db",
    ):  # fmt: skip
        assert plain_file(other, tmp_path) is None
