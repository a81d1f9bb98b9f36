from datetime import date

from trackerbridge.flags.base import Severity
from trackerbridge.flags.relationship.board_out_of_date import BoardOutOfDate
from trackerbridge.model import ClientSide, News, RunRecord
from trackerbridge.testing.rules import Case, Expected, RuleCases, a_task
from trackerbridge.testing.work import at


def synced(next_update: date | None, *runs: tuple[str, str]):
    newest_first = tuple(RunRecord("sync", at(day), status) for day, status in runs)
    audits = (RunRecord("audit", at("2026-11-12"), "ok"),)
    return ClientSide(runs=audits + newest_first, news=News(at("2026-11-05"), next_update=next_update))


PASSED, AHEAD = date(2026, 11, 11), date(2026, 11, 18)

CASES = RuleCases(
    rule=BoardOutOfDate,
    flagged=(
        Case(
            "The next update was announced for 11 November, and every sync since the 5th has failed.",
            a_task(),
            side=synced(PASSED, ("2026-11-11", "failed"), ("2026-11-10", "refused"), ("2026-11-05", "ok")),
            expected=Expected(
                severity=Severity.HIGH,
                since=at("2026-11-12", 0),
                says="no sync has gone well since 5 November, tries since then: 2",
                evidence={"failed": 2},
            ),
        ),
        Case(
            "The next update was announced for 11 November, and no sync has run since the 5th.",
            a_task(),
            side=synced(PASSED, ("2026-11-05", "unchanged")),
            expected=Expected(says="no sync has run since 5 November"),
        ),
    ),
    clean=(
        Case(
            "A sync failed, and the next update is announced for next week.",
            a_task(),
            side=synced(AHEAD, ("2026-11-11", "failed"), ("2026-11-05", "ok")),
        ),
        Case(
            "A sync failed, and the one after it went well.",
            a_task(),
            side=synced(AHEAD, ("2026-11-11", "ok"), ("2026-11-10", "failed")),
        ),
        Case(
            "No sync has ever gone well: nothing was announced.", a_task(), side=synced(None, ("2026-11-11", "failed"))
        ),
    ),
    abstains=(Case("No ledger.", a_task(), reason="earlier runs"),),
)
