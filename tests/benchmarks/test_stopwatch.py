"""Each part is given its own time, and every function that is watched is there."""

from __future__ import annotations

import importlib

import pytest
from benchmarks.profile import rows
from benchmarks.stopwatch import PARTS, WATCHED, Stopwatch


class Clock:
    """Moves when it is told to."""

    now = 0.0

    def __call__(self) -> float:
        return self.now

    def pass_by(self, seconds: float) -> None:
        self.now += seconds


def test_a_part_stops_while_another_runs() -> None:
    clock = Clock()
    watch = Stopwatch(clock)

    def pull() -> None:
        clock.pass_by(2)
        watch.running("JSON", lambda: clock.pass_by(5))
        clock.pass_by(1)

    watch.running("pull", pull)
    assert dict(watch.times) == {"pull": 3, "JSON": 5}


def test_time_is_noted_where_a_part_fails() -> None:
    clock = Clock()
    watch = Stopwatch(clock)

    def fail() -> None:
        clock.pass_by(4)
        raise ValueError

    with pytest.raises(ValueError):
        watch.running("pull", fail)
    watch.running("plan", lambda: clock.pass_by(1))
    assert dict(watch.times) == {"pull": 4, "plan": 1}


@pytest.mark.parametrize("where", [where for places in WATCHED.values() for where in places])
def test_what_is_watched_is_there(where: str) -> None:
    module, _, path = where.partition(":")
    *outer, name = path.split(".")
    holder = importlib.import_module(module)
    for step in outer:
        holder = getattr(holder, step)
    assert hasattr(holder, name)


def test_before_and_after_stand_beside_each_other() -> None:
    before, after = {PARTS[0]: 1.0, PARTS[1]: 3.0}, {PARTS[0]: 1.0, PARTS[1]: 1.0}
    found = rows([[before], [after]])
    assert found[0] == [PARTS[0], "1.00 → 1.00 (50%)"]
    assert found[1] == [PARTS[1], "3.00 → 1.00 (50%)"]
    assert found[-1] == ["**in all**", "**4.00 → 2.00**"]
