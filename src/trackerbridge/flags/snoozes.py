"""Flags that somebody keeps quiet for a while, with a reason: left out, counted, said, and back on their day. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import field
from datetime import date

from trackerbridge.clock import Calendar
from trackerbridge.config.schema import Snooze
from trackerbridge.flags.base import Flag, Rule
from trackerbridge.flags.registry import all_rules, codes_of
from trackerbridge.flags.wording import words_of
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import Steering


@dataclass
class _Quiet:
    """One snooze that holds today, and how many flags it kept back."""

    snooze: Snooze
    codes: frozenset[str]
    explained: frozenset[str] = field(default_factory=frozenset)  # rules whose flags stand inside these
    kept_back: int = 0

    def covers(self, flag: Flag) -> bool:
        """The flag itself, and what would stand inside it on the same task: one late task is one line, quiet or not."""
        task = flag.task.key if flag.task else ""
        if self.snooze.task and self.snooze.task != task:
            return False
        return flag.code in self.codes or (bool(self.snooze.task) and flag.code in self.explained)


def without_snoozed(
    flags: Iterable[Flag], snoozes: Sequence[Snooze], rules: Sequence[Rule], today: date, language: str
) -> tuple[list[Flag], tuple[str, ...]]:
    """The flags that speak, and one sentence for each snooze that kept some back. ``rules`` are all that there are."""
    quiet = [_quiet(snooze, rules) for snooze in snoozes if today < snooze.until]
    loud = []
    for flag in flags:
        holder = next((one for one in quiet if one.covers(flag)), None)
        if holder is None:
            loud.append(flag)
        else:
            holder.kept_back += 1
    return loud, tuple(_sentence(one, language) for one in quiet if one.kept_back)


def snoozes_of(words: Iterable[Steering], calendar: Calendar) -> tuple[Snooze, ...]:
    """What people quieted by command, as the configuration would say it; a rule that is gone quiets nothing."""
    known = {rule.code for rule in all_rules()}
    return tuple(
        Snooze(code=word.value, task=word.scope, until=calendar.day_of(word.until), reason=word.reason)
        for word in words
        if word.value in known and word.until is not None
    )


def _quiet(snooze: Snooze, rules: Sequence[Rule]) -> _Quiet:
    codes = codes_of([snooze.code], rules, reserved=True)
    return _Quiet(snooze, codes, frozenset(rule.code for rule in rules if rule.explained_by & codes))


def _sentence(one: _Quiet, language: str) -> str:
    words = words_of(language)
    key = "snoozed_task" if one.snooze.task else "snoozed"
    return words.shared(
        key, code=", ".join(sorted(one.codes)), task=one.snooze.task, n=one.kept_back, until=one.snooze.until,
        reason=one.snooze.reason.rstrip(". "),
    )  # fmt: skip
