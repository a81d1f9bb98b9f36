"""What of a plan does not go out yet, in sentences and as JSON: until when, why, and what a person can do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trackerbridge.report.team import moment_in, report_words
from trackerbridge.results import Planned

if TYPE_CHECKING:  # an audit has no plan, and its report loads none
    from trackerbridge.plan.waiting import Wait


def wait_sentences(one: Planned) -> list[str]:
    """One for each wait."""
    return [_sentence(wait, one) for wait in one.waits]


def _sentence(wait: Wait, one: Planned) -> str:
    words = report_words(one.language)
    until = moment_in(words, wait.until, one.audited.calendar) if wait.until else ""
    why = f": {wait.reason.rstrip('. ')}" if wait.reason else ""
    held = "held_until" if until else "held_open"
    key = held if wait.cause == "hold" else wait.cause.replace("-", "_")
    return words.said("waits", key, n=len(wait.changes), until=until, why=why, project=one.project)


def waits_json(one: Planned) -> list[dict[str, Any]]:
    """``until`` is null where a person must end it."""
    return [
        {"cause": wait.cause.value, "changes": len(wait.changes), "refs": sorted(wait.refs), "until": wait.until,
         "note": _sentence(wait, one)}
        for wait in one.waits
    ]  # fmt: skip
