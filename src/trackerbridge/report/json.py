"""JSON, exactly as DESIGN section 5 has it: what scripts rely on. Fields may be added; none changes its meaning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from trackerbridge.flags.base import Flag, Impression, Severity
from trackerbridge.json_text import json_lines
from trackerbridge.report.backtest import backtested_json
from trackerbridge.report.base import AuditDocument, Listing, PlanDocument, Report, Screen, SyncDocument
from trackerbridge.report.waits import waits_json
from trackerbridge.results import Audited, Backtested, Failure, Planned, Synced

if TYPE_CHECKING:  # an audit needs none of them
    from trackerbridge.papers.paper import Paper
    from trackerbridge.plan import Change, Plan
    from trackerbridge.report.preview import Preview

SCHEMA = 1


class JsonReport(Report):
    """For scripts: ``--format json``."""

    name: ClassVar[str] = "json"

    def audit(self, document: AuditDocument, screen: Screen) -> str:
        """Flags, abstentions and completeness of every project."""
        projects = [_failed_audit(one) if isinstance(one, Failure) else audited_json(one) for one in document.projects]
        return _text({"schema": SCHEMA, "now": document.now, "projects": projects, "requests": document.requests})

    def plan(self, document: PlanDocument, screen: Screen) -> str:
        """Every change with from, to and why."""
        projects = [_failed_plan(one) if isinstance(one, Failure) else planned_json(one) for one in document.projects]
        return _text({"schema": SCHEMA, "now": document.now, "projects": projects, "requests": document.requests})

    def sync(self, document: SyncDocument, screen: Screen) -> str:
        """What was applied, what failed, and what it cost."""
        projects = [synced_json(one) for one in document.projects]
        return _text({"schema": SCHEMA, "now": document.now, "projects": projects, "requests": document.requests})

    def paper(self, document: Paper, screen: Screen) -> str:
        """Truth and sections, as they are said."""
        parts = [{"key": part.key, "heading": part.heading, "lines": list(part.lines), "more": part.more}
                 for part in document.sections]  # fmt: skip
        return _text({"schema": SCHEMA, "project": document.project, "title": document.title,
                      "language": document.language, "truth": document.truth, "sections": parts})  # fmt: skip

    def backtest(self, document: Backtested | Failure, screen: Screen) -> str:
        """Figures per moment and per rule."""
        return _text({"schema": SCHEMA, **(_failed_backtest(document) if isinstance(document, Failure) else
                                           backtested_json(document))})  # fmt: skip

    def preview(self, document: Preview, screen: Screen) -> str:
        """The client's board: lists, cards, labels."""
        return _text({"schema": SCHEMA, **_preview_json(document)})

    def listing(self, document: Listing, screen: Screen) -> str:
        """The records, under their key."""
        return _text({"schema": SCHEMA, **document.extra, document.key: list(document.records)})


def audited_json(one: Audited) -> dict[str, Any]:
    """One project of ``audit --format json``."""
    found = one.assessment
    return {
        "project": one.project,
        "title": one.title,
        "completeness": {"complete": found.completeness.complete, "notes": list(found.completeness.sentences)},
        "tasks": found.tasks,
        "dated": one.dates.dated,
        "flags": [flag_json(flag) for flag in found.flags],
        "abstained": [
            {"code": each.code, "reason": each.reason, **({"task": each.task} if each.task else {})}
            for each in found.abstained
        ],
        "patterns": [
            {
                "code": each.code,
                "rule": each.rule,
                "flagged": each.flagged,
                "of": each.of,
                "message": each.message,
                "tasks": list(each.tasks),
            }
            for each in found.patterns
        ],
        "summary": _summary(found.flags, found.impression),
        "requests": one.requests,
        "seconds": round(one.seconds, 3),
    }


def flag_json(flag: Flag) -> dict[str, Any]:
    """One flag. ``cause`` is the code of the flag on the same task that this one stands inside, or null.

    ``about`` stands there where a rule may raise several at once: a milestone, an extra, a promise.
    """
    task = flag.task
    return {
        "code": flag.code,
        "rule": flag.rule,
        "severity": flag.severity.value,
        "task": {"key": task.key, "title": task.title, "url": task.url, "id": task.id} if task else None,
        "since": flag.since,
        "message": flag.message,
        "suggestion": flag.suggestion,
        "evidence": flag.evidence,
        "cause": flag.cause,
        **({"about": flag.about} if flag.about else {}),
    }


def _summary(flags: Sequence[Flag], told: Impression) -> dict[str, Any]:
    by_severity = {severity.value: 0 for severity in reversed(Severity)}
    for flag in flags:
        by_severity[flag.severity.value] += 1
    impression = {
        "kept": told.kept,
        "early": told.early,
        "late": told.late,
        "bonus": told.bonus,
        "promised": told.promised,
    }
    return {"by_severity": by_severity, "impression": impression}


def _failed_audit(one: Failure) -> dict[str, Any]:
    """The whole shape of an audit, so that a script finds every key; incomplete, and with the error beside it."""
    return {
        "project": one.project,
        "title": one.title,
        "completeness": {"complete": False, "notes": [str(one.error)]},
        "tasks": 0,
        "flags": [],
        "abstained": [],
        "patterns": [],
        "summary": _summary((), Impression()),
        "requests": one.requests,
        "error": error_json(one),
    }


def _failed_backtest(one: Failure) -> dict[str, Any]:
    return {
        "project": one.project,
        "title": one.title,
        "tasks": 0,
        "late": 0,
        "enough": False,
        "points": [],
        "rules": {},
        "notes": [str(one.error)],
        "requests": one.requests,
        "error": error_json(one),
    }


def error_json(one: Failure) -> dict[str, Any]:
    """Why a project could not be done."""
    return {"message": one.error.message, "hint": one.error.hint, "exit_code": int(one.error.exit_code)}


def planned_json(one: Planned) -> dict[str, Any]:
    """One project of ``plan --format json``."""
    return {
        **plan_json(one.plan),
        "notes": [*one.plan.notes, *one.view.notes],
        "title": one.title,
        "now": one.audited.assessment.now,
        "basis": one.plan.basis,
        "board": {"name": one.board.name, "url": one.board.url},
        "held": [
            {"ref": each.ref, "task": each.task, "part": each.part, "reason": each.reason, "text": each.text}
            for each in one.view.held
        ],
        "waits": waits_json(one),
        "completeness": {
            "complete": one.audited.assessment.completeness.complete,
            "notes": list(one.audited.assessment.completeness.sentences),
        },
        "requests": one.requests,
    }


def plan_json(plan: Plan) -> dict[str, Any]:
    """A plan by itself: also what ``plan --out`` keeps."""
    return {
        "project": plan.project,
        "digest": plan.digest,
        "safe": plan.safe,
        "refusals": [f"{each.message} {each.hint}".strip() for each in plan.refusals],
        "changes": [change_json(change) for change in plan.changes],
        "notes": list(plan.notes),
    }


def change_json(change: Change) -> dict[str, Any]:
    """One change, with every field from … to …."""
    return {
        "action": change.action,
        "kind": change.kind,
        "side": change.side,
        "ref": change.ref,
        "task": change.task,
        "fields": {name: {"from": what.before, "to": what.after} for name, what in change.fields.items()},
        "why": change.why,
    }


def _failed_plan(one: Failure) -> dict[str, Any]:
    return {
        "project": one.project,
        "title": one.title,
        "digest": "",
        "safe": False,
        "refusals": [str(one.error)],
        "changes": [],
        "notes": [],
        "requests": one.requests,
        "error": error_json(one),
    }


def synced_json(one: Synced) -> dict[str, Any]:
    """One project of ``sync --format json``."""
    methods = {method: one.requests.get(method, 0) for method in ("GET", "POST", "PUT", "DELETE")}
    return {
        "project": one.project,
        "title": one.title,
        "status": one.status,
        "applied": one.applied,
        "failed": one.failed,
        "left": one.left,
        "requests": methods,
        "seconds": round(one.seconds, 3),
        "errors": list(one.errors),
        "shadow": one.shadow,
        "planned": len(one.planned.plan.changes) if one.planned else 0,
        "waits": waits_json(one.planned) if one.planned else [],
        "digest": one.news.text,
        "urgent": one.news.urgent,
        "untold": list(one.untold),
        "notes": [*one.planned.plan.notes, *one.planned.view.notes] if one.planned else [],
    }


def _preview_json(document: Preview) -> dict[str, Any]:
    return {
        "project": document.project,
        "title": document.title,
        "board": document.board,
        "language": document.language,
        "pending": document.pending,
        "lists": [
            {
                "name": each.name,
                "cards": [
                    {
                        "title": card.title,
                        "description": card.description,
                        "due": card.due,
                        "done": card.done,
                        "labels": [label.name for label in card.labels],
                        "choices": [{"name": one.text, "done": one.ticked} for one in card.choices],
                        "comments": list(card.comments),
                    }
                    for card in each.cards
                ],
            }
            for each in document.lists
        ],
    }


def _text(value: Mapping[str, Any]) -> str:
    return json_lines(_plain(value)) + "\n"


_AS_IT_IS = frozenset((str, int, float, bool, type(None)))


def _plain(value: object) -> object:
    """The same of JSON's own kinds alone: days and moments in ISO, sets in order."""
    if type(value) in _AS_IT_IS:
        return value
    if isinstance(value, Mapping):
        return {name: inside if type(inside) in _AS_IT_IS else _plain(inside) for name, inside in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inside) for inside in value]
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    if isinstance(value, date):  # a moment is one
        return value.isoformat()
    return value
