"""Opening the ledger: private, of this version, and with a sentence where that cannot be."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, inspect
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from trackerbridge.errors import ExitCode, UsageError
from trackerbridge.ledger import opening
from trackerbridge.ledger.opening import begin, ledger_folder, ledger_url, migrate
from trackerbridge.ledger.store import Ledger
from trackerbridge.ledger.where import HEAD, REVISIONS, folder_beside, state_folder


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_file_and_its_neighbours_are_their_owners_alone(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "er"
    before = os.umask(0)
    try:
        with Ledger.open("sqlite:///ledger.db", folder) as ledger:
            ledger.runs()
            assert {path.name: mode_of(path) for path in folder.iterdir()} == {
                "ledger.db": 0o600,
                "ledger.db-wal": 0o600,
                "ledger.db-shm": 0o600,
            }
    finally:
        os.umask(before)
    assert mode_of(folder) == 0o700


def test_a_file_that_was_open_to_others_is_closed_to_them(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    path.touch(mode=0o644)
    path.chmod(0o644)
    Ledger.open("sqlite:///ledger.db", tmp_path).close()
    assert mode_of(path) == 0o600


def test_readers_do_not_wait_for_the_writer_and_a_commit_is_on_the_disk(tmp_path: Path) -> None:
    with Ledger.open("sqlite:///ledger.db", tmp_path) as ledger, ledger._engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == 30_000


def test_where_the_ledger_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    assert state_folder() == tmp_path / "state" / "trackerbridge"
    assert ledger_url("", tmp_path).database == str(tmp_path / "state" / "trackerbridge" / "trackerbridge.db")
    assert ledger_url("sqlite:///a.db", tmp_path).database == str(tmp_path / "a.db")
    assert ledger_url("sqlite:////abs/a.db", tmp_path).database == "/abs/a.db"
    assert ledger_url("sqlite://", tmp_path).database is None
    assert ledger_url("sqlite:///:memory:", tmp_path).database == ":memory:"
    remote = "postgresql+psycopg://user@host/name"
    assert ledger_url(remote, tmp_path) == make_url(remote)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert ledger_url("sqlite:///~/a.db", tmp_path).database == str(tmp_path / "home" / "a.db")


def test_locks_stand_beside_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    assert ledger_folder(ledger_url("sqlite:///sub/a.db", tmp_path)) == tmp_path / "sub"
    assert ledger_folder(make_url("sqlite://")) == tmp_path / "state" / "trackerbridge"
    assert ledger_folder(make_url("sqlite:///:memory:")) == tmp_path / "state" / "trackerbridge"
    assert ledger_folder(make_url("postgresql+psycopg://user@host/name")) == tmp_path / "state" / "trackerbridge"
    with Ledger.open("sqlite:///a.db", tmp_path) as ledger:
        assert ledger.folder == tmp_path


@pytest.mark.parametrize(
    "address",
    [
        "", "sqlite:///a.db", "sqlite:///sub/a.db", "sqlite:////abs/a.db", "sqlite:///~/a.db", "sqlite://",
        "sqlite:///:memory:", "sqlite+pysqlite:///sub/a.db?timeout=5", "postgresql+psycopg://user@host/name",
    ],
)  # fmt: skip
def test_what_lies_beside_a_ledger_is_found_without_opening_it(address: str, tmp_path: Path) -> None:
    assert folder_beside(address, tmp_path) == ledger_folder(ledger_url(address, tmp_path))


def test_without_a_folder_relative_files_start_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Ledger.open("sqlite:///here.db").close()
    assert (tmp_path / "here.db").exists()


def test_a_ledger_in_memory_keeps_while_it_is_open() -> None:
    with Ledger.open("sqlite://") as ledger:
        ledger.remember_counts("website", "s", 1, at=datetime(2026, 11, 16, tzinfo=UTC))
        assert ledger.memory("website").task_counts == {"s": 1}


def test_a_newer_ledger_is_left_alone(tmp_path: Path) -> None:
    Ledger.open("sqlite:///ledger.db", tmp_path).close()
    with sqlite3.connect(tmp_path / "ledger.db") as raw:
        raw.execute("UPDATE alembic_version SET version_num = '0999'")
    raw.close()
    before = (tmp_path / "ledger.db").read_bytes()
    with pytest.raises(UsageError, match=r"written by a newer trackerbridge \(its step is 0999\)") as caught:
        Ledger.open("sqlite:///ledger.db", tmp_path)
    assert caught.value.exit_code is ExitCode.USAGE
    assert "left as it is" in caught.value.message
    assert "Install that version again" in caught.value.hint
    assert (tmp_path / "ledger.db").read_bytes() == before


def test_a_damaged_ledger_is_left_alone_and_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    path.write_bytes(b"not a database, " * 100)
    with pytest.raises(UsageError, match=r"cannot be used: file is not a database\. The file was left") as caught:
        Ledger.open("sqlite:///ledger.db", tmp_path)
    assert str(path) in caught.value.message
    assert "move it away" in caught.value.hint
    assert path.read_bytes() == b"not a database, " * 100


def test_a_full_disk_is_no_damage_and_nothing_is_moved_away_for_it(tmp_path: Path, monkeypatch) -> None:
    full = OperationalError("BEGIN", {}, sqlite3.OperationalError("database or disk is full"))

    def no_room(*_: object) -> None:
        raise full

    monkeypatch.setattr(opening, "_bring_up_to_date", no_room)
    with pytest.raises(UsageError, match=r"cannot be used: database or disk is full\.") as caught:
        Ledger.open("sqlite:///ledger.db", tmp_path)
    assert "has room" in caught.value.hint
    assert "move it away" not in caught.value.hint


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="cannot be opened") as caught:
        Ledger.open("sqlite:///file/ledger.db", tmp_path)
    assert "may write to" in caught.value.hint


def test_a_folder_instead_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "ledger.db").mkdir()
    with pytest.raises(UsageError, match="cannot be opened: Is a directory"):
        Ledger.open("sqlite:///ledger.db", tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_read_only_folder(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(UsageError, match="cannot be opened: Permission denied"):
        Ledger.open("sqlite:///ledger.db", tmp_path)


def test_a_ledger_that_fails_later_says_so(tmp_path: Path) -> None:
    with Ledger.open("sqlite:///ledger.db", tmp_path) as ledger:
        with ledger._engine.begin() as connection:
            connection.exec_driver_sql("DROP TABLE runs")
        with pytest.raises(UsageError, match="could not be read or written: no such table: runs") as caught:
            ledger.runs()
    assert "settled by the next run" in caught.value.hint


def test_an_address_that_is_none_is_not_repeated(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"^\[ledger\] url is no database address") as caught:
        Ledger.open("pass:word@nowhere", tmp_path)
    assert "word" not in str(caught.value)


def test_a_password_is_never_shown(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="driver for the ledger") as caught:
        Ledger.open("nosuchdb://user:s3cret@host/name", tmp_path)
    assert "s3cret" not in str(caught.value)
    assert "nosuchdb://user:***@host/name" in caught.value.message


def test_a_driver_that_is_not_installed(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"driver for the ledger .* is not installed"):
        Ledger.open("postgresql+pg8000://user@host/name", tmp_path)


# -- migrations -----------------------------------------------------------------------------------------------------


def schema_of(url: str, make: Callable[[Connection], None]) -> dict[str, object]:
    engine = create_engine(url)
    with engine.begin() as connection:
        make(connection)
        found = inspect(connection)
        schema: dict[str, object] = {
            name: {
                "columns": {
                    column["name"]: (str(column["type"]), column["nullable"], column["primary_key"])
                    for column in found.get_columns(name)
                },
                "indexes": sorted((index["name"] or "", index["column_names"]) for index in found.get_indexes(name)),
            }
            for name in found.get_table_names()
        }
        schema["step"] = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalars().all()
    engine.dispose()
    return schema


def test_migrations_lead_to_the_tables_that_a_new_ledger_begins_with(tmp_path: Path) -> None:
    migrated = schema_of(f"sqlite:///{tmp_path}/migrated.db", migrate)
    names = ["baselines", "cursors", "entries", "intents", "promises", "publications", "runs"]
    assert sorted(migrated) == ["alembic_version", *names, "step"]
    assert migrated == schema_of(f"sqlite:///{tmp_path}/begun.db", begin)


def test_a_ledger_of_an_older_version_is_brought_up_to_date(tmp_path: Path) -> None:
    older = schema_of(f"sqlite:///{tmp_path}/ledger.db", lambda connection: migrate(connection, REVISIONS[0]))
    assert "entries" not in older
    with Ledger.open("sqlite:///ledger.db", tmp_path) as ledger:
        assert ledger.entries("website") == ()


def test_the_steps_known_here_are_those_in_the_folder() -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(Path(opening.__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    scripts = ScriptDirectory.from_config(config)
    assert tuple(reversed([script.revision for script in scripts.walk_revisions()])) == REVISIONS
    assert scripts.get_heads() == [HEAD]


def test_steps_go_forward_only() -> None:
    for path in (Path(opening.__file__).parent / "migrations" / "versions").glob("v*.py"):
        assert "def upgrade()" in path.read_text(encoding="utf-8")
        assert "def downgrade" not in path.read_text(encoding="utf-8")


def test_an_up_to_date_ledger_is_opened_without_migrating(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Ledger.open("sqlite:///ledger.db", tmp_path).close()

    made: list[object] = []
    monkeypatch.setattr(opening, "migrate", made.append)
    monkeypatch.setattr(opening, "begin", made.append)
    Ledger.open("sqlite:///ledger.db", tmp_path).close()
    assert made == []


def test_a_first_run_that_was_interrupted_leaves_no_half_of_a_schema(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = opening.begin

    def interrupted(connection):  # type: ignore[no-untyped-def]
        real(connection)
        raise KeyboardInterrupt

    monkeypatch.setattr(opening, "begin", interrupted)
    with pytest.raises(KeyboardInterrupt):
        Ledger.open("sqlite:///ledger.db", tmp_path)
    monkeypatch.undo()
    with sqlite3.connect(tmp_path / "ledger.db") as raw:
        assert raw.execute("SELECT name FROM sqlite_master").fetchall() == []
    raw.close()
    with Ledger.open("sqlite:///ledger.db", tmp_path) as ledger:
        assert ledger.runs() == ()


def test_migrations_travel_in_the_wheel() -> None:
    from importlib.resources import files

    versions = files("trackerbridge.ledger.migrations.versions")
    assert (versions / "v0001_begin.py").is_file()
    assert (files("trackerbridge.ledger.migrations") / "env.py").is_file()
