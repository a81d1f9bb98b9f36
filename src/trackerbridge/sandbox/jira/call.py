"""One request to a route: who asks, with what, and the look-ups that all routes share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.sandbox.jira import errors
from trackerbridge.sandbox.jira.access import Account
from trackerbridge.sandbox.jira.limits import JiraLimits
from trackerbridge.sandbox.jira.people import Json
from trackerbridge.sandbox.jira.schema import Operation
from trackerbridge.sandbox.jira.site import Face, JiraSite
from trackerbridge.sandbox.jira.state import JiraState


@dataclass(frozen=True)
class Reply:
    """An answer other than 200 with a JSON body; ``body`` ``None`` sends none."""

    status: int
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Call:
    """What a route gets. ``query`` and ``body`` are read by type already; ``path`` is text."""

    site: JiraSite
    face: Face
    account: Account | None
    operation: Operation
    path: Mapping[str, str]
    query: dict[str, Any]
    body: Any
    limits: JiraLimits
    failed_login: bool = False
    """Credentials came and were not accepted (Cloud goes on without them, API-FACTS 0.1)."""

    @property
    def state(self) -> JiraState:
        """What the site knows."""
        return self.site.state

    def get(self, name: str, default: Any = None) -> Any:
        """A parameter of the query, or of a declared body."""
        if name in self.query:
            return self.query[name]
        return self.body.get(name, default) if isinstance(self.body, dict) else default

    @property
    def me(self) -> Account:
        """Who asks; 401 without one."""
        if self.account is None:
            raise errors.must_log_in()
        return self.account

    # -- what one may see or change ---------------------------------------------------------------

    def sees(self, issue: Json) -> bool:
        """Whether the caller may see the issue. Nothing is open to the world."""
        return (
            self.account is not None
            and self.account.sees_project(issue["fields"]["project"]["key"])
            and issue["id"] not in self.account.hidden
        )

    def issue(self, reference: str | None = None) -> Json:
        """An issue (by default the one in the path); 404 if there is none, or none for the caller (6.30)."""
        row = self.state.find_issue(reference or self.path["issueIdOrKey"])
        if not self.sees(row):
            raise errors.no_issue()
        return row

    def writable(self, reference: str | None = None) -> Json:
        """An issue to be changed: the right to write, and room within the issue's own limit (6.29)."""
        if self.account is None:
            raise errors.must_log_in()
        row = self.issue(reference)
        if not self.me.write:
            raise errors.forbidden()
        self.limits.write(row["id"], self.site.retry_after)
        self.state.before_write(row)
        return row

    def project(self, reference: str | None = None) -> Json:
        """A project; 404 if there is none, or none for the caller."""
        wanted = reference or self.path["projectIdOrKey"]
        row = self.state.find_project(wanted)
        seen = row["key"] in self.site.open_projects if self.account is None else self.account.sees_project(row["key"])
        if not seen:
            raise errors.no_project(wanted)
        return row

    def projects(self) -> list[Json]:
        """All projects that the caller may see."""
        return [row for row in self.state.projects if self.account and self.account.sees_project(row["key"])]
