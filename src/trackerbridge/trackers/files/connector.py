"""Files as a source: board exports, Jira's answers, tables and workbooks. No network, no credentials."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from trackerbridge.clock import Calendar
from trackerbridge.errors import BadInput
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import Snapshot
from trackerbridge.model.sentence import Sentence
from trackerbridge.people import Sides
from trackerbridge.stages import StageMap
from trackerbridge.trackers.base import Capabilities, Connector, Finding
from trackerbridge.trackers.files.csv_table import read_table
from trackerbridge.trackers.files.folder import read_folder
from trackerbridge.trackers.files.jira_search import JiraFiles, snapshot_of_jira
from trackerbridge.trackers.files.names import title_of
from trackerbridge.trackers.files.sniff import Kind, read_content
from trackerbridge.trackers.files.table import Table
from trackerbridge.trackers.files.table_tasks import snapshot_of_table
from trackerbridge.trackers.files.trello_export import snapshot_of_export
from trackerbridge.trackers.files.workbook import read_workbook

if TYPE_CHECKING:
    from trackerbridge.config.schema import DateOrder, Settings, SourceConfig
    from trackerbridge.trackers.http import Transport


@dataclass(frozen=True, slots=True)
class HowToRead:
    """What a project brings to its files.

    ``date_order`` says how a table's ``03.04.2026`` is meant (``--date-order``), ``sheet`` which sheet of a workbook
    (``--sheet``); other files need no such thing.
    """

    stages: StageMap
    sides: Sides
    calendar: Calendar
    date_order: DateOrder | None = None
    sheet: str | None = None


def read_file(path: Path, how: HowToRead, *, pulled_at: datetime) -> Snapshot:
    """Read a file, whatever it is of what can be read, or a folder of Jira's answers.

    Raises :class:`BadInput` with one sentence and a next step.
    """
    if path.is_dir():
        _refuse_sheet(path, how)
        name = path.resolve().name  # "." has none
        return _of_jira(read_folder(path), name, name, how, pulled_at)
    content = read_content(path)
    if content.kind is Kind.WORKBOOK:
        table = read_workbook(content.data, path.name, how.sheet)
        return _of_table(table, path.name, how, pulled_at, sheet=how.sheet)
    _refuse_sheet(path, how)
    if content.jira:
        return _of_jira(content.jira, path.name, title_of(path.name), how, pulled_at)
    if content.kind is Kind.CSV:
        return _of_table(read_table(content.text, path.name), path.name, how, pulled_at, notes=content.notes)
    return snapshot_of_export(
        content.board,
        name=path.name,
        stages=how.stages,
        sides=how.sides,
        calendar=how.calendar,
        pulled_at=pulled_at,
        notes=content.notes,
    )


def _refuse_sheet(path: Path, how: HowToRead) -> None:
    if how.sheet:
        raise BadInput(
            f"{path.name} is no workbook, so it has no sheet “{how.sheet}”.", hint="Name a sheet for workbooks only."
        )


def _of_jira(found: JiraFiles, name: str, title: str, how: HowToRead, pulled_at: datetime) -> Snapshot:
    return snapshot_of_jira(found, name=name, title=title, stages=how.stages, sides=how.sides, pulled_at=pulled_at)


def _of_table(
    table: Table,
    name: str,
    how: HowToRead,
    pulled_at: datetime,
    *,
    notes: tuple[str, ...] = (),
    sheet: str | None = None,
) -> Snapshot:
    return snapshot_of_table(
        table,
        name=name,
        stages=how.stages,
        sides=how.sides,
        calendar=how.calendar,
        pulled_at=pulled_at,
        date_order=how.date_order,
        notes=notes,
        sheet=sheet,
    )


class FilesConnector(Connector):
    """One file, or one folder of Jira's answers, as a source of a project."""

    # History and comments are in some kinds of files and not in others; each snapshot says what it knows.
    capabilities = Capabilities(history=True, comments=True)

    def __init__(self, path: Path, how: HowToRead, *, written: str = "") -> None:
        """``written``: the path as the configuration has it, which tells two files of one name apart."""
        self.path = path
        self._how = how
        self._written = Path(written).as_posix() if written else path.name

    @classmethod
    def from_config(cls, settings: Settings, source: SourceConfig, transport: Transport | None) -> FilesConnector:  # noqa: ARG003
        """``path`` is relative to the configuration's folder."""
        project = settings.project
        how = HowToRead(
            stages=StageMap.of(project.statuses),
            sides=Sides.of(project.team, project.client),
            calendar=settings.calendar,
            date_order=source.date_order,
            sheet=source.sheet or None,
        )
        return cls(settings.folder / Path(source.path).expanduser(), how, written=source.path)

    def pull(self, *, now: datetime) -> Snapshot:
        """Read the file anew."""
        snapshot = read_file(self.path, self._how, pulled_at=now)
        if not snapshot.source.startswith("file:"):  # an export or an answer says itself where it is from
            return snapshot
        rest = snapshot.source.removeprefix(f"file:{self.path.name}")
        return replace(snapshot, source=f"file:{self._written}{rest}".replace("/", "~"))

    def check(self) -> list[Finding]:
        """Whether the file can be read, and what could not be understood in it."""
        try:
            snapshot = self.pull(now=datetime.now(UTC))
        except BadInput as error:
            return [Finding(False, error.message, error.hint, error.exit_code)]
        found = Sentence("{file} can be read; tasks: {n}", file=self.path.name, n=len(snapshot.live_tasks))
        gaps = [Finding(False, gap.reason, exit_code=BadInput.exit_code) for gap in snapshot.completeness.gaps]
        return [Finding(True, found, " ".join(snapshot.completeness.notes)), *gaps]
