"""Who asks, and what they may see and change."""

from __future__ import annotations

from datetime import datetime

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.sandbox.trello import errors
from trackerbridge.sandbox.trello.tables import Json


@dataclass(frozen=True)
class Account:
    """One token: the application key it was made with, the person it stands for and its scopes.

    ``everywhere``: sees and writes every board, as a workspace administrator does; without it membership counts.
    """

    key: str
    token: str
    member: str
    read: bool = True
    write: bool = True
    everywhere: bool = False
    expires: datetime | None = None
    created: datetime | None = None
    identifier: str = "Sandbox Token"


def require_write_scope(account: Account | None) -> Account:
    """The account, if it may write at all; else 401 ``missing scopes``."""
    if account is None or not account.write:
        raise errors.missing_scopes()
    return account


def membership_of(account: Account, board: Json) -> Json | None:
    """The account's membership of the board."""
    return next((entry for entry in board["memberships"] if entry["idMember"] == account.member), None)


def sees_board(account: Account | None, board: Json, organization: Json | None) -> bool:
    """Whether the board is readable: public ones with a key alone, others by membership (API-FACTS 3.6)."""
    level = board["prefs"].get("permissionLevel")
    if level == "public":
        return True
    if account is None or not account.read:
        return False
    if account.everywhere or membership_of(account, board):
        return True
    return level == "org" and sees_organization(account, organization)


def writes_board(account: Account, board: Json) -> bool:
    """Whether the account may change the board: a member who is not an observer."""
    if account.everywhere:
        return True
    membership = membership_of(account, board)
    return membership is not None and membership["memberType"] != "observer"


def sees_organization(account: Account | None, organization: Json | None) -> bool:
    """Whether the account belongs to the organization."""
    if account is None or organization is None:
        return False
    return account.everywhere or any(m["idMember"] == account.member for m in organization["memberships"])
