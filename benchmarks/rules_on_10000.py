"""All rules on 10,000 tasks, cold and warm, beside reading the same bytes: ``python -m benchmarks.rules_on_10000``.

The yardstick is ``json.loads`` of the same payload, in the same run on the same machine: cold (texts never seen) at
most ten times, warm (texts seen before) at most twice, and ten times the tasks at most about ten times the seconds.
What the rules remember of texts is bounded (20,000 of them, in most rules): beyond that, warm costs as much as cold.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import pstats
import time
from collections.abc import Callable
from typing import Any

from benchmarks.made_issues import NOW, issues
from trackerbridge.clock import Calendar
from trackerbridge.config.schema import FlagsConfig
from trackerbridge.flags.engine import assess
from trackerbridge.flags.registry import all_rules
from trackerbridge.model import Snapshot
from trackerbridge.people import Sides
from trackerbridge.stages import StageMap
from trackerbridge.trackers.jira.mapping import snapshot_from_issues


def main() -> None:
    """Measure and print one table a size."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--tasks", type=int, nargs="+", default=[10_000])
    options.add_argument("--seed", type=int, default=7)
    options.add_argument("--rules", action="store_true", help="also the seconds of each rule alone, warm")
    options.add_argument("--profile", action="store_true", help="also where the time of a cold run goes")
    given = options.parse_args()
    all_rules()
    for number in given.tasks:
        _table(number, given.seed, given.rules, given.profile)


def _table(number: int, seed: int, each_rule: bool, profile: bool) -> None:
    payload = json.dumps({"issues": issues(number, seed=seed)})
    raw, reading = timed(lambda: json.loads(payload))
    snapshot, mapping = timed(lambda: _snapshot(raw))
    watch = cProfile.Profile()
    if profile:
        watch.enable()
    first, cold = timed(lambda: _assess(snapshot))
    watch.disable()
    again = _snapshot(json.loads(payload))  # the same texts, read anew
    _, warm = timed(lambda: _assess(again))
    print(f"{number:,} tasks, {len(payload) / 1e6:.1f} MB, {len(first.flags):,} flags by {len(all_rules())} rules")
    rows = [("json.loads", reading), ("mapping", mapping), ("rules, cold", cold), ("rules, warm", warm)]
    for what, seconds in rows:
        ratio, each = seconds / reading, seconds / number * 1e6
        print(f"  {what:<12} {seconds:8.2f} s  {ratio:6.1f} x json.loads  {each:8.0f} us a task")
    if each_rule:
        _each_rule(snapshot)
    if profile:
        pstats.Stats(watch).sort_stats("cumulative").print_stats(45)


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """The result and the seconds of CPU it took."""
    started = time.process_time()
    result = work()
    return result, time.process_time() - started


def _snapshot(raw: dict[str, Any]) -> Snapshot:
    return snapshot_from_issues(
        raw["issues"], source="jira:bench", stages=StageMap(), sides=Sides.of(["Mira Example"], ["Ana Exemplu"]),
        pulled_at=NOW,
    )  # fmt: skip


def _assess(snapshot: Snapshot, select: tuple[str, ...] = ()) -> Any:
    published = frozenset(task.key for task in snapshot.tasks if "client" in task.labels)
    calendar = Calendar.of("Europe/Chisinau", "MD")
    return assess(project="bench", snapshots=[snapshot], flags=FlagsConfig(), calendar=calendar, now=NOW,
                  published=published, select=select)  # fmt: skip


def _each_rule(snapshot: Snapshot) -> None:
    found = [(timed(lambda code=rule.code: _assess(snapshot, (code,)))[1], rule) for rule in all_rules()]
    for seconds, rule in sorted(found, key=lambda pair: -pair[0]):
        print(f"    {rule.code} {rule.name:<24} {seconds:6.3f} s")


if __name__ == "__main__":
    main()
