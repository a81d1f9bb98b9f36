"""The tables' rows in the words of ``trackerbridge.flags.forecast.facts``.

Of the other tables only *when the date was set* and the counts that stood then are used. ``perofdelay`` and
``workload`` are taken from the row itself and never compared between the tables: on one and the same day the two
tables differ in them for a third to two thirds of the rows, because one of them counts the issue itself, so that the
difference gives the outcome away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from benchmarks.accuracy.tables import Row
from trackerbridge.flags.forecast.facts import KINDS, PRIORITIES
from trackerbridge.flags.forecast.surroundings import Dated, neighbours

PLAIN = {
    "comments": "no_comment", "discussed_days": "discussion", "reopened": "repetition",
    "owner_late_percent": "perofdelay", "owner_open_tasks": "workload", "reporter_record": "reporterrep",
    "priority_changes": "no_priority_change", "versions": "no_fixversion", "version_changes": "no_fixversion_change",
    "links": "no_issuelink", "blocks": "no_blocking", "blocked_by": "no_blockedby",
    "description_changes": "no_des_change", "elapsed_days": "ProgressTime", "left_days": "RemainingDay",
}  # fmt: skip
KIND_WORDS = {"bug": "bug", "improvement": "improvement", "task": "task", "subtask": "part", "newfeature": "feature"}


def known_of(rows: Sequence[Row], when_dated: Mapping[str, Row]) -> list[dict[str, float]]:
    """What is known of each row at its moment. ``when_dated``: the rows of the table ``due``, by key."""
    dated = [_dated(row, when_dated.get(row.key)) for row in rows]
    around = neighbours(dated, [(one, row.seen_on.toordinal()) for one, row in zip(dated, rows, strict=True)])
    return [
        _own(row) | _since_date(row, when_dated.get(row.key)) | facts for row, facts in zip(rows, around, strict=True)
    ]


def _own(row: Row) -> dict[str, float]:
    facts = {name: row.numbers[column] for name, column in PLAIN.items()} | {"window_days": row.window}
    kind = KIND_WORDS.get(row.kind.lower().replace("-", "").replace(" ", ""), "")
    facts |= {f"is_{name}": float(name == kind) for name in KINDS}
    if row.priority.lower() in PRIORITIES:
        facts["priority"] = float(PRIORITIES.index(row.priority.lower()))
    return facts


def _since_date(row: Row, then: Row | None) -> dict[str, float]:
    """What happened since the date was set; nothing where it was set after the row's moment."""
    if then is None or then.numbers["ProgressTime"] > row.numbers["ProgressTime"]:
        return {}
    return {
        "date_age_days": row.numbers["ProgressTime"] - then.numbers["ProgressTime"],
        "comments_since_date": row.numbers["no_comment"] - then.numbers["no_comment"],
        "version_changes_since_date": row.numbers["no_fixversion_change"] - then.numbers["no_fixversion_change"],
    }


def _dated(row: Row, then: Row | None) -> Dated:
    project = row.key.rsplit("-", 1)[0]
    return Dated(project, row.opened.toordinal(), (then or row).seen_on.toordinal(), row.deadline.toordinal())
