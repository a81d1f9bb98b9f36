"""What a file is: a Trello board export, a CSV table, a workbook, or something else that deserves one clear sentence.

Only the content decides; a suffix promises nothing. Nothing here knows what the tasks in it mean.
"""

from __future__ import annotations

import codecs
import gzip
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from typing import Any, NoReturn

from trackerbridge.errors import BadInput
from trackerbridge.trackers.files.decode import decoded

LARGEST = 256 * 1024 * 1024  # bytes, unpacked; a board of 5,000 cards with 1,000 actions is about 30 MB
_GZIP = b"\x1f\x8b"
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
READS = "This version reads Trello board exports (JSON, gzip too), CSV, and Excel and LibreOffice workbooks."
_EXPORT = "In Trello: board menu, Print, export and share, Export as JSON."


_SHEETS = frozenset({".xls", ".xlsx", ".xlsm", ".xlsb", ".ods"})


class Kind(StrEnum):
    """What can be read."""

    TRELLO_EXPORT = "Trello board export"
    CSV = "CSV table"
    WORKBOOK = "workbook"


@dataclass(frozen=True, slots=True)
class Content:
    """A file's content: ``board`` for a Trello export, ``text`` for a CSV, ``data`` for a workbook.

    ``notes`` say what decoding found.
    """

    kind: Kind
    board: Mapping[str, Any] = field(default_factory=dict)
    text: str = ""
    data: bytes = b""
    notes: tuple[str, ...] = ()


def read_content(path: Path) -> Content:
    """Read a file and say what it is. Raises :class:`BadInput` for anything that cannot be read as one of our kinds."""
    data = _bytes_of(path)
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
        return Content(Kind.TRELLO_EXPORT, board=_board_of(_json_of(data, path.name), path.name))
    if first == "<" and path.suffix.casefold() in _SHEETS:
        raise BadInput(
            f"{path.name} is a web page that is called a workbook, as some programs export.",
            hint="Open it in Excel or LibreOffice and save it as xlsx, or save it as CSV.",
        )
    if first == "<":
        raise BadInput(
            f"{path.name} is a web page, not an export; a login page is often saved that way.",
            hint=f"Log in and download it again. {_EXPORT}",
        )
    text, notes = decoded(data, path.name)
    if _is_one_value(text):
        raise BadInput(f"{path.name} is JSON, and no Trello board export: it holds a single value.", hint=READS)
    return Content(Kind.CSV, text=text, notes=notes)


def _bytes_of(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise BadInput(f"{path} is a folder.", hint="Name the file in it.")
        if path.stat().st_size > LARGEST:
            raise _too_large(path.name)
        data = path.read_bytes()
    except FileNotFoundError:
        raise BadInput(f"There is no file {path}.", hint="Check the path.") from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise BadInput(f"{path} cannot be read: {reason}.", hint="Check its permissions.") from None
    return _unpacked(data, path.name) if data.startswith(_GZIP) else data


def _unpacked(data: bytes, name: str) -> bytes:
    try:
        with gzip.open(BytesIO(data)) as packed:
            unpacked = packed.read(LARGEST + 1)
    except (EOFError, OSError, zlib.error):
        raise BadInput(f"{name} is gzip, and cut short or damaged.", hint="Download it again.") from None
    if len(unpacked) > LARGEST:
        raise _too_large(name)
    return unpacked


def _too_large(name: str) -> BadInput:
    size = LARGEST // (1024 * 1024)
    return BadInput(f"{name} is larger than {size} MB, which no board export is.", hint="Name the export itself.")


def _first_sign(data: bytes) -> str:
    """The first character that is no blank, whatever the Unicode encoding."""
    start = data[:256].removeprefix(codecs.BOM_UTF8).removeprefix(codecs.BOM_UTF16_LE).removeprefix(codecs.BOM_UTF16_BE)
    return start.replace(b"\x00", b"").strip()[:1].decode("latin-1") or " "


def _json_of(data: bytes, name: str) -> Any:
    try:
        text = data.decode(json.detect_encoding(data))
    except UnicodeDecodeError as error:
        raise BadInput(
            f"{name} is JSON that is not UTF-8 (byte {error.start:,}), so it was saved again by another program.",
            hint="Use the file as it was downloaded.",
        ) from None
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise _broken_json(error, text, name) from None
    except RecursionError:
        raise BadInput(f"{name} is JSON nested deeper than any export.", hint=_EXPORT) from None


def _is_one_value(text: str) -> bool:
    """A number, a text in quotes, true or null by itself: JSON, and no table."""
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def _broken_json(error: json.JSONDecodeError, text: str, name: str) -> BadInput:
    """Cut off, or never JSON: the first is what a download that stopped looks like."""
    cut = error.msg.startswith("Unterminated") or error.pos >= len(text.rstrip()) - len("\\u0000")
    if cut:
        return BadInput(
            f"{name} ends in the middle: after {len(text):,} characters the JSON is not closed.",
            hint="Export it again and let the download finish.",
        )
    place = f"line {error.lineno}, column {error.colno}"
    return BadInput(f"{name} is not valid JSON ({place}: {error.msg}).", hint="Use the file as it was downloaded.")


def _board_of(raw: Any, name: str) -> Mapping[str, Any]:
    if not isinstance(raw, dict):
        _refuse_list(raw, name)
    if isinstance(raw.get("cards"), list) and isinstance(raw.get("lists"), list):
        return raw
    if "cards" in raw and "lists" not in raw:
        raise BadInput(f"{name} is a Trello board without its lists.", hint=f"Export the whole board. {_EXPORT}")
    if "idBoard" in raw and "idList" in raw:
        raise BadInput(f"{name} is one Trello card, not a board.", hint=f"Export the whole board. {_EXPORT}")
    if isinstance(raw.get("issues"), list) or _looks_like_an_issue(raw):
        raise _jira(name)
    keys = ", ".join(str(key) for key in list(raw)[:5]) or "nothing"
    raise BadInput(f"{name} is JSON, and no Trello board export: it holds {keys}.", hint=READS)


def _refuse_list(raw: Any, name: str) -> NoReturn:
    first = raw[0] if isinstance(raw, list) and raw else None
    if isinstance(first, dict) and _looks_like_an_issue(first):
        raise _jira(name)
    if isinstance(first, dict) and "idBoard" in first:
        raise BadInput(f"{name} is a list of parts of a Trello board.", hint=f"Export the whole board. {_EXPORT}")
    raise BadInput(f"{name} is a JSON list, and no Trello board export.", hint=READS)


def _looks_like_an_issue(raw: Mapping[str, Any]) -> bool:
    return "key" in raw and isinstance(raw.get("fields"), dict)


def _jira(name: str) -> BadInput:
    return BadInput(f"{name} is Jira JSON, and this version has no connector named jira.", hint=READS)
