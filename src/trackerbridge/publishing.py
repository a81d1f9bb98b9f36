"""What only a run that publishes does: whether it may, what it reads of the board, and how it ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from trackerbridge.client_view.extras.register import NO_EXTRAS, Register
from trackerbridge.client_view.guard import Guard
from trackerbridge.client_view.health import COLORS
from trackerbridge.client_view.naming import label_names, list_names
from trackerbridge.client_view.view import ClientView, ViewLabel, ViewList
from trackerbridge.client_view.wording import wording_of
from trackerbridge.errors import BudgetSpent, ExitCode, Refused
from trackerbridge.found_again import brought_back, has_ended
from trackerbridge.incoming import Incoming, Scene, incoming
from trackerbridge.ledger.held import decided, held_entry, held_news
from trackerbridge.ledger.records import Memory
from trackerbridge.ledger.steering import standing, steering_entry, steering_of
from trackerbridge.lost_ledger import GoingOn, gone_on
from trackerbridge.manager.quiet import Hours
from trackerbridge.model import Snapshot, Steering, SteeringKind
from trackerbridge.model.sentence import Sentence
from trackerbridge.outcome import Outcome
from trackerbridge.plan.last_look import Reads
from trackerbridge.project_run import ProjectRun
from trackerbridge.results import Planned, Synced
from trackerbridge.trackers.base import Board

_FOUND = "found"  # nobody's command: the closing card told it


def hours_of(run: ProjectRun) -> Hours | None:
    """When the client may be written to; None: at any hour."""
    return None if run.at_any_hour else Hours.of(run.settings)


def may_write(run: ProjectRun, memory: Memory) -> bool:
    """Whether the client may be written to now, whatever it is about."""
    hours = hours_of(run)
    return run.hold(memory) is None and (hours is None or hours.next_opening(run.now) is None)


def require_not_retired(run: ProjectRun) -> None:
    """Raise Refused where a person's word says that the engagement has ended: it is written to no more."""
    word = next(iter(standing(steering_of(run.ledger.memory(run.name), SteeringKind.RETIRE), run.now)), None)
    if word is not None:
        day = run.settings.calendar.day_of(word.made_at)
        ended = (
            Sentence("was retired on {day}", day=day)
            if word.value != _FOUND
            else Sentence("was found retired on {day}, by its closing card", day=day)
        )
        raise _ended(run, ended)


def _ended(run: ProjectRun, how: str) -> Refused:
    return Refused(
        Sentence("{title} {how}: its record is kept, and nothing is written to the client.", title=run.title, how=how),
        hint=Sentence("To begin again: trackerbridge retire {project} --off", project=run.name.partition("/")[0]),
    )


def going_on(run: ProjectRun, memory: Memory, board: Board, *, record: bool) -> GoingOn:
    """How an engagement goes on. Raises Refused where the ledger was lost after it had ended.

    ``record``: remember that it has, so that a sync of all projects passes it over from then on.
    """
    wording = wording_of(run.settings)
    if has_ended(memory, board, wording):
        word = Steering(kind=SteeringKind.RETIRE, made_at=run.now, value=_FOUND, reason="the closing card says so")
        if record:
            run.ledger.remember(run.name, [steering_entry(word)], at=run.clock(), run=run.id)
        raise _ended(run, Sentence("was retired, as its closing card says, and the ledger was lost since"))
    found = gone_on(run, memory, board.id, record=record)
    if standing(steering_of(found.memory, SteeringKind.RETIRE), run.now):
        require_not_retired(run)
        raise _ended(run, Sentence("was retired, as is known from the files beside the ledger"))
    return replace(found, memory=brought_back(found.memory, board, wording))


def incoming_of(
    run: ProjectRun, snapshots: Sequence[Snapshot], memory: Memory, board: Board, register: Register = NO_EXTRAS
) -> Incoming:
    """What the client wrote on our cards, and what becomes of it."""
    scene = Scene(
        project=run.name, settings=run.settings, board=board, memory=memory, snapshots=snapshots,
        wording=wording_of(run.settings), guard=Guard.of(run.settings, snapshots, decided(memory)), now=run.now,
        replies=run.writer().capabilities.replies, reachable=frozenset(run.source_writers(snapshots)),
    )  # fmt: skip
    return incoming(scene, register.cases)


def our_places(run: ProjectRun) -> tuple[tuple[ViewList, ...], tuple[ViewLabel, ...]]:
    """Our lists and labels, as they are called on this board."""
    wording = wording_of(run.settings)
    lists = tuple(ViewList(role, name) for role, name in list_names(run.publish, wording).items())
    named = label_names(run.publish, wording).items()
    return lists, tuple(ViewLabel(role, name, COLORS[role]) for role, name in named)


def reads_of(
    run: ProjectRun, view: ClientView, snapshots: Sequence[Snapshot], memory: Memory
) -> tuple[Reads, tuple[str, ...]]:
    """The guard's last look at final bytes, and what passes as it stands."""
    guard = Guard.of(run.settings, snapshots, decided(memory))
    publish = run.publish
    guard.let_pass(*view.passing, *filter(None, (publish.contact, publish.hours, publish.deputy, publish.channels)))
    names = [each.name for each in view.lists] + [each.name for each in view.labels]

    def reads(kind: str, text: str) -> str:
        return "; ".join(guard.read(text, exempt=view.exempt, title=kind == "title", composed=True).reasons)

    return reads, (*view.own, *names)


def remember_held(run: ProjectRun, planned: Planned) -> None:
    """Which texts the guard keeps back, so that the manager sees since when; never the texts themselves."""
    now_held = [
        held_entry(each.id, ref=each.ref, part=each.part, task=each.task, why=each.reason) for each in planned.view.held
    ]
    news = held_news(planned.memory, now_held)
    if news:
        run.ledger.remember(run.name, news, at=run.clock(), run=run.id)


def refused(run: ProjectRun, planned: Planned) -> Synced:
    """The plan is unsafe: nothing was written."""
    return _synced(run, planned, status="refused", errors=planned.against, code=ExitCode.REFUSED)


def shadowed(run: ProjectRun, planned: Planned) -> Synced:
    """Shadow mode: planned and reported, never written."""
    return _synced(run, planned, status="unchanged")


def applied(run: ProjectRun, planned: Planned, outcome: Outcome) -> Synced:
    """Applied, wholly, in part or not at all."""
    return _synced(
        run, planned, status=outcome.status, applied=outcome.applied, failed=outcome.failed + outcome.skipped,
        errors=outcome.errors, code=outcome.exit_code, left=outcome.left,
        out_of_time=isinstance(outcome.stopped, BudgetSpent),
    )  # fmt: skip


def _synced(
    run: ProjectRun, planned: Planned, *, status: str, errors: tuple[str, ...] = (), code: ExitCode = ExitCode.OK,
    applied: int = 0, failed: int = 0, left: int = 0, out_of_time: bool = False,
) -> Synced:  # fmt: skip
    return Synced(
        project=run.name, title=run.title, status=status, planned=planned, errors=errors, code=code,
        applied=applied, failed=failed, language=run.settings.language, shadow=run.publish.mode == "shadow",
        left=left, out_of_time=out_of_time,
    )  # fmt: skip
