"""Opening a workbook: what it is, what else comes in the same wrappings, and who may not look in.

python-calamine (extra ``excel``) reads the cells; what it does not tell is read beside it.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from trackerbridge.errors import BadInput
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.trackers.files.workbook_parts import (
    OLD_DATE_1904,
    OLD_FILE_PASS,
    Cells,
    cells_of,
    counts_from_1904,
    old_globals,
)

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

LARGEST_UNPACKED = 512 * 1024 * 1024  # bytes
_AGAIN = "Open it in Excel or LibreOffice, save it again as xlsx, or save the sheet as CSV."
_OTHER_ZIPS = {"word/": "a Word document", "ppt/": "a PowerPoint presentation"}
_OTHER_OLD = {"WordDocument": "an old Word document", "PowerPoint Document": "an old PowerPoint presentation"}


@dataclass(frozen=True, slots=True)
class Book:
    """An opened workbook. ``archive``: the same as a zip archive, for what the library does not tell (xlsx only).

    ``from_1904``: bare numbers in it count days from 1 January 1904.
    """

    name: str
    calamine: CalamineWorkbook
    archive: ZipFile | None
    from_1904: bool

    @property
    def all_sheets(self) -> tuple[str, ...]:
        """Names of the sheets that hold cells, hidden ones included; charts and macros hold none."""
        from python_calamine import SheetTypeEnum

        return tuple(sheet.name for sheet in self.calamine.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet)

    @property
    def visible(self) -> tuple[str, ...]:
        """Names of those that a person sees."""
        from python_calamine import SheetVisibleEnum

        metadata = self.calamine.sheets_metadata
        shown = {sheet.name for sheet in metadata if sheet.visible == SheetVisibleEnum.Visible}
        return tuple(name for name in self.all_sheets if name in shown)

    def cells(self, sheet: str) -> Cells:
        """What the sheet's XML says of its cells; nothing for other formats than xlsx."""
        return cells_of(self.archive, sheet) if self.archive else Cells()


def opened(data: bytes, name: str) -> Book:
    """Open a workbook. Raises :class:`BadInput` for what is damaged, protected or something else."""
    try:
        from python_calamine import CalamineError, load_workbook
    except ImportError:
        raise BadInput(
            f"{name} is a workbook, and what reads workbooks is not installed.",
            hint='Install it (pip install "trackerbridge[excel]"), or save the sheet as CSV.',
        ) from None
    archive = _archive(data, name)
    _refuse_locked(data, archive, name)
    _refuse_others(data, archive, name)
    try:
        book = load_workbook(BytesIO(data))
    except CalamineError as error:
        raise damaged(name, error) from None
    parts = archive if archive and "xl/workbook.xml" in archive.namelist() else None
    late = counts_from_1904(parts) if parts else old_globals(data).get(OLD_DATE_1904, b"")[:1] == b"\x01"
    return Book(name, book, parts, late)


def _archive(data: bytes, name: str) -> ZipFile | None:
    if not data.startswith(b"PK"):
        return None
    try:
        archive = ZipFile(BytesIO(data))
    except BadZipFile as error:
        raise damaged(name, error) from None
    if sum(entry.file_size for entry in archive.infolist()) > LARGEST_UNPACKED:
        raise BadInput(f"{name} holds more than {LARGEST_UNPACKED >> 20} MB unpacked.", hint=_AGAIN)
    return archive


def _refuse_locked(data: bytes, archive: ZipFile | None, name: str) -> None:
    """Workbooks that need a password. The library tells this only of some."""
    if archive is None:
        locked = "EncryptedPackage".encode("utf-16-le") in data or OLD_FILE_PASS in old_globals(data)
    else:
        manifest = "META-INF/manifest.xml"
        locked = manifest in archive.namelist() and b"encryption-data" in archive.read(manifest)
    if locked:
        raise _protected(name)


def _refuse_others(data: bytes, archive: ZipFile | None, name: str) -> None:
    """Other things that come in the same wrappings: zip archives and Office documents of other kinds."""
    if archive is None:
        held = {what for stream, what in _OTHER_OLD.items() if stream.encode("utf-16-le") in data}
    else:
        names = archive.namelist()
        held = {what for start, what in _OTHER_ZIPS.items() if any(entry.startswith(start) for entry in names)}
        if not held and not any(entry.startswith("xl/") or entry == "content.xml" for entry in names):
            held = {"a zip archive"}
    if held:
        raise BadInput(f"{name} is {held.pop()}, not a workbook.", hint="Name the file that holds the task table.")


def _protected(name: str) -> BadInput:
    return BadInput(f"{name} is protected by a password.", hint="Save a copy without one, or save the sheet as CSV.")


def damaged(name: str, error: Exception) -> BadInput:
    """What is said of a workbook that the library gives up on."""
    return BadInput(f"{name} is damaged or cut short, and cannot be opened ({error}).", hint=_AGAIN)
