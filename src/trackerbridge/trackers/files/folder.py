"""A folder of Jira's answers as one project (DESIGN decision 5): pages, single issues, the list of fields."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from trackerbridge.errors import BadInput
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.trackers.files.disk import LARGEST, bytes_of
from trackerbridge.trackers.files.jira_pages import is_definitions
from trackerbridge.trackers.files.jira_search import JiraFiles
from trackerbridge.trackers.files.json_kinds import is_board, jira_in
from trackerbridge.trackers.files.json_values import JsonFile, read_json

_JSON = frozenset({".json", ".jsonl", ".ndjson"})
_TABLES = frozenset({".csv", ".tsv", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"})
_ONE_BY_ONE = "Name the files themselves, or move what belongs together into a folder of its own."


@dataclass(frozen=True, slots=True)
class _Read:
    """One JSON file of the folder, and the Jira issues in it if there are any."""

    name: str
    content: JsonFile
    jira: JiraFiles | None

    @property
    def definitions(self) -> tuple[Any, ...]:
        """The site's list of fields, where this file is one."""
        return tuple(self.content.values[0]) if is_definitions(self.content.values[0]) else ()


def read_folder(path: Path) -> JiraFiles:
    """All of Jira's answers in a folder; folders inside it are not looked into.

    Raises :class:`BadInput` where there is none, where something else that could be a project lies beside them, and for
    every JSON file that cannot be read: it might be the missing page.
    """
    files = _files(path)
    found = list(_read(path, [file for file in files if _kind(file) in _JSON]))
    with_issues = [one.jira for one in found if one.jira]
    others = [one.name for one in found if is_board(one.content.values[0])]
    others += [file.name for file in files if _kind(file) in _TABLES]
    if not with_issues:
        raise _nothing(path, [file.name for file in files])
    if others:
        raise BadInput(f"{path.name} holds Jira's answers and other projects too ({_few(others)}).", hint=_ONE_BY_ONE)
    definitions = tuple(raw for one in found for raw in one.definitions)
    left_out = [one.name for one in found if not one.jira and not one.definitions]
    return JiraFiles(
        pages=tuple(page for one in with_issues for page in one.pages),
        definitions=definitions,
        gaps=tuple(gap for one in with_issues for gap in one.gaps),
        notes=(*(note for one in with_issues for note in one.notes), *_left_out(left_out)),
    )


def _files(path: Path) -> list[Path]:
    try:
        return sorted(file for file in path.iterdir() if file.is_file() and not file.name.startswith((".", "~$")))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise BadInput(f"{path} cannot be read: {reason}.", hint="Check its permissions.") from None


def _kind(file: Path) -> str:
    return Path(file.name.removesuffix(".gz")).suffix.casefold()


def _read(path: Path, files: Sequence[Path]) -> Iterator[_Read]:
    size = 0
    for file in files:
        data = bytes_of(file)
        size += len(data)
        if size > LARGEST:
            raise BadInput(f"{path.name} holds more than {LARGEST >> 20} MB of JSON.", hint=_ONE_BY_ONE)
        content = read_json(data, file.name)
        yield _Read(file.name, content, jira_in(content))


def _nothing(path: Path, names: Sequence[str]) -> BadInput:
    if not names:
        return BadInput(f"{path} is a folder without files.", hint="Name the file, or the folder that holds it.")
    return BadInput(
        f"{path} is a folder without Jira issues; it holds {_few(names)}.", hint="Name the file that holds the tasks."
    )


def _left_out(names: Sequence[str]) -> Iterator[str]:
    if names:
        yield f"Left out, since no issues are in them: {_few(names)}."


def _few(names: Sequence[str]) -> str:
    more = f" and {len(names) - 4} more" if len(names) > 4 else ""
    return ", ".join(names[:4]) + more
