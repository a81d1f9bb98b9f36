"""What was made of a tracker's answers, as rows and back: nothing is lost, and nothing comes back as something else."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import MappingProxyType

import pytest

from trackerbridge.model import (
    Attachment,
    Change,
    ChangeField,
    CheckItem,
    Checklist,
    Comment,
    Completeness,
    Due,
    DueKind,
    Evidence,
    Gap,
    Link,
    LinkKind,
    Person,
    Side,
    Snapshot,
    Sprint,
    Stage,
    Task,
    Version,
)
from trackerbridge.trackers.rows import Rows

AT = datetime(2026, 3, 4, 9, 30, 0, 120_000, tzinfo=UTC)
DAY = date(2026, 3, 20)
MIRA = Person("5f0c", name="Mira Țurcanu", handle="mira", email="mira@acme.example", side=Side.TEAM)
ANA = Person("5f0d", name="Ana", side=Side.CLIENT)
EVERYTHING = Task(
    id="1", key="WEB-1", source="jira:acme.example", title="Cart “2”\n", url="https://acme.example/browse/WEB-1",
    description="Ш\u2028ț", status="In Progress", stage=Stage.IN_PROGRESS, status_stage=Stage.PLANNED, ticked=False,
    due=Due(DueKind.EXACT, DAY, AT, "raw"), start=Due(DueKind.DAY, DAY), created_at=AT, updated_at=AT, done_at=AT,
    owners=(MIRA, ANA), labels=("client", "ș"), kind="Story", parent="WEB-0", project="WEB", reporter=ANA,
    priority="High", resolution="Fixed", components=("shop",), versions=(Version("1.0", DAY, True, False, "7"),),
    sprints=(Sprint("One", "active", AT, None),), links=(Link(LinkKind.BLOCKS, "WEB-2", "Two", Stage.DONE, "u"),),
    points=3.5, estimate_minutes=90.0, flagged=True, position=7.0, archived=True, template=True,
    comments=(Comment("c", AT, "Hello", MIRA, AT, None), Comment("d", AT, "", None, None, True)),
    history=(Change(AT, ChangeField.STATUS, None, "Done", MIRA, None, Stage.DONE, "ref"),),
    checklists=(Checklist("k", "Steps", (CheckItem("i", "One", True, Due(DueKind.DAY, DAY), AT, MIRA, AT),), AT),),
    attachments=(Attachment("a.png", "u", True, AT),), fields=MappingProxyType({"Budget": "1 000"}),
)  # fmt: skip
SNAPSHOT = Snapshot(
    source="jira:acme.example", title="Web shop", part="project = WEB", pulled_at=AT, people=(MIRA, ANA),
    tasks=(EVERYTHING, Task(id="2", key="WEB-2", title="Two", owners=(MIRA,))), last_activity=AT, statuses=("To Do",),
    completeness=Completeness(frozenset({Evidence.SIDES, Evidence.HISTORY}), (Gap(None, "cut"),), ("a note",)),
)  # fmt: skip


def rows() -> Rows[Snapshot]:
    return Rows(Snapshot, once=Person)


def through_json(value: object) -> dict[str, object]:
    found: dict[str, object] = json.loads(json.dumps(value))
    return found


def test_everything_a_snapshot_may_hold_comes_back_as_it_was() -> None:
    found = rows().read(through_json(rows().written(SNAPSHOT)))
    assert found == SNAPSHOT
    assert repr(found.tasks) == repr(SNAPSHOT.tasks)  # the zones of instants and the classes of words too
    assert found.tasks[0].owners[0] is found.tasks[1].owners[0]  # one person, once


def test_each_value_of_a_task_is_told_apart_from_its_default() -> None:
    """Of whatever field is added to the model, this list of one task that has everything must know."""
    plain = Task(id="", key="", title="")
    same = [name for name in Task.__dataclass_fields__ if getattr(EVERYTHING, name) == getattr(plain, name)]
    assert same == []


def test_what_has_no_order_is_written_in_one() -> None:
    """So that what is written the same is the same, whichever process wrote it."""
    written = Rows(Completeness, once=Person).written(Completeness(frozenset(Evidence)))
    assert written["row"][0] == sorted(each.value for each in Evidence)


@pytest.mark.parametrize(
    "written", [{}, {"once": [], "row": []}, {"once": 3, "row": [1]}, {"once": [[1, 2]], "row": ["a"] * 14}]
)
def test_what_nobody_wrote_like_that_is_an_error(written: dict[str, object]) -> None:
    with pytest.raises((KeyError, TypeError, ValueError, IndexError)):
        rows().read(written)


def test_a_class_that_json_cannot_hold_is_refused_at_once() -> None:
    @dataclass(frozen=True)
    class Odd:
        picture: bytes

    Odd.__annotations__["picture"] = bytes
    with pytest.raises(TypeError, match="no row can hold"):
        Rows(Odd, once=Person)
