"""Root causes and habits: one line a task, one line a habit, and the JSON keeps every flag."""

from typing import ClassVar

from trackerbridge.flags.base import Flag, Severity
from trackerbridge.flags.grouping import with_causes
from trackerbridge.flags.patterns import patterns_in
from trackerbridge.flags.registry import built_in_rules
from trackerbridge.flags.wording import words_of
from trackerbridge.testing.rules import a_task

EXPLAINED = {rule.code: rule.explained_by for rule in built_in_rules()}
RULES = built_in_rules()


def flag(code: str, severity: Severity = Severity.LOW, task: str | None = "t1") -> Flag:
    return Flag(
        code=code,
        rule=code,
        severity=severity,
        task=a_task(id=task, key=task.upper()) if task else None,
        since=None,
        message="m",
        suggestion="s",
        evidence={},
    )


def causes(*flags: Flag) -> dict[str, str | None]:
    return {one.code: one.cause for one in with_causes(flags, EXPLAINED)}


def test_a_late_task_is_not_also_stale():
    assert causes(flag("D01"), flag("F01", Severity.HIGH)) == {"D01": None, "F01": "D01"}


def test_of_several_roots_the_loudest_then_the_first_family():
    assert causes(flag("C02", Severity.MEDIUM), flag("D07")) == {"C02": None, "D07": "C02"}
    assert causes(flag("C02"), flag("F02"), flag("D07")) == {"C02": "D07", "F02": "D07", "D07": None}


def test_flags_that_explain_each_other_still_have_a_root():
    explained = {"X01": frozenset({"X02"}), "X02": frozenset({"X01"})}

    assert [one.cause for one in with_causes([flag("X01"), flag("X02")], explained)] == [None, "X01"]


def test_other_tasks_and_the_project_are_left_alone():
    kept = with_causes([flag("D01"), flag("F01", task="t2"), flag("X03", task=None)], EXPLAINED)

    assert [one.cause for one in kept] == [None, None, None]


def board(flagged: int, tasks: int) -> tuple[list[Flag], dict[str, str]]:
    return [flag("D07", task=f"t{n}") for n in range(flagged)], {f"t{n}": f"T{n}" for n in range(tasks)}


def test_three_of_ten_open_tasks_are_a_habit():
    flags, open_ids = board(3, 10)

    (pattern,) = patterns_in(flags, RULES, open_ids, words_of("en"))

    assert (pattern.code, pattern.flagged, pattern.of, pattern.tasks) == ("D07", 3, 10, ("T0", "T1", "T2"))
    assert pattern.message.startswith("3 of 10 open tasks are in progress or visible to the client without a date")


def test_fewer_than_ten_open_tasks_or_less_than_thirty_percent_are_none():
    assert patterns_in(*board(9, 9)[:1], RULES, board(9, 9)[1], words_of("en")) == ()
    assert patterns_in(*board(3, 11)[:1], RULES, board(3, 11)[1], words_of("en")) == ()


def test_a_finished_task_and_the_project_are_no_part_of_a_habit():
    flags, open_ids = board(2, 10)

    assert (
        patterns_in([*flags, flag("D07", task="done"), flag("D07", task=None)], RULES, open_ids, words_of("en")) == ()
    )


def test_a_rule_without_a_sentence_of_its_own_is_named():
    assert words_of("en").pattern(_Nameless, 4, 12) == (
        "4 of 12 open tasks have the flag “plain”: a habit of the board rather than a slip."
    )


class _Nameless:
    code = "X09"
    name = "plain"
    words: ClassVar[dict[str, dict[str, str]]] = {}


def test_what_is_blocked_is_not_also_stale_and_old_in_its_state():
    assert causes(flag("F01", Severity.HIGH), flag("F04"), flag("F08")) == {"F01": "F04", "F04": None, "F08": "F04"}


def test_a_date_that_keeps_moving_has_not_also_slipped():
    assert causes(flag("D04", Severity.HIGH), flag("D06"), flag("D12")) == {"D04": "D06", "D06": None, "D12": "D06"}
