"""A rule that flags much of a board speaks of a habit, not of a slip: it is reported once, its tasks beneath. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from trackerbridge.flags.base import Flag, Pattern, Rule
from trackerbridge.flags.wording import Words

SHARE_PERCENT = 30
FEWEST_OPEN_TASKS = 10


def patterns_in(
    flags: Iterable[Flag], rules: Sequence[Rule], open_ids: Mapping[str, str], words: Words
) -> tuple[Pattern, ...]:
    """Rules that flag at least 30 % of at least 10 open tasks. ``open_ids``: identity -> key of every open task."""
    if len(open_ids) < FEWEST_OPEN_TASKS:
        return ()
    flagged: dict[str, dict[str, str]] = {}
    for flag in flags:
        if flag.task is not None and flag.task.identity in open_ids:
            flagged.setdefault(flag.code, {})[flag.task.identity] = flag.task.key
    return tuple(
        Pattern(
            rule.code,
            rule.name,
            len(tasks),
            len(open_ids),
            words.pattern(rule, len(tasks), len(open_ids)),
            tuple(tasks.values()),
        )
        for rule in rules
        if (tasks := flagged.get(rule.code, {})) and len(tasks) * 100 >= SHARE_PERCENT * len(open_ids)
    )
