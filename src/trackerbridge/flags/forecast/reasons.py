"""Why a chance is high: the notions that raised it most, as keys of sentences (``wording``: ``[shared] why_…``)."""

from __future__ import annotations

from collections.abc import Mapping

MOST = 3

_OF_COLUMN: Mapping[str, str] = {
    "window_days": "window", "relative_window": "window", "elapsed_days": "time", "left_days": "time",
    "elapsed_share": "time", "date_age_days": "time", "owner_open_tasks": "load", "owner_late_percent": "record",
    "reporter_record": "record", "comments": "talk", "discussed_days": "talk", "discussed_share": "talk",
    "left_after_talk": "talk", "quiet_days": "talk", "comments_a_day": "talk", "comments_since_date": "talk",
    "reopened": "changes", "version_changes": "changes", "version_changes_since_date": "changes",
    "priority_changes": "changes", "description_changes": "changes", "links": "links", "blocks": "links",
    "blocked_by": "links", "same_date": "dates", "same_date_share": "dates", "later_share": "dates",
    "upcoming_later_share": "dates", "since_last_date": "dates", "after_last_date": "dates",
    "same_date_opened": "dates",
}  # fmt: skip
_CHANGES = ("reopened", "version_changes", "priority_changes", "description_changes")

KEYS = (
    *("time", "window", "load", "record", "quiet", "talk", "changes", "blocked", "links", "shared_date", "dates"),
    *("alike", "new_work", "size"),
)


_OF_SIGN: Mapping[str, str] = {"record": "record", "alike": "alike", "new_work": "new_work", "words": "size"}


def reasons_of(
    shares: Mapping[str, float], known: Mapping[str, float], signs: Mapping[str, float] | None = None
) -> tuple[str, ...]:
    """The strongest reasons first, at most three; a notion that lowers the chance is none.

    ``shares`` are what the trees' columns added to the log-odds, ``signs`` what the project's own signs added.
    """
    sums = {_OF_SIGN[name]: added for name, added in (signs or {}).items() if name in _OF_SIGN}
    for column, share in shares.items():
        reason = _OF_COLUMN.get(column)
        if reason and (reason := _as_it_is(reason, known)):
            sums[reason] = sums.get(reason, 0.0) + share
    strongest = sorted(sums, key=lambda reason: (-sums[reason], reason))
    return tuple(reason for reason in strongest if sums[reason] > 0)[:MOST]


def _as_it_is(reason: str, known: Mapping[str, float]) -> str:
    """The reason as the task's own facts bear it out; empty where they do not."""
    if reason == "talk":
        return "talk" if known.get("comments") else "quiet"
    if reason == "links":
        return "blocked" if known.get("blocked_by") else ("links" if known.get("links") else "")
    if reason == "dates":
        return "shared_date" if known.get("same_date", 0) >= 2 else "dates"
    if reason == "load":
        return "load" if known.get("owner_open_tasks", 0) >= 3 else ""
    if reason == "record":
        return "record" if known.get("owner_late_percent", 0) > 0 or known.get("reporter_record", 1) < 0.5 else ""
    if reason == "changes":
        return "changes" if any(known.get(name) for name in _CHANGES) else ""
    return reason
