"""Who asks, and what they may see and change."""

from __future__ import annotations

from dataclasses import field
from typing import Any

from trackerbridge.lazy_dataclass import dataclass

Json = dict[str, Any]


@dataclass
class Account:
    """One person's way in: the API token on Cloud; on Data Center the personal access token, or the password.

    ``projects`` are the keys of the projects they may browse (``None``: all), ``hidden`` the ids of single issues that
    they may not. ``groups`` and ``roles`` open comments that are restricted to these.
    """

    user: str
    """The account id."""
    token: str
    write: bool = True
    admin: bool = False
    projects: frozenset[str] | None = None
    hidden: set[str] = field(default_factory=set)
    groups: frozenset[str] = frozenset({"jira-software-users"})
    roles: frozenset[str] = frozenset({"Developers"})
    expired: bool = False
    captcha: bool = False

    def sees_project(self, key: str) -> bool:
        """Whether the project may be browsed."""
        return self.projects is None or key in self.projects

    def sees_comment(self, comment: Json) -> bool:
        """Whether the comment's restriction lets them read it."""
        limit = comment.get("visibility")
        if not limit or self.admin:
            return True
        mine = self.groups if limit.get("type") == "group" else self.roles
        return limit.get("value") in mine or limit.get("identifier") in mine


PERMISSIONS: dict[str, str] = {
    "BROWSE_PROJECTS": "see",
    "CREATE_ISSUES": "write",
    "EDIT_ISSUES": "write",
    "ADD_COMMENTS": "write",
    "EDIT_OWN_COMMENTS": "write",
    "EDIT_ALL_COMMENTS": "admin",
    "DELETE_OWN_COMMENTS": "write",
    "DELETE_ALL_COMMENTS": "admin",
    "DELETE_ISSUES": "admin",
    "LINK_ISSUES": "write",
    "TRANSITION_ISSUES": "write",
    "ASSIGN_ISSUES": "write",
    "SCHEDULE_ISSUES": "write",
    "MOVE_ISSUES": "write",
    "MANAGE_WATCHERS": "write",
    "ADMINISTER_PROJECTS": "admin",
    "ADMINISTER": "admin",
    "USER_PICKER": "see",
}
"""What the sandbox can tell of an account, and which of its rights decides."""


def holds(account: Account | None, right: str, project: str | None) -> bool:
    """Whether the account has ``see``, ``write`` or ``admin`` (in that project, if one is named)."""
    if account is None or (project is not None and not account.sees_project(project)):
        return False
    return {"see": True, "write": account.write, "admin": account.admin}[right]
