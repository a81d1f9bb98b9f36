"""Flags are drawn for judging by lot: repeatable, in turns of the rules, a task once a rule."""

import json
from datetime import UTC, datetime

import pytest
from benchmarks.judged.__main__ import main
from benchmarks.judged.draw import flags_drawn, tasks_drawn
from benchmarks.judged.looks import looks_at

from trackerbridge.sandbox.agency import build


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """A folder in the layout of the real one, with two boards of the sample agency."""
    folder = tmp_path_factory.mktemp("data")
    (folder / "trello-exports").mkdir()
    agency = build(datetime(2026, 11, 18, 10, tzinfo=UTC))
    for name in ("kettle", "crama"):
        board = folder / "trello-exports" / f"{name}.json"
        board.write_text(json.dumps(agency.source(name)), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def looks(data):
    return list(looks_at(data))


def names(drawn):
    return [(one.look.board, one.look.at, one.flag.code, one.task and one.task.key) for one in drawn]


def test_the_same_seed_draws_the_same_flags(looks):
    assert names(flags_drawn(looks, 10, seed=1)) == names(flags_drawn(looks, 10, seed=1))
    assert names(flags_drawn(looks, 10, seed=1)) != names(flags_drawn(looks, 10, seed=2))


def test_every_rule_has_its_turn_before_one_has_two(looks):
    codes = {flag.code for look in looks for flag in look.assessment.flags}

    first = [one.flag.code for one in flags_drawn(looks, len(codes), seed=3)]

    assert sorted(first) == sorted(codes)


def test_a_rules_flag_on_a_task_is_drawn_once(looks):
    drawn = [(one.flag.code, one.task.key) for one in flags_drawn(looks, 10_000, seed=1) if one.task]
    assert len(drawn) == len(set(drawn))


def test_the_past_is_looked_at_as_it_stood(looks):
    for look in looks:
        known = [task.created_at for task in look.snapshot.tasks if task.created_at]
        assert max(known) <= look.at


def test_tasks_without_a_flag_are_open_and_have_none(looks):
    for one in tasks_drawn(looks, 20, seed=1):
        assert one.task.open
        assert one.task.identity not in {flag.task.identity for flag in one.look.assessment.flags if flag.task}


def test_the_list_is_printed_with_evidence(data, capsys):
    assert main(["--data", str(data), "--seed", "5", "--flags", "4", "--tasks", "2"]) == 0

    said = capsys.readouterr().out
    assert said.startswith("4 flags, seed 5, of ")
    assert "2 open tasks without a flag" in said
    assert '"' in said.splitlines()[3]


def test_a_folder_with_nothing_in_it_is_said_to_have_nothing(tmp_path, capsys):
    assert main(["--data", str(tmp_path)]) == 2
    assert "to look at" in capsys.readouterr().err
