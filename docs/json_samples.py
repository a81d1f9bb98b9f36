"""Small invented results, written by the JSON report itself: so the reference page shows what the program writes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from types import MappingProxyType

from trackerbridge.backtest import Backtest, PointFigures, RuleFigures, Suggestion
from trackerbridge.backtest.result import Bin
from trackerbridge.client_view.view import ClientView
from trackerbridge.clock import Calendar
from trackerbridge.flags.base import Abstention, Assessment, Flag, Impression, Severity
from trackerbridge.ledger.records import Memory
from trackerbridge.model import Completeness, Due, DueKind, Snapshot, Stage, Task
from trackerbridge.plan.changes import Change, FieldChange, Plan
from trackerbridge.replay import Point
from trackerbridge.report.base import AuditDocument, PlanDocument, Screen, SyncDocument
from trackerbridge.report.json import JsonReport
from trackerbridge.results import Audited, Backtested, Planned, Synced
from trackerbridge.trackers.base import Board

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
_REQUESTS = MappingProxyType({"GET": 7, "POST": 0, "PUT": 0, "DELETE": 0})

_TASK = Task(
    id="5f0c00000000000000000001", key="aB3dE5gH", title="Payment page", url="https://trello.com/c/aB3dE5gH",
    stage=Stage.IN_PROGRESS, due=Due(DueKind.DAY, day=date(2026, 11, 12)),
)  # fmt: skip
_SNAPSHOT = Snapshot(
    source="trello:5f0c00000000000000000000",
    title="Website",
    tasks=(_TASK,),
    completeness=Completeness(),
    pulled_at=NOW,
)
_FLAG = Flag(
    code="D01", rule="overdue", severity=Severity.HIGH, task=_TASK, since=datetime(2026, 11, 12, 16, 0, tzinfo=UTC),
    message="The client expects “Payment page” by 12 November; that date has passed, and it is not done.",
    suggestion="Tell the client today what happens next and by when.",
    evidence={"due": "2026-11-12", "working_days_late": 4, "promised": True},
)  # fmt: skip
_ASSESSMENT = Assessment(
    project="website", now=NOW, completeness=Completeness(), tasks=1, flags=(_FLAG,),
    abstained=(Abstention("R01", "Nobody here is known as the client."),), impression=Impression(promised=1, late=1),
)  # fmt: skip
AUDITED = Audited(
    project="website", title="Website relaunch", calendar=Calendar(), snapshots=(_SNAPSHOT,), assessment=_ASSESSMENT,
    requests=_REQUESTS, seconds=1.2,
)  # fmt: skip
_CHANGE = Change(
    action="update", kind="card", ref="task:trello:5f0c00000000000000000000/5f0c00000000000000000001", task="aB3dE5gH",
    fields={"due": FieldChange("2026-11-12T16:00:00+00:00", "2026-11-19T16:00:00+00:00")}, why="the date moved",
    remote_id="5f0c00000000000000000002",
)  # fmt: skip
PLANNED = Planned(
    project="website", title="Website relaunch", audited=AUDITED, memory=Memory(), requests=_REQUESTS,
    board=Board(id="5f0c00000000000000000003", name="Website, for you", url="https://trello.com/b/cD4fG6hJ"),
    view=ClientView(language="en", lists=(), labels=(), cards=()),
    plan=Plan(project="website", changes=(_CHANGE,), digest="9f2c…", basis="41d0…"),
)  # fmt: skip
BACKTESTED = Backtested(
    project="website", title="Website relaunch", calendar=Calendar(), requests=_REQUESTS, seconds=3.1,
    backtest=Backtest(
        tasks=48, late=17, overdue=2, overdue_found=2, notes=(),
        points=(
            PointFigures(
                at=Point.HALF, n=39, positives=16, precision=0.625, recall=0.5, f1=0.5556, auc=0.74, brier=0.19,
                brier_base=0.24, lead_days_median=6.0,
            ),
        ),
        rules=(
            RuleFigures(
                code="D02", rule="due-soon-not-started", flagged=12, precision=0.75, recall=0.4, f1=0.5217,
                lead_days_median=2.0, lift=1.8,
            ),
        ),
        calibration=(Bin(0.6, 0.8, 11, 0.68, 0.6364),),
        suggested=(
            Suggestion(
                code="D02", rule="due-soon-not-started", option="working_days", now=3, suggested=6, f1_now=0.44,
                f1_suggested=0.62,
            ),
        ),
    ),
)  # fmt: skip
SYNCED = Synced(
    project="website", title="Website relaunch", status="ok", applied=1, planned=PLANNED, seconds=1.6,
    requests={**_REQUESTS, "PUT": 1},
)  # fmt: skip


def samples() -> dict[str, str]:
    """Title and document."""
    report, screen = JsonReport(), Screen()
    none = dict.fromkeys(_REQUESTS, 0)
    failed = replace(SYNCED, status="refused", applied=0, errors=("The client board is public. Make it private.",))
    return {
        "audit --format json": report.audit(AuditDocument(now=NOW, projects=[AUDITED], requests=none), screen),
        "backtest --format json": report.backtest(BACKTESTED, screen),
        "plan --format json": report.plan(PlanDocument(now=NOW, projects=[PLANNED], requests=none), screen),
        "sync --format json": report.sync(SyncDocument(now=NOW, projects=[SYNCED, failed], requests=none), screen),
    }
