"""Milestones, as the configuration says what one is (decision 10)."""

from datetime import date

import pytest

from trackerbridge.clock import Calendar
from trackerbridge.milestones import milestones_of
from trackerbridge.model import Stage, Version
from trackerbridge.testing.rules import a_task
from trackerbridge.testing.work import at

UTC = Calendar()
ONE, TWO = Version("1.0", date(2026, 12, 1)), Version("2.0", date(2027, 3, 1))


def task(key, **fields):
    return a_task(id=key.lower(), key=key, created_at=fields.pop("created_at", at("2026-11-02")), **fields)


def found(spec, *tasks):
    return [(one.name, one.day, [task.key for task in one.members]) for one in milestones_of(spec, tasks, UTC) or ()]


def test_without_a_word_about_it_there_are_none_to_speak_of():
    assert milestones_of("", [task("A")], UTC) is None


def test_versions_that_are_not_out_yet_and_have_a_day():
    out = Version("0.9", date(2026, 10, 1), released=True)
    tasks = [task("A", versions=(ONE,)), task("B", versions=(ONE, TWO)), task("C", versions=(out, Version("?")))]

    assert found("version", *tasks) == [("1.0", date(2026, 12, 1), ["A", "B"]), ("2.0", date(2027, 3, 1), ["B"])]


def test_of_two_copies_of_a_version_the_one_read_last_counts():
    later = Version("1.0", date(2026, 12, 8))
    tasks = [
        task("A", versions=(later,), updated_at=at("2026-11-10")),
        task("B", versions=(ONE,), updated_at=at("2026-11-02")),
    ]

    assert found("version", *tasks) == [("1.0", date(2026, 12, 8), ["A", "B"])]


def test_epics_with_the_tasks_beneath_them_by_id_or_key():
    epic = a_task("Launch", id="e", key="E", kind="Epic", due="2026-12-01")
    tasks = [task("A", parent="e"), task("B", parent="E", created_at=at("2026-10-05")), task("C")]

    (milestone,) = milestones_of("epic", [epic, *tasks], UTC) or ()

    assert (milestone.name, [one.key for one in milestone.members]) == ("Launch", ["A", "B"])
    assert (milestone.began, milestone.task) == (date(2026, 10, 5), epic)


@pytest.mark.parametrize("fields", [{"due": None}, {"due": "soon"}, {"due": "2026-12-01", "stage": Stage.DONE}])
def test_an_epic_without_a_day_or_done_is_none(fields):
    assert found("epic", a_task(kind="epic", **fields)) == []


@pytest.mark.parametrize("spec", ["list:Milestones", "label: milestone "])
def test_a_card_stands_for_a_milestone_and_takes_what_is_due_by_it(spec):
    stands = {"status": "Milestones", "labels": ("Milestone",)}
    first = a_task("Beta", id="m1", key="M1", due="2026-11-20", **stands)
    second = a_task("Launch", id="m2", key="M2", due="2026-12-10T15:00+00:00", **stands)
    tasks = [task("A", due="2026-11-20"), task("B", due="2026-11-21"), task("C", due="2026-12-11"), task("D")]

    assert found(spec, second, first, *tasks) == [
        ("Beta", date(2026, 11, 20), ["A"]),
        ("Launch", date(2026, 12, 10), ["B"]),
    ]


def test_a_card_with_tasks_beneath_it_takes_only_these_and_never_itself():
    card = a_task("Launch", id="m", key="M", due="2026-12-10", status="Milestones", parent="M")

    assert found("list:milestones", card, task("A", parent="M"), task("B", due="2026-12-01"))[0][2] == ["A"]
