"""The urgent notice, once an episode: at half of ``grace`` a problem has no word of the team's beside it. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from trackerbridge.clock import Calendar
from trackerbridge.config.schema import Settings
from trackerbridge.flags.text import visible
from trackerbridge.manager.foreseen import Foresight
from trackerbridge.manager.told import fact_id
from trackerbridge.manager.words import manager_words
from trackerbridge.model import Evidence
from trackerbridge.model.problem import Problem

PART_OF_GRACE = 0.5
_MOST = 4  # one screen of a phone


@dataclass(frozen=True, slots=True)
class Notice:
    """``text`` is empty where there is nothing new to say. ``ids`` are all problems that stand without a word."""

    title: str
    text: str
    ids: frozenset[str]


def notice_of(
    problems: Iterable[Problem], *, title: str, project: str, settings: Settings, foresight: Foresight,
    knows: frozenset[Evidence], told: frozenset[str],
) -> Notice:  # fmt: skip
    """``told``: problems of which the manager was told; ``knows``: whether the sources can hold a comment."""
    words = manager_words(settings.language)
    calendar, grace = settings.calendar, settings.project.dates.grace
    standing = {
        fact_id(problem.episode): problem
        for problem in problems
        if not problem.explained
        and calendar.business_hours_between(problem.since, foresight.now) >= grace * PART_OF_GRACE
    }
    new = [problem for name, problem in standing.items() if name not in told]
    ids = frozenset(standing)
    if not new:
        return Notice("", "", ids)
    writer = _Writer(settings.language, calendar, foresight, Evidence.COMMENTS in knows)
    parts = [writer.paragraph(problem) for problem in sorted(new, key=lambda each: each.since)[:_MOST]]
    if len(new) > _MOST:
        parts.append(words.said("urgent", "more", n=len(new) - _MOST, project=project))
    return Notice(words.said("urgent", "title", project=title), "\n\n".join(parts) + "\n", ids)


@dataclass(frozen=True, slots=True)
class _Writer:
    language: str
    calendar: Calendar
    foresight: Foresight
    comments: bool

    def paragraph(self, problem: Problem) -> str:
        """What happened, what the client reads and when, and the line to write."""
        words, today = manager_words(self.language), self.calendar.day_of(self.foresight.now)

        def say(key: str, **values: object) -> str:
            return words.said("urgent", key, today=today, **values)

        foreseen = self.foresight.of(problem)
        name = words.quoted([visible(problem.task.title) or problem.task.key])
        lines = [say(problem.kind.value, title=name, before=problem.before, after=problem.after)]
        if foreseen.at is None:
            lines.append(say("reads"))
        else:
            at = foreseen.at.astimezone(self.calendar.zone)
            lines.append(say("will", day=at.date(), hour=f"{at:%H:%M}"))
        lines.append(say("quoted", text=foreseen.text))
        lines.append(say(f"write_{problem.kind.value}") if self.comments else say("tell"))
        return "\n".join([*lines, problem.task.url] if problem.task.url else lines)
