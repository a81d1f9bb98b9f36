"""What an audit tells a person, before any format lays it out: a line a task, patterns, abstentions, a closing line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from trackerbridge.flags.base import Abstention, Flag, Pattern, Severity
from trackerbridge.flags.evidence import BROUGHT_BY
from trackerbridge.flags.wording import Words, words_of
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import Evidence
from trackerbridge.report.team import moment_in, report_words, words_with_commas
from trackerbridge.results import Audited

_WAYS = ("publishing", "clients", "baseline", "milestones")


@dataclass(frozen=True, slots=True)
class Line:
    """One task and what matters most about it. ``also`` are the codes of its other flags that stand by themselves."""

    flag: Flag
    also: tuple[str, ...] = ()
    language: str = "en"

    @property
    def title(self) -> str:
        """The task's title, or words for the project."""
        task = self.flag.task
        return (task.title or task.key) if task else report_words(self.language).said("audit", "itself")

    @property
    def severity(self) -> str:
        """In a word of the team's language."""
        return report_words(self.language).said("severities", self.flag.severity.value)

    @property
    def besides(self) -> str:
        """`` (also D05, F01)``; empty where this is all."""
        return report_words(self.language).said("audit", "also", codes=", ".join(self.also)) if self.also else ""


def lines_of(one: Audited) -> list[Line]:
    """One line a task, by its root cause, the loudest first; a habit of the board stands under patterns."""
    habits = {pattern.code for pattern in one.assessment.patterns}
    by_task: dict[str, list[Flag]] = {}
    for flag in one.assessment.lines:
        if flag.code not in habits or flag.task is None:
            by_task.setdefault(flag.task.identity if flag.task else f"project {flag.code} {flag.about}", []).append(
                flag
            )
    lines = [_line(flags, one.assessment.language) for flags in by_task.values()]
    return sorted(lines, key=lambda line: -line.flag.severity.rank)


def _line(flags: list[Flag], language: str) -> Line:
    first, *others = sorted(flags, key=lambda flag: -flag.severity.rank)
    return Line(first, tuple(dict.fromkeys(flag.code for flag in others if flag.code != first.code)), language)


def abstentions_of(one: Audited, *, details: bool = False) -> list[str]:
    """What could not be judged: few sentences, or one a rule where ``details`` are asked for.

    Rules that wait for the client's side are one sentence, whatever else they lack.
    """
    abstained, said_as = one.assessment.abstained, words_for(one)
    if details:
        return _grouped(abstained, said_as, together=False)
    waiting = {each.code for each in abstained if each.lacks in BROUGHT_BY}
    words = words_of(one.assessment.language)
    others = [each for each in abstained if each.code not in waiting]
    said = [
        *_untold(others, words),
        *_grouped((each for each in others if not _is_untold(each, words)), said_as, together=True),
    ]
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


def _grouped(abstained: Iterable[Abstention], words: Words, *, together: bool) -> list[str]:
    """``F01: this file has no history.`` Rules with the same reason share a sentence; single tasks become a number."""
    whole: dict[tuple[str, str], list[str]] = {}
    single: dict[tuple[str, str], list[Abstention]] = {}
    for each in abstained:
        if each.task is None:
            whole.setdefault(("" if together else each.code, each.reason), []).append(each.code)
        else:
            single.setdefault((each.code, each.reason), []).append(each)
    said = [f"{', '.join(dict.fromkeys(codes))}: {reason}" for (_, reason), codes in whole.items()]
    return said + [_about_tasks(each, words) for each in single.values()]


def _about_tasks(same: list[Abstention], words: Words) -> str:
    one = same[0]
    if len(same) == 1:
        return words.said("audit", "on_task", code=one.code, task=one.task, reason=one.reason)
    return words.said("audit", "on_tasks", code=one.code, n=len(same), reason=one.reason)


def pattern_sentence(pattern: Pattern, words: Words, shown: int = 6) -> str:
    """The habit, and the first of its tasks."""
    rest = len(pattern.tasks) - shown
    more = words.said("audit", "and_more", n=rest) if rest > 0 else ""
    return f"{pattern.code}: {pattern.message} ({', '.join(pattern.tasks[:shown])}{more})"


def closing(one: Audited) -> str:
    """The last line: how many flags, and what can be said about being on time."""
    words, assessment = words_for(one), one.assessment
    counts = _severities(assessment.flags, words)
    inside = len(assessment.flags) - len(assessment.lines)
    said = words.said(
        "audit", "found", flags=len(assessment.flags), tasks=assessment.tasks, severities=counts,
        inside=words.said("audit", "inside", n=inside) if inside else "",
    ) if counts else words.said("audit", "nothing", n=assessment.tasks)  # fmt: skip
    return f"{said} {_about_time(one, words)}".strip()


def sections_of(one: Audited, *, details: bool = False) -> list[tuple[str, Sequence[str]]]:
    """What stands below the flags, each under its heading; empty ones are left out."""
    words, assessment = words_for(one), one.assessment
    found = (
        ("habits", [pattern_sentence(each, words) for each in assessment.patterns]),
        ("abstained", abstentions_of(one, details=details)),
        ("read" if assessment.completeness.complete else "incomplete", assessment.completeness.sentences),
    )
    return [(words.said("audit", key), sentences) for key, sentences in found if sentences]


def facts_of(one: Audited, between: str = ", ") -> str:
    """How many tasks were judged, and as of when."""
    words = words_for(one)
    tasks = words.said("audit", "tasks", n=one.assessment.tasks)
    return f"{tasks}{between}{moment_in(words, one.assessment.now, one.calendar)}"


def words_for(one: Audited) -> Words:
    """The frames in the language that its flags speak."""
    return report_words(one.assessment.language)


def _severities(flags: Iterable[Flag], words: Words) -> str:
    numbers = dict.fromkeys(reversed(Severity), 0)
    for flag in flags:
        numbers[flag.severity] += 1
    said = [
        words.said("audit", "of_severity", n=number, severity=words.said("severities", severity.value))
        for severity, number in numbers.items()
        if number
    ]
    return words_with_commas(words, said)


def _about_time(one: Audited, words: Words) -> str:
    """A board without dates must not look as if everything were on time."""
    if not one.assessment.tasks:
        return words.said("audit", "no_work")
    dates = one.dates
    if dates.open and dates.undated == dates.open:
        return words.said("audit", "all_unread" if dates.unread else "all_undated")
    return words.said("audit", "undated", n=dates.undated, of=dates.open) if dates.undated else ""
