"""A small project in every state that a report must be able to show."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from trackerbridge.client_view.view import ClientView, Held, LabelRole, ViewLabel
from trackerbridge.clock import Calendar
from trackerbridge.errors import NotLetIn
from trackerbridge.flags.base import Abstention, Assessment, Flag, Impression, Pattern, Severity
from trackerbridge.ledger.records import Memory
from trackerbridge.model import Completeness, Due, DueKind, Evidence, Gap, Snapshot, Stage, Task
from trackerbridge.plan.changes import Change, FieldChange, Plan, Refusal
from trackerbridge.report.base import AuditDocument, PlanDocument, SyncDocument
from trackerbridge.results import Audited, Failure, Planned, Synced
from trackerbridge.trackers.base import Board, BoardCard, BoardLabel, BoardList

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
ZONE = Calendar.of("Europe/Chisinau")


def task(number: int, title: str, *, due: date | None = None, stage: Stage = Stage.IN_PROGRESS) -> Task:
    return Task(
        id=f"id{number}", key=f"WEB-{number}", title=title, url=f"https://tracker.example/WEB-{number}", stage=stage,
        due=Due(DueKind.DAY, day=due) if due else None,
    )  # fmt: skip


def flag(code: str, rule: str, severity: Severity, about: Task | None, message: str, **more: object) -> Flag:
    since = datetime(2026, 11, 12, 22, 0, tzinfo=UTC)
    return Flag(
        code=code, rule=rule, severity=severity, task=about, since=since, message=message,
        suggestion="Agree on a new date.", evidence={"due": "2026-11-12"}, **more,
    )  # fmt: skip


LATE = task(1, "Payment [page] =now", due=date(2026, 11, 12))
VAGUE = task(2, "Fixes", due=date(2026, 12, 1))
UNDATED = task(3, "Terms of use")

LATE_FLAG = flag("D01", "overdue", Severity.HIGH, LATE, "“Payment [page] =now” was due on 12 November.")
INSIDE = flag("F01", "stale", Severity.LOW, LATE, "“Payment [page] =now” has not moved.", cause="D01")
VAGUE_FLAG = flag("C01", "vague-title", Severity.MEDIUM, VAGUE, "The title “Fixes” does not say what will be true.")
ALSO = flag("F02", "unowned", Severity.LOW, VAGUE, "“Fixes” is nobody's.")

ASSESSMENT = Assessment(
    project="web",
    now=NOW,
    completeness=Completeness(
        gaps=(Gap(Evidence.HISTORY, "The history was cut at 1,000 actions."),), notes=("The board is public.",)
    ),
    tasks=3,
    flags=(LATE_FLAG, VAGUE_FLAG, INSIDE, ALSO),
    abstained=(
        Abstention("R01", "Nobody here is known as the client."),
        Abstention("D10", "It has no start.", "WEB-3"),
    ),
    patterns=(Pattern("D07", "no-due-date", 4, 12, "4 of 12 open tasks have no due date.", ("WEB-3", "WEB-4")),),
    impression=Impression(kept=3, late=1, promised=4),
)

AUDITED = Audited(
    project="web",
    title="Website",
    calendar=ZONE,
    snapshots=(
        Snapshot(
            source="trello:web",
            title="Website",
            tasks=(LATE, VAGUE, UNDATED),
            completeness=Completeness(),
            pulled_at=NOW,
        ),
    ),
    assessment=ASSESSMENT,
    requests={"GET": 7, "POST": 0, "PUT": 0, "DELETE": 0},
    seconds=0.5,
)
CLEAN = replace(
    AUDITED,
    project="clean",
    title="Clean",
    assessment=Assessment(project="clean", now=NOW, completeness=Completeness(), tasks=3, flags=(), abstained=()),
)
FAILED = Failure(project="shop", title="Shop", error=NotLetIn("The token was refused.", hint="Renew env:TRELLO_TOKEN."))

BOARD = Board(
    id="b1",
    name="Website, for you",
    lists=(BoardList("l1", "In progress", position=1), BoardList("l2", "Done", position=2)),
    labels=(BoardLabel("g", "On track", "green"),),
    cards=(
        BoardCard(
            id="c1", title="Payment page", description="We are on it.", list_id="l1", label_ids=("g",), position=1
        ),
        BoardCard(id="c2", title="The client's own card", description="*Hello*", list_id="l1", position=2),
    ),
)
CHANGES = (
    Change(action="create", kind="list", ref="list:planned", fields={"name": FieldChange(None, "Planned")}),
    Change(
        action="create", kind="card", ref="task:x/2", task="WEB-2", why="WEB-2 is planned",
        fields={
            "title": FieldChange(None, "Contact form"),
            "description": FieldChange(None, "Still ahead.\n\n- <b>one</b>"),
            "list": FieldChange(None, "Planned"),
            "labels": FieldChange(None, ["On track"]),
            "due": FieldChange(None, "2026-12-01T16:00:00+00:00"),
        },
    ),
    Change(
        action="update", kind="card", ref="task:x/1", task="WEB-1", remote_id="c1", why="the date moved",
        fields={
            "due": FieldChange("2026-11-12T16:00:00+00:00", "2026-11-19T16:00:00+00:00"),
            "description": FieldChange("Planned.\n\nRef. tbabc", "Planned.\n\nThe date has moved.\n\nRef. tbdef"),
        },
    ),
    Change(
        action="unlabel", kind="card", ref="task:x/1", task="WEB-1", remote_id="c1", why="the date moved",
        fields={"label": FieldChange("On track", None), "labels": FieldChange(["On track"], [])},
    ),
)  # fmt: skip
PLANNED = Planned(
    project="web",
    title="Website",
    audited=AUDITED,
    memory=Memory(),
    board=BOARD,
    view=ClientView(
        language="ru",
        lists=(),
        labels=(ViewLabel(LabelRole.ON_TRACK, "On track", "green"),),
        cards=(),
        held=(Held("task:x/2", "WEB-2", "title", "it holds a price", "£480"),),
    ),
    plan=Plan(project="web", changes=CHANGES, digest="abcdef0123456789", notes=("A person changed a title.",)),
)
UNSAFE = replace(
    PLANNED,
    plan=replace(PLANNED.plan, refusals=(Refusal("This plan would create 62 cards; the limit is 50.", "Raise it."),)),
)
SYNCED = Synced(
    project="web", title="Website", status="ok", applied=4, planned=PLANNED, seconds=1.25,
    requests={"GET": 5, "POST": 2, "PUT": 1, "DELETE": 1},
)  # fmt: skip
PARTIAL = replace(SYNCED, status="partial", applied=3, failed=1, errors=("update card WEB-1: it was refused.",))
LOCKED = Synced(project="shop", title="Shop", status="locked", errors=("Another run is working on project 'shop'.",))

AUDIT = AuditDocument(now=NOW, projects=[AUDITED, FAILED])
PLAN = PlanDocument(now=NOW, projects=[PLANNED])
SYNC = SyncDocument(now=NOW, projects=[SYNCED, PARTIAL, LOCKED])
