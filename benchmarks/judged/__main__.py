"""``python -m benchmarks.judged --data DIR --seed N``: flags on real boards for somebody to judge, one by one.

Prints 100 flags in turns of the rules, then 50 open tasks without a flag. The verdicts are in docs/accuracy-judged.md.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.judged.draw import Drawn, flags_drawn, tasks_drawn
from benchmarks.judged.looks import looks_at
from trackerbridge.flags.text import visible

DEFAULT_DATA = Path(__file__).parents[3] / "shared" / "data"
_TEXT = 500


def main(arguments: list[str] | None = None) -> int:
    """Draw and print; 2 where the folder has nothing to look at."""
    options = _parser().parse_args(arguments)
    looks = list(looks_at(options.data))
    if not looks:
        print(f"{options.data} has no late/raw-jira, jira-payloads or trello-exports to look at.", file=sys.stderr)
        return 2
    flags = flags_drawn(looks, options.flags, options.seed)
    tasks = tasks_drawn(looks, options.tasks, options.seed)
    print(f"{len(flags)} flags, seed {options.seed}, of {sum(len(look.assessment.flags) for look in looks)}")
    print("\n".join(line for number, one in enumerate(flags, 1) for line in _told(number, one, options.text)))
    print(f"\n{len(tasks)} open tasks without a flag")
    print("\n".join(line for number, one in enumerate(tasks, 1) for line in _told(number, one, options.text)))
    return 0


def _told(number: int, one: Drawn, text: bool) -> Iterator[str]:
    code = one.flag.code if one.flag else "-"
    key = one.task.key if one.task else "-"
    yield f"{number:3} {code} {one.look.board} {one.look.at:%Y-%m-%d} {key}"
    if one.flag:
        yield f"      {one.flag.severity.value}: {one.flag.message}"
        yield f"      {json.dumps(one.flag.evidence, ensure_ascii=False, default=str)}"
    if one.task and (text or not one.flag):
        yield from (f"      {line}" for line in _task_lines(one, text))


def _task_lines(one: Drawn, text: bool) -> Iterator[str]:
    task = one.task
    assert task is not None
    due = task.due.raw or task.due.day or task.due.instant if task.due else "no date"
    yield f"title: {visible(task.title)[:200]}"
    yield f"{task.status} ({task.stage.value}), {due}, owners: {len(task.owners)}, labels: {len(task.labels)}"
    steps = sum(len(checklist.items) for checklist in task.checklists)
    changed = task.updated_at.date() if task.updated_at else "?"
    yield f"created {task.created_at and task.created_at.date()}, changed {changed}, steps: {steps}"
    if text:
        yield f"description: {visible(task.description)[:_TEXT]}"
        yield from (f"comment {each.at.date()}: {visible(each.text)[:_TEXT]}" for each in task.comments[-3:])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.judged", description=__doc__)
    parser.add_argument("--data", type=Path, default=DEFAULT_DATA, help="a folder with trello-exports/ and the like")
    parser.add_argument("--seed", type=int, default=1, help="the same seed draws the same flags")
    parser.add_argument("--flags", type=int, default=100, help="how many flags to draw")
    parser.add_argument("--tasks", type=int, default=50, help="how many tasks without a flag to draw")
    parser.add_argument("--text", action="store_true", help="show what stands on each task")
    return parser


if __name__ == "__main__":
    sys.exit(main())
