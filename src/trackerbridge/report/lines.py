"""What an audit tells a person, before any format lays it out: a line a task, patterns, abstentions, a closing line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from trackerbridge.flags.base import Abstention, Flag, Pattern, Severity
from trackerbridge.flags.evidence import BROUGHT_BY
from trackerbridge.flags.wording import Words, words_of
from trackerbridge.model import Evidence
from trackerbridge.report.words import count, listed
from trackerbridge.results import Audited

PROJECT_ITSELF = "the project itself"
_WAYS = ("publishing", "clients", "baseline", "milestones")


@dataclass(frozen=True, slots=True)
class Line:
    """One task and what matters most about it. ``also`` are the codes of its other flags that stand by themselves."""

    flag: Flag
    also: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The task's title, or words for the project."""
        return (self.flag.task.title or self.flag.task.key) if self.flag.task else PROJECT_ITSELF


def lines_of(one: Audited) -> list[Line]:
    """One line a task, by its root cause, the loudest first; a habit of the board stands under patterns."""
    habits = {pattern.code for pattern in one.assessment.patterns}
    by_task: dict[str, list[Flag]] = {}
    for flag in one.assessment.lines:
        if flag.code not in habits or flag.task is None:
            by_task.setdefault(flag.task.identity if flag.task else f"project {flag.code} {flag.about}", []).append(
                flag
            )
    lines = [_line(flags) for flags in by_task.values()]
    return sorted(lines, key=lambda line: -line.flag.severity.rank)


def _line(flags: list[Flag]) -> Line:
    first, *others = sorted(flags, key=lambda flag: -flag.severity.rank)
    return Line(first, tuple(dict.fromkeys(flag.code for flag in others if flag.code != first.code)))


def abstentions_of(one: Audited, *, details: bool = False) -> list[str]:
    """What could not be judged: few sentences, or one a rule where ``details`` are asked for.

    Rules that wait for the client's side are one sentence, whatever else they lack.
    """
    abstained = one.assessment.abstained
    if details:
        return _grouped(abstained, together=False)
    waiting = {each.code for each in abstained if each.lacks in BROUGHT_BY}
    words = words_of(one.assessment.language)
    others = [each for each in abstained if each.code not in waiting]
    said = [*_untold(others, words), *_grouped((each for each in others if not _is_untold(each, words)), together=True)]
    if waiting:
        brought = {BROUGHT_BY[each.lacks] for each in abstained if each.lacks in BROUGHT_BY}
        said.append(words.waiting(len(waiting), [way for way in _WAYS if way in brought]))
    return said


def _untold(abstained: Iterable[Abstention], words: Words) -> Iterator[str]:
    """All that a source cannot tell is one sentence: of a table without history and comments it is said once."""
    found = [each for each in abstained if _is_untold(each, words)]
    reasons = {each.reason for each in found}
    if found:
        codes = dict.fromkeys(sorted(each.code for each in found))
        yield f"{', '.join(codes)}: {words.untold([what for what in Evidence if words.untold([what]) in reasons])}"


def _is_untold(abstention: Abstention, words: Words) -> bool:
    return abstention.task is None and any(abstention.reason == words.untold([what]) for what in Evidence)


def _grouped(abstained: Iterable[Abstention], *, together: bool) -> list[str]:
    """``F01: this file has no history.`` Rules with the same reason share a sentence; single tasks become a number."""
    whole: dict[tuple[str, str], list[str]] = {}
    single: dict[tuple[str, str], list[Abstention]] = {}
    for each in abstained:
        if each.task is None:
            whole.setdefault(("" if together else each.code, each.reason), []).append(each.code)
        else:
            single.setdefault((each.code, each.reason), []).append(each)
    said = [f"{', '.join(dict.fromkeys(codes))}: {reason}" for (_, reason), codes in whole.items()]
    return said + [_about_tasks(each) for each in single.values()]


def _about_tasks(same: list[Abstention]) -> str:
    if len(same) == 1:
        return f"{same[0].code} on {same[0].task}: {same[0].reason}"
    return f"{same[0].code} on {count(len(same), 'task')}: {same[0].reason}"


def pattern_sentence(pattern: Pattern, shown: int = 6) -> str:
    """The habit, and the first of its tasks."""
    rest = len(pattern.tasks) - shown
    more = f" and {rest} more" if rest > 0 else ""
    return f"{pattern.code}: {pattern.message} ({', '.join(pattern.tasks[:shown])}{more})"


def closing(one: Audited) -> str:
    """The last line: how many flags, and what can be said about being on time."""
    counts = _severities(one.assessment.flags)
    found = f"{count(len(one.assessment.flags), 'flag')} on {count(one.assessment.tasks, 'task')}"
    said = f"{found}: {counts}{_inside(one)}." if counts else f"No flags on {count(one.assessment.tasks, 'task')}."
    return f"{said} {_about_time(one)}".strip()


def _inside(one: Audited) -> str:
    inside = len(one.assessment.flags) - len(one.assessment.lines)
    return f"; {inside} of them part of another one's story" if inside else ""


def _severities(flags: Iterable[Flag]) -> str:
    numbers = dict.fromkeys(reversed(Severity), 0)
    for flag in flags:
        numbers[flag.severity] += 1
    return listed(f"{number} {severity.value}" for severity, number in numbers.items() if number)


def _about_time(one: Audited) -> str:
    """A board without dates must not look as if everything were on time."""
    if not one.assessment.tasks:
        return "There is no work on this board."
    dates = one.dates
    if dates.open and dates.undated == dates.open:
        what = "Of no open task could the due date be read" if dates.unread else "No open task has a due date"
        return f"{what}, so nothing can be said about being on time."
    return f"{count(dates.undated, 'open task')} of {dates.open} without a date." if dates.undated else ""
