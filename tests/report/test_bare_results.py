"""Of many projects in one run the reports say the same without their tasks, which nobody holds any more."""

import gc
from contextlib import suppress
from dataclasses import replace

import pytest
from tests.report.documents import AUDIT, AUDITED, LATE, NOW, PLAN, PLANNED, SYNC

from trackerbridge.errors import Unreachable, UsageError
from trackerbridge.model import Comment, Task
from trackerbridge.report.base import AuditDocument, Screen
from trackerbridge.report.formats import BUILT_IN, report_named
from trackerbridge.results import Audited, Failure, Planned

SCREEN = Screen(details=True)


def bare(document):
    return replace(document, projects=[one.bare() for one in document.projects])


@pytest.mark.parametrize("name", BUILT_IN)
def test_every_report_says_the_same(name):
    for kind, document in (("audit", AUDIT), ("plan", PLAN), ("sync", SYNC)):
        with suppress(UsageError):  # this format shows no such report
            say = getattr(report_named(name, kind), kind)
            assert say(bare(document), SCREEN) == say(document, SCREEN)


def test_a_board_without_dates_is_told_as_one_without_its_tasks():
    [snapshot] = AUDITED.snapshots
    undated = replace(
        AUDITED, snapshots=(replace(snapshot, tasks=tuple(replace(t, due=None) for t in snapshot.tasks)),)
    )
    said = report_named("table", "audit").audit(bare(AuditDocument(now=NOW, projects=[undated])), SCREEN)
    assert "No open task has a due date" in said


def test_nothing_of_it_holds_what_was_written_on_a_task():
    spoken = replace(LATE, comments=(Comment("1", NOW, "Words"),), description="More words")
    [snapshot] = AUDITED.snapshots
    flags = tuple(replace(each, task=spoken) for each in AUDITED.assessment.flags)
    one: Audited = replace(
        AUDITED,
        snapshots=(replace(snapshot, tasks=(spoken,)),),
        assessment=replace(AUDITED.assessment, flags=flags),
    )
    planned: Planned = replace(PLANNED, audited=one, view_at=lambda _, held=spoken: PLANNED.view)
    left = planned.bare()
    assert [task.key for task in left.audited.live] == [LATE.key], "a change is about it"
    assert not [task for task in reached(left) if isinstance(task, Task) and (task.comments or task.description)]
    assert [task for task in reached(planned) if isinstance(task, Task) and task.comments]


def test_a_failure_lets_go_of_the_frames_it_was_raised_in():
    with pytest.raises(Unreachable) as raised:
        raise Unreachable("It does not answer.", hint="Again.")
    failure = Failure(project="web", title="Website", error=raised.value).bare()
    assert failure.error.__traceback__ is None


def reached(value):
    """Every object that a value holds, classes and modules aside."""
    found, waiting = {}, [value]
    while waiting:
        one = waiting.pop()
        if id(one) not in found and not isinstance(one, type(gc)) and not isinstance(one, type):
            found[id(one)] = one
            waiting += [] if callable(one) and hasattr(one, "__globals__") and not one.__defaults__ else inside(one)
    return found.values()


def inside(one):
    """What an object holds itself; of a function its defaults alone."""
    return list(one.__defaults__) if hasattr(one, "__globals__") else gc.get_referents(one)
