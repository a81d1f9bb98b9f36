"""One run per project at a time."""

from __future__ import annotations

import stat
from contextlib import ExitStack
from pathlib import Path

import pytest

from trackerbridge.errors import ExitCode, Locked, UsageError
from trackerbridge.ledger.lock import board_lock, project_lock


def test_a_second_run_is_turned_away_at_once(tmp_path: Path) -> None:
    with project_lock(tmp_path, "website") as held:
        with (
            pytest.raises(Locked, match=r"^Another run is working on project 'website', so nothing") as caught,
            project_lock(tmp_path, "website"),
        ):
            pass
        assert caught.value.exit_code is ExitCode.LOCKED
        assert str(held) in caught.value.hint


def test_it_is_free_again_afterwards_also_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), project_lock(tmp_path, "website"):
        raise RuntimeError
    with project_lock(tmp_path, "website"):
        pass


@pytest.mark.parametrize("other", ["shop", "web site", "web/site", "Website", "вебсайт"])
def test_other_projects_are_not_held_up(tmp_path: Path, other: str) -> None:
    with project_lock(tmp_path, "website") as one, project_lock(tmp_path, other) as two:
        assert one != two
        assert two.parent == tmp_path


def test_names_that_only_differ_in_odd_characters_stay_apart(tmp_path: Path) -> None:
    with project_lock(tmp_path, "a/b") as one, project_lock(tmp_path, "a:b") as two:
        assert one.name.startswith("a-b-")
        assert two.name.startswith("a-b-")
        assert one != two


def test_the_lock_is_its_owners_alone_and_its_folder_is_made(tmp_path: Path) -> None:
    with project_lock(tmp_path / "new" / "folder", "website") as held:
        assert held.parent == tmp_path / "new" / "folder"
        assert held.suffix == ".lock"
        assert stat.S_IMODE(held.stat().st_mode) == 0o600
        assert stat.S_IMODE(held.parent.stat().st_mode) == 0o700


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with (
        pytest.raises(UsageError, match="The lock of project 'website' cannot be made in") as caught,
        project_lock(tmp_path / "file", "website"),
    ):
        pass
    assert "may write to" in caught.value.hint


def test_a_long_name_still_makes_a_file(tmp_path: Path) -> None:
    with project_lock(tmp_path, "x" * 500) as held:
        assert len(held.name) == 60 + len("-12345678.lock")


def test_a_board_is_waited_for_and_whoever_waited_knows(tmp_path: Path) -> None:
    holder = ExitStack()
    holder.enter_context(board_lock(tmp_path, "trello x", no_time))
    waits: list[float] = []

    def wait(seconds: float, why: str) -> None:
        waits.append(seconds)
        if len(waits) == 3:
            holder.close()

    with board_lock(tmp_path, "trello x", wait) as waited:
        assert waited
    assert waits == [1.0, 1.0, 1.0]
    with board_lock(tmp_path, "trello x", no_time) as waited, board_lock(tmp_path, "trello y", no_time):
        assert not waited


def test_a_board_is_not_waited_for_longer_than_a_minute(tmp_path: Path) -> None:
    waits: list[float] = []
    with (
        board_lock(tmp_path, "trello x", no_time),
        pytest.raises(Locked, match="on the same client board for a minute, so nothing was read or written"),
        board_lock(tmp_path, "trello x", lambda seconds, _: waits.append(seconds)),
    ):
        pass
    assert sum(waits) == 60


def no_time(_seconds: float, why: str) -> None:
    raise AssertionError(why)
