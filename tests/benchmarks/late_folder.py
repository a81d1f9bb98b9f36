"""A tiny made folder in the layout of the tabular track: columns and files as the real one, invented issues."""

import csv
import gzip
from datetime import date, timedelta
from pathlib import Path

COLUMNS = [
    "issuekey", "delaydays", "openeddate", "type", "discussion", "repetition", "perofdelay", "workload", "priority",
    "no_comment", "no_priority_change", "no_fixversion", "no_fixversion_change", "no_issuelink", "no_blocking",
    "no_blockedby", "no_affectversion", "reporterrep", "no_des_change", "ProgressTime", "RemainingDay", "topic_10",
    "topic_100", "topic_200", "topic_300", "topic_400",
]  # fmt: skip
FIRST = date(2020, 1, 1)


def issue(number: int, *, late: bool, window: int = 10, progress: int = 2, **columns: object) -> dict[str, object]:
    """One row: opened ``number`` days after the first day. Late issues have a loaded owner and no comments."""
    values: dict[str, object] = dict.fromkeys(COLUMNS, 0)
    values |= {
        "issuekey": f"MADE-{number}",
        "openeddate": f"{FIRST + timedelta(days=number)} 00:00:00",
        "type": "Bug",
        "priority": "Major",
        "delaydays": 5 if late else 0,
        "perofdelay": 60 if late else 5,
        "no_comment": 0 if late else 3,
        "ProgressTime": progress,
        "RemainingDay": window - progress,
    }
    return values | columns


def write(folder: Path, project: str, rows: list[dict[str, object]]) -> None:
    """The project's three tables; the date was set a day before ``discussion``."""
    target = folder / "late" / "emse2017"
    target.mkdir(parents=True, exist_ok=True)
    for moment, earlier in (("creation", 99), ("due", 1), ("discussion", 0)):
        with gzip.open(target / f"{project}_{moment}.csv.gz", "wt", encoding="utf-8", newline="") as out:
            table = csv.DictWriter(out, COLUMNS)
            table.writeheader()
            table.writerows(_earlier(row, earlier) for row in rows)


def _earlier(row: dict[str, object], days: int) -> dict[str, object]:
    progress, remaining = int(str(row["ProgressTime"])), int(str(row["RemainingDay"]))
    back = min(days, progress)
    return {**row, "ProgressTime": progress - back, "RemainingDay": remaining + back}
