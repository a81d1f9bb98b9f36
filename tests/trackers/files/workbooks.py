"""Workbooks made by hand, as small as the formats allow.

xlsx and ods are zipped XML, xlsb is zipped binary records, xls is BIFF8 in a compound file.

A sheet is a list of rows; a cell is a text, a number, a bool, a date or an instant (as Excel does: a number with a date
format), None for nothing, or a :class:`Formula`.
"""

import struct
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from xml.sax.saxutils import escape

from trackerbridge.trackers.files.merged import Area

Rows = Sequence[Sequence[object]]
DAY_0 = {1900: datetime(1899, 12, 30), 1904: datetime(1904, 1, 1)}
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml"


@dataclass(frozen=True)
class Formula:
    """A formula with the value that was saved beside it: a text, a number, ``"#REF!"``, or None for none at all."""

    text: str
    value: object = None


def serial(moment: date, system: int = 1900) -> float:
    """The number that Excel keeps for a date or an instant."""
    whole = moment if isinstance(moment, datetime) else datetime.combine(moment, time())
    return (whole - DAY_0[system]).total_seconds() / 86_400


def letters(column: int) -> str:
    """A column's letters, counted from 0: 0 is A, 26 is AA."""
    head, last = divmod(column, 26)
    return (letters(head - 1) if head else "") + chr(ord("A") + last)


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """A zip archive."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def xlsx(
    sheets: Mapping[str, Rows] | Rows,
    *,
    merged: Sequence[str] = (),
    hidden: Sequence[str] = (),
    system: int = 1900,
) -> bytes:
    """An xlsx workbook. ``merged`` areas ("A1:C1") are the first sheet's."""
    named = sheets if isinstance(sheets, Mapping) else {"Plan": sheets}
    entries, relations, files = [], [], {}
    for number, (name, rows) in enumerate(named.items(), 1):
        state = ' state="hidden"' if name in hidden else ""
        entries.append(f'<sheet name="{escape(name)}" sheetId="{number}"{state} r:id="rId{number}"/>')
        relations.append((f"rId{number}", "worksheet", f"worksheets/sheet{number}.xml"))
        files[f"xl/worksheets/sheet{number}.xml"] = _sheet_xml(rows, merged if number == 1 else (), system)
    relations.append(("rIdS", "styles", "styles.xml"))
    day_0 = '<workbookPr date1904="1"/>' if system == 1904 else ""
    return zipped(
        {
            "[Content_Types].xml": _content_types(len(named)),
            "_rels/.rels": _rels([("rId1", "officeDocument", "xl/workbook.xml")]),
            "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_TYPES}">{day_0}'
            f"<sheets>{''.join(entries)}</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": _rels(relations),
            "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/>'
            '<xf numFmtId="22"/></cellXfs></styleSheet>',
            **files,
        }
    )


def _content_types(sheets: int) -> str:
    parts = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{_MIME}.worksheet+xml"/>'
        for number in range(1, sheets + 1)
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_MIME}.sheet.main+xml"/>{parts}</Types>'
    )


def _rels(relations: Sequence[tuple[str, str, str]]) -> str:
    inside = "".join(
        f'<Relationship Id="{key}" Type="{_TYPES}/{kind}" Target="{target}"/>' for key, kind, target in relations
    )
    return f'<Relationships xmlns="{_RELATIONS}">{inside}</Relationships>'


def _sheet_xml(rows: Rows, merged: Sequence[str], system: int) -> str:
    lines = []
    for number, row in enumerate(rows, 1):
        cells = (_cell_xml(f"{letters(at)}{number}", cell, system) for at, cell in enumerate(row) if cell is not None)
        lines.append(f'<row r="{number}">{"".join(cells)}</row>')
    areas = "".join(f'<mergeCell ref="{area}"/>' for area in merged)
    merges = f'<mergeCells count="{len(merged)}">{areas}</mergeCells>' if merged else ""
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{"".join(lines)}</sheetData>{merges}</worksheet>'


def _cell_xml(place: str, cell: object, system: int) -> str:
    if isinstance(cell, Formula):
        return _formula_xml(place, cell)
    if isinstance(cell, bool):
        return f'<c r="{place}" t="b"><v>{int(cell)}</v></c>'
    if isinstance(cell, date):
        style = 2 if isinstance(cell, datetime) else 1
        return f'<c r="{place}" s="{style}"><v>{serial(cell, system)!r}</v></c>'
    if isinstance(cell, int | float):
        return f'<c r="{place}"><v>{cell!r}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(str(cell))}</t></is></c>'


def _formula_xml(place: str, cell: Formula) -> str:
    kind = "" if isinstance(cell.value, int | float) else ' t="str"'
    kind = ' t="e"' if str(cell.value).startswith("#") else kind
    value = "" if cell.value is None else f"<v>{escape(str(cell.value))}</v>"
    return f'<c r="{place}"{kind}><f>{escape(cell.text)}</f>{value}</c>'


def ods(sheets: Mapping[str, Rows]) -> bytes:
    """A LibreOffice workbook."""
    names = {
        kind: f"urn:oasis:names:tc:opendocument:xmlns:{kind}:1.0" for kind in ("office", "table", "text", "manifest")
    }
    declared = " ".join(f'xmlns:{kind}="{name}"' for kind, name in names.items())
    tables = "".join(
        f'<table:table table:name="{escape(name)}">{"".join(map(_ods_row, rows))}</table:table>'
        for name, rows in sheets.items()
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{names["manifest"]}"/>',
            "content.xml": f"<office:document-content {declared}><office:body><office:spreadsheet>{tables}"
            "</office:spreadsheet></office:body></office:document-content>",
        }
    )


def _ods_row(row: Sequence[object]) -> str:
    return f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>"


def _ods_cell(cell: object) -> str:
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, date):
        return f'<table:table-cell office:value-type="date" office:date-value="{cell.isoformat()}"/>'
    if isinstance(cell, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{cell}"/>'
    return f'<table:table-cell office:value-type="string"><text:p>{escape(str(cell))}</text:p></table:table-cell>'


def xls(
    rows: Rows, *, name: str = "Plan", system: int = 1900, password: bool = False, merged: Sequence[Area] = ()
) -> bytes:
    """A workbook as Excel 97 to 2003 wrote it: texts, numbers and dates on one sheet."""
    start = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 0x0600))
    start += _record(0x002F, struct.pack("<H52x", 1)) if password else b""
    start += _record(0x0022, struct.pack("<H", system == 1904))
    start += b"".join(_record(0x00E0, struct.pack("<HH16x", 0, number)) for number in (0, 14, 22))
    encoded = name.encode("utf-16-le")
    end = _record(0x000A, b"")
    place = len(start) + 4 + 8 + len(encoded) + len(end)
    start += _record(0x0085, struct.pack("<IBBBB", place, 0, 0, len(name), 1) + encoded) + end
    return _compound(b"Workbook", start + _xls_sheet(rows, system) + _xls_merged(merged) + end)


def _xls_sheet(rows: Rows, system: int) -> bytes:
    width = max(map(len, rows), default=0)
    records = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 0x0600))
    records += _record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0))
    for number, row in enumerate(rows):
        for at, cell in enumerate(row):
            if cell is not None:
                records += _xls_cell(number, at, cell, system)
    return records


def _xls_merged(areas: Sequence[Area]) -> bytes:
    places = b"".join(struct.pack("<HHHH", area.top, area.bottom, area.left, area.right) for area in areas)
    return _record(0x00E5, struct.pack("<H", len(areas)) + places) if areas else b""


def _xls_cell(row: int, column: int, cell: object, system: int) -> bytes:
    if isinstance(cell, date):
        style = 2 if isinstance(cell, datetime) else 1
        return _record(0x0203, struct.pack("<HHHd", row, column, style, serial(cell, system)))
    if isinstance(cell, int | float):
        return _record(0x0203, struct.pack("<HHHd", row, column, 0, cell))
    encoded = str(cell).encode("utf-16-le")
    return _record(0x0204, struct.pack("<HHHHB", row, column, 0, len(encoded) // 2, 1) + encoded)


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _compound(stream: bytes, content: bytes) -> bytes:
    """A compound file (MS-CFB, version 3) with one stream, which must fit into one allocation sector (about 60 KB)."""
    padded = content.ljust(max(4096, -(-len(content) // 512) * 512), b"\0")
    free, end, table = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    sectors = len(padded) // 512
    assert sectors < 120
    chain = [table, end, *(3 + at for at in range(sectors - 1)), end]
    allocation = struct.pack("<128I", *(chain + [free] * (128 - len(chain))))
    directory = _entry(b"Root Entry", 5, child=1, start=end, size=0) + _entry(stream, 2, start=2, size=len(padded))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0) + struct.pack("<109I", 0, *[free] * 108)
    return header + allocation + directory.ljust(512, b"\0") + padded


def _entry(name: bytes, kind: int, *, start: int, size: int, child: int = 0xFFFFFFFF) -> bytes:
    wide = name.decode().encode("utf-16-le")
    none = 0xFFFFFFFF
    head = wide.ljust(64, b"\0") + struct.pack("<HBBIII", len(wide) + 2, kind, 1, none, none, child)
    return head + bytes(36) + struct.pack("<IQ", start, size)


def xlsb(rows: Rows) -> bytes:
    """A binary workbook: the same parts as an xlsx, of records (MS-XLSB): texts, numbers and dates on one sheet."""
    book = _part(131) + _part(143) + _part(156, struct.pack("<II", 0, 1) + _wide("rId1") + _wide("Plan"))
    styles = b"".join(_part(47, struct.pack("<HHHHHBBH", 0, number, 0, 0, 0, 0, 0, 0)) for number in (0, 14, 22))
    sheet = _part(129) + _part(148, struct.pack("<IIII", 0, max(len(rows) - 1, 0), 0, 50)) + _part(145)
    for number, row in enumerate(rows):
        sheet += _part(0, struct.pack("<IIHBBBI", number, 0, 300, 0, 0, 0, 0))
        sheet += b"".join(_xlsb_cell(at, cell) for at, cell in enumerate(row) if cell is not None)
    return zipped(
        {
            "[Content_Types].xml": _content_types(1),
            "_rels/.rels": _rels([("rId1", "officeDocument", "xl/workbook.bin")]),
            "xl/workbook.bin": book + _part(144) + _part(132),
            "xl/_rels/workbook.bin.rels": _rels(
                [("rId1", "worksheet", "worksheets/sheet1.bin"), ("rIdS", "styles", "styles.bin")]
            ),
            "xl/styles.bin": _part(278) + _part(617, struct.pack("<I", 3)) + styles + _part(618) + _part(279),
            "xl/worksheets/sheet1.bin": sheet + _part(146) + _part(130),
        }
    )


def _xlsb_cell(column: int, cell: object) -> bytes:
    if isinstance(cell, date):
        style = 2 if isinstance(cell, datetime) else 1
        return _part(5, struct.pack("<IId", column, style, serial(cell)))
    if isinstance(cell, int | float):
        return _part(5, struct.pack("<IId", column, 0, cell))
    return _part(6, struct.pack("<II", column, 0) + _wide(str(cell)))


def _part(kind: int, body: bytes = b"") -> bytes:
    """A record: its kind and its length in seven bits a byte, the lowest first."""
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = len(body), bytearray()
    while size > 127:
        length.append(size & 0x7F | 0x80)
        size >>= 7
    return head + bytes([*length, size]) + body


def _wide(text: str) -> bytes:
    encoded = text.encode("utf-16-le")
    return struct.pack("<I", len(encoded) // 2) + encoded
