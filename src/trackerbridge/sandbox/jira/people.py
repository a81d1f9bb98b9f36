"""People: one row each, with what Cloud knows (account id) and what Data Center knows (name and key).

Inside the state a person stands as ``{"$user": ID}``, wherever a payload had a whole user object.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

Json = dict[str, Any]
MARK = "$user"
AVATARS = ("16x16", "24x24", "32x32", "48x48")


def is_user(value: Any) -> bool:
    """Whether a JSON object is a user as either face writes it."""
    if not isinstance(value, dict) or "displayName" not in value:
        return False
    return "accountId" in value or ("name" in value and ("active" in value or "emailAddress" in value))


def account_id_of(given: Json) -> str:
    """The account id, or for a user of Data Center one that is always the same for the same name."""
    if given.get("accountId"):
        return str(given["accountId"])
    known = str(given.get("name") or given.get("key") or given.get("displayName") or "")
    return "5f" + hashlib.sha256(known.encode()).hexdigest()[:22]


class People:
    """All users of a site."""

    def __init__(self) -> None:
        self._rows: dict[str, Json] = {}
        self._names: dict[str, str] = {}

    def __iter__(self) -> Iterator[Json]:
        return iter(self._rows.values())

    def add(self, given: Json) -> Json:
        """Take a user in; a known one is completed, never emptied. Returns the row."""
        identifier = account_id_of(given)
        known = self._rows.get(identifier, {})
        row = {**_blank(identifier, given), **known, **{k: v for k, v in given.items() if v not in (None, "")}}
        row["accountId"] = identifier
        self._rows[identifier] = row
        for name in ("accountId", "name", "key", "emailAddress"):
            if row.get(name):
                self._names.setdefault(str(row[name]).lower(), identifier)
        return row

    def get(self, reference: str | None) -> Json | None:
        """A user by account id, name, key or e-mail address."""
        return self._rows.get(self._names.get(str(reference or "").lower(), ""))

    def named(self, text: str) -> list[str]:
        """The ids that a text in JQL may mean: also a display name."""
        found = self.get(text)
        if found is not None:
            return [found["accountId"]]
        return [row["accountId"] for row in self if row["displayName"].lower() == text.lower()]


def _blank(identifier: str, given: Json) -> Json:
    name = given.get("name") or given.get("key") or identifier
    return {
        "displayName": name,
        "name": name,
        "key": given.get("key") or name,
        "emailAddress": None,
        "active": True,
        "timeZone": None,
        "accountType": "atlassian",
        "avatarUrls": {},
    }


def view(row: Json, root: str, version: int, *, cloud: bool, zone: str) -> Json:
    """A user as the face sends it. Cloud has no name and key; Data Center no account id (API-FACTS 1.3)."""
    base = f"{root}/rest/api/{version}/user"
    shown: Json = {"self": f"{base}?{'accountId' if cloud else 'username'}={quote(_reference(row, cloud), safe='')}"}
    shown |= {"accountId": row["accountId"]} if cloud else {"name": row["name"], "key": row["key"]}
    if row["emailAddress"]:  # hidden by the person's own choice otherwise
        shown["emailAddress"] = row["emailAddress"]
    shown["avatarUrls"] = row["avatarUrls"] or {size: f"{root}/secure/useravatar?size={size}" for size in AVATARS}
    shown |= {"displayName": row["displayName"], "active": row["active"], "timeZone": row["timeZone"] or zone}
    return {**shown, "accountType": row["accountType"]} if cloud else shown


def _reference(row: Json, cloud: bool) -> str:
    return str(row["accountId"] if cloud else row["name"])
