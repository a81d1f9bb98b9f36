"""What of a plan does not go out yet, in sentences and as JSON: until when, why, and what a person can do."""

from __future__ import annotations

from typing import Any

from trackerbridge.plan.waiting import Cause, Wait
from trackerbridge.report.words import count, moment
from trackerbridge.results import Planned


def wait_sentences(one: Planned) -> list[str]:
    """One for each wait."""
    return [_sentence(wait, one) for wait in one.waits]


def _sentence(wait: Wait, one: Planned) -> str:
    number = count(len(wait.changes), "change")
    waits = f"{number} {'waits' if len(wait.changes) == 1 else 'wait'}"
    until = moment(wait.until, one.audited.calendar) if wait.until else ""
    match wait.cause:
        case Cause.HOLD:
            why = f": {wait.reason.rstrip('. ')}" if wait.reason else ""
            end = f"until {until}" if until else "until somebody ends it"
            return f"{waits}: publishing is held {end}{why}. To go on at once: trackerbridge hold {one.project} --off"
        case Cause.QUIET:
            return (
                f"{waits} for the client's working hours: {until}. To write now all the same: "
                f"trackerbridge sync {one.project} --in-quiet-hours"
            )
        case Cause.BAD_NEWS:
            return (
                f"{waits} until {until}: bad news does not go out late on the client's last working day without a "
                "word beside it. With a comment “/client why: …” on the task it goes out at once."
            )


def waits_json(one: Planned) -> list[dict[str, Any]]:
    """``until`` is null where a person must end it."""
    return [
        {"cause": wait.cause.value, "changes": len(wait.changes), "refs": sorted(wait.refs), "until": wait.until,
         "note": _sentence(wait, one)}
        for wait in one.waits
    ]  # fmt: skip
