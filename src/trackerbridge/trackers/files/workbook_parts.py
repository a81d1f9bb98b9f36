"""What a workbook says and the reading library does not pass on.

Three things: which day is day 0, formulas that ended in an error or were never computed, and a value so far away that
the sheet would not fit into memory (calamine lays sheets out as rectangles). Of an old xls only the first is known.
Pure; sources: ECMA-376 part 1, sections 18.2.28 (``workbookPr``) and 18.3.1.4 (``c``); MS-XLS 2.4.77 (``Date1904``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from html import unescape
from struct import unpack_from
from zipfile import ZipFile

from trackerbridge.lazy_dataclass import dataclass

MOST_CELLS = 20_000_000  # a rectangle of that many takes about half a gigabyte
_DATE_1904 = re.compile(rb"""<(?:\w+:)?workbookPr\b[^>]*\bdate1904=["'](?:1|true)["']""")
_OLD_START = b"\x09\x08\x10\x00\x00\x06\x05\x00"  # a BOF record of a workbook's globals
OLD_DATE_1904 = 0x0022  # its body is 1 for a workbook that counts from 1904
OLD_FILE_PASS = 0x002F  # stands there where the rest is encrypted
_RECORDS_WALKED = 200  # the record stands among the first few dozen
_SHEET = re.compile(r"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(r"""(?:\w+:)?(\w+)=(?:"([^"]*)"|'([^']*)')""")
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_PLACE = re.compile(rb"""\br=["']([A-Z]{1,3})(\d{1,7})["']""")
_VALUE = re.compile(rb"<(?:\w+:)?v>(.*?)</|<(?:\w+:)?v/>", re.DOTALL)
_ERROR = re.compile(rb"""\bt=["']e["']""")


@dataclass(slots=True)
class Cells:
    """What a sheet's cells say: ``errors`` and ``uncomputed`` by place (``"D5"``), the size of its rectangle."""

    errors: dict[str, str] = field(default_factory=dict)
    uncomputed: list[str] = field(default_factory=list)
    rows: int = 0
    columns: int = 0

    @property
    def too_many(self) -> bool:
        """Whether the rectangle up to its farthest value is too large to be laid out."""
        return self.rows * self.columns > MOST_CELLS

    @property
    def notes(self) -> Iterator[str]:
        """Sentences on cells that have no value."""
        if self.errors:
            place, error = next(iter(self.errors.items()))
            yield f"Formulas that end in an error, read as empty: {len(self.errors)} ({place}: {error})."
        if self.uncomputed:
            yield (
                f"Formulas whose value the file does not hold, read as empty: {len(self.uncomputed)} "
                f"({self.uncomputed[0]}). Open it in Excel and save it."
            )


def counts_from_1904(archive: ZipFile) -> bool:
    """Whether day 0 is 1 January 1904, as in workbooks of old Macs."""
    return bool(_DATE_1904.search(archive.read("xl/workbook.xml")))


def old_globals(data: bytes) -> Mapping[int, bytes]:
    """The first records of an old xls, by kind: walked from their start, since the same bytes may stand elsewhere."""
    place = data.find(_OLD_START)
    records: dict[int, bytes] = {}
    for _ in range(_RECORDS_WALKED):
        if place < 0 or place + 4 > len(data):
            break
        kind, size = unpack_from("<HH", data, place)
        records.setdefault(kind, data[place + 4 : place + 4 + size])
        place += 4 + size
    return records


def cells_of(archive: ZipFile, sheet: str) -> Cells:
    """The cells of the sheet of that name; nothing where its XML is not found."""
    path = _paths(archive).get(sheet, "")
    return _cells(archive.read(path)) if path in archive.namelist() else Cells()


def _paths(archive: ZipFile) -> Mapping[str, str]:
    """Where each sheet's XML lies, by the sheet's name."""
    names = archive.namelist()
    if "xl/_rels/workbook.xml.rels" not in names:
        return {}
    relations = map(
        _attributes, _RELATION.findall(archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace"))
    )
    targets = {relation.get("Id", ""): _from_root(relation.get("Target", "")) for relation in relations}
    sheets = map(_attributes, _SHEET.findall(archive.read("xl/workbook.xml").decode("utf-8", "replace")))
    return {sheet.get("name", ""): targets.get(sheet.get("id", ""), "") for sheet in sheets}


def _from_root(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _attributes(tag: str) -> dict[str, str]:
    return {name: unescape(double or single) for name, double, single in _ATTRIBUTE.findall(tag)}


def _cells(xml: bytes) -> Cells:
    found = Cells()
    for attributes, _, content in _CELL.findall(xml):
        place = _PLACE.search(attributes)
        value = _VALUE.search(content)
        if not place or not content:
            continue
        name = (place[1] + place[2]).decode()
        found.rows = max(found.rows, int(place[2]))
        found.columns = max(found.columns, _number(place[1]))
        if _ERROR.search(attributes):
            found.errors[name] = unescape((value[1] or b"").decode("utf-8", "replace")) if value else "error"
        elif value is None and b"<f" in content:
            found.uncomputed.append(name)
    return found


def _number(letters: bytes) -> int:
    """A column's number, from 1: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
