"""One run per project at a time."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from trackerbridge.errors import ExitCode, Locked, UsageError
from trackerbridge.ledger.lock import project_lock


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
