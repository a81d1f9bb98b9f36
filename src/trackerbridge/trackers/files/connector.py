"""Files as a source: board exports, Jira's answers, tables and workbooks. No network, no credentials."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from trackerbridge.clock import Calendar
from trackerbridge.errors import BadInput
from trackerbridge.model import Snapshot
from trackerbridge.people import Sides
from trackerbridge.stages import StageMap
from trackerbridge.trackers.base import Capabilities, Connector, Finding
from trackerbridge.trackers.files.csv_table import read_table
from trackerbridge.trackers.files.folder import read_folder
from trackerbridge.trackers.files.jira_search import snapshot_of_jira
from trackerbridge.trackers.files.names import title_of
from trackerbridge.trackers.files.sniff import Kind, read_content
from trackerbridge.trackers.files.table_tasks import snapshot_of_table
from trackerbridge.trackers.files.trello_export import snapshot_of_export
from trackerbridge.trackers.files.workbook import read_workbook

if TYPE_CHECKING:
    from trackerbridge.config.schema import DateOrder, Settings, SourceConfig
    from trackerbridge.trackers.http import Transport


def read_file(
    path: Path,
    *,
    stages: StageMap,
    sides: Sides,
    calendar: Calendar,
    pulled_at: datetime,
    date_order: DateOrder | None = None,
    sheet: str | None = None,
) -> Snapshot:
    """Read a file, whatever it is of what can be read, or a folder of Jira's answers.

    Raises :class:`BadInput` with one sentence and a next step.

    ``date_order`` says how a table's ``03.04.2026`` is meant (``--date-order``), ``sheet`` which sheet of a workbook
    (``--sheet``); other files need no such thing.
    """
    whole = path.resolve()  # "." has no name
    if path.is_dir():
        return snapshot_of_jira(
            read_folder(path), name=whole.name, title=whole.name, stages=stages, sides=sides, pulled_at=pulled_at
        )
    content = read_content(path)
    if content.jira:
        return snapshot_of_jira(
            content.jira, name=path.name, title=title_of(path.name), stages=stages, sides=sides, pulled_at=pulled_at
        )
    if content.kind is Kind.TRELLO_EXPORT:
        return snapshot_of_export(
            content.board, name=path.name, stages=stages, sides=sides, calendar=calendar, pulled_at=pulled_at
        )
    is_book = content.kind is Kind.WORKBOOK
    table = read_workbook(content.data, path.name, sheet) if is_book else read_table(content.text, path.name)
    return snapshot_of_table(
        table,
        name=path.name,
        stages=stages,
        sides=sides,
        calendar=calendar,
        pulled_at=pulled_at,
        date_order=date_order,
        notes=content.notes,
        sheet=sheet if is_book else None,
    )


class FilesConnector(Connector):
    """One file as a source of a project."""

    # History and comments are in Trello exports and not in tables; each snapshot says what it knows.
    capabilities = Capabilities(history=True, comments=True)

    def __init__(
        self,
        path: Path,
        *,
        stages: StageMap,
        sides: Sides,
        calendar: Calendar,
        date_order: DateOrder | None = None,
        sheet: str | None = None,
    ) -> None:
        self.path = path
        self._stages = stages
        self._sides = sides
        self._calendar = calendar
        self._date_order = date_order
        self._sheet = sheet

    @classmethod
    def from_config(cls, settings: Settings, source: SourceConfig, transport: Transport | None) -> FilesConnector:  # noqa: ARG003
        """``path`` is relative to the configuration's folder."""
        project = settings.project
        return cls(
            settings.folder / Path(source.path).expanduser(),
            stages=StageMap.of(project.statuses),
            sides=Sides.of(project.team, project.client),
            calendar=settings.calendar,
            date_order=source.date_order,
            sheet=source.sheet or None,
        )

    def pull(self, *, now: datetime) -> Snapshot:
        """Read the file anew."""
        return read_file(
            self.path,
            stages=self._stages,
            sides=self._sides,
            calendar=self._calendar,
            pulled_at=now,
            date_order=self._date_order,
            sheet=self._sheet,
        )

    def check(self) -> list[Finding]:
        """Whether the file can be read, and what could not be understood in it."""
        try:
            snapshot = self.pull(now=datetime.now(UTC))
        except BadInput as error:
            return [Finding(False, error.message, error.hint, error.exit_code)]
        found = f"{self.path.name} can be read; tasks: {len(snapshot.live_tasks)}"
        gaps = [Finding(False, gap.reason, exit_code=BadInput.exit_code) for gap in snapshot.completeness.gaps]
        return [Finding(True, found, " ".join(snapshot.completeness.notes)), *gaps]
