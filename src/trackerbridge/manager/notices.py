"""The urgent notice, once an episode: at half of ``grace`` a problem has no word of the team's beside it. Pure.

An answer that was announced and did not come is such a problem as well; the word is the answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from shlex import quote

from trackerbridge.client_view.chosen import VERSION
from trackerbridge.clock import Calendar
from trackerbridge.config.schema import Settings
from trackerbridge.flags.text import visible
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.manager.foreseen import Foresight
from trackerbridge.manager.told import fact_id
from trackerbridge.manager.words import manager_words
from trackerbridge.model import Evidence
from trackerbridge.model.problem import Problem, ProblemKind
from trackerbridge.model.promise import WITHOUT_TASK

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
    writer = _Writer(settings.language, project, calendar, foresight, Evidence.COMMENTS in knows)
    parts = [writer.paragraph(problem) for problem in sorted(new, key=lambda each: each.since)[:_MOST]]
    if len(new) > _MOST:
        parts.append(words.said("urgent", "more", n=len(new) - _MOST, project=project))
    return Notice(words.said("urgent", "title", project=title), "\n\n".join(parts) + "\n", ids)


@dataclass(frozen=True, slots=True)
class _Writer:
    language: str
    project: str
    calendar: Calendar
    foresight: Foresight
    comments: bool

    def paragraph(self, problem: Problem) -> str:
        """What happened, what the client reads and when, and the line to write."""
        title = manager_words(self.language).quoted([visible(problem.task.title) or problem.task.key])
        happened = self._say(problem.kind.value, title=title, before=problem.before, after=problem.after)
        lines = [happened, *self._read(problem), self._to_write(problem), problem.task.url]
        return "\n".join(filter(None, lines))

    def _read(self, problem: Problem) -> Iterator[str]:
        """Nothing where their board does not show it."""
        foreseen = self.foresight.of(problem)
        if not foreseen.text:
            return
        if foreseen.at is None:
            yield self._say("reads")
        else:
            at = foreseen.at.astimezone(self.calendar.zone)
            yield self._say("will", day=at.date(), hour=f"{at:%H:%M}")
        yield self._say("quoted", text=foreseen.text)

    def _to_write(self, problem: Problem) -> str:
        if problem.kind is ProblemKind.ANSWER:
            return self._say("write_answer" if self.comments and problem.task.key else "write_answer_there")
        if problem.ref.startswith(WITHOUT_TASK):
            return self._say("write_promise", ref=quote(problem.ref), project=self.project)
        if confirm := self.foresight.command(problem):  # a reason alone would not tell it
            return self._say("confirm", command=confirm)
        if problem.task.kind == VERSION:
            command = {"ref": quote(problem.task.key), "project": self.project.partition("/")[0]}
            return self._say(f"write_version_{problem.kind.value}", **command, after=problem.after)
        return self._say(f"write_{problem.kind.value}") if self.comments else self._say("tell")

    def _say(self, key: str, **values: object) -> str:
        today = self.calendar.day_of(self.foresight.now)
        return manager_words(self.language).said("urgent", key, today=today, **values)
