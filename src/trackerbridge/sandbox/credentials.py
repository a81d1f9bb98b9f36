"""The sandbox's well-known people and credentials. They open nothing but a sandbox on this machine.

Tokens are 64 characters long and keys 32, as Trello's classic ones are, so that whatever checks the form of a
credential accepts them.
"""

from __future__ import annotations

from typing import Any, Final

KEY: Final = "sandboxkey" + "0" * 22
"""The application key that every sandbox knows."""

TEAM_TOKEN: Final = "sandboxtokenteam" + "0" * 48
"""Reads and writes every board of the sandbox, as an administrator of the workspace does."""

READ_ONLY_TOKEN: Final = "sandboxtokenreadonly" + "0" * 44
"""The same person as the team's token, without the write scope."""

CLIENT_TOKEN: Final = "sandboxtokenclient" + "0" * 46
"""The client's person: sees the boards they are a member of, and public ones."""

TEAM_MEMBER: Final[dict[str, Any]] = {
    "id": "5f00000000000000000000a1",
    "username": "sandbox_team",
    "fullName": "Sandbox Team",
    "initials": "ST",
}
CLIENT_MEMBER: Final[dict[str, Any]] = {
    "id": "5f00000000000000000000c1",
    "username": "sandbox_client",
    "fullName": "Sandbox Client",
    "initials": "SC",
}

JIRA_EMAIL: Final = "team@sandbox.example"
"""Who reads and writes every Jira project of the sandbox (Basic authentication on Jira Cloud)."""

JIRA_NAME: Final = "sandbox_team"
"""The same person's user name on Jira Data Center."""

JIRA_TOKEN: Final = "ATATTsandboxjirateam" + "0" * 44
"""Their API token on Cloud; on Data Center the personal access token, and the password for Basic authentication."""

JIRA_READ_ONLY_EMAIL: Final = "reader@sandbox.example"
JIRA_READ_ONLY_NAME: Final = "sandbox_reader"
JIRA_READ_ONLY_TOKEN: Final = "ATATTsandboxjirareader" + "0" * 42
"""Somebody who may see every Jira project and change nothing."""
