"""The notions a forecast reckons with, and the row of numbers a model sees.

A task's facts at a moment are a mapping from these names to numbers; what a tracker cannot tell is simply not there.
Days are calendar days. The notions are those of Choetkiertikul et al. 2017 (EMSE), *Predicting the delay of issues with
due dates*, where a tracker of today can tell them, and how the task's date stands among its neighbours' dates.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

KINDS = ("bug", "improvement", "task", "part", "feature")  # every other kind is none of them
PRIORITIES = ("trivial", "minor", "major", "critical", "blocker")

WHAT_IS_KNOWN: Mapping[str, str] = {
    "window_days": "days from the task's creation to its date",
    "elapsed_days": "days since its creation",
    "left_days": "days until its date",
    "comments": "comments so far",
    "discussed_days": "days from the first comment to the last",
    "reopened": "times it was reopened",
    "owner_late_percent": "per cent of the owner's earlier tasks that were late",
    "owner_open_tasks": "open tasks of the owner",
    "reporter_record": "share of the reporter's earlier tasks that were done",
    "priority": "0 trivial to 4 blocker",
    "priority_changes": "times the priority was changed",
    "versions": "releases it is meant for",
    "version_changes": "times its release was changed",
    "links": "links to other tasks",
    "blocks": "tasks that wait for it",
    "blocked_by": "tasks it waits for",
    "description_changes": "times its description was changed",
    **{f"is_{kind}": f"1 for a {kind}" for kind in KINDS},
    "date_age_days": "days since its date was set",
    "comments_since_date": "comments since its date was set",
    "version_changes_since_date": "changes of its release since its date was set",
    "same_date": "neighbours with the same date",
    "same_date_share": "share of the neighbours with the same date",
    "later_share": "share of the neighbours with a later date",
    "upcoming_later_share": "share of the neighbours still ahead whose date is later",
    "since_last_date": "days since the neighbours' last date passed",
    "after_last_date": "days from the neighbours' last passed date to this one",
    "relative_window": "days by which its window is longer than is usual among its neighbours",
    "same_date_opened": "days by which the neighbours with the same date are younger, on average",
}

FAMILIES: Mapping[str, tuple[str, ...]] = {
    "owner": ("owner_late_percent", "owner_open_tasks"),
    "reporter": ("reporter_record",),
    "versions": ("versions", "version_changes", "version_changes_since_date"),
    "links": ("links", "blocks", "blocked_by"),
    "priority": ("priority", "priority_changes"),
    "kind": tuple(f"is_{kind}" for kind in KINDS),
    "comments": ("comments", "discussed_days", "comments_since_date"),
    "edits": ("description_changes", "reopened"),
    "date": ("date_age_days", "comments_since_date", "version_changes_since_date"),
    "neighbours": (
        "same_date", "same_date_share", "later_share", "upcoming_later_share", "since_last_date", "after_last_date",
        "relative_window", "same_date_opened",
    ),
}  # fmt: skip

DERIVED = ("elapsed_share", "discussed_share", "left_after_talk", "quiet_days", "comments_a_day")
COLUMNS = (*WHAT_IS_KNOWN, *DERIVED)
MISSING = math.nan


def row(known: Mapping[str, float]) -> list[float]:
    """The numbers of :data:`COLUMNS`, NaN where nothing is known. ``window_days``, ``elapsed_days`` must be there."""
    numbers = [known.get(name, MISSING) for name in WHAT_IS_KNOWN]
    window, elapsed = known["window_days"], known["elapsed_days"]
    talk, comments = known.get("discussed_days", MISSING), known.get("comments", MISSING)
    return [
        *numbers,
        elapsed / (window + 1),
        talk / (window + 1),
        window - talk,
        elapsed - talk,
        comments / (elapsed + 1),
    ]
