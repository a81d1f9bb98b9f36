"""Drawing by lot: the same seed draws the same flags; every rule gets its turn, so that none dominates."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

from benchmarks.judged.looks import Look
from trackerbridge.flags.base import Flag
from trackerbridge.model import Task


@dataclass(frozen=True, slots=True)
class Drawn:
    """A flag, or a task that has none, with where it was found."""

    look: Look
    task: Task | None
    flag: Flag | None = None


def flags_drawn(looks: Iterable[Look], number: int, seed: int) -> list[Drawn]:
    """So many flags, in turns of the rules; one task has a rule's flag at most once, at a moment drawn by lot."""
    found = [Drawn(look, flag.task, flag) for look in looks for flag in look.assessment.flags]
    return _in_turns(found, number, seed, group=_code, same=lambda one: (_code(one), _key(one)))


def tasks_drawn(looks: Iterable[Look], number: int, seed: int) -> list[Drawn]:
    """So many open tasks without a flag, in turns of the boards; each task at most once."""
    found = [Drawn(look, task) for look in looks for task in look.unflagged]
    return _in_turns(found, number, seed, group=lambda one: one.look.board, same=_key)


def _ticket(one: Drawn, seed: int) -> str:
    """A number by lot that does not hang on what else was found: one flag less changes little of a draw."""
    named = f"{seed} {_code(one)} {one.look.board} {one.look.at.isoformat()} {_key(one)}"
    return hashlib.sha256(named.encode()).hexdigest()


def _code(one: Drawn) -> str:
    return one.flag.code if one.flag else ""


def _key(one: Drawn) -> Hashable:
    """Keys are unique across trackers of one kind: a page of an export that is also there as a whole counts once."""
    return one.task.key if one.task else (one.look.board, one.flag.about if one.flag else "")


def _in_turns(
    found: Sequence[Drawn], number: int, seed: int, group: Callable[[Drawn], str], same: Callable[[Drawn], Hashable]
) -> list[Drawn]:
    lot = sorted(found, key=lambda one: _ticket(one, seed))
    groups: dict[str, dict[Hashable, Drawn]] = {}
    for one in lot:
        groups.setdefault(group(one), {}).setdefault(same(one), one)
    waiting = [list(groups[name].values()) for name in sorted(groups)]
    drawn: list[Drawn] = []
    while any(waiting) and len(drawn) < number:
        drawn += [each.pop() for each in waiting if each]
    return drawn[:number]
