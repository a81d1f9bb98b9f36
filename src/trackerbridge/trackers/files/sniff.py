"""What a file is: a board export, Jira issues, a table, a workbook, or something that deserves one clear sentence.

Only the content decides; a suffix promises nothing. Nothing here knows what the tasks in it mean.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from pathlib import Path
from typing import Any

from trackerbridge.errors import BadInput
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.trackers.files.decode import decoded
from trackerbridge.trackers.files.disk import bytes_of
from trackerbridge.trackers.files.jira_search import JiraFiles
from trackerbridge.trackers.files.json_kinds import EXPORT, NEITHER, READS, board_in, jira_in, unknown
from trackerbridge.trackers.files.json_values import read_json

_NOT_TEXT = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"SQLite format 3": "a database",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ": "an xz archive",
    b"7z\xbc\xaf": "a 7-Zip archive",
}
_WRAPPED = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0")  # what workbooks come in, and other things too
_SHEETS = frozenset({".xls", ".xlsx", ".xlsm", ".xlsb", ".ods"})


class Kind(StrEnum):
    """What can be read."""

    TRELLO_EXPORT = "Trello board export"
    JIRA = "Jira issues"
    CSV = "CSV table"
    WORKBOOK = "workbook"


@dataclass(frozen=True, slots=True)
class Content:
    """A file's content. ``notes`` say what decoding found.

    ``board`` is a Trello export's, ``jira`` that of Jira's answers, ``text`` a CSV's, ``data`` a workbook's.
    """

    kind: Kind
    board: Mapping[str, Any] = field(default_factory=dict)
    jira: JiraFiles | None = None
    text: str = ""
    data: bytes = b""
    notes: tuple[str, ...] = ()


def read_content(path: Path) -> Content:
    """Read a file and say what it is. Raises :class:`BadInput` for anything that cannot be read as one of our kinds."""
    data = bytes_of(path)
    if not data.strip():
        raise BadInput(f"{path.name} is empty.", hint="Export it again.")
    if path.name.startswith("~$"):
        raise BadInput(f"{path.name} only marks that somebody has the workbook open.", hint="Name the workbook itself.")
    if data.startswith(_WRAPPED):
        return Content(Kind.WORKBOOK, data=data)
    for magic, what in _NOT_TEXT.items():
        if data.startswith(magic):
            raise BadInput(f"{path.name} is {what}, not a task table.", hint=f"Save it as CSV. {READS}")
    first = _first_sign(data)
    if first in "{[":
        return _json_content(data, path.name)
    if first == "<" and path.suffix.casefold() in _SHEETS:
        raise BadInput(
            f"{path.name} is a web page that is called a workbook, as some programs export.",
            hint="Open it in Excel or LibreOffice and save it as xlsx, or save it as CSV.",
        )
    if first == "<":
        raise BadInput(
            f"{path.name} is a web page, not an export; a login page is often saved that way.",
            hint=f"Log in and download it again. {EXPORT}",
        )
    text, notes = decoded(data, path.name)
    if _is_one_value(text):
        raise BadInput(f"{path.name} is JSON, and {NEITHER}: it holds a single value.", hint=READS)
    return Content(Kind.CSV, text=text, notes=notes)


def _json_content(data: bytes, name: str) -> Content:
    found = read_json(data, name)
    board = None if found.lines else board_in(found.values[0], name)
    if board:
        return Content(Kind.TRELLO_EXPORT, board=board, notes=found.notes)
    jira = jira_in(found)
    if jira:
        return Content(Kind.JIRA, jira=jira)
    raise unknown(found.values[0], name)


def _first_sign(data: bytes) -> str:
    """The first character that is no blank, whatever the Unicode encoding."""
    start = data[:256].removeprefix(codecs.BOM_UTF8).removeprefix(codecs.BOM_UTF16_LE).removeprefix(codecs.BOM_UTF16_BE)
    return start.replace(b"\x00", b"").strip()[:1].decode("latin-1") or " "


def _is_one_value(text: str) -> bool:
    """A number, a text in quotes, true or null by itself: JSON, and no table."""
    try:
        json.loads(text)
    except ValueError:
        return False
    return True
