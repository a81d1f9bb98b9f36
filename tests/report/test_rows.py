"""A listing on a narrow screen: rows by themselves where columns would leave no room to read."""

from __future__ import annotations

from trackerbridge.report.base import Listing, Screen
from trackerbridge.report.table import TableReport

COLUMNS = ("project", "promise", "first told", "now told", "moves", "state", "delivered", "story")
STORY = "First told on 9 November: 12 November. Moved to 16 November on 10 November: it rained. Open."
PROMISES = Listing(
    title="Promises", key="promises", columns=COLUMNS, records=[],
    rows=[("p", "WEB-1: The cake counter", "2026-11-12", "2026-11-16", "1", "open", "", STORY)],
)  # fmt: skip


def test_where_columns_leave_room_rows_stand_under_them() -> None:
    lines = TableReport().listing(PROMISES, Screen(width=160)).splitlines()
    assert lines[1].split()[:3] == ["project", "promise", "first"]
    assert "WEB-1: The cake counter  2026-11-12" in lines[2]


def test_where_they_leave_none_each_row_stands_by_itself() -> None:
    assert TableReport().listing(PROMISES, Screen(width=80)).splitlines() == [
        "Promises",
        " WEB-1: The cake counter",
        "   project p · first told 2026-11-12 · now told 2026-11-16 · moves 1 · state",
        "   open",
        "   First told on 9 November: 12 November. Moved to 16 November on 10 November:",
        "   it rained. Open.",
    ]
