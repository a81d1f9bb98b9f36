"""Issues on their way in: signed as a search tells them, completed, and put away as text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from trackerbridge.model import Gap
from trackerbridge.trackers.jira.api import BULK, JiraApi
from trackerbridge.trackers.jira.completing import complete_comments, complete_histories, is_short
from trackerbridge.trackers.jira.held import Held, Issue
from trackerbridge.trackers.jira.signs import id_of, sign_of, told_of
from trackerbridge.trackers.jira.survey import Survey, surveyed


class Coming:
    """Takes the issues of a search; ``held`` has them, ``signs`` what a change of theirs shows by.

    Those whose history or talk was cut wait until there are as many as one question for histories may name. Each is
    surveyed while it is at hand, whole, so that none has to be made of its text again for that.
    """

    def __init__(self, api: JiraApi, survey: Callable[[], Survey]) -> None:
        self._api = api
        self._new_survey = survey
        self._short: list[Issue] = []
        self.begin()

    def begin(self) -> None:
        """Nothing has come yet."""
        self.held = Held()
        self.signs: dict[str, str] = {}
        self.gaps: list[Gap] = []
        self.told_at: datetime | None = None  # Jira's clock when the first of them was told
        self._short.clear()
        self._survey = self._new_survey()
        self._repeated = False

    def put(self, issue: Issue) -> None:
        """One more issue."""
        self.told_at = self.told_at or self._api.transport.server_time
        if self.held.has_newer(issue):
            return
        self._repeated = self._repeated or id_of(issue) in self.held
        told = told_of(issue)
        self.signs[id_of(issue)] = sign_of(told)
        self.held.put(issue, told)
        if is_short(issue, cloud=self._api.cloud):
            self._short.append(issue)
        else:
            self._survey.take(issue)
        if len(self._short) >= BULK:
            self.complete()

    def complete(self) -> None:
        """Fetch what a search left out of those that wait."""
        self.gaps += complete_histories(self._api, self._short)
        complete_comments(self._api, self._short)
        for issue in self._short:
            self.held.put(issue)
            self._survey.take(issue)
        self._short.clear()

    @property
    def survey(self) -> Survey:
        """Of all that came, each as it was last."""
        return surveyed(self._new_survey(), self.held) if self._repeated else self._survey
