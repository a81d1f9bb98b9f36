"""Pull and assess, the first two of the five verbs (``pipeline.py`` has the others): an audit is no more than these."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from trackerbridge.carried import ours_apart
from trackerbridge.errors import Refused
from trackerbridge.flags.engine import assess
from trackerbridge.ledger.records import Memory
from trackerbridge.model import Snapshot
from trackerbridge.model.sentence import Sentence
from trackerbridge.project_run import ProjectRun
from trackerbridge.results import Audited
from trackerbridge.told_apart import told_apart

if TYPE_CHECKING:  # an audit looks at no board, and loads nothing that does
    from trackerbridge.client_view.extras.register import Register
    from trackerbridge.incoming import Incoming


def audit(run: ProjectRun) -> Audited:
    """Pull and assess: what is late, what will be, what is confusing. Published is what the client sees already."""
    memory = run.audit_ledger.memory(run.name)
    snapshots = pull(run, memory)
    memory = memory.by_present_keys(run.refs(snapshots))
    return judge(run, snapshots, memory, published=memory.published_tasks)


def pull(run: ProjectRun, memory: Memory) -> tuple[Snapshot, ...]:
    """Read every source. One that had work at the last complete pull and now has none stops the run."""
    snapshots = []
    for place, connector in enumerate(run.connectors()):
        run.tell("reading the team's work")
        snapshot = run.wiring.pulled(run.settings, place, partial(connector.pull, now=run.now))
        refuse_suddenly_empty(run, snapshot, memory.task_counts.get(snapshot.asked, 0))
        snapshots.append(snapshot)
    run.remember_counts(snapshots, memory.task_counts)
    return ours_apart(told_apart(snapshots))


def judge(
    run: ProjectRun,
    snapshots: tuple[Snapshot, ...],
    memory: Memory,
    *,
    published: frozenset[str],
    register: Register | None = None,
    came: Incoming | None = None,
) -> Audited:
    """Run the rules over what was pulled. ``published``: keys of the tasks that the client sees.

    ``register``: the extras, where somebody looked at the board for them; else they are as far as the ledger knows.
    ``came``: what the client wrote on their board, where somebody looked.
    """
    settings = run.settings
    assessment = assess(
        project=run.name,
        snapshots=snapshots,
        flags=run.flags(memory),
        calendar=settings.calendar,
        now=run.now,
        language=settings.language,
        promises={promise.task: promise for promise in memory.promises if promise.task},
        published=published,
        ignore=run.ignore,
        select=run.select,
        client_calendar=settings.client_days,
        client_language=settings.client_language if settings.project.publish else None,
        side=run.known_besides(snapshots, memory, register, came),
    )
    return Audited(
        project=run.name, title=run.title, calendar=settings.calendar, snapshots=snapshots, assessment=assessment
    )


def refuse_suddenly_empty(run: ProjectRun, snapshot: Snapshot, before: int) -> None:
    """An empty answer is far more often a lost permission than a finished project; nothing forces it."""
    if before and not snapshot.live_tasks:
        raise Refused(
            Sentence(
                "{source} had {before} live tasks at the last look and now has none, "
                "so nothing was judged or changed for {title}.",
                source=snapshot.title or snapshot.source,
                before=before,
                title=run.title,
            ),
            hint=Sentence(
                "See what trackerbridge may still read: trackerbridge check {project}. If the work has really "
                "left, take this source out of [projects.{project}] or leave one card there.",
                project=run.name,
            ),
        )
