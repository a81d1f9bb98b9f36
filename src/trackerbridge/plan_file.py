"""A plan that waits for a person: kept as JSON (0600), applied exactly as it is or not at all (decision 4).

The file holds the final bytes of every change and the moment of judgement. ``sync --plan`` plans anew as of that
moment; where any byte differs, the board, the source or the configuration has changed since: nothing is written.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from trackerbridge.config.schema import Settings
from trackerbridge.errors import BadInput, Refused, UsageError
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model.sentence import Sentence
from trackerbridge.plan import Plan
from trackerbridge.project_run import real_clock
from trackerbridge.report.base import PlanDocument, Screen
from trackerbridge.report.json import JsonReport, plan_json

KEPT_FOR = timedelta(hours=24)
CLOCKS_DIFFER = timedelta(minutes=5)
"""A plan may be made on one machine and applied on another."""


@dataclass(frozen=True, slots=True)
class KeptPlan:
    """By project: ``now`` (the moment of judgement), ``basis``, ``digest``, and ``changes`` as in the JSON."""

    path: Path
    plans: Mapping[str, Mapping[str, Any]]

    @property
    def projects(self) -> tuple[str, ...]:
        """The projects in it."""
        return tuple(self.plans)

    def now_of(self, settings: Settings) -> datetime:
        """The moment (UTC) as of which the plan was made: as of then it is made again."""
        kept = self.plans.get(settings.name)
        return kept["now"] if kept else real_clock()

    def require_fresh(self, now: datetime, settings: Settings) -> None:
        """Raise :class:`Refused` where the plan is too old at ``now``, a moment that was asked for (``--now``)."""
        if (age := now - self.now_of(settings)) > KEPT_FOR:
            raise _too_old(self.path, age)

    def require_holds(self, project: str) -> None:
        """Raise :class:`Refused` where there is no plan for this project: before anything is read or told for it."""
        if project not in self.plans:
            raise self._holds_none(project)

    def require_same(self, plan: Plan) -> None:
        """Raise :class:`Refused` unless this plan is, byte for byte, the one in the file."""
        self.require_holds(plan.project)
        kept = self.plans[plan.project]
        if kept["basis"] != plan.basis:
            raise self._stale(Sentence("the published work has changed since"), plan)
        made = json.loads(json.dumps(plan_json(plan), default=str))
        if kept["digest"] == made["digest"] and kept["changes"] == made["changes"]:
            return
        raise self._stale(_difference(kept["changes"], made["changes"]), plan)

    def _stale(self, why: str, plan: Plan) -> Refused:
        message = Sentence("The plan in {file} no longer holds: {why}. Nothing was written.", file=self.path, why=why)
        return Refused(message, hint=self._again(plan.project))

    def _again(self, project: str) -> str:
        return Sentence(
            "Plan again and look at it: trackerbridge plan {project} --out {file}", project=project, file=self.path
        )

    def _holds_none(self, project: str) -> Refused:
        message = Sentence(
            "{file} holds no plan for {project}, so nothing was written.", file=self.path, project=project
        )
        return Refused(message, hint=self._again(project))


def keep_plan(path: Path, document: PlanDocument) -> None:
    """Write the plan to ``path``, readable by its owner alone. Raises :class:`UsageError` where that fails."""
    held = json.loads(JsonReport().plan(document, Screen()))
    text = json.dumps(held | {"made_at": real_clock().isoformat()}, ensure_ascii=False, indent=2) + "\n"
    try:
        path.unlink(missing_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise UsageError(
            Sentence("{file} cannot be written: {why}.", file=path, why=error.strerror),
            hint=Sentence("Name another file with --out."),
        ) from None


def read_plan(path: Path) -> KeptPlan:
    """What ``keep_plan`` wrote. Raises :class:`BadInput` for anything else, :class:`Refused` where it is too old."""
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        made_at = datetime.fromisoformat(held["made_at"]).astimezone(UTC)
        written_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        plans = {one["project"]: _plan_of(one) for one in held["projects"] if "error" not in one}
        if not plans or not all(isinstance(name, str) for name in plans):
            raise ValueError
    except FileNotFoundError:
        raise BadInput(
            Sentence("There is no file {file}.", file=path),
            hint=Sentence("Make it with: trackerbridge plan --out {file}", file=path),
        ) from None
    except OSError as error:
        raise BadInput(
            Sentence("{file} cannot be read: {why}.", file=path, why=error.strerror),
            hint=Sentence("Check the path and its permissions."),
        ) from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise BadInput(
            Sentence("{file} is no plan of trackerbridge.", file=path),
            hint=Sentence("Make it with: trackerbridge plan --out {file}", file=path),
        ) from None
    now = real_clock()
    if made_at - now > CLOCKS_DIFFER:
        raise Refused(
            Sentence("The plan in {file} says that it was made in the future, so nothing was written.", file=path),
            hint=Sentence("Set this machine's clock right, and plan again: trackerbridge plan --out {file}", file=path),
        )
    if (age := now - min(made_at, written_at)) > KEPT_FOR:
        raise _too_old(path, age)
    return KeptPlan(path, plans)


def _too_old(path: Path, age: timedelta) -> Refused:
    hours = int(age.total_seconds() // 3600)
    return Refused(
        Sentence(
            "The plan in {file} is {hours} hours old (at most 24), so nothing was written.", file=path, hours=hours
        ),
        hint=Sentence("Plan again: trackerbridge plan --out {file}", file=path),
    )


def _plan_of(one: Mapping[str, Any]) -> dict[str, Any]:
    now = datetime.fromisoformat(one["now"]).astimezone(UTC)
    changes = [dict(change) for change in one["changes"]]
    return {"now": now, "basis": str(one["basis"]), "digest": one["digest"], "changes": changes}


def _difference(kept: list[Any], made: list[Any]) -> str:
    """The first thing that is no longer as it was, in a clause."""
    for before, after in zip(kept, made, strict=False):
        if before != after:
            return Sentence("the board or the work behind it has changed, first at {about}", about=_about(before))
    if len(kept) == len(made):
        return Sentence("the board has changed")
    return Sentence("it has {kept} changes, and {made} would be made now", kept=len(kept), made=len(made))


def _about(change: Mapping[str, Any]) -> str:
    return str(change.get("task") or change.get("ref") or "")
