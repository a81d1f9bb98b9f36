"""Several projects: one that fails does not stop the rest, and each run is recorded."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TypeVar

from trackerbridge.config.schema import PublishConfig, Settings
from trackerbridge.errors import ExitCode, LedgerTrouble, Locked, Refused, TrackerbridgeError
from trackerbridge.flags.remembered import forget_texts
from trackerbridge.lanes import lanes_of
from trackerbridge.our_bug import our_bug
from trackerbridge.project_run import ProjectRun, real_clock
from trackerbridge.results import Audited, Failure, Planned, Result, Synced
from trackerbridge.side_by_side import side_by_side
from trackerbridge.trackers.tally import tallied
from trackerbridge.wiring import Wiring

log = logging.getLogger("trackerbridge.run")

_LOOKS = {
    "backtest": False, "review": False,
    "plan": True, "preview": True, "held": True, "brief": True, "sync": True,
}  # fmt: skip
"""Commands that look at every source, and whether they look at the client's boards before. An audit says so itself."""

Done = TypeVar("Done", bound=Result)


def run_projects(
    projects: Sequence[Settings],
    work: Callable[[ProjectRun], Done],
    *,
    wiring: Wiring,
    command: str,
    now_of: Callable[[Settings], datetime],
    tell: Callable[[str], None] = lambda _: None,
    force: bool = False,
    at_any_hour: bool = False,
    select: tuple[str, ...] = (),
    ignore: tuple[str, ...] = (),
    overlap: bool = False,
    bare: bool = False,
) -> list[Done | Failure]:
    """Do ``work`` for each project. What cannot be done becomes a :class:`Failure` in its place.

    ``overlap``: projects on other trackers at the same time, each in a thread; else one after the other. ``bare``: the
    results are for a report alone, which speaks of no more tasks than it names (``Result.bare``).
    """
    if command in _LOOKS:
        wiring.expect(projects, client_side=_LOOKS[command])
    wiring.pull_anew()

    def one(settings: Settings) -> Done | Failure:
        run = ProjectRun(
            settings=settings, wiring=wiring, now=now_of(settings), force=force, at_any_hour=at_any_hour,
            select=select, ignore=ignore, tell=_about(settings.title, tell),
        )  # fmt: skip
        result = _timed(run, work, command)
        forget_texts()  # or two hundred projects would hold the texts of all
        return result.bare() if bare and len(projects) > 1 else result

    if not overlap:
        return [one(settings) for settings in projects]
    lanes = lanes_of(projects, board_of=partial(_board_of, wiring))
    return side_by_side(projects, one, lane_of=lambda each: lanes[each.name.partition("/")[0]], stop=wiring.budget.stop)


def _board_of(wiring: Wiring, publish: PublishConfig, project: str) -> str:
    """One name for a client's board; empty where something stands against it that the project's own run will say."""
    try:
        return wiring.board_of(publish, project)
    except TrackerbridgeError:
        return ""


def _about(title: str, tell: Callable[[str], None]) -> Callable[[str], None]:
    return lambda text: tell(f"{title}: {text}")


def left_for_next_time(results: Sequence[Result]) -> str:
    """A sentence about what the run had no time for; empty where it had time for all, or one error says it already."""
    if len(results) == 1 and isinstance(results[0], Failure):
        return ""
    left = []
    for one in results:
        if one.cut_short_by_time and isinstance(one, Synced):
            n = one.left + one.failed
            left.append(f"{one.title} ({n} {'change' if n == 1 else 'changes'})")
        elif one.cut_short_by_time:
            left.append(f"{one.title} ({'read in part' if any(one.requests.values()) else 'not begun'})")
    return f"There was no time for everything. Left for the next run: {', '.join(left)}." if left else ""


def _timed(run: ProjectRun, work: Callable[[ProjectRun], Done], command: str) -> Done | Failure:
    with tallied() as tally:
        return _told(run, work, command, tally)


def _told(
    run: ProjectRun, work: Callable[[ProjectRun], Done], command: str, tally: Mapping[str, int]
) -> Done | Failure:
    started = time.monotonic()
    run_id = 0
    result: Done | Failure
    try:
        run.wiring.budget.check(run.title)
        run_id = run.audit_ledger.begin_run(run.name, command, at=run.clock())
        result = work(replace(run, id=run_id))
    except TrackerbridgeError as error:
        result = Failure(project=run.name, title=run.title, error=error)
    except Exception as error:  # one project's surprise must not cost the others their run
        log.error("%s: %s", run.title, error, exc_info=log.isEnabledFor(logging.INFO))
        result = Failure(project=run.name, title=run.title, error=our_bug(run.title, error))
    except KeyboardInterrupt:
        if run_id:
            _record_interruption(run, run_id, tally)
        raise
    result = replace(
        result, requests=_spent(run, tally), seconds=time.monotonic() - started, language=run.settings.language
    )
    if run_id and run.wiring.budget.stopped and result.exit_code is not ExitCode.OK:
        _record_interruption(run, run_id, tally)
    elif run_id:
        return _recorded(run, run_id, result)
    return result


def _recorded(run: ProjectRun, run_id: int, result: Done | Failure) -> Done | Failure:
    """The result, once it is in the ledger. That it cannot be is told; what was written before stays written."""
    try:
        _record(run, run_id, result)
    except LedgerTrouble as error:
        if isinstance(result, Failure):
            return result
        if isinstance(result, Synced):
            code = ExitCode.PARTLY_DONE if result.applied else error.exit_code
            status = "partial" if result.applied else "failed"
            errors = result.errors if result.code else (*result.errors, str(error))
            return replace(result, status=status, code=code, errors=errors)
        return Failure(
            project=run.name, title=run.title, error=error, requests=result.requests, seconds=result.seconds,
            language=result.language,
        )  # fmt: skip
    return result


def _spent(run: ProjectRun, tally: Mapping[str, int]) -> dict[str, int]:
    return {verb: tally.get(verb, 0) for verb in run.wiring.counts}


def _record_interruption(run: ProjectRun, run_id: int, tally: Mapping[str, int]) -> None:
    """Somebody pressed Ctrl-C: the run has ended, and is not shown as running for ever."""
    note = "Interrupted with Ctrl-C; the next run settles what was begun."
    run.audit_ledger.finish_run(
        run_id, at=real_clock(), status="interrupted", requests=_spent(run, tally), notes=(note,)
    )  # fmt: skip


def _record(run: ProjectRun, run_id: int, result: Result) -> None:
    """What was read, flagged, planned and written."""
    audited, planned = _audited_of(result), _planned_of(result)
    read = {"tasks": audited.assessment.tasks, "flags": len(audited.assessment.flags)} if audited else {}
    status, notes = status_of(result), _notes_of(result)
    if planned is None:
        run.audit_ledger.finish_run(
            run_id, at=real_clock(), judged_at=run.now, status=status, requests=result.requests, notes=notes, **read
        )
        return
    wrote = {"applied": result.applied, "failed": result.failed} if isinstance(result, Synced) else {}
    run.ledger.finish_run(
        run_id, at=real_clock(), judged_at=run.now, status=status, requests=result.requests, notes=notes,
        planned=len(planned.plan.changes), digest=planned.plan.digest, **read, **wrote,
    )  # fmt: skip


def _planned_of(result: Result) -> Planned | None:
    if isinstance(result, Synced):
        return result.planned
    return result if isinstance(result, Planned) else None


def _audited_of(result: Result) -> Audited | None:
    planned = _planned_of(result)
    if planned is not None:
        return planned.audited
    return result if isinstance(result, Audited) else None


def status_of(result: Result) -> str:
    """ok, unchanged, partial, refused, failed or locked."""
    if isinstance(result, Synced):
        return result.status
    if not isinstance(result, Failure):
        return "ok" if result.exit_code is ExitCode.OK else "refused"
    if isinstance(result.error, Locked):
        return "locked"
    return "refused" if isinstance(result.error, Refused) else "failed"


def _notes_of(result: Result) -> tuple[str, ...]:
    if isinstance(result, Failure):
        return (result.sentence,)
    if isinstance(result, Synced):
        return result.errors
    return ()


def as_synced(result: Synced | Failure) -> Synced:
    """A failed project in the shape of a sync's report."""
    if isinstance(result, Synced):
        return result
    return Synced(
        project=result.project, title=result.title, status=status_of(result), errors=(result.sentence,),
        code=result.error.exit_code, out_of_time=result.cut_short_by_time,
        requests=result.requests, seconds=result.seconds, language=result.language,
    )  # fmt: skip


def shared_requests(total: Mapping[str, int], results: Sequence[Result]) -> dict[str, int]:
    """Requests that belong to no single project (decision 6)."""
    verbs = ("GET", "POST", "PUT", "DELETE")
    return {verb: total.get(verb, 0) - sum(result.requests.get(verb, 0) for result in results) for verb in verbs}
