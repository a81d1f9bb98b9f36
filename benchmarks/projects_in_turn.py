"""A Jira of many projects that holds the issues of a few: those of a project are made when a search names it.

A hundred thousand issues with their histories would take gigabytes, and every search would go through them all. A plan
reads one project after the other, so the sandbox need not know more than it is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from trackerbridge.sandbox.jira.load import load
from trackerbridge.sandbox.jira.service import Answer, Asked, JiraService
from trackerbridge.sandbox.requestlog import Entry

AT_ONCE = 2  # projects whose issues are there: the one that is read, and one that may be begun meanwhile
_PROJECT = re.compile(r"project\s*=\s*P(\d+)")


class ProjectsInTurn:
    """Stands before a Jira of the sandbox. ``make`` gives the issues of a project by its number."""

    def __init__(self, service: JiraService, projects: int, make: Callable[[int], list[dict[str, Any]]]) -> None:
        self._answer = service.answer
        self._state = service.site.state
        self._make = make
        self._there: dict[int, list[str]] = {}  # ids of issues by project, the latest named last
        for number in range(projects):
            self._state.add_project(f"P{number}", f"Project {number}", id=str(20_000 + number))

    def answer(self, asked: Asked, entry: Entry) -> Answer:
        """As the service answers; a search finds the issues of the project that it names."""
        named = {int(number) for text in asked.query.get("jql", ()) for number in _PROJECT.findall(text)}
        with self._state.lock:
            if len(named) > AT_ONCE:
                raise ValueError(f"a search names {len(named)} projects, and {AT_ONCE} can be there")
            for number in named:
                self._be_there(number)
            return self._answer(asked, entry)

    def _be_there(self, number: int) -> None:
        if number in self._there:
            self._there[number] = self._there.pop(number)
            return
        while len(self._there) >= AT_ONCE:
            for identifier in self._there.pop(next(iter(self._there))):
                self._state.issues.remove(identifier)
        made = self._make(number)
        load(self._state, made)
        self._there[number] = [str(issue["id"]) for issue in made]
