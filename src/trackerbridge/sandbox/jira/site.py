"""How one state is served: as Cloud or Data Center, below which path, with which limits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from datetime import datetime, tzinfo
from typing import Any, Literal

from trackerbridge.errors import UsageError
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.sandbox.jira import moments
from trackerbridge.sandbox.jira.access import Account
from trackerbridge.sandbox.jira.state import JiraState

Deployment = Literal["cloud", "dc"]


@dataclass(frozen=True)
class PageToken:
    """What a page token stands for: the query it belongs to and the ids that are left."""

    query: Any
    left: tuple[Any, ...]
    expires: datetime


@dataclass
class JiraSite:
    """A Jira to be served by a :class:`~trackerbridge.sandbox.server.Sandbox`.

    ``context_path`` is what stands before ``/rest`` (``/jira`` on many Data Centers; ``/ex/jira/CLOUD-ID`` for scoped
    Cloud tokens). ``browse_url`` is the address that links and ``self`` show where it differs from the served one.
    ``page_max``: the most issues a search page grants; ``None``: what the deployment grants by default (Cloud 100 with
    fields and 5000 with ids or keys only; Data Center 1000). ``retry_after`` is how a 429 says when to come back.
    ``zone`` is the server's own (Data Center writes instants in it; Cloud in the caller's, API-FACTS 9.1).
    """

    state: JiraState = field(default_factory=JiraState)
    deployment: Deployment = "cloud"
    context_path: str = ""
    browse_url: str = ""
    page_max: int | None = None
    comments_in_search: int | None = None
    """The most comments that a search answer holds of one issue; ``None``: all."""
    retry_after: Literal["seconds", "none", "zero"] = "seconds"
    zone: str = "UTC"
    off_screen: dict[str, set[str]] = field(default_factory=dict)
    """By project key: fields that its edit screen lacks (``*`` for all projects)."""
    step_by_step: set[str] = field(default_factory=set)
    """Keys of projects whose workflow leads only from each status to the one before and after it."""
    open_projects: set[str] = field(default_factory=set)
    """Keys of projects that strangers may look at (the project itself; its issues stay closed)."""
    document_check: Callable[[Any], str | None] | None = None
    """Looks at every document sent to v3 and says what is wrong with it (``None``: nothing); refused then."""
    tokens: dict[str, PageToken] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.context_path and not self.context_path.startswith("/"):
            raise UsageError(f"A context path begins with a slash: {self.context_path!r} does not.")
        self.context_path = self.context_path.rstrip("/")

    @property
    def cloud(self) -> bool:
        """Whether it is served as Cloud."""
        return self.deployment == "cloud"

    def serves(self, path: str) -> bool:
        """Whether a path of the server belongs to this site."""
        inside = path.removeprefix(self.context_path) if path.startswith(f"{self.context_path}/") else ""
        return inside.startswith(("/rest/", "/browse/"))

    def zone_for(self, account: Account | None) -> tzinfo:
        """The zone of instants in answers."""
        return self.zone_of(account) if self.cloud else moments.zone_of(self.zone)

    def zone_of(self, account: Account | None) -> tzinfo:
        """The zone that JQL reads dates in: the caller's own (API-FACTS 1.2)."""
        person = self.state.people.get(account.user) if account else None
        return moments.zone_of((person or {}).get("timeZone") or self.zone)

    def on_screen(self, project: str, name: str) -> bool:
        """Whether a project's edit screen has the field."""
        return name not in self.off_screen.get(project, set()) | self.off_screen.get("*", set())


@dataclass(frozen=True)
class Face:
    """How values are written for one request."""

    site: JiraSite
    version: int
    """3: texts are documents; 2: wiki strings."""
    root: str
    """The address before ``/rest``."""
    zone: tzinfo
    account: Account | None = None

    @property
    def api(self) -> str:
        """The base of ``self`` addresses."""
        return f"{self.root}/rest/api/{self.version}"
