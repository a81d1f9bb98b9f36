"""docs/reference is what the declarations say: run `make docs` where this fails."""

from pathlib import Path

import pytest
from docs.generate import FOLDER, STORY_PAGE, TABLES, ledger_tables, pages, story_page


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    return pages()


def test_every_page_is_up_to_date(made):
    differing = [name for name, text in made.items() if _text(FOLDER / name) != text]
    assert differing == [], "run `make docs`"


def test_the_story_is_the_one_that_is_played():
    assert _text(STORY_PAGE) == story_page(), "run `make docs`"


def test_an_audit_begins_the_tables_that_are_declared():
    assert _text(TABLES) == ledger_tables(), "run `make docs`"


def test_no_page_is_left_behind(made):
    standing = {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.md")}
    assert standing == set(made)


def test_every_command_is_in_the_reference(made):
    from trackerbridge.cli.headings import COMMANDS

    assert [name for name in COMMANDS if f"## trackerbridge {name}\n" not in made["commands.md"]] == []


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""
