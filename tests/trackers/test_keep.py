"""What was read last time: private, dated, and never needed."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest

from trackerbridge.trackers import keep as module
from trackerbridge.trackers.keep import FORGOTTEN_AFTER, Keep


class Time:
    """A clock that stands still."""

    at = 1_700_000_000.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def clock() -> Time:
    return Time()


@pytest.fixture
def keep(tmp_path: Path, clock: Time) -> Keep:
    return Keep(tmp_path / "seen", clock=clock)


def test_a_value_is_there_for_as_long_as_it_is_asked_for(keep: Keep, clock: Time) -> None:
    keep.put("a board", {"cards": ["Ștefan", 1]})
    clock.at += 59
    assert keep.get("a board", within=60) == {"cards": ["Ștefan", 1]}
    clock.at += 1
    assert keep.get("a board", within=60) is None
    clock.at -= 3600  # a clock that was set back makes nothing younger
    assert keep.get("a board", within=60) is None


def test_a_value_may_be_older_than_its_file(keep: Keep, clock: Time) -> None:
    keep.put("a board", 1, made=clock.at - 50)
    assert keep.get("a board", within=51) == 1
    assert keep.get("a board", within=50) is None


def test_only_this_account_may_read_it(keep: Keep, tmp_path: Path) -> None:
    keep.put("a/../board", 1)
    [path] = (tmp_path / "seen").iterdir()
    assert path.name == "a-board.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"null", b"{", b'{"made":1}\n2', b"\xff", b'{"made":"x","by":1,"sum":""}\n2', b"[" * 10_000]
)
def test_a_damaged_file_counts_as_none(keep: Keep, tmp_path: Path, content: bytes) -> None:
    keep.put("a", 1)
    (tmp_path / "seen" / "a.json").write_bytes(content)
    assert keep.get("a", within=60) is None
    keep.put("a", 2)
    assert keep.get("a", within=60) == 2


def test_what_is_not_as_it_was_written_counts_as_none(keep: Keep, tmp_path: Path) -> None:
    keep.put("a", {"cards": ["one", "two"]})
    path = tmp_path / "seen" / "a.json"
    as_written = path.read_bytes()
    for damaged in (as_written.replace(b"two", b"tow"), as_written[:-1], as_written + b" ", as_written.split(b"\n")[0]):
        path.write_bytes(damaged)
        assert keep.get("a", within=60) is None
    path.write_bytes(as_written)
    assert keep.get("a", within=60) == {"cards": ["one", "two"]}


def test_what_another_version_kept_counts_as_none(keep: Keep, monkeypatch: pytest.MonkeyPatch) -> None:
    keep.put("a", 1)
    monkeypatch.setattr(module, "_SHAPE", "another")
    assert keep.get("a", within=60) is None


def test_where_nothing_can_be_written_nothing_is_kept_and_nobody_is_bothered(tmp_path: Path) -> None:
    (tmp_path / "seen").write_text("a file where the folder should be")
    keep = Keep(tmp_path / "seen")
    keep.put("a", 1)
    assert keep.get("a", within=60) is None


def test_what_was_not_written_for_a_month_is_gone(keep: Keep, tmp_path: Path) -> None:
    keep.put("old", 1)
    path = tmp_path / "seen" / "old.json"
    os.utime(path, (0, path.stat().st_mtime - FORGOTTEN_AFTER - 1))
    keep.put("new", 1)
    assert path.exists()  # this run has looked already
    Keep(tmp_path / "seen").put("new", 2)
    assert sorted(each.name for each in path.parent.iterdir()) == ["new.json"]
    assert (path.parent / "new.json").read_bytes().endswith(b"\n2")


@pytest.mark.parametrize(
    "value", [[], {}, [1], {"a": []}, {"a": {"b": [{"c": [None, "ș"]}]}, "d": {}}, "words", 7.5, None]
)
def test_whatever_json_can_say_is_kept_as_it_was(keep: Keep, value: object) -> None:
    keep.put("anything", value)
    head, written = next(keep._folder.iterdir()).read_text().splitlines()
    assert (json.loads(written), json.loads(head)["made"]) == (value, keep.clock())
    assert keep.get("anything", within=60) == value
