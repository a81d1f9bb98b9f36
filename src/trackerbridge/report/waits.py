"""What of a plan does not go out yet, in sentences and as JSON: until when, why, and what a person can do."""

from __future__ import annotations

from typing import Any

from trackerbridge.plan.waiting import Cause, Wait
from trackerbridge.report.team import moment_in, report_words
from trackerbridge.results import Planned


def wait_sentences(one: Planned) -> list[str]:
    """One for each wait."""
    return [_sentence(wait, one) for wait in one.waits]


def _sentence(wait: Wait, one: Planned) -> str:
    words = report_words(one.language)
    until = moment_in(words, wait.until, one.audited.calendar) if wait.until else ""
    why = f": {wait.reason.rstrip('. ')}" if wait.reason else ""
    key = {Cause.HOLD: "held_until" if until else "held_open", Cause.QUIET: "quiet", Cause.BAD_NEWS: "bad_news"}
    return words.said("waits", key[wait.cause], n=len(wait.changes), until=until, why=why, project=one.project)


def waits_json(one: Planned) -> list[dict[str, Any]]:
    """``until`` is null where a person must end it."""
    return [
        {"cause": wait.cause.value, "changes": len(wait.changes), "refs": sorted(wait.refs), "until": wait.until,
         "note": _sentence(wait, one)}
        for wait in one.waits
    ]  # fmt: skip
